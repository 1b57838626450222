/**
 * The bounded forms of ZAB. No published count is known for this granularity: the counts are our own,
 * and both explorers agree on the smaller ones.
 */
import type { FuzzProfile, Instance } from "../kit/instance.ts";

const OWN = "own run, 2026-11-26";

export const zabInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 servers, epochs 1 and 2, 1 value; 2 leaders, 3 followers, 1 time-out",
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 33_273, generatedStates: 87_296, depth: 33, source: OWN },
  },
  {
    name: "quorum",
    about: "as small, and an epoch starts with the best history of a quorum, as in the paper",
    variant: "best-history",
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 34_544, generatedStates: 90_800, depth: 33, source: OWN },
  },
  {
    name: "crash",
    about: "as small, with a crash and restart in place of a time-out",
    environment: { budgets: { Timeout: 0, crashes: 1, restarts: 1 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 16_483, generatedStates: 39_145, depth: 30, source: OWN },
  },
  {
    name: "disk",
    about: "as crash, writing to disk step by step; 2 followers",
    variant: "slow-disk",
    environment: { budgets: { Timeout: 0, Follow: 2, crashes: 1, restarts: 1 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 8_545, generatedStates: 21_174, depth: 37, source: OWN },
  },
  {
    name: "observer",
    about: "as small, with an observer",
    config: { observers: 1 },
    environment: { budgets: { Follow: 3 } },
    symmetry: true,
    expected: { distinctStates: 145_648, generatedStates: 460_751, depth: 33, source: OWN },
  },
  {
    name: "partition",
    about: "as small, with a partition",
    environment: { budgets: { partitions: 1 } },
    symmetry: true,
    expected: { distinctStates: 269_366, generatedStates: 719_081, depth: 34, source: OWN },
  },
  {
    name: "two-values",
    about: "as small, with 2 values and 2 followers",
    config: { values: 2 },
    environment: { budgets: { Follow: 2 } },
    symmetry: true,
    expected: { distinctStates: 30_514, generatedStates: 87_120, depth: 32, source: OWN },
  },
  {
    name: "medium",
    about: "3 servers, epochs 1 to 3, 1 value; 3 leaders, 4 followers, 2 time-outs",
    config: { maxEpoch: 3 },
    environment: { budgets: { Follow: 4, Timeout: 2 } },
    symmetry: true,
    expected: { distinctStates: 3_033_900, generatedStates: 9_917_327, depth: 43, source: OWN },
  },
];

/**
 * Two that take turns to lead meet more often than five do. A fault more is a connection less: what
 * partitions do, the instance of that name explores.
 */
export const zabFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3],
  alsoFor: ["slow-disk", "best-history"],
  // A mutant that differs by it has its own, where that is greater.
  config: { maxEpoch: 3, values: 2, candidates: 2, committedLog: 0 },
  environment: {
    budgets: { Lead: 3, Follow: 12, Timeout: 2, ClientRequest: 2, crashes: 1, restarts: 1 },
  },
};
