/** The bounded forms of MongoLoglessDynamicRaft and MongoRaftReconfig, with what TLC prints for them. */
import type { Expectation, FuzzProfile, Instance } from "../kit/instance.ts";

/** A guard that holds for two majorities generates a step twice in TLC; the README has the figures. */
const TLC = "TLC 38841e3 on c5b49a9, each guard that asks for some majority taken as a value";

function counts(distinctStates: number, generatedStates: number, depth: number): Expectation {
  return { distinctStates, generatedStates, depth, source: TLC };
}

export const raftReconfigurationInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 servers, terms and versions up to 2, no log, one state per orbit of the servers",
    symmetry: true,
    isDefault: true,
    expected: counts(947, 6_734, 10),
  },
  {
    name: "medium",
    about: "the same with terms and versions up to 3",
    config: { maxTerm: 3, maxVersion: 3 },
    symmetry: true,
    expected: counts(11_141, 80_153, 14),
  },
  {
    name: "log",
    about: "3 servers, terms and versions up to 2, logs of 1 entry, one state per orbit",
    config: { maxLog: 1 },
    symmetry: true,
    expected: counts(12_668, 117_998, 16),
  },
  {
    name: "four-servers",
    about: "4 servers, terms and versions up to 3, no log, one state per orbit: minutes",
    config: { nodes: 4, maxTerm: 3, maxVersion: 3 },
    symmetry: true,
    expected: {
      ...counts(437_080, 5_520_739, 20),
      source: "TLC on MongoLoglessDynamicRaft; generated: own run, 2026-11-27",
    },
  },
];

/** Every change of members, with a log and without the bounds that exhausting it takes. */
export const raftReconfigurationFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 4],
  config: { maxTerm: 4, maxVersion: 5, maxLog: 1 },
};
