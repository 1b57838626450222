/** The bounded forms of MultiPaxos.tla, with the counts that are published or that TLC prints. */
import type { Expectation, FuzzProfile, Instance } from "../kit/instance.ts";

const PUBLISHED = "tlaplus/Examples, MultiPaxos-SMR/manifest.json";
const TLC = "TLC on MultiPaxos-SMR/MultiPaxos_MC.tla, tlaplus/Examples at 32a32c7";

function counts(
  distinctStates: number,
  generatedStates: number,
  depth: number,
  source = TLC,
): Expectation {
  return { distinctStates, generatedStates, depth, source };
}

/** What the specification itself promises. */
const PROMISED = ["Linearizability", "NeverStuckUnanswered", "AllAnswered"];

export const multiPaxosSmrInstances: readonly Instance[] = [
  {
    name: "tiny",
    about: "3 replicas, 1 write, ballots up to 2, one state per orbit of the replicas",
    config: { reads: 0 },
    symmetry: true,
    // With one request all ends before a follower hears of it.
    only: PROMISED,
    expected: counts(2_628, 4_697, 19),
  },
  {
    name: "two-replicas",
    about: "2 replicas, 1 write, 1 read, ballots up to 2",
    config: { replicas: 2 },
    isDefault: true,
    expected: counts(1_163, 1_893, 20, `${TLC}; generated: own run, 2026-11-26`),
  },
  {
    name: "medium",
    about: "3 replicas, 1 write, 1 read, ballots up to 2, one state per orbit of the replicas",
    symmetry: true,
    only: PROMISED,
    // TLC generates 736,012: it takes a request once an empty slot.
    expected: counts(343_796, 735_918, 28, `${PUBLISHED}; generated: own run, 2026-11-26`),
  },
  {
    name: "overtaken",
    about: "as medium: a follower commits what a later ballot has overtaken",
    symmetry: true,
    only: ["ReplicasCommitTheSame"],
    expected: {
      violated: { ReplicasCommitTheSame: 14 },
      ...counts(18_230, 36_838, 14, "own run, 2026-11-27"),
    },
  },
];

/** Two ballots: in a third one may lead that has committed what was overtaken, and answer clients. */
export const multiPaxosSmrFuzz: FuzzProfile = {
  size: "replicas",
  sizes: [5, 3, 4],
  config: { writes: 2, reads: 1, maxBallot: 2 },
  only: PROMISED,
};
