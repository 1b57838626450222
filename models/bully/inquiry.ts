/**
 * Asking before electing, against fake death: a leader that is only slow. Who misses it asks all
 * others, and calls an election only if more than half of all nodes miss it too.
 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import { broadcast } from "../kit/cluster.ts";
import { callElection } from "./election.ts";
import type { Inquiry, Opinion } from "./messages.ts";
import { leads, nextEpoch, type Place, type Step } from "./rules.ts";
import type { BullyNode } from "./state.ts";

/** A node without a leader wants one. */
export function startElection(place: Place, node: BullyNode): Step {
  if (node.role !== "follower" || node.leader !== null) return undefined;
  return missLeader(place, node);
}

/** A node misses its leader. */
export function suspectLeader(place: Place, node: BullyNode, leader: ProcessId): Step {
  if (node.role !== "follower" || node.leader !== leader) return undefined;
  return missLeader(place, node);
}

function missLeader(place: Place, node: BullyNode): Step {
  const { self, others, config } = place;
  if (!config.ask) return callElection(place, nextEpoch(node, config));
  const asking: BullyNode = { ...node, role: "asking", support: new Set([self]) };
  const { state, send = [] } = electIfAgreed(place, asking);
  return {
    state,
    send:
      state.role === "asking" ? broadcast(others, { type: "Inquiry", epoch: node.epoch }) : send,
  };
}

function electIfAgreed(place: Place, node: BullyNode): NonNullable<Step> {
  const { rules, config } = place;
  if (!rules.isEnough(node.support.size, config.nodes)) return { state: node };
  return callElection(place, nextEpoch(node, config));
}

/** Says whom this node takes for a living leader. It can't be the asker: a leader does not ask. */
export function receiveInquiry(place: Place, node: BullyNode, inquiry: Delivered<Inquiry>): Step {
  const trusts = node.role === "follower" || leads(node, place);
  const leader = trusts && node.leader !== inquiry.from ? node.leader : null;
  return {
    state: node,
    send: [{ to: inquiry.from, message: { type: "Opinion", epoch: node.epoch, leader } }],
  };
}

/** Counts who agrees; who names another leader than the one that is missed is believed. */
export function receiveOpinion(
  place: Place,
  before: BullyNode,
  node: BullyNode,
  { from, epoch, leader }: Delivered<Opinion>,
): Step {
  if (before.role !== "asking" || place.rules.isStale(before, epoch)) return { state: node };
  if (leader !== null) {
    const isAnother = leader !== before.leader || epoch > before.epoch;
    return { state: isAnother ? { ...node, role: "follower", leader, support: new Set() } : node };
  }
  if (node.role !== "asking") return { state: node };
  return electIfAgreed(place, { ...node, support: new Set([...node.support, from]) });
}

/** Too few agree: perhaps the leader is not gone after all. */
export function opinionTimeout(node: BullyNode): Step {
  if (node.role !== "asking") return undefined;
  return { state: { ...node, role: "follower", support: new Set() } };
}
