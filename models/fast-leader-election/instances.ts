/**
 * The bounded forms of fast leader election. No counts are published for it alone: these are our own.
 * They do not depend on what voters have on disk, as long as all have an order: only names change.
 */
import type { Expectation, FuzzProfile, Instance, Variant } from "../kit/instance.ts";

function counts(distinctStates: number, generatedStates: number, depth: number): Expectation {
  return { distinctStates, generatedStates, depth, source: "own run, 2026-11-26" };
}

export const fastLeaderElectionVariants: readonly Variant[] = [
  {
    name: "article",
    about: "votes are compared by zxid and id alone",
    config: { order: "article" },
  },
  { name: "lossy", about: "votes may be lost, and are sent again", config: { resend: true } },
  {
    name: "reliable",
    about: "nothing is lost",
    config: { order: "zookeeper", resend: false },
  },
];

/** What the state of the servers alone decides: fewer states, for the past is not among them. */
const WITHOUT_PAST = ["LeaderHasBestHistory", "VotesImprove", "LeaderElected", "RivalsLead"];

const quick: readonly Instance[] = [
  {
    name: "small",
    about: "3 servers, one round; a majority has missed what the third has logged last",
    config: { histories: "skipped" },
    isDefault: true,
    expected: counts(7_616, 27_588, 19),
  },
  {
    name: "fresh",
    about: "3 servers that have nothing yet: the largest id has the best vote",
    isDefault: true,
    expected: counts(7_616, 27_588, 19),
  },
  {
    name: "one-of-three",
    about: "3 servers, of which one starts, whichever: it elects nobody",
    environment: { budgets: { Start: 1 } },
    only: ["NobodyElectsAlone"],
    isDefault: true,
    expected: counts(4, 4, 2),
  },
  {
    name: "two-of-three",
    about: "3 servers, of which two start, whichever: they elect one of them",
    environment: { budgets: { Start: 2 } },
    only: ["LeaderHasMajority", "NobodyElectsAlone", "OneQuorumPerRound", "LeaderElected"],
    isDefault: true,
    expected: counts(34, 49, 8),
  },
  {
    name: "three-of-five",
    about: "5 servers, of which three start, whichever",
    environment: { budgets: { Start: 3 } },
    config: { nodes: 5, histories: "skipped" },
    only: ["LeaderHasBestHistory", "LeaderHasMajority", "NobodyElectsAlone", "LeaderElected"],
    isDefault: true,
    expected: counts(6_176, 18_976, 19),
  },
  {
    name: "minority-down",
    about: "as small; one server, whichever, may crash for good, and the others elect one",
    config: { histories: "skipped" },
    environment: { budgets: { crashes: 1 } },
    isDefault: true,
    expected: counts(25_501, 94_672, 20),
  },
  {
    name: "observer",
    about: "2 voters and an observer, which asks twice at most",
    config: { nodes: 3, observers: 1, resend: true },
    isDefault: true,
    expected: counts(23_123, 86_053, 24),
  },
  {
    name: "in-time",
    about: "as small; the wait before an election is decided is long enough for all messages",
    config: { histories: "skipped" },
    environment: { timing: "synchronous" },
    isDefault: true,
    expected: counts(1_669, 4_282, 24),
  },
  {
    name: "article-newest-epoch",
    about: "by zxid and id, where all are of one epoch: the best leads",
    variant: "article",
    config: { histories: "staggered" },
    isDefault: true,
    expected: counts(7_616, 27_588, 19),
  },
];

/** What does not hold, and is not promised. */
const broken: readonly Instance[] = [
  {
    name: "article",
    about: "by zxid and id: who has logged what a later epoch has dropped leads all the same",
    variant: "article",
    config: { histories: "skipped" },
    isDefault: true,
    expected: { violated: { LeaderHasBestHistory: 7 } },
  },
  {
    name: "missed",
    about: "2 servers time out one after the other: what was told too early is not told again",
    config: { nodes: 2, maxRound: 2 },
    environment: { budgets: { Timeout: 2 } },
    isDefault: true,
    expected: { violated: { QuorumDecides: 13 } },
  },
  {
    name: "lost",
    about: "3 servers, of whose notifications one is lost and not sent again",
    environment: { budgets: { drops: 1 } },
    only: ["QuorumDecides"],
    isDefault: true,
    expected: { violated: { QuorumDecides: 14 } },
  },
  {
    name: "round-repeats",
    about:
      "3 servers; one that restarts begins with round 1 again, and follows another leader in it",
    config: { strict: true, resend: true },
    environment: { budgets: { crashes: 1, restarts: 1 } },
    only: ["OneQuorumPerRound"],
    expected: { violated: { OneQuorumPerRound: 16 } },
  },
];

const longer: readonly Instance[] = [
  {
    name: "drop",
    about: "as small; one notification may be lost, and one sent again",
    config: { histories: "skipped", resend: true },
    environment: { budgets: { drops: 1 } },
    expected: counts(328_828, 1_762_042, 23),
  },
  {
    name: "partition",
    about: "as small; the network splits once, and may heal; one server sends its vote again",
    config: { histories: "skipped", resend: true },
    environment: { budgets: { partitions: 1 } },
    expected: counts(722_661, 2_966_148, 24),
  },
  {
    name: "restart",
    about: "as small; one server crashes and restarts, and one sends its vote again",
    config: { histories: "skipped", resend: true },
    environment: { budgets: { crashes: 1, restarts: 1 } },
    expected: counts(3_746_015, 16_934_647, 32),
  },
  {
    name: "medium",
    about: "as small with a second round: one server loses its leader, or its followers",
    config: { histories: "skipped", maxRound: 2 },
    expected: counts(4_932_647, 21_843_623, 38),
  },
  {
    name: "four-servers",
    about: "4 servers, one round; the past is not looked at",
    config: { nodes: 4, histories: "skipped" },
    only: [...WITHOUT_PAST, "QuorumDecides", "LatecomerJoins"],
    expected: counts(16_778_678, 106_001_937, 40),
  },
];

export const fastLeaderElectionInstances: readonly Instance[] = [...quick, ...broken, ...longer];

/**
 * All that the network and the servers may suffer, and rounds enough for clocks to go back. Who needs
 * nothing to be lost is not tried here: a server that nobody answers asks again, if it may.
 */
export const fastLeaderElectionFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 4, 7],
  variant: "lossy",
  config: { maxRound: 3, histories: "skipped" },
  environment: {
    budgets: { Timeout: 3, Resend: 4, crashes: 2, restarts: 2, drops: 2, partitions: 1 },
  },
};
