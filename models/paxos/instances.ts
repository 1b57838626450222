/**
 * The bounded forms of Paxos. Distinct states and depth of those without learners and faults are what
 * TLC, Spin and Rumur count on Paxos.tla, with ballots from 0 up to `ballots` and all majorities as
 * quorums. TLC generates a proposal once a quorum that allows it, we do once: the counts of what is
 * generated are our own.
 */
import type { Expectation, FuzzProfile, Instance } from "../kit/instance.ts";

const TLC = "TLC on tlaplus/Examples Paxos.tla; generated: own run, 2026-11-26";
const OWN = "own run, 2026-11-26";

function counts(
  distinctStates: number,
  generatedStates: number,
  depth: number,
  source = TLC,
): Expectation {
  return { distinctStates, generatedStates, depth, source };
}

export const paxosInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 acceptors, 2 ballots, 2 values",
    config: { ballots: 2, values: 2 },
    isDefault: true,
    expected: counts(3_921, 22_995, 17),
  },
  {
    name: "symmetric",
    about: "the same, one state per orbit of acceptors and of values",
    config: { ballots: 2, values: 2 },
    symmetry: true,
    expected: counts(443, 2_578, 17),
  },
  {
    name: "one-value",
    about: "3 acceptors, 3 ballots, 1 value",
    config: { ballots: 3, values: 1 },
    expected: counts(68_921, 482_656, 25),
  },
  {
    name: "medium",
    about: "3 acceptors, 3 ballots, 2 values",
    config: { ballots: 3, values: 2 },
    isDefault: true,
    expected: counts(185_369, 1_316_584, 25),
  },
  {
    name: "medium-symmetric",
    about: "the same, one state per orbit of acceptors and of values",
    config: { ballots: 3, values: 2 },
    symmetry: true,
    expected: counts(17_153, 121_881, 25),
  },
  {
    name: "large",
    about: "3 acceptors, 4 ballots, 1 value",
    config: { ballots: 4, values: 1 },
    expected: counts(2_825_761, 22_977_781, 33),
  },
  {
    name: "learners",
    about: "as small, with 2 learners",
    config: { ballots: 2, values: 2, learners: 2 },
    isDefault: true,
    expected: counts(11_217, 73_991, 19, OWN),
  },
  {
    name: "crash",
    about: "as small, with a learner; one process, whichever, crashes and comes back",
    config: { ballots: 2, values: 2, learners: 1 },
    environment: { budgets: { crashes: 1, restarts: 1 } },
    isDefault: true,
    expected: counts(60_888, 397_655, 20, OWN),
  },
  {
    name: "flexible",
    about: "4 acceptors: three promises, but two votes are enough; 2 learners, up to symmetry",
    config: { acceptors: 4, ballots: 2, values: 2, learners: 2, flexible: true },
    symmetry: true,
    isDefault: true,
    expected: counts(2_052, 15_629, 23, OWN),
  },
  {
    name: "minority-down",
    about: "as small; one process may crash for good, and a value is chosen all the same",
    config: { ballots: 2, values: 2 },
    environment: { budgets: { crashes: 1 } },
    isDefault: true,
    expected: counts(23_526, 134_576, 18, OWN),
  },
  {
    name: "minority-of-five-down",
    about: "5 acceptors; two processes may crash for good, up to symmetry",
    config: { acceptors: 5, ballots: 2, values: 2 },
    environment: { budgets: { crashes: 2 } },
    symmetry: true,
    expected: counts(128_748, 1_081_063, 27, OWN),
  },
  {
    name: "majority-down",
    about: "as small; two acceptors may crash for good, and nothing is chosen any more",
    config: { ballots: 2, values: 2 },
    environment: { budgets: { crashes: 2 } },
    isDefault: true,
    expected: { violated: { NeverStuck: 6 } },
  },
];

/** Who crashes may come back: that a majority that is down for good chooses nothing is known. */
export const paxosFuzz: FuzzProfile = {
  size: "acceptors",
  sizes: [5, 3, 4, 7],
  config: { proposers: 3, ballots: 6, values: 2, learners: 2 },
  environment: { budgets: { crashes: 3, restarts: 3 } },
};
