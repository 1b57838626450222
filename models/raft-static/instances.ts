/** The bounded forms of MongoStaticRaft, with the counts that TLC prints for it. */
import type { Expectation, Instance } from "../kit/instance.ts";

/** `Init` lets the members be any of the servers; here, and in these runs, they are all. */
const TLC = "TLC cc6b616 on MongoStaticRaft.tla 5f55322 with initConfig = Server";

function counts(distinctStates: number, generatedStates: number, depth: number): Expectation {
  return { distinctStates, generatedStates, depth, source: TLC };
}

export const raftStaticInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 servers, terms up to 2, logs up to 2, one state per orbit of the servers",
    symmetry: true,
    isDefault: true,
    expected: counts(404, 3_821, 12),
  },
  {
    name: "medium",
    about: "the same with terms up to 3",
    config: { maxTerm: 3 },
    symmetry: true,
    isDefault: true,
    expected: counts(1_808, 16_759, 15),
  },
  {
    name: "whole",
    about: "3 servers, terms up to 2, logs up to 2, without symmetry",
    expected: counts(2_272, 21_472, 12),
  },
  {
    name: "large",
    about: "3 servers, terms up to 3, logs up to 3, one state per orbit of the servers",
    config: { maxTerm: 3, maxLog: 3 },
    symmetry: true,
    expected: counts(9_244, 85_882, 20),
  },
];
