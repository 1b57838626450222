/**
 * The bounded forms of Raft. No published count is known for this granularity: the counts are our
 * own, and both explorers agree on them. What ties Raft to published specifications is raft-tla.
 */
import { raftExtensionProfiles, raftExtensionVariants } from "./extension-instances.ts";
import type { FuzzProfile, Instance } from "../kit/instance.ts";
import { logInstances, raftLogProfiles, raftLogVariants } from "./log-instances.ts";

const OWN = "own run, 2026-11-23";
const OWN_LATER = "own run, 2026-11-26";

/** What is left when nothing is ever stored. */
const ABOUT_ELECTIONS = ["ElectionSafety", "MonotonicEpoch", "LeaderElected"];
const ABOUT_ONE_TERM = [
  ...ABOUT_ELECTIONS,
  "LeaderAppendOnly",
  "LogMatching",
  "StateMachineSafety",
  "CommittedIsStored",
  "CommittedPrefixesAgree",
  "MonotonicCommit",
  "MonotonicMatch",
  "CommitKeepsUp",
  "ProposalCommitted",
];

export const raftInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 servers, terms 1 and 2, 1 value; 2 election time-outs, 3 messages to followers",
    config: { nodes: 3, maxTerm: 2, values: 1 },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 130_016, generatedStates: 516_422, depth: 21, source: OWN },
  },
  {
    name: "one-election",
    about: "3 servers, term 1, 1 value, no budgets: every behaviour up to one election each",
    config: { nodes: 3, maxTerm: 1, values: 1 },
    environment: {
      budgets: {
        ElectionTimeout: "unlimited",
        ClientRequest: "unlimited",
        Replicate: "unlimited",
      },
    },
    only: ABOUT_ONE_TERM,
    isDefault: true,
    expected: { distinctStates: 316_687, generatedStates: 1_679_923, depth: 29, source: OWN },
  },
  {
    name: "crash",
    about: "as small, with one crash and restart and 2 messages to followers",
    config: { nodes: 3, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 2, crashes: 1, restarts: 1 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 174_595, generatedStates: 676_531, depth: 20, source: OWN },
  },
  {
    name: "two-values",
    about:
      "as small, with 2 values, one of which may displace the other, and 2 messages to followers",
    config: { nodes: 3, maxTerm: 2, values: 2 },
    environment: { budgets: { Replicate: 2 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 128_329, generatedStates: 481_174, depth: 19, source: OWN_LATER },
  },
  {
    name: "duplication",
    about: "as small, with one message duplicated and 2 messages to followers",
    config: { nodes: 3, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 2, duplicates: 1 } },
    symmetry: true,
    expected: { distinctStates: 304_068, generatedStates: 1_341_985, depth: 20, source: OWN },
  },
  {
    name: "five-servers",
    about: "5 servers, 2 election time-outs, nothing stored",
    config: { nodes: 5, maxTerm: 1, values: 0 },
    environment: { budgets: { ElectionTimeout: 2 } },
    symmetry: true,
    only: ABOUT_ELECTIONS,
    expected: { distinctStates: 34_810, generatedStates: 202_015, depth: 25, source: OWN },
  },
  {
    name: "medium",
    about: "as small without symmetry and with 4 messages to followers",
    config: { nodes: 3, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 4 } },
    expected: {
      distinctStates: 2_929_450,
      generatedStates: 13_008_334,
      depth: 24,
      source: "own run of the engine, 2026-11-24",
    },
  },
  ...logInstances,
];

/** Every fault at once, and enough terms for the deep bugs: Raft promises safety in all of it. */
export const raftFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 7],
  alsoFor: [
    "slow-disk",
    ...raftExtensionVariants.map(({ name }) => name),
    ...raftLogVariants.map(({ name }) => name),
  ],
  perVariant: { ...raftExtensionProfiles, ...raftLogProfiles },
  config: { maxTerm: 3, values: 2 },
  environment: {
    budgets: {
      ElectionTimeout: 6,
      ClientRequest: 3,
      Replicate: 12,
      crashes: 2,
      restarts: 2,
      drops: 2,
      duplicates: 1,
      partitions: 1,
    },
  },
};
