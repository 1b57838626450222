/** Runs vitest as a process of its own, and reads the report that it writes in JUnit's format. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Element, elementsIn } from "../xml.ts";

const VITEST = fileURLToPath(new URL("../../node_modules/vitest/vitest.mjs", import.meta.url));

/** A test in the report. */
export interface Case {
  readonly file: string;
  readonly name: string;
  /** What it was annotated with, by type. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly failure: { readonly type: string; readonly text: string } | undefined;
  readonly isSkipped: boolean;
}

/** What vitest printed, and the tests of its report. */
export interface Report {
  readonly printed: string;
  readonly code: number;
  readonly cases: readonly Case[];
}

/** `vitest run` with `argv`, in `folder`, which gets the report and the traces. */
export async function runVitest(folder: string, argv: readonly string[]): Promise<Report> {
  const file = join(folder, "report.xml");
  const reporters = ["--reporter=default", "--reporter=junit", `--outputFile.junit=${file}`];
  const { printed, code } = await exitOf(folder, [VITEST, "run", ...reporters, ...argv]);
  return { printed, code, cases: casesIn(readFileSync(file, "utf8")) };
}

function exitOf(cwd: string, argv: readonly string[]): Promise<{ printed: string; code: number }> {
  // Of the tests around it, the inner run is to know nothing.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST"));
  const env = { ...Object.fromEntries(inherited), NO_COLOR: "1" };
  return new Promise((resolve) => {
    execFile(process.execPath, argv, { cwd, env }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ printed: stdout + stderr, code });
    });
  });
}

function casesIn(xml: string): Case[] {
  const cases: Case[] = [];
  for (const element of elementsIn(xml)) {
    const { name, attributes } = element;
    const last = cases.at(-1);
    if (name === "testcase") {
      const { classname: file = "", name: title = "" } = attributes;
      cases.push({ file, name: title, annotations: {}, failure: undefined, isSkipped: false });
    } else if (last !== undefined) {
      cases[cases.length - 1] = { ...last, ...partOf(element, last) };
    }
  }
  return cases;
}

/** What an element within `testcase` says of it. */
function partOf({ name: tag, attributes, text }: Element, { annotations }: Case): Partial<Case> {
  const { name = "", value = "", type = "" } = attributes;
  switch (tag) {
    case "property":
      return { annotations: { ...annotations, [name]: value } };
    case "failure":
      return { failure: { type, text } };
    case "skipped":
      return { isSkipped: true };
    default:
      return {};
  }
}
