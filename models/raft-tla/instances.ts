/**
 * The bounded forms of raft.tla, with the counts that TLC prints for it: terms up to `maxTerm`, logs
 * up to `maxLog`, no message twice in the bag and at most `maxMessages` in it. DuplicateMessage is
 * left out of Next; DropMessage and Restart too, unless `lossy`.
 */
import type { FuzzProfile, Expectation, Instance } from "../kit/instance.ts";

/** Without `history`: raft.tla without elections, allLogs, voterLog and AppendEntriesRequest's mlog. */
const BARE = "TLC cc6b616 on ongardie/raft.tla 6ecbdbcf without its history variables";
const FULL = "TLC cc6b616 on ongardie/raft.tla 6ecbdbcf";

function counts(
  distinctStates: number,
  generatedStates: number,
  depth: number,
  source = BARE,
): Expectation {
  return { distinctStates, generatedStates, depth, source };
}

const NO_VALUES = { values: 0, maxLog: 0 };

export const raftTlaInstances: readonly Instance[] = [
  {
    name: "small",
    about: "2 servers, 1 value, 1 message in flight",
    config: { nodes: 2 },
    isDefault: true,
    expected: counts(362, 1_835, 27),
  },
  {
    name: "elections",
    about: "2 servers, elections alone, 2 messages in flight",
    config: { nodes: 2, ...NO_VALUES, maxMessages: 2 },
    isDefault: true,
    expected: counts(1_272, 7_041, 22),
  },
  {
    name: "two-messages",
    about: "2 servers, 1 value, 2 messages in flight",
    config: { nodes: 2, maxMessages: 2 },
    isDefault: true,
    expected: counts(3_864, 22_703, 32),
  },
  {
    name: "lossy",
    about: "the same, with messages dropped and servers restarted at any time",
    config: { nodes: 2, maxMessages: 2, lossy: true },
    isDefault: true,
    expected: counts(14_237, 120_081, 32),
  },
  {
    name: "three-messages",
    about: "2 servers, 1 value, 3 messages in flight",
    config: { nodes: 2, maxMessages: 3 },
    expected: counts(22_690, 151_111, 34),
  },
  {
    name: "histories",
    about: "2 servers, 1 value, 3 terms, 2 entries, with the histories of the proof",
    config: { nodes: 2, maxTerm: 3, maxLog: 2, history: true },
    isDefault: true,
    expected: counts(5_790, 28_819, 41, FULL),
  },
  {
    name: "two-values",
    about: "2 servers, 2 values, with histories; one state per orbit of servers and of values",
    config: { nodes: 2, values: 2, history: true },
    symmetry: true,
    isDefault: true,
    expected: counts(212, 1_222, 27, FULL),
  },
  {
    name: "lossy-histories",
    about: "2 servers, 1 value, 3 terms, 2 entries, lossy, with the histories of the proof",
    config: { nodes: 2, maxTerm: 3, maxLog: 2, lossy: true, history: true },
    expected: counts(59_600, 427_353, 46, FULL),
  },
  {
    name: "three-servers",
    about: "3 servers, elections alone, 1 message in flight",
    config: { nodes: 3, ...NO_VALUES },
    expected: counts(61_805, 486_727, 40),
  },
  {
    name: "three-servers-symmetric",
    about: "the same, one state per orbit of the servers' permutations",
    config: { nodes: 3, ...NO_VALUES },
    symmetry: true,
    expected: counts(10_362, 81_585, 40),
  },
  {
    name: "medium",
    about: "3 servers, 1 value, 1 message in flight",
    config: { nodes: 3 },
    expected: counts(344_111, 2_716_792, 48),
  },
  {
    name: "medium-symmetric",
    about: "the same, one state per orbit of the servers' permutations",
    config: { nodes: 3 },
    symmetry: true,
    expected: counts(57_475, 453_719, 48),
  },
  {
    name: "full",
    about: "3 servers, 1 value, 1 message in flight: the unmodified specification",
    config: { nodes: 3, history: true },
    expected: counts(511_055, 4_088_992, 48, FULL),
  },
  {
    name: "large",
    about: "3 servers, elections alone, 2 messages in flight",
    config: { nodes: 3, ...NO_VALUES, maxMessages: 2 },
    expected: counts(1_078_172, 9_375_229, 42),
  },
  {
    name: "succession",
    about: "3 servers, 1 value, 3 terms, with histories, so that leaders follow leaders; symmetric",
    config: { nodes: 3, maxTerm: 3, history: true },
    symmetry: true,
    expected: counts(1_959_156, 15_041_821, 64, "own run of the engine, 2026-11-23"),
  },
];

/** More of everything than TLC finishes. */
export const raftTlaFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 4],
  config: { values: 2, maxTerm: 4, maxLog: 3, maxMessages: 6, lossy: true },
};
