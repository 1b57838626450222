/** The bounded forms of Multi-Paxos. No published count is known at this granularity. */
import type { Expectation, FuzzProfile, Instance } from "../kit/instance.ts";

const OWN = "own run, 2026-11-26";

function counts(distinctStates: number, generatedStates: number, depth: number): Expectation {
  return { distinctStates, generatedStates, depth, source: OWN };
}

export const multiPaxosInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 servers, 2 leaders, 2 ballots, 2 slots, 2 values; 2 proposals of clients' values",
    config: { values: 2 },
    environment: { budgets: { Propose: 2, Chosen: 0 } },
    symmetry: true,
    isDefault: true,
    expected: counts(29_206, 145_736, 23),
  },
  {
    name: "one-leader",
    about: "3 servers, 1 leader, 1 ballot, 2 slots, 2 values: all orders of what is chosen",
    config: { leaders: 1, ballots: 1, values: 2 },
    symmetry: true,
    isDefault: true,
    expected: counts(424, 3_059, 17),
  },
  {
    name: "three-ballots",
    about: "3 servers, 2 leaders, 3 ballots, 1 slot, 1 value",
    config: { slots: 1, ballots: 3 },
    symmetry: true,
    expected: counts(39_480, 181_523, 23),
  },
  {
    name: "crash",
    about: "one slot, one value, 2 ballots; a server, whichever, crashes and comes back",
    config: { slots: 1 },
    environment: { budgets: { crashes: 1, restarts: 1 } },
    symmetry: true,
    isDefault: true,
    expected: counts(11_069, 54_610, 20),
  },
  {
    name: "minority-down",
    about:
      "as small with 1 proposal; one server may crash for good, and nothing is left over all the same",
    config: { slots: 1 },
    environment: { budgets: { crashes: 1 } },
    symmetry: true,
    isDefault: true,
    expected: counts(6_082, 27_484, 18),
  },
  {
    name: "majority-down",
    about: "two servers may crash for good, and what is proposed is left over",
    config: { slots: 1 },
    environment: { budgets: { crashes: 2 } },
    symmetry: true,
    isDefault: true,
    expected: { violated: { NothingLeftOver: 7 } },
  },
  {
    name: "reads",
    about: "one slot, one value, 2 ballots that begin with a read each",
    config: { slots: 1, reads: true },
    symmetry: true,
    isDefault: true,
    expected: counts(8_932, 46_917, 18),
  },
  {
    name: "start-entries",
    about: "3 ballots, 2 slots, start entries: what a read did not show does nothing any more",
    config: { slots: 2, ballots: 3, reads: true, startEntries: true },
    environment: { budgets: { Propose: 1, Prepare: 4, Accept: 3, Learn: 3, Chosen: 1, Read: 1 } },
    symmetry: true,
    expected: counts(1_189_220, 2_803_190, 20),
  },
  {
    name: "medium",
    about: "as small, with no bound on proposals",
    config: { values: 2 },
    symmetry: true,
    expected: counts(254_594, 2_186_357, 25),
  },
];

/** Every fault but loss, which is for free: Multi-Paxos promises safety in all of it. */
export const multiPaxosFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 4, 7],
  alsoFor: ["start-entries"],
  config: { ballots: 5, values: 2, reads: true },
  environment: { budgets: { crashes: 2, restarts: 2 } },
};
