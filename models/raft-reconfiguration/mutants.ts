/**
 * Reconfiguration with a bug: each made by replacing one of the rules, which are the preconditions
 * that the paper proves to be necessary.
 */
import type { Mutant } from "../kit/instance.ts";
import { reconfigurationWith } from "./raft-reconfiguration.ts";
import { type Rules, rules } from "./rules.ts";

interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string | null;
  readonly length: number | null;
  readonly config?: NonNullable<Mutant["config"]>;
  readonly isSlow?: boolean;
}

const WITH_LOG = { maxTerm: 1, maxVersion: 3, maxLog: 1, quorums: "least" } as const;

const bugs: readonly Bug[] = [
  {
    name: "any-members-next",
    bug: "RFT-40",
    about: "a configuration may follow whose majorities need not meet those of the one before",
    rule: { overlap: () => true },
    violates: "OnePrimaryPerTerm",
    length: 5,
  },
  {
    name: "config-not-on-quorum",
    bug: "RFT-41",
    about: "the next configuration may follow before the last one is on a majority",
    rule: { hasConfigOnQuorum: () => true },
    violates: "OnePrimaryPerTerm",
    length: 6,
    config: { maxVersion: 3 },
  },
  {
    name: "term-not-on-quorum",
    bug: "RFT-38",
    about: "a primary replaces its configuration before a majority of it is in the primary's term",
    rule: { hasTermOnQuorum: () => true },
    violates: "OnePrimaryPerTerm",
    length: 7,
    config: { maxVersion: 3 },
  },
  {
    name: "older-config-wins",
    bug: "RFT-42",
    about: "a voter does not ask how old the candidate's configuration is",
    rule: { mayVoteForConfig: () => true },
    violates: "OnePrimaryPerTerm",
    length: 8,
    config: { maxTerm: 3, maxVersion: 3 },
  },
  {
    name: "nothing-committed-in-term",
    bug: "RFT-44",
    about: "a primary replaces its configuration before it committed an entry of its term",
    rule: { hasCommittedInTerm: () => true },
    violates: "LeaderCompleteness",
    length: 10,
    config: { ...WITH_LOG, maxTerm: 2 },
    isSlow: true,
  },
  {
    name: "commits-not-on-quorum",
    bug: "RFT-44",
    about: "what a primary committed need not be on a majority of the configuration it replaces",
    rule: { hasCommitsOnQuorum: () => true },
    violates: "LeaderCompleteness",
    length: 10,
    config: WITH_LOG,
  },
];

export const raftReconfigurationMutants: readonly Mutant[] = bugs.map(({ rule, ...bug }) => ({
  ...bug,
  model: reconfigurationWith({ ...rules, ...rule }),
  symmetry: true,
}));
