/**
 * `raft-tla` against TLC: the same states, counted the same, on the same specification. And its
 * mutants, each caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import type { Snapshot } from "../../checker/property.ts";
import { raftTla, raftTlaInstances, raftTlaMutants } from "../../models/raft-tla/index.ts";
import { monotonicCommit } from "../../properties/commitment.ts";
import {
  allLogsMatch,
  type Electing,
  electionsRecordLogs,
  entriesWithinTerm,
  raftTlaProperties,
  termsGrowInLogs,
} from "../../properties/raft-tla.ts";
import type { Logging, Proposal } from "../../properties/vocabulary.ts";
import { checkInstance, checkMutant, claimed, countsOf, traceLength } from "./check-instance.ts";

/** What takes longer than a second: raft-tla.slow.test.ts. */
const SLOW = ["lossy-histories", "medium", "full", "large", "succession"];

const raft = claimed({ model: raftTla, properties: raftTlaProperties });
const quick = raftTlaInstances.filter(({ name }) => !SLOW.includes(name));

describe("raft-tla", () => {
  it.each(quick)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(raft, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it.each(raftTlaMutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it("is not changed by being asked twice", () => {
    const { exploration } = check(raftTla, { audit: true });

    expect(exploration.distinctStates).toBe(362);
  });

  it("known limit: as the specification says, an old request takes the commit index back", () => {
    const config = { maxMessages: 2 };

    const { exploration } = check(raftTla, { config, properties: [monotonicCommit()] });

    expect(exploration.violations[0]?.reason).toBe("n2 goes back from 1 committed entries to 0");
    expect(traceLength(exploration, "MonotonicCommit")).toBe(20);
  });
});

describe("the properties of the proof's histories", () => {
  it("finds two logs that match at an index but not before it (Lemma 4)", () => {
    const twice = raftTlaMutants.find(({ name }) => name === "votes-twice")!;

    const { exploration } = check(twice.model, {
      config: { values: 2, history: true },
      properties: [allLogsMatch],
    });

    // Two leaders of term 2, each with a value of its own; the history knows a state later.
    expect(exploration.violations[0]?.steps).toHaveLength(19);
    expect(allLogsMatch.checkState?.(new Set([log(1, 3), log(2, 3)]), nobody)).toBe(
      "two logs agreed on term 3 at index 2, but not on all up to it",
    );
  });

  it("lets logs differ after the last index that they share (Lemma 4)", () => {
    expect(allLogsMatch.checkState?.(new Set([log(1, 2), log(1, 3), log()]), nobody)).toBe(
      undefined,
    );
  });

  it("finds a term that decreases along a log (Lemma 7)", () => {
    expect(termsGrowInLogs.checkState?.(new Set([log(1, 2, 2)]), nobody)).toBe(undefined);
    expect(termsGrowInLogs.checkState?.(new Set([log(1, 3, 2)]), nobody)).toBe(
      "a log went from term 3 at index 2 back to term 2",
    );
  });

  it("finds an entry of a later term than its server's (Lemma 6)", () => {
    const server = { epoch: 2, log: log(3), committed: 0, elections: [] };

    expect(entriesWithinTerm.check(snapshotOf({ ...server, epoch: 3 }))).toBe(undefined);
    expect(entriesWithinTerm.check(snapshotOf(server))).toBe(
      "n1 is in term 2, but has x of epoch 3",
    );
  });

  it("finds an election that records a log that never was", () => {
    const elections = [{ epoch: 3, log: log(2), voterLogs: new Map([["n2", log()]]) }];
    const snapshot = snapshotOf({ epoch: 3, log: log(2), committed: 0, elections });

    expect(electionsRecordLogs.checkState?.(new Set([log(), log(2)]), snapshot)).toBe(undefined);
    expect(electionsRecordLogs.checkState?.(new Set([log(2)]), snapshot)).toBe(
      "the election of n1 in term 3 records a log that no server had",
    );
  });
});

const nobody = { members: [] };

function snapshotOf(view: Electing & Logging): Snapshot<Electing & Logging> {
  return { members: [{ process: "n1", up: true, view }] };
}

function log(...terms: readonly number[]): Proposal[] {
  return terms.map((epoch) => ({ epoch, value: "x" }));
}
