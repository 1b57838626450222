/** `scrutineer show` and `scrutineer replay`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Trace } from "../../traces/format.ts";
import { traceText } from "../../traces/write-trace.ts";
import { BLOCKING } from "../traces/blocking.ts";
import { scrutineer, temporaryFolder } from "./scrutineer.ts";

function written(change: Partial<Trace> = {}): string {
  const file = join(temporaryFolder(), "some.trace.json");
  writeFileSync(file, traceText({ ...BLOCKING, ...change }));
  return file;
}

/** The trace without its crash: nothing is violated. */
const HARMLESS = { steps: BLOCKING.steps.slice(0, 3), length: 4 };
/** The trace with a message that nobody sent. */
const IMPOSSIBLE = {
  steps: [{ type: "deliver", process: "r1", from: "tm", message: { type: "Commit" }, outcome: 0 }],
  length: 2,
} as unknown as Partial<Trace>;

describe("scrutineer show", () => {
  it("shows the steps and the sentence that says what is violated", async () => {
    const { code, out } = await scrutineer("show", written());

    expect(code).toBe(0);
    expect(out).toContain(
      "NonBlocking claims: Every resource manager that is up can always come to a decision.",
    );
    expect(out).toContain(
      "violated in 5 states; the search that found it had found no shorter one",
    );
    expect(out).toContain("tm crashes");
    expect(out).toContain("✗ NonBlocking: r3 prepared and can't decide alone while tm is down");
  });

  it("shows whole states with --full", async () => {
    const { out } = await scrutineer("show", written(), "--full");

    expect(out).toMatch(/tm +down; on its disk: kind: "transaction-manager"/);
  });

  it("says so if the property holds there now", async () => {
    const { code, out } = await scrutineer("show", written(HARMLESS));

    expect(code).toBe(0);
    expect(out).toContain("NonBlocking holds here now");
    expect(out).toContain("the file says: violated in 4 states; that is not so now");
  });

  it("shows what can be replayed of a trace that diverges", async () => {
    const { code, out } = await scrutineer("show", written(IMPOSSIBLE));

    expect(code).toBe(2);
    expect(out).toContain("tm → r1: Commit  (not replayed)");
    expect(out).toContain("the file says: violated in 2 states; that is not so now");
    expect(out).toContain("The step to state 2 is not possible any more");
  });
});

describe("scrutineer replay", () => {
  it("exits with 1 if the property is still violated", async () => {
    const { code, out } = await scrutineer("replay", written());

    expect(code).toBe(1);
    expect(out).toContain("still violated, in 5 states: r3 prepared");
  });

  it("exits with 0 if it holds", async () => {
    const { code, out } = await scrutineer("replay", written(HARMLESS));

    expect(code).toBe(0);
    expect(out).toContain("not violated by this behaviour any more");
  });

  it("exits with 2 and says why if a step is not possible", async () => {
    const { code, out } = await scrutineer("replay", written(IMPOSSIBLE));

    expect(code).toBe(2);
    expect(out.replaceAll(/\s+/g, " ")).toContain(
      "It diverges at step 1, which led to state 2 (tm → r1: Commit): tm has sent no such message to r1; in flight to it: nothing.",
    );
  });

  it("says so if another version wrote the trace", async () => {
    const { out } = await scrutineer("replay", written({ tool: "0.0.1" }));

    expect(out).toContain("written by Scrutineer 0.0.1; this is 0.1.0");
  });

  it("prints one JSON object with --json", async () => {
    const { code, out } = await scrutineer("replay", written(), "--json");

    expect(JSON.parse(out)).toMatchObject({ kind: "violates", at: 5, exitCode: code });
  });

  it.each<readonly [string, Partial<Trace>, string]>([
    ["a protocol", { protocol: "two-phase-comit" }, 'Did you mean "two-phase-commit"?'],
    ["a mutant", { mutant: "half-commits" }, 'There is no mutant "half-commits"'],
    ["a property", { property: "NonBlockin" }, 'Did you mean "NonBlocking"?'],
    ["a config key", { config: { managers: 3 } }, 'no config key "managers"'],
    ["an environment", { environment: null }, "is a protocol in a world"],
  ])("exits with 2 for %s that is not known", async (_what, change, sentence) => {
    const { code, err } = await scrutineer("replay", written(change));

    expect(code).toBe(2);
    expect(err).toContain("does not fit this version");
    expect(err).toContain(sentence);
  });
});
