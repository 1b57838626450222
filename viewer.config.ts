/**
 * How each page becomes one file: its script and its styles stand in it, and its policy lets nothing
 * run or load but these two, known by their hashes. `npm run build` makes both: the viewer, into which
 * `show --html` fills a story, and with `--mode explorer` the explorer, which asks its server.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** The pages by mode: where each begins, what it is called, and what its policy allows besides. */
const PAGES = {
  viewer: { entry: "index.html", fileName: "viewer.html", policy: [] },
  explorer: {
    entry: "explorer.html",
    fileName: "explorer.html",
    policy: ["connect-src 'self'"],
  },
} as const;

type PageOfOurs = (typeof PAGES)[keyof typeof PAGES];

export default defineConfig(({ mode }) => {
  const page = mode === "explorer" ? PAGES.explorer : PAGES.viewer;
  return {
    root: fileURLToPath(new URL("traces/viewer", import.meta.url)),
    logLevel: "warn",
    build: {
      outDir: fileURLToPath(new URL("dist/traces/page", import.meta.url)),
      // The compiler has written there too.
      emptyOutDir: false,
      modulePreload: false,
      target: "es2022",
      rolldownOptions: {
        input: fileURLToPath(new URL(`traces/viewer/${page.entry}`, import.meta.url)),
      },
    },
    plugins: [oneFile(page)],
  };
});

/** Puts script and styles into the page, and gives the page its name. */
function oneFile({ fileName, policy }: PageOfOurs): Plugin {
  return {
    name: "one-file",
    enforce: "post",
    generateBundle(_options, bundle) {
      let script = "";
      let style = "";
      let page = "";
      for (const [name, output] of Object.entries(bundle)) {
        if (output.type === "chunk") script += output.code;
        else if (name.endsWith(".css")) style += String(output.source);
        else page = String(output.source);
        delete bundle[name];
      }
      script = `/*!\n${licences()}\n*/\n${script}`;
      this.emitFile({
        type: "asset",
        fileName,
        source: inlined(page, script, style, policy),
      });
    },
  };
}

/** `more`: what the policy allows besides. */
function inlined(page: string, script: string, style: string, more: readonly string[]): string {
  if (/<\/(script|style)/i.test(script + style)) {
    throw new Error("The viewer's own code would end its element.");
  }
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    ...more,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${policy}" />`,
    `<style>${style}</style>`,
  ].join("\n");
  // By functions: `$&` and the like in code are no patterns.
  return page
    .replaceAll(/\s*<(script type="module"[^>]*><\/script|link rel="stylesheet"[^>]*)>/g, "")
    .replace(/\s*SCRUTINEER_STORY\s*/, "SCRUTINEER_STORY")
    .replace("<title>", () => `${head}\n<title>`)
    .replace("</body>", () => `<script type="module">${script}</script>\n</body>`);
}

/** What the licences of the libraries ask for: their text goes with their code. */
function licences(): string {
  return ["preact", "@preact/signals"]
    .map((name) => {
      const file = new URL(`node_modules/${name}/LICENSE`, import.meta.url);
      return `${name}\n${readFileSync(file, "utf8").trim()}`;
    })
    .join("\n\n");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
