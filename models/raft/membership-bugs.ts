/** Bugs of changes of members: what may follow what, and whose agreement counts. §4.1 to §4.3 */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { latestChange } from "./configuration.ts";
import { INITIAL_SERVER } from "./state.ts";

const ONE_BY_ONE = { membership: "single-server", maxTerm: 2 } as const;
const JOINT = { membership: "joint", maxTerm: 2, values: 0 } as const;
const ON_APPLY = { ...ONE_BY_ONE, inForce: "applied", applies: true, values: 0 } as const;
const TWO_ELECTIONS = { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0 };
/** A leader commits an entry of its own term before it changes the members. */
const AFTER_A_COMMIT = { ElectionTimeout: 2, ClientRequest: 1, Replicate: 1 };
/** Two changes, each of which the leader that made it applies. */
const TWO_ON_APPLY = {
  ...TWO_ELECTIONS,
  Replicate: 2,
  ChangeMembers: 2,
  Apply: 2,
  RequestVoteRequest: 2,
  RequestVoteResponse: 2,
  AppendEntriesRequest: 2,
  AppendEntriesResponse: 2,
};

export const membershipBugs: readonly Bug[] = [
  {
    name: "changes-before-own-commit",
    bug: "RFT-38",
    about: "the bug of 2015: a leader changes the members before it committed in its own term",
    rule: { hasCommittedInTerm: () => true },
    violates: "LeaderCompleteness",
    length: 20,
    config: { ...ONE_BY_ONE, nodes: 4, maxTerm: 3, values: 0 },
    // With an odd number of members, majorities meet even after one change on each side.
    sizes: [4],
    budgets: {
      ElectionTimeout: 3,
      ClientRequest: 0,
      Replicate: 1,
      ChangeMembers: 2,
      RequestVoteRequest: 6,
      RequestVoteResponse: 5,
      AppendEntriesRequest: 1,
      AppendEntriesResponse: 1,
    },
  },
  {
    name: "changes-many-at-once",
    bug: "RFT-40",
    about: "several servers join or leave at once: the majorities need not meet",
    rule: { mayFollow: () => true },
    violates: "LeaderCompleteness",
    length: 12,
    config: { ...ONE_BY_ONE, values: 1 },
    budgets: { ...AFTER_A_COMMIT, ChangeMembers: 1 },
  },
  {
    name: "changes-before-settled",
    bug: "RFT-41",
    about: "the next change is made before the last one is committed",
    rule: { hasSettled: () => true },
    violates: "OneReconfigurationAtATime",
    length: 10,
    config: { ...ONE_BY_ONE, values: 1 },
    budgets: { ...AFTER_A_COMMIT, ChangeMembers: 2 },
  },
  {
    name: "forgets-vote-before-joining",
    bug: "RFT-51",
    about: "the vote of a server that is to join, and has no entry yet, is not on disk",
    rule: { recoveredOutside: () => INITIAL_SERVER },
    violates: "ElectionSafety",
    length: 21,
    config: { ...ONE_BY_ONE, members: 2, values: 1 },
    budgets: {
      ...AFTER_A_COMMIT,
      ElectionTimeout: 3,
      Replicate: 2,
      ChangeMembers: 1,
      crashes: 2,
      restarts: 2,
    },
  },
  {
    name: "campaigns-before-applying",
    bug: "RFT-39",
    about: "a server stands while it knows of a committed configuration that it has not applied",
    rule: { mayCampaign: () => true },
    violates: "ElectionSafety",
    length: 20,
    config: ON_APPLY,
    budgets: { ...TWO_ON_APPLY, ElectionTimeout: 3, ...ONE_CRASH },
  },
  {
    name: "commit-index-not-on-disk",
    bug: "own",
    about: "a restarted server knows of no committed configuration, and stands by an older one",
    rule: { durableCommit: () => 0 },
    violates: "RecentConfiguration",
    length: 18,
    config: ON_APPLY,
    budgets: { ...TWO_ON_APPLY, ...ONE_CRASH },
  },
  {
    name: "changes-before-applied",
    bug: "own",
    about: "the next change is made once the last one is committed, before it is in force",
    rule: { hasSettled: ({ log, commitIndex }) => latestChange(log) <= commitIndex },
    violates: "RecentConfiguration",
    length: 12,
    config: ON_APPLY,
    budgets: { ...TWO_ELECTIONS, Replicate: 2, ChangeMembers: 2 },
  },
  {
    name: "removed-comes-back-blank",
    bug: "RFT-45",
    about: "a server that was removed is wiped, and votes under its old name",
    rule: { removed: () => INITIAL_SERVER },
    violates: "ElectionSafety",
    length: 14,
    config: { ...ON_APPLY, maxTerm: 1 },
    budgets: { ...TWO_ELECTIONS, Replicate: 2, ChangeMembers: 1 },
  },
  {
    name: "learners-count",
    bug: "own",
    about: "what learners have and whom they vote for counts towards the voters' majority",
    rule: { counted: (half, { learners }) => new Set([...half, ...learners]) },
    violates: "LeaderCompleteness",
    length: 11,
    config: { ...ONE_BY_ONE, learners: true, nodes: 4, members: 3, values: 0 },
    sizes: [4, 5],
    budgets: { ...TWO_ELECTIONS, Replicate: 1, ChangeMembers: 0, AddLearner: 1 },
  },
  {
    name: "new-majority-alone",
    bug: "own",
    about: "in a joint configuration the new voters decide alone",
    rule: { halves: ({ voters }) => [voters] },
    violates: "LeaderCompleteness",
    length: 8,
    config: JOINT,
    budgets: { ...TWO_ELECTIONS, ChangeMembers: 1 },
  },
  {
    name: "old-majority-alone",
    bug: "own",
    about: "in a joint configuration the old voters decide alone",
    rule: { halves: ({ voters, outgoing }) => [outgoing.size === 0 ? voters : outgoing] },
    violates: "LeaderCompleteness",
    length: 12,
    config: JOINT,
    budgets: { ...TWO_ELECTIONS, Replicate: 1, ChangeMembers: 1 },
  },
  {
    name: "leaves-joint-uncommitted",
    bug: "own",
    about: "the new configuration is appended before the joint one is committed",
    rule: { mayLeaveJoint: () => true },
    violates: "LeaderCompleteness",
    length: 9,
    config: JOINT,
    budgets: { ...TWO_ELECTIONS, ChangeMembers: 1 },
  },
];
