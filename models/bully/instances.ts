/**
 * The bounded forms of the Bully algorithm: what each variant stands and what it does not. No
 * published counts are known; these are our own. Both explorers agree on all up to 60,000 states.
 */
import type { FuzzProfile, Expectation, Instance, Variant } from "../kit/instance.ts";

/** What Garcia-Molina assumes, but for the faults that an instance grants. */
const SYNCHRONOUS = { timing: "synchronous", detection: "perfect" } as const;
/** Messages may take any time; only the dead are suspected. */
const DELAYED = { timing: "asynchronous", detection: "perfect" } as const;
/** Any message may be late, lost, or arrive twice, and anyone may be suspected. */
const HOSTILE = {
  timing: "asynchronous",
  detection: "unreliable",
  delivery: "monotone",
} as const;
const UNBOUNDED = { SuspectLeader: "unlimited", VictoryTimeout: "unlimited" } as const;
const CRASHES = { crashes: 2, restarts: 2 };

/** What can be put to the test where the network is never quiet. */
const AT_EVERY_INSTANT = ["OneLeaderPerEpoch", "MonotonicEpoch", "LeaderElected", "ElectionEnds"];

/** Where something is violated, the counts are those of the levels down to it. */
function counts(
  distinctStates: number,
  generatedStates: number,
  depth: number,
  violated: Expectation["violated"] = {},
): Expectation {
  return { violated, distinctStates, generatedStates, depth, source: "own run, 2026-11-23" };
}

export const bullyVariants: readonly Variant[] = [
  { name: "plain", about: "as Garcia-Molina has it", config: {} },
  {
    name: "epochs",
    about: "messages of a past election do no harm",
    config: { epochs: true },
  },
  {
    name: "ask",
    about: "who misses the leader asks the others before it elects",
    config: { ask: true },
  },
  {
    name: "majority",
    about: "a leader with fewer than a majority behind it serves no one",
    config: { majority: true },
  },
  {
    name: "repaired",
    about: "epochs, ask and majority together",
    config: { epochs: true, ask: true, majority: true },
  },
  {
    name: "votes",
    about: "epochs and majority, where a node backs one winner an epoch, durably",
    config: { epochs: true, majority: true, votes: true },
  },
];

