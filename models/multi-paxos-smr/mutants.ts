/** What the specification's README suggests to try: two bugs, each a rule that is another one. */
import { majorityOf } from "../kit/cluster.ts";
import type { Mutant } from "../kit/instance.ts";
import { multiPaxosSmrWith } from "./multi-paxos-smr.ts";
import { rules } from "./rules.ts";

export const multiPaxosSmrMutants: readonly Mutant[] = [
  {
    name: "less-than-a-majority",
    bug: "PAX-01",
    about: "one less than a majority is enough",
    model: multiPaxosSmrWith({ ...rules, majority: (replicas) => majorityOf(replicas) - 1 }),
    violates: "Linearizability",
    length: 9,
    symmetry: true,
  },
  {
    name: "votes-in-silence",
    bug: "own",
    about: "a replica that votes does not say so",
    model: multiPaxosSmrWith({ ...rules, acceptReplies: () => [] }),
    violates: "NeverStuckUnanswered",
    length: 6,
    config: { replicas: 2, reads: 0, maxBallot: 1 },
    symmetry: true,
  },
];
