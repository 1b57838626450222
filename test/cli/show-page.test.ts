/** `scrutineer show FILE --html OUT`. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { traceText } from "../../traces/write-trace.ts";
import { BLOCKING } from "../traces/blocking.ts";
import { scrutineer, temporaryFolder } from "./scrutineer.ts";

/** A folder with the trace in it; `change` makes it another. */
function traceIn(change: object = {}): { readonly folder: string; readonly file: string } {
  const folder = temporaryFolder();
  const file = join(folder, "some.trace.json");
  writeFileSync(file, traceText({ ...BLOCKING, ...change }));
  return { folder, file };
}

describe("scrutineer show --html", () => {
  it("writes one file that asks nothing of anyone, and says so", async () => {
    const { folder, file } = traceIn();
    const out = join(folder, "pages", "page.html");

    const { code, out: said } = await scrutineer("show", file, "--html", out);

    expect(code).toBe(0);
    expect(said).toBe(`${out} is written: open it in any browser.\n`);
    const page = readFileSync(out, "utf8");
    expect(page).toContain("default-src 'none'");
    expect(page).toContain("<title>NonBlocking · two-phase-commit");
    expect(page).not.toMatch(/<(link|img|iframe)|\bsrc=|\burl\(["']?(http|\/\/)/);
    expect(readdirSync(join(folder, "pages"))).toEqual(["page.html"]);
  });

  it("writes what can be replayed of a trace that diverges, and exits with 2", async () => {
    const message = { type: "Commit" };
    const step = { type: "deliver", process: "r1", from: "tm", message, outcome: 0 };
    const { folder, file } = traceIn({ steps: [step], length: 2 });

    const { code, err } = await scrutineer("show", file, "--html", join(folder, "page.html"));

    expect(code).toBe(2);
    expect(err).toContain("The step to state 2 is not possible any more");
    expect(existsSync(join(folder, "page.html"))).toBe(true);
  });

  it.each([
    ["a folder", "taken", "it is a folder"],
    ["below a file", "some.trace.json/page.html", "can't be written"],
  ])("exits with 2 if what it is to write is %s", async (_what, name, sentence) => {
    const { folder, file } = traceIn();
    mkdirSync(join(folder, "taken"));
    const before = readdirSync(folder);

    const { code, err } = await scrutineer("show", file, "--html", join(folder, name));

    expect(code).toBe(2);
    expect(err).toContain(sentence);
    expect(readdirSync(folder)).toEqual(before);
  });

  it("does not go together with --full", async () => {
    const { folder, file } = traceIn();

    const { code, err } = await scrutineer(
      "show",
      file,
      "--full",
      "--html",
      join(folder, "x.html"),
    );

    expect(code).toBe(2);
    expect(err).toContain("--full and --html do not go together");
  });
});
