/** The bounded forms of Voting: both that are published, and one that tells votes apart by nothing. */
import type { Expectation, Instance } from "../kit/instance.ts";

function counts(
  distinctStates: number,
  generatedStates: number,
  depth: number,
  source: string,
): Expectation {
  return { distinctStates, generatedStates, depth, source };
}

export const votingInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 acceptors, 2 ballots, 2 values, one state per orbit, as MCVoting beside Paxos has it",
    config: { reasons: "each" },
    symmetry: true,
    isDefault: true,
    expected: counts(77, 451, 11, "tlaplus/Examples, Paxos/manifest.json, MCVoting"),
  },
  {
    name: "medium",
    about: "3 acceptors, 3 ballots, 2 values, as MCVoting of How to Win a Turing Award has it",
    config: { ballots: 3, reasons: "each" },
    expected: counts(
      6_752,
      41_017,
      16,
      "tlaplus/Examples, PaxosHowToWinATuringAward/manifest.json, MCVoting",
    ),
  },
  {
    name: "medium-symmetric",
    about: "the same, one state per orbit of acceptors and of values; a vote is one step",
    config: { ballots: 3 },
    symmetry: true,
    isDefault: true,
    expected: counts(686, 2_749, 16, "own run, 2026-11-26"),
  },
];

export const votingFuzz = {
  size: "acceptors",
  sizes: [5, 3, 4],
  config: { ballots: 4, values: 2 },
} as const;
