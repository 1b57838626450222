/**
 * The bounded forms of Paxos, with the counts that TLC prints for Paxos.tla: ballots from 0 up to
 * `ballots`, quorums all majorities. It counts distinct states and depth as they are here; those that
 * it generates it counts by quorum as well.
 */
import type { Expectation, FuzzProfile, Instance } from "../kit/instance.ts";

const TLC = "TLC, Spin and Rumur on tlaplus/Examples Paxos.tla; generated: once a ballot and value";

function counts(distinctStates: number, generatedStates: number, depth: number): Expectation {
  return { distinctStates, generatedStates, depth, source: TLC };
}

export const paxosInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 acceptors, 2 ballots, 2 values",
    config: { ballots: 2, values: 2 },
    isDefault: true,
    expected: counts(3_921, 23_703, 17),
  },
  {
    name: "one-value",
    about: "3 acceptors, 3 ballots, 1 value",
    config: { ballots: 3, values: 1 },
    expected: counts(68_921, 497_785, 25),
  },
  {
    name: "medium",
    about: "3 acceptors, 3 ballots, 2 values",
    config: { ballots: 3, values: 2 },
    isDefault: true,
    expected: counts(185_369, 1_368_130, 25),
  },
  {
    name: "large",
    about: "3 acceptors, 4 ballots, 1 value",
    config: { ballots: 4, values: 1 },
    expected: counts(2_825_761, 23_804_833, 33),
  },
];

export const paxosFuzz: FuzzProfile = {
  size: "acceptors",
  sizes: [5, 3, 4, 7],
  config: { proposers: 3, ballots: 6, values: 3, learners: 2 },
  environment: { budgets: { crashes: 3, restarts: 3 } },
};
