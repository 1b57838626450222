/**
 * The election itself: Election to the larger ids, Alive from them, Victory to the smaller ones.
 * Garcia-Molina 1982, in the messages that textbooks have used since. Guard beside effect.
 */
import type { Delivered } from "../../checker/protocol.ts";
import { broadcast, rankOf } from "../kit/cluster.ts";
import type { Alive, Election, Victory } from "./messages.ts";
import { enterEpoch, leads, nextEpoch, type Place, type Step } from "./rules.ts";
import { type BullyNode, INITIAL_NODE } from "./state.ts";

/**
 * Calls the election of `epoch`, in which the node has not followed anybody: the next one, or one
 * that it has only just heard of. Who has no larger id above it wins at once.
 */
export function callElection(place: Place, epoch: number): NonNullable<Step> {
  const { larger, rules } = place;
  const caller = enterEpoch(epoch);
  if (larger.length === 0 && rules.mayWin(larger)) return win(place, caller);
  return {
    state: { ...caller, role: "electing" },
    send: broadcast(larger, { type: "Election", epoch }),
  };
}

/** The node announces that it leads. */
function win(place: Place, node: BullyNode): NonNullable<Step> {
  const { self, config, rules } = place;
  return {
    state: {
      ...node,
      role: "leader",
      leader: self,
      support: config.majority ? new Set([self]) : new Set(),
      backed: config.votes ? self : null,
    },
    send: broadcast(rules.audience(place), { type: "Victory", epoch: node.epoch }),
  };
}

/** A smaller id calls an election: answer, and see to it. */
export function receiveElection(
  place: Place,
  node: BullyNode,
  { from, epoch }: Delivered<Election>,
): Step {
  const { rules, config } = place;
  const alive = { to: from, message: { type: "Alive", epoch: node.epoch } } as const;
  if (rules.isStale(node, epoch) || (config.epochs && isOver(node))) {
    const victory = { to: from, message: { type: "Victory", epoch: node.epoch } } as const;
    const answer = node.role === "leader" ? victory : alive;
    return { state: node, send: rules.answersPast() ? [answer] : [] };
  }
  if (node.role === "electing" || node.role === "waiting") return { state: node, send: [alive] };
  const { state, send = [] } = callElection(place, node.epoch);
  // Who wins at once tells the caller so, which is answer enough.
  return { state, send: state.role === "leader" ? send : [alive, ...send] };
}

/** Has the election of the node's own epoch been decided, as far as the node knows? */
function isOver({ leader, backed }: BullyNode): boolean {
  return leader !== null || backed !== null;
}

/** A larger id is alive: leave the election to it. From a smaller one only the epoch is news. */
export function receiveAlive(
  { self, rules }: Place,
  before: BullyNode,
  node: BullyNode,
  { from, epoch }: Delivered<Alive>,
): Step {
  const runs = before.role === "electing" || before.role === "waiting";
  const yields = runs && rankOf(from) > rankOf(self) && !rules.isStale(node, epoch);
  return { state: yields ? { ...node, role: "waiting" } : node };
}

/** No larger id has answered: win. */
export function aliveTimeout(place: Place, node: BullyNode): Step {
  if (node.role !== "electing" || !place.rules.mayWin(place.larger)) return undefined;
  return win(place, node);
}

/** The election did not end in time, or not with a leader: call another one. */
export function victoryTimeout(place: Place, node: BullyNode): Step {
  const isHeadless = node.role === "leader" && !leads(node, place);
  if (node.role !== "waiting" && !isHeadless) return undefined;
  return callElection(place, nextEpoch(node, place.config));
}

/** Another node leads: follow it. The winner of a past election is told that it is past. */
export function receiveVictory(
  { rules, config }: Place,
  node: BullyNode,
  victory: Delivered<Victory>,
): Step {
  const { from, epoch } = victory;
  if (!rules.follows(node, victory, config)) {
    const news = { to: from, message: { type: "Alive", epoch: node.epoch } } as const;
    const isPast = rules.isStale(node, epoch);
    return { state: node, send: isPast && rules.answersPast() ? [news] : [] };
  }
  return {
    state: { ...INITIAL_NODE, leader: from, epoch, backed: config.votes ? from : null },
    send: config.majority ? [{ to: from, message: { type: "Backing", epoch } }] : [],
  };
}
