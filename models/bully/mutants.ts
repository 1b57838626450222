/**
 * The Bully algorithm with a bug: each made from it by replacing one of its rules, or how long a
 * time-out is. The lengths are those of the shortest traces; every message is a step of its own.
 */
import type { AnyProtocol, EnvironmentOverrides } from "../../checker/protocol.ts";
import type { Mutant } from "../kit/instance.ts";
import { bully, bullyWith } from "./bully.ts";
import type { BullyEvent } from "./messages.ts";
import { type BullyConfig, type Rules, rules } from "./rules.ts";

const VOTES = { epochs: true, majority: true, votes: true, elections: 2 };

/** What Garcia-Molina assumes. */
const SYNCHRONOUS = { timing: "synchronous", detection: "perfect" } as const;
/** None of it. */
const ASYNCHRONOUS = { timing: "asynchronous", detection: "unreliable" } as const;
/** Nor of the network: any message may be lost, late, or arrive twice. */
const HOSTILE = { ...ASYNCHRONOUS, delivery: "monotone" } as const;

/** Two nodes call an election; larger ids that hear of it call theirs. */
const TWO_ELECTIONS = { StartElection: 2, VictoryTimeout: 0, SuspectLeader: 0, LoseBacker: 0 };
const ONE_CRASH = { crashes: 1, restarts: 1 };

/** Who has called an election does not wait for an answer to arrive. */
const impatient = {
  ...bully,
  waits: (event: BullyEvent) => (event.type === "AliveTimeout" ? undefined : bully.waits?.(event)),
} satisfies typeof bully;

/** A Victory of a past election is believed as one of the present is. */
const believesThePast: Partial<Rules> = {
  follows: (node, victory, config) =>
    rules.follows({ ...node, epoch: Math.min(node.epoch, victory.epoch) }, victory, config),
};

interface Bug extends Omit<Mutant, "model" | "config" | "environment"> {
  /** The rules that are replaced, or the model if it is not a rule. */
  readonly change: Partial<Rules> | { readonly model: AnyProtocol };
  readonly config: Partial<BullyConfig>;
  readonly environment: EnvironmentOverrides;
}

