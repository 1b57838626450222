/**
 * The majority rule, against split-brain: a winner leads while more than half of all nodes back it,
 * itself included; with fewer it is as good as dead. A node backs whom it follows.
 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import type { Backing } from "./messages.ts";
import type { Place, Step } from "./rules.ts";
import type { BullyNode } from "./state.ts";

/** A winner counts who backs it. */
export function receiveBacking(
  { rules }: Place,
  node: BullyNode,
  { from, epoch }: Delivered<Backing>,
): Step {
  if (node.role !== "leader" || rules.isStale(node, epoch)) return { state: node };
  return { state: { ...node, support: new Set([...node.support, from]) } };
}

/** A leader no longer counts a node that it hears nothing of. */
export function loseBacker({ self }: Place, node: BullyNode, backer: ProcessId): Step {
  if (node.role !== "leader" || backer === self || !node.support.has(backer)) return undefined;
  return { state: { ...node, support: new Set([...node.support].filter((id) => id !== backer)) } };
}
