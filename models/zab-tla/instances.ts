/**
 * The bounded forms of Zab.tla, with the counts that TLC prints for it. Its authors publish the
 * generated states, with symmetry: (2,2,2,0), (2,2,1,1) and (3,2,1,0) of their table, (N,L,T,R) being
 * the servers, transactions, time-outs and restarts. No more than three epochs begin.
 */
import type { Expectation, FuzzProfile, Instance } from "../kit/instance.ts";

const TLC = "TLC cc6b616 on Zab.tla";
const PUBLISHED = `${TLC}; generated also in its verification-statistics.md`;

function counts(
  distinctStates: number,
  generatedStates: number,
  depth: number,
  source = TLC,
): Expectation {
  return { distinctStates, generatedStates, depth, source };
}

const TWO = { nodes: 2, maxTimeouts: 2, lastAction: true };
const TWO_RESTARTS = { nodes: 2, maxTimeouts: 0, maxRestarts: 2, lastAction: true };

export const zabTlaInstances: readonly Instance[] = [
  {
    name: "small",
    about: "2 servers, 2 transactions, 2 time-outs; one state per orbit of the servers",
    config: TWO,
    symmetry: true,
    isDefault: true,
    expected: counts(15_497, 19_980, 38, PUBLISHED),
  },
  {
    name: "small-whole",
    about: "the same without symmetry",
    config: TWO,
    expected: counts(30_993, 39_957, 38),
  },
  {
    name: "small-view",
    about: "the same without the last action in the state",
    config: { ...TWO, lastAction: false },
    expected: counts(26_695, 33_521, 38),
  },
  {
    name: "restarts",
    about: "2 servers, 2 transactions, 2 restarts",
    config: TWO_RESTARTS,
    expected: counts(37_251, 51_913, 38),
  },
  {
    name: "restart-and-time-out",
    about: "2 servers, 2 transactions, 1 time-out, 1 restart; one state per orbit of the servers",
    config: { ...TWO, maxTimeouts: 1, maxRestarts: 1 },
    symmetry: true,
    expected: counts(19_572, 26_865, 38, PUBLISHED),
  },
  {
    name: "three-servers",
    about: "3 servers, 2 transactions, 1 time-out; one state per orbit of the servers",
    config: { lastAction: true },
    symmetry: true,
    expected: counts(251_332, 610_035, 43, PUBLISHED),
  },
  {
    name: "medium",
    about: "the same without symmetry",
    config: { lastAction: true },
    expected: counts(1_507_798, 3_659_611, 43),
  },
];

/** More of everything than TLC finishes. */
export const zabTlaFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 4],
  config: { maxTransactions: 4, maxTimeouts: 3, maxEpoch: 9, maxRestarts: 5 },
};