const bugs: readonly Bug[] = [
  {
    name: "impatient",
    bug: "BUL-01",
    about: "the time-out for Alive is shorter than an answer takes",
    change: { model: impatient },
    violates: "OneLeaderAtATime",
    length: 4,
    config: { strict: true },
    environment: SYNCHRONOUS,
  },
  {
    name: "impatient-in-epochs",
    bug: "BUL-02",
    about: "the same, where elections have epochs",
    change: { model: impatient },
    violates: "OneLeaderPerEpoch",
    length: 4,
    config: { epochs: true },
    environment: SYNCHRONOUS,
  },
  {
    name: "minority-serves",
    bug: "BUL-03",
    about: "any number of backers is enough: each side of a split has a leader that serves",
    change: { isEnough: () => true },
    violates: "OneServingLeader",
    length: 5,
    config: { nodes: 2, majority: true },
    environment: { ...SYNCHRONOUS, budgets: { partitions: 1 } },
  },
  {
    name: "goes-back-in-time",
    bug: "BUL-04",
    about: "a Victory is believed whatever its epoch: a node goes back to an older one",
    change: believesThePast,
    violates: "MonotonicEpoch",
    length: 6,
    config: { epochs: true },
    environment: ASYNCHRONOUS,
  },
  {
    name: "follows-a-past-winner",
    bug: "BUL-04",
    about: "the same: a node is left following one that does not lead",
    change: believesThePast,
    violates: "NoStaleLeader",
    length: 10,
    config: { epochs: true },
    environment: ASYNCHRONOUS,
  },
  {
    name: "backs-many",
    bug: "BUL-05",
    about: "a node backs every winner of an epoch: two can have a majority",
    change: { follows: (node, { epoch }) => !rules.isStale(node, epoch) },
    violates: "OneLeaderPerEpoch",
    length: 8,
    config: VOTES,
    environment: HOSTILE,
  },
  {
    name: "backs-many-of-five",
    bug: "BUL-05",
    about: "the same with 5 nodes, of which two start an election that no other hears of",
    change: { follows: (node, { epoch }) => !rules.isStale(node, epoch) },
    violates: "OneLeaderPerEpoch",
    length: 12,
    config: { ...VOTES, nodes: 5 },
    environment: {
      ...HOSTILE,
      budgets: { ...TWO_ELECTIONS, AliveTimeout: 1, Election: 0 },
    },
  },
  {
    name: "forgets-vote",
    bug: "BUL-06",
    about: "whom a node backs is only in its memory: after a crash it backs another winner",
    change: { durable: (node, config) => ({ ...rules.durable(node, config), backed: null }) },
    violates: "OneLeaderPerEpoch",
    length: 10,
    config: VOTES,
    environment: { ...HOSTILE, budgets: ONE_CRASH },
  },
  {
    name: "half-elects",
    bug: "BUL-07",
    about: "half of the nodes are enough to lead: with 2 nodes each is",
    change: { isEnough: (count, nodes) => count * 2 >= nodes },
    violates: "OneLeaderPerEpoch",
    length: 4,
    config: { ...VOTES, nodes: 2 },
    environment: HOSTILE,
    sizes: [2, 4],
  },
  {
    name: "half-of-four-elects",
    bug: "BUL-07",
    about: "the same with 4 nodes",
    change: { isEnough: (count, nodes) => count * 2 >= nodes },
    violates: "OneLeaderPerEpoch",
    length: 8,
    config: { ...VOTES, nodes: 4 },
    environment: HOSTILE,
    sizes: [4],
  },
  {
    name: "waits-for-the-dead",
    bug: "BUL-08",
    about: "a larger id that is dead has to answer all the same: nobody can win any more",
    change: { mayWin: (larger) => larger.length === 0 },
    violates: "ElectionEnds",
    length: 3,
    config: { nodes: 2 },
    environment: { ...SYNCHRONOUS, budgets: { crashes: 1 } },
    sizes: [2],
  },
  {
    name: "one-vote-an-epoch",
    bug: "BUL-11",
    about: "no bug: one vote an epoch, on disk, keeps two leaders out of it",
    change: {},
    violates: null,
    length: null,
    config: VOTES,
    environment: { ...ASYNCHRONOUS, budgets: { ...TWO_ELECTIONS, ...ONE_CRASH } },
  },
  {
    name: "tells-larger-ids",
    bug: "own",
    about: "a winner tells larger ids too: one that has just come back follows it, and not itself",
    change: { audience: ({ others }) => others },
    violates: "LargestLeads",
    length: 8,
    config: {},
    environment: { ...SYNCHRONOUS, budgets: { crashes: 2, restarts: 1 } },
  },
  {
    name: "drops-past-messages",
    bug: "own",
    about: "messages of a past election are dropped: who comes back never hears that it is past",
    change: { answersPast: () => false },
    violates: "OneLeaderAtATime",
    length: 9,
    config: { epochs: true },
    environment: { ...SYNCHRONOUS, budgets: ONE_CRASH },
  },
  {
    name: "forgets-epoch",
    bug: "own",
    about: "neither epoch nor vote is on disk",
    change: {
      durable: (node, config) => ({ ...rules.durable(node, config), epoch: 0, backed: null }),
    },
    violates: "MonotonicEpoch",
    length: 3,
    config: VOTES,
    environment: { ...HOSTILE, budgets: ONE_CRASH },
  },
];

export const bullyMutants: readonly Mutant[] = bugs.map(({ change, ...bug }) => ({
  ...bug,
  model: "model" in change ? change.model : bullyWith({ ...rules, ...change }),
}));
