/** Hostile texts stay texts: in Markdown, in annotations and in XML. */
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { annotationsOf } from "../../scripts/nightly/annotations.ts";
import { codeBlock, codeCell, codeSpan, oneLine, xmlText } from "../../scripts/nightly/text.ts";
import { HOSTILE, nightWith, openOutcome, violatedOutcome } from "./some-lanes.ts";

const TEXTS = [
  HOSTILE,
  "",
  "`",
  "``a`",
  "a|b",
  String.raw`a\|b`,
  "```\n# x\n```",
  " a ",
  "| --- |",
];

/** The text in an element of HTML that marked made. */
function textIn(html: string): string {
  const names: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return html.replaceAll(/&(?:#(\d+)|(\w+));/g, (_whole, code?: string, name = "") =>
    code === undefined ? names[String(name)]! : String.fromCodePoint(Number(code)),
  );
}

describe("a code span", () => {
  it.each(TEXTS)("holds all of %j, and nothing else is made of it", async (text) => {
    const html = await marked.parse(`x ${codeSpan(text)} y`);

    const [, inside = "none"] = /^<p>x <code>(.*)<\/code> y<\/p>\n$/.exec(html) ?? [];

    expect(textIn(inside).trim()).toBe(oneLine(text));
    expect(inside).not.toContain("<");
  });

  it.each(TEXTS)("holds all of %j in a table's cell", async (text) => {
    const row = `| ${codeCell(text)} | next |`;
    const html = await marked.parse(`| a | b |\n| --- | --- |\n${row}\n`);

    const cells = Array.from(html.matchAll(/<td>(.*?)<\/td>/g), ([, cell]) => cell!);
    const inside = cells[0]?.replace(/^<code>(.*)<\/code>$/, "$1");

    expect(cells).toHaveLength(2);
    expect(textIn(inside ?? "none").trim()).toBe(oneLine(text));
  });
});

describe("a code block", () => {
  it.each(TEXTS)("ends where it should, whatever a command is: %j", async (text) => {
    const html = await marked.parse(`${codeBlock([text, "last"])}\n\nafter`);

    expect(html).toMatch(
      /^<pre><code class="language-sh">[^<]*\nlast\n<\/code><\/pre>\n<p>after<\/p>\n$/,
    );
  });
});

describe("one line", () => {
  it("has no letters that can't be seen, and an end", () => {
    expect(oneLine("a\u0000\n\u202e\u2028b")).toBe("a b");
    expect(oneLine("x".repeat(9_999)).length).toBeLessThan(500);
  });
});

describe("an annotation", () => {
  const hostile = violatedOutcome({ protocol: `a,b:c%\n${HOSTILE}` }, HOSTILE);
  const night = nightWith(hostile, openOutcome());

  it("is one line that says what is violated and where", () => {
    const [error = "", notice = ""] = annotationsOf(night);

    expect(error).toMatch(/^::error title=[^\n:,]*::[^\n]*$/);
    expect(error).toContain("a%2Cb%3Ac%25 ");
    expect(error).toContain("violated: two lead%0Ain fuzz-raft-1");
    expect(notice).toMatch(/^::notice title=nightly::1 of 2 lanes are inconclusive/);
  });

  it("is not made for more than GitHub shows; the rest is counted", () => {
    const outcomes = Array.from({ length: 14 }, (_, index) => violatedOutcome({}, `P${index}`));

    const lines = annotationsOf(nightWith(...outcomes));

    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toBe("::error title=more::5 more are in the summary");
  });
});

describe("text for XML", () => {
  it("has nothing in it that XML can't hold", () => {
    expect(xmlText("a\u0000b\u001bc\uD800d\uFFFFe")).toBe("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    expect(xmlText("\t\n\u{1F600}<&")).toBe("\t\n\u{1F600}<&");
  });
});
