/**
 * The variants of Raft's log: changes of members, learners, snapshots, a state machine on disk. Their
 * instances and mutants are in raft.test.ts with the others; here is what is peculiar to them.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import type { Mutant } from "../../models/kit/instance.ts";
import { raft as model, raftMutants, raftRules } from "../../models/raft/index.ts";
import type { InstallSnapshotRequest } from "../../models/raft/messages.ts";
import { INITIAL_SERVER, type Server } from "../../models/raft/state.ts";
import { checkInstance, checkMutant, exploreInstance, traceLength } from "./check-instance.ts";
import { raft } from "./raft-rows.ts";

const named = (name: string): Mutant => raftMutants.find((each) => each.name === name)!;

const entry = (term: number, value: string) => ({ term, value });
const follower: Server = { ...INITIAL_SERVER, currentTerm: 2 };
const snapshot: InstallSnapshotRequest = {
  type: "InstallSnapshotRequest",
  term: 2,
  lastIncludedIndex: 1,
  lastIncludedTerm: 1,
  entries: [entry(1, "v1")],
};

describe("raft's log", () => {
  it.each([
    [{ members: 4 }, "members=4 of nodes=3: there are not so many."],
    [{ members: 2 }, "members=2 changes nothing: the members never change."],
    [{ learners: true }, "learners=true changes nothing: the members never change."],
    [{ membership: "joint", slowDisk: true }, "slowDisk=true is for members that do not change."],
    [{ inForce: "applied" }, "inForce=applied changes nothing: the members never change."],
    [
      { membership: "joint", inForce: "applied", applies: true },
      "inForce=applied is for changes of one server at a time.",
    ],
    [
      { membership: "single-server", inForce: "applied" },
      "inForce=applied needs a step that applies: applies=true.",
    ],
    [{ membership: "joint", probes: true }, "probes=true is for members that do not change."],
    [{ snapshots: "at-once", probes: true }, "probes=true is for logs without snapshots."],
  ])("refuses %o in a sentence", (config, sentence) => {
    expect(() => check(model, { config })).toThrow(sentence);
  });

  it.each([
    { membership: "single-server", members: 2 },
    { membership: "joint", members: 2 },
    { snapshots: "in-background" },
    { applies: true },
    { membership: "single-server", members: 2, inForce: "applied", applies: true },
    { probes: true },
  ])("means the same to the reference explorer: %o", (settings) => {
    const config = { maxTerm: 1, values: 1, ...settings };
    const environment = { budgets: { Replicate: 1, ChangeMembers: 1 } };
    const instance = { name: "tiny", about: "", config, environment, symmetry: true, expected: {} };

    const { distinctStates, generatedStates, depth } = exploreInstance(raft, instance);

    const { exploration } = checkInstance(raft, instance);
    expect(exploration).toMatchObject({ distinctStates, generatedStates, depth });
  });
});

describe("a snapshot", () => {
  it("keeps what follows it, if the log has its last entry", () => {
    const log = [entry(1, "v1"), entry(1, "v2")];

    expect(raftRules.install({ ...follower, log }, snapshot).log).toEqual(log);
  });

  it("replaces a log that has another entry there", () => {
    const log = [entry(2, "v2"), entry(2, "v3")];

    expect(raftRules.install({ ...follower, log }, snapshot).log).toEqual(snapshot.entries);
  });

  it("leaves of a request what it does not cover", () => {
    const server = raftRules.install(follower, snapshot);
    const request = {
      type: "AppendEntriesRequest",
      term: 2,
      prevLogIndex: 0,
      prevLogTerm: 0,
      entries: [entry(1, "v1"), entry(2, "v2")],
      leaderCommit: 1,
    } as const;

    expect(raftRules.sinceSnapshot(server, request)).toEqual({
      ...request,
      prevLogIndex: 1,
      prevLogTerm: 1,
      entries: [entry(2, "v2")],
    });
  });
});

describe("mutants of raft's log", () => {
  it.each([
    ["changes-before-settled", "LeaderCompleteness", 13],
    ["leaves-joint-uncommitted", "OneReconfigurationAtATime", 6],
  ])("catches %s as a violation of %s too, in %i states", (name, violates, length) => {
    const { exploration } = checkMutant(raft, { ...named(name), violates });

    expect(traceLength(exploration, violates)).toBe(length);
  });
});
