/**
 * A trace as the text of a vitest file of its own. Traces may be anyone's: nothing of one becomes code
 * but as a JSON literal, in which nothing is left that an editor, a browser or a reader could take for
 * something else. The rest of the file is the same for every trace.
 */
import { VERSION } from "../checker/version.ts";
import { type Trace, TRACE_SUFFIX } from "./format.ts";
import { traceFileName, traceText } from "./write-trace.ts";

/** How the names of these files end. */
export const TEST_SUFFIX = ".test.ts";

/** The text of the vitest file that replays `trace`; prettier and strict TypeScript accept it. */
export function regressionTest(trace: Trace): string {
  const parts = [
    HEAD,
    // Prettier would take the quotes off the keys and break steps over lines.
    `// prettier-ignore\nconst trace = traceFromJson(${escaped(traceText(trace).trimEnd())});`,
    trace.mutant === null ? PROTOCOL_TESTS : MUTANT_TESTS,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** `raft.forgets-vote.ElectionSafety.test.ts`, after the trace's own file name. */
export function regressionTestName(trace: Trace): string {
  return traceFileName(trace).slice(0, -TRACE_SUFFIX.length) + TEST_SUFFIX;
}

/**
 * JSON with the letters escaped that are not always only letters: "<" (as in "</script>"), what ends
 * a line in some languages, and what is invisible or turns the direction of text around.
 */
function escaped(json: string): string {
  return json.replaceAll(/[<\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu, (letter) =>
    Array.from({ length: letter.length }, (_, index) => {
      const unit = letter.charCodeAt(index).toString(16).padStart(4, "0");
      return `\\u${unit}`;
    }).join(""),
  );
}

const HEAD = `/**
 * Written by \`scrutineer export --test\` (Scrutineer ${VERSION}). A behaviour that
 * violated a property once must not violate it again. States are recomputed
 * with the protocol as it is now. Where a step is not possible any more, the
 * behaviour ends, and a warning says so: what came after is not tested.
 */
${[
  'import { regressionOf, traceFromJson } from "scrutineer";',
  'import { catalog } from "scrutineer/models";',
  'import { describe, expect, it } from "vitest";',
].join("\n")}`;

const OF_PROTOCOL = `  it("does not violate it now, as far as it is possible", () => {
    const { kind, sentence } = regressionOf(trace, catalog);

    if (kind === "diverges") console.warn(sentence);
    expect(kind, sentence).not.toBe("violates");
  });`;

const OF_MUTANT = `  it("still violates it with the bug that it was found with", () => {
    const { kind, sentence } = regressionOf(trace, catalog, "mutant");

    expect(kind, sentence).toBe("violates");
  });`;

const PROTOCOL_TESTS = describing(OF_PROTOCOL);
const MUTANT_TESTS = describing(OF_PROTOCOL, OF_MUTANT);

function describing(...tests: readonly string[]): string {
  const title = "`${trace.protocol}: a behaviour that violated ${trace.property}`";
  return `describe(${title}, () => {\n${tests.join("\n\n")}\n});`;
}
