/**
 * The decisions on which a Bully election stands or falls, each a function of its own, and a node's
 * place among the others. The protocol is put together from them (bully.ts), and a mutant replaces
 * one of them (mutants.ts).
 */
import type { Delivered, Outcome, ProcessId } from "../../checker/protocol.ts";
import { majorityOf, processIds, rankOf } from "../kit/cluster.ts";
import type { BullyMessage, Victory } from "./messages.ts";
import { type BullyNode, INITIAL_NODE } from "./state.ts";

export interface BullyConfig {
  readonly nodes: number;
  readonly elections: number;
  /** Elections have epochs, so that messages of a past one do no harm. */
  readonly epochs: boolean;
  /** A node that misses the leader elects only if more than half of all nodes miss it too. */
  readonly ask: boolean;
  /** A winner leads only as long as more than half of all nodes back it. */
  readonly majority: boolean;
  /** A node backs one winner an epoch, and remembers whom. */
  readonly votes: boolean;
  /** Claims that must hold at every instant, and not only while no message is in flight. */
  readonly strict: boolean;
}

export interface Rules {
  /** Is a message of `epoch` of an election that is past? */
  isStale(node: BullyNode, epoch: number): boolean;
  /** Is who calls or has won a past election told that it is past, not just ignored? */
  answersPast(): boolean;
  /** Does `node`, which has heard of the election, follow its winner? */
  follows(node: BullyNode, victory: Delivered<Victory>, config: BullyConfig): boolean;
  /** Are `count` of `nodes` enough to speak for all? */
  isEnough(count: number, nodes: number): boolean;
  /** Whom does a winner tell? */
  audience(place: Place): readonly ProcessId[];
  /** May a node win although of the `larger` ids none has answered? */
  mayWin(larger: readonly ProcessId[]): boolean;
  /** What a crash leaves. */
  durable(node: BullyNode, config: BullyConfig): BullyNode;
}

/** The Bully algorithm as it is. */
export const rules: Rules = {
  isStale: (node, epoch) => epoch < node.epoch,

  answersPast: () => true,

  follows(node, victory, config) {
    if (rules.isStale(node, victory.epoch)) return false;
    if (config.votes) return node.backed === null || node.backed === victory.from;
    // Two winners of one epoch: the larger id prevails. Without epochs nobody can tell, and the
    // latest Victory to arrive does.
    return !config.epochs || node.leader === null || rankOf(victory.from) >= rankOf(node.leader);
  },

  isEnough: (count, nodes) => count >= majorityOf(nodes),

  // Not the larger ids: one that is back by now is in an election of its own, and is to win it.
  // Unless nodes ask first: then larger ids may have settled for a smaller one.
  audience: ({ smaller, others, config }) => (config.ask ? others : smaller),

  mayWin: () => true,

  durable: ({ epoch, backed }, { epochs, votes }) => ({
    ...INITIAL_NODE,
    epoch: epochs ? epoch : 0,
    backed: votes ? backed : null,
  }),
};

/** A node's place: what its handlers know besides its state. */
export interface Place {
  readonly self: ProcessId;
  readonly others: readonly ProcessId[];
  readonly smaller: readonly ProcessId[];
  readonly larger: readonly ProcessId[];
  readonly config: BullyConfig;
  readonly rules: Rules;
}

export type Step = Outcome<BullyNode, BullyMessage> | undefined;

/** The place of `self` under `config`. */
export function placeOf(self: ProcessId, config: BullyConfig, inForce: Rules): Place {
  const others = processIds(config.nodes).filter((other) => other !== self);
  const smaller = others.filter((other) => rankOf(other) < rankOf(self));
  const larger = others.filter((other) => rankOf(other) > rankOf(self));
  return { self, others, smaller, larger, config, rules: inForce };
}

/** The epoch of an election that `node` calls now. */
export function nextEpoch(node: BullyNode, config: BullyConfig): number {
  return config.epochs ? node.epoch + 1 : 0;
}

/** A node that enters a later election: it has neither leader nor vote in it. */
export function enterEpoch(epoch: number): BullyNode {
  return { ...INITIAL_NODE, epoch };
}

/** Has `node` won, and is it backed by as many as it must be? */
export function leads({ role, support }: BullyNode, { rules: by, config }: Place): boolean {
  return role === "leader" && (!config.majority || by.isEnough(support.size, config.nodes));
}
