/** Trace files as examples: tried first, shrunk like any other schedule, refused if they do not fit. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds, schedules } from "../../fast-check/index.ts";
import { bully, raft, raftStatic, staticRaftWith } from "../../models/index.ts";
import { staticRaftRules } from "../../models/index.ts";
import { electionSafety, raftStaticProperties } from "../../properties/index.ts";
import { readTrace } from "../../traces/read-trace.ts";
import { writeTrace } from "../../traces/write-trace.ts";
import { scrutineer, temporaryFolder } from "../cli/scrutineer.ts";
import { forgetsVote, oneTerm } from "./some-schedules.ts";

/** A folder with the trace that the command line writes of a mutant, and its file. */
async function traceOf(protocol: string, mutant: string, property: string) {
  const folder = temporaryFolder();
  await scrutineer("check", protocol, "--mutant", mutant, "--out", folder);
  return { folder, file: join(folder, `${protocol}.${mutant}.${property}.trace.json`) };
}

describe("a trace file", () => {
  it("is tried before anything is drawn", async () => {
    const { file } = await traceOf("raft", "forgets-vote", "ElectionSafety");
    const drawn = schedules(forgetsVote, oneTerm);
    const property = fc.property(drawn, holds(electionSafety));

    const run = fc.check(property, { seed: 1, examples: await drawn.examples(file) });

    expect(run.numRuns).toBe(1);
    expect(run.counterexamplePath).toBe("0");
    expect(run.counterexample![0].steps).toEqual((await readTrace(file)).steps);
    expect(fc.defaultReportMessage(run)).toContain(`a schedule of raft in 9 states, from ${file}`);
  });

  it("shrinks, if it is longer than need be, and is found again by its path", async () => {
    const { folder, file } = await traceOf("raft", "forgets-vote", "ElectionSafety");
    const trace = await readTrace(file);
    const detour = { type: "deliver", process: "n1", from: "n2", outcome: 0 } as const;
    const request = { type: "RequestVoteRequest", term: 1, lastLogIndex: 0, lastLogTerm: 0 };
    const steps = trace.steps.toSpliced(2, 0, { ...detour, message: request } as typeof detour);
    await writeTrace({ ...trace, steps, length: steps.length + 1 }, folder);
    const drawn = schedules(forgetsVote, { ...oneTerm, properties: [electionSafety] });
    const examples = await drawn.examples(folder);

    const run = fc.check(fc.property(drawn, holds()), { seed: 1, examples });
    const { seed, counterexamplePath } = run;
    const again = fc.check(fc.property(drawn, holds()), {
      seed,
      examples,
      path: counterexamplePath!,
      endOnFailure: true,
    });

    expect(examples[0]![0].steps.length).toBe(9);
    expect(run.counterexamplePath).toMatch(/^0:\d+/);
    expect(run.counterexample![0].steps.length).toBe(8);
    expect(again.counterexample![0].steps).toEqual(run.counterexample![0].steps);
  });

  it("of a bug that is gone is played as far as the model goes", async () => {
    const { file } = await traceOf("raft", "forgets-vote", "ElectionSafety");
    const drawn = schedules(raft, oneTerm);
    const examples = await drawn.examples(file);

    fc.assert(fc.property(drawn, holds(electionSafety)), { seed: 1, examples });

    expect(String(examples[0]![0])).toContain(
      `from ${file} as far as it goes: its step 8 is not possible any more (n3 has sent`,
    );
  });

  it("is one of several in a folder", async () => {
    const { folder } = await traceOf("raft", "forgets-vote", "ElectionSafety");
    await scrutineer("check", "raft", "--mutant", "forgets-term-and-vote", "--out", folder);
    writeFileSync(join(folder, "notes.txt"), "no trace");

    const examples = await schedules(forgetsVote, oneTerm).examples(folder);

    expect(examples.map(([{ origin }]) => origin)).toEqual([
      `from ${join(folder, "raft.forgets-term-and-vote.ElectionSafety.trace.json")}`,
      `from ${join(folder, "raft.forgets-term-and-vote.MonotonicEpoch.trace.json")}`,
      `from ${join(folder, "raft.forgets-vote.ElectionSafety.trace.json")}`,
    ]);
  });

  it("of a transition system is an example too", async () => {
    const { file } = await traceOf("raft-static", "votes-twice", "OnePrimaryPerTerm");
    const { config } = await readTrace(file);
    const votesTwice = staticRaftWith({
      ...staticRaftRules,
      mayVote: (own, asked) => own <= asked,
    });
    const drawn = schedules(votesTwice, { config });
    const property = fc.property(drawn, holds(...raftStaticProperties));

    const run = fc.check(property, { seed: 1, examples: await drawn.examples(file) });

    expect(run.counterexamplePath).toBe("0");
    expect(run.errorInstance).toMatchObject({ message: expect.stringContaining("is violated") });
  });

  it("of another model or config is refused", async () => {
    const { file } = await traceOf("raft", "forgets-vote", "ElectionSafety");
    const refused = (drawn: { examples(file: string): Promise<unknown> }, why: string) =>
      expect(drawn.examples(file)).rejects.toThrow(`${file}: ${why}`);

    await refused(schedules(bully), "It is a trace of raft; the schedules are of bully.");
    await refused(
      schedules(raftStatic),
      "It is a trace of raft; the schedules are of raft-static.",
    );
    await refused(schedules(raft), "It has maxTerm 1; the schedules have 2.");
  });

  it("has to be one", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "broken.trace.json"), '{"format":');

    await expect(schedules(raft).examples(folder)).rejects.toMatchObject({ code: "BadTrace" });
    await expect(schedules(raft).examples("nowhere.trace.json")).rejects.toThrow("can't be read");
  });

  it("that begins where the model does not is refused", async () => {
    const { folder, file } = await traceOf("raft", "forgets-vote", "ElectionSafety");
    await writeTrace({ ...(await readTrace(file)), initial: 1 }, folder);

    await expect(schedules(raft, oneTerm).examples(file)).rejects.toThrow(
      "There is no initial state 1.",
    );
  });
});
