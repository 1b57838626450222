/**
 * Raft with a bug: each made from MongoStaticRaft by replacing one of its rules. What takes a model
 * of messages millions of states is here a few steps away: Figure 8 is nine.
 *
 * The lengths are of `quorums: "least"`. Where any majority may elect, a large one spreads the term
 * for nothing, and three bugs (RFT-05, RFT-07, RFT-09) show one step earlier.
 */
import type { Mutant } from "../kit/instance.ts";
import { staticRaftWith } from "./raft-static.ts";
import { lastTerm, type Rules, rules } from "./rules.ts";

interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string | null;
  readonly length: number | null;
  readonly config?: Mutant["config"];
  readonly sizes?: readonly number[];
}

const bugs: readonly Bug[] = [
  {
    name: "votes-twice",
    bug: "RFT-01",
    about: "a server votes for whoever asks, however often in one term",
    rule: { mayVote: (currentTerm, term) => currentTerm <= term },
    violates: "OnePrimaryPerTerm",
    length: 3,
  },
  {
    name: "any-candidate-will-do",
    bug: "RFT-05",
    about: "a voter does not compare the candidate's log with its own",
    rule: { isUpToDate: () => true },
    violates: "LeaderCompleteness",
    length: 7,
  },
  {
    name: "longer-is-newer",
    bug: "RFT-06",
    about: "a voter compares the logs' lengths alone",
    rule: { isUpToDate: (candidate, voter) => candidate.length >= voter.length },
    violates: "LeaderCompleteness",
    length: 9,
    config: { maxTerm: 3 },
  },
  {
    name: "last-term-only",
    bug: "RFT-07",
    about: "a voter compares the last entries' terms alone",
    rule: { isUpToDate: (candidate, voter) => lastTerm(candidate) >= lastTerm(voter) },
    violates: "LeaderCompleteness",
    length: 10,
    config: { maxTerm: 3 },
  },
  {
    name: "newer-or-longer",
    bug: "RFT-08",
    about: "a voter takes a log that ends in a later term, or is as long as its own",
    rule: {
      isUpToDate: (candidate, voter) =>
        lastTerm(candidate) > lastTerm(voter) || candidate.length >= voter.length,
    },
    violates: "LeaderCompleteness",
    length: 9,
    config: { maxTerm: 3 },
  },
  {
    name: "one-entry-short",
    bug: "RFT-09",
    about: "a voter takes a log that ends in the same term and is one entry shorter than its own",
    rule: {
      isUpToDate: (candidate, voter) =>
        lastTerm(candidate) > lastTerm(voter) ||
        (lastTerm(candidate) === lastTerm(voter) && candidate.length >= voter.length - 1),
    },
    violates: "LeaderCompleteness",
    length: 10,
    config: { maxTerm: 3 },
  },
  {
    name: "commits-older-term",
    bug: "RFT-10",
    about: "a primary commits an entry of an older term by counting: Figure 8 of the paper",
    rule: { mayCommit: () => true },
    violates: "LeaderCompleteness",
    length: 10,
    // The last state is of term 4: it is judged, though it is outside.
    config: { maxTerm: 3 },
  },
  {
    name: "elected-by-one",
    bug: "RFT-11",
    about: "a candidate's own vote elects it",
    rule: { elects: (voters) => voters >= 1 },
    violates: "OnePrimaryPerTerm",
    length: 3,
  },
  {
    name: "elected-by-half",
    bug: "RFT-11",
    about: "exactly half of the votes elect a primary",
    rule: { elects: (voters, members) => voters * 2 >= members },
    violates: "OnePrimaryPerTerm",
    length: 3,
    config: { nodes: 4 },
    sizes: [4, 2],
  },
  {
    name: "commits-alone",
    bug: "RFT-12",
    about: "a primary commits what it alone has",
    rule: { commits: (servers) => servers >= 1 },
    violates: "LeaderCompleteness",
    length: 5,
  },
  {
    name: "acknowledges-in-any-term",
    bug: "RFT-13",
    about: "a server that has the entry counts, though it is in a newer term by now",
    rule: { acknowledges: () => true },
    violates: "LeaderCompleteness",
    length: 6,
  },
  {
    name: "compares-length-only",
    bug: "RFT-24",
    about: "a secondary takes an entry whatever the term of the one before it",
    rule: { isConsistent: () => true },
    violates: "LogMatching",
    length: 8,
    config: { maxTerm: 3 },
  },
  {
    name: "primary-rolls-back",
    bug: "MGO-12",
    about: "a primary rolls back as a secondary does",
    rule: { mayRollBack: () => true },
    violates: "LogMatching",
    length: 13,
    config: { maxTerm: 3 },
  },
  {
    name: "flexible-quorums",
    bug: "RFT-57",
    about:
      "with 4 servers 2 commit and 3 elect: quorums of either kind meet, so that this is right",
    rule: { commits: (servers, members) => servers * 2 >= members },
    violates: null,
    length: null,
    config: { nodes: 4, maxTerm: 3 },
  },
];

export const raftStaticMutants: readonly Mutant[] = bugs.map(({ rule, config, ...bug }) => ({
  ...bug,
  model: staticRaftWith({ ...rules, ...rule }),
  config: { quorums: "least", ...config },
  symmetry: true,
}));