export const bullyInstances: readonly Instance[] = [
  {
    name: "small",
    about: "synchronous; two crashes and restarts",
    variant: "plain",
    environment: { ...SYNCHRONOUS, budgets: { ...CRASHES, ...UNBOUNDED } },
    isDefault: true,
    expected: counts(1_719, 5_079, 17),
  },
  {
    name: "medium",
    about: "4 nodes, synchronous; two crashes and restarts",
    variant: "plain",
    config: { nodes: 4 },
    environment: { ...SYNCHRONOUS, budgets: CRASHES },
    expected: counts(358_874, 1_869_688, 40),
  },
  {
    name: "fake-death",
    about: "synchronous; live nodes are suspected too, one crashes and comes back",
    variant: "plain",
    environment: {
      timing: "synchronous",
      detection: "unreliable",
      budgets: { crashes: 1, restarts: 1 },
    },
    expected: counts(1_352, 3_436, 18),
  },
  {
    name: "returning-leader",
    about: "as small, but a Victory on its way is no excuse",
    variant: "plain",
    config: { strict: true },
    environment: { ...SYNCHRONOUS, budgets: CRASHES },
    only: ["OneLeaderAtATime"],
    expected: counts(637, 1_293, 7, { OneLeaderAtATime: 7 }),
  },
  {
    name: "split-brain",
    about: "messages may be late, and at every instant there must be one leader",
    variant: "plain",
    config: { strict: true },
    environment: DELAYED,
    only: ["OneLeaderAtATime"],
    isDefault: true,
    expected: counts(40, 61, 4, { OneLeaderAtATime: 4 }),
  },
  {
    name: "delay",
    about: "messages may be late",
    variant: "plain",
    environment: DELAYED,
    expected: counts(434, 966, 7, { NoStaleLeader: 7 }),
  },
  {
    name: "loss",
    about: "synchronous; two messages are lost",
    variant: "plain",
    environment: { ...SYNCHRONOUS, budgets: { drops: 2 } },
    expected: counts(213, 461, 7, { OneLeaderAtATime: 7, LargestLeads: 7 }),
  },
  {
    name: "split",
    about: "synchronous; the nodes are split into two sides",
    variant: "plain",
    environment: { ...SYNCHRONOUS, budgets: { partitions: 1 } },
    expected: counts(204, 324, 6, { OneLeaderAtATime: 6, LargestLeads: 6 }),
  },
  {
    name: "epochs-delay",
    about: "messages may be late: two leaders of one epoch all the same",
    variant: "epochs",
    environment: DELAYED,
    only: ["OneLeaderPerEpoch"],
    expected: counts(40, 61, 4, { OneLeaderPerEpoch: 4 }),
  },
  {
    name: "epochs-stale",
    about: "messages may be late: nobody goes back in time, or is left following a past leader",
    variant: "epochs",
    config: { elections: 2 },
    environment: DELAYED,
    only: ["MonotonicEpoch", "NoStaleLeader"],
    isDefault: true,
    expected: counts(89_770, 558_629, 22),
  },
  {
    name: "epochs-restart",
    about: "synchronous; who returns does not know the epoch, and takes one that is taken",
    variant: "epochs",
    environment: { ...SYNCHRONOUS, budgets: CRASHES },
    expected: counts(734, 1_411, 7, { OneLeaderPerEpoch: 7 }),
  },
  {
    name: "ask-restart",
    about: "synchronous; two crashes and restarts",
    variant: "ask",
    environment: { ...SYNCHRONOUS, budgets: CRASHES },
    expected: counts(22_791, 63_913, 30),
  },
  {
    name: "ask-delay",
    about: "messages may be late, and live nodes are suspected",
    variant: "ask",
    config: { strict: true },
    environment: { timing: "asynchronous", detection: "unreliable" },
    only: ["OneLeaderAtATime"],
    expected: counts(487, 1_038, 6, { OneLeaderAtATime: 6 }),
  },
  {
    name: "majority-restart",
    about: "synchronous; two crashes and restarts",
    variant: "majority",
    environment: { ...SYNCHRONOUS, budgets: CRASHES },
    expected: counts(12_754, 35_215, 29),
  },
  {
    name: "majority-split",
    about: "synchronous; a split that heals before anyone misses anyone: it only loses messages",
    variant: "majority",
    environment: { ...SYNCHRONOUS, budgets: { partitions: 1 } },
    expected: counts(1_273, 2_499, 10, { OneServingLeader: 10, LargestLeads: 10 }),
  },
  {
    name: "majority-partial",
    about: "synchronous; two nodes can't hear each other, the third hears both",
    variant: "majority",
    environment: { ...SYNCHRONOUS, cuts: "partial", budgets: { partitions: 1 } },
    isDefault: true,
    expected: counts(813, 1_831, 9, { OneServingLeader: 9, LargestLeads: 9 }),
  },
  {
    name: "not-exclusive",
    about: "epochs and a majority, but nodes back whoever wins; messages may be late",
    config: { epochs: true, majority: true },
    environment: DELAYED,
    expected: counts(6_753, 14_827, 8, { OneLeaderPerEpoch: 8 }),
  },
  {
    name: "not-exclusive-of-five",
    about: "the same with 5 nodes, of which two call an election that no other hears of",
    config: { nodes: 5, epochs: true, majority: true },
    environment: {
      ...HOSTILE,
      budgets: {
        StartElection: 2,
        AliveTimeout: 1,
        VictoryTimeout: 0,
        SuspectLeader: 0,
        LoseBacker: 0,
        Election: 0,
      },
    },
    only: ["OneLeaderPerEpoch"],
    expected: counts(2_342, 19_481, 12, { OneLeaderPerEpoch: 12 }),
  },
  {
    name: "repaired-restart",
    about: "synchronous; two crashes and restarts",
    variant: "repaired",
    config: { elections: 9 },
    environment: { ...SYNCHRONOUS, budgets: CRASHES },
    expected: counts(65_081, 188_166, 18, { OneLeaderPerEpoch: 18 }),
  },
  {
    name: "repaired-partial",
    about: "synchronous; two nodes can't hear each other, the third hears both",
    variant: "repaired",
    config: { elections: 9 },
    environment: { ...SYNCHRONOUS, cuts: "partial", budgets: { partitions: 1 } },
    expected: counts(6_921, 22_665, 14, { OneServingLeader: 14 }),
  },
  {
    name: "votes-small",
    about: "any message may be late, lost or repeated, anyone may be suspected; epochs 1 and 2",
    variant: "votes",
    config: { elections: 2 },
    environment: { ...HOSTILE, budgets: UNBOUNDED },
    only: AT_EVERY_INSTANT,
    isDefault: true,
    expected: counts(47_559, 802_784, 19),
  },
  {
    name: "votes-medium",
    about: "as votes-small, and a node crashes and comes back",
    variant: "votes",
    config: { elections: 2 },
    environment: { ...HOSTILE, budgets: { ...UNBOUNDED, crashes: 1, restarts: 1 } },
    only: AT_EVERY_INSTANT,
    expected: counts(448_043, 7_410_585, 23),
  },
  {
    name: "votes-three-epochs",
    about: "messages may be late, live nodes are suspected; epochs 1 to 3 (BUL-11)",
    variant: "votes",
    config: { elections: 3 },
    environment: {
      timing: "asynchronous",
      detection: "unreliable",
      budgets: { StartElection: 2, SuspectLeader: 1, VictoryTimeout: 0, LoseBacker: 0 },
    },
    only: ["OneLeaderPerEpoch", "MonotonicEpoch", "LeaderElected"],
    expected: counts(2_364_125, 14_461_737, 29),
  },
  {
    name: "votes-partial",
    about: "synchronous; two nodes can't hear each other, the third hears both",
    variant: "votes",
    config: { elections: 9 },
    environment: { ...SYNCHRONOUS, cuts: "partial", budgets: { partitions: 1 } },
    expected: counts(1_691, 4_321, 30),
  },
  {
    name: "votes-restart",
    about: "synchronous; two crashes and restarts",
    variant: "votes",
    config: { elections: 9 },
    environment: { ...SYNCHRONOUS, budgets: CRASHES },
    expected: counts(21_975, 49_647, 32),
  },
];

/** Garcia-Molina's world, with crashes and restarts: there the algorithm is right at any size. */
export const bullyFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 7, 9],
  variant: "plain",
  environment: {
    ...SYNCHRONOUS,
    budgets: { crashes: 4, restarts: 4, SuspectLeader: 8, VictoryTimeout: 8 },
  },
};
