/** The ring of the tutorial: whoever gets its own id back leads (Chang & Roberts 1979). */
import { defineProtocol, integer, type Outcome, type ProcessId, type Sent } from "scrutineer";

/** What a process remembers. */
export interface Node {
  readonly role: "asleep" | "candidate" | "lost" | "leader";
}

/** A process finds that nobody leads. */
type Start = { readonly type: "Start" };
/** A candidate's id, on its way around the ring. */
type Election = { readonly type: "Election"; readonly id: ProcessId };

interface Config {
  readonly nodes: number;
}

type Step = Outcome<Node, Election> | undefined;

function idsOf({ nodes }: Config): ProcessId[] {
  return Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
}

/** Sends `id` to the neighbour of `self`. */
export function pass(self: ProcessId, id: ProcessId, config: Config): Sent<Election>[] {
  const ids = idsOf(config);
  return [{ to: ids.at(ids.indexOf(self) - 1)!, message: { type: "Election", id } }];
}

function start(self: ProcessId, { role }: Node, config: Config): Step {
  if (role !== "asleep") return undefined;
  return { state: { role: "candidate" }, send: pass(self, self, config) };
}

function receive(self: ProcessId, node: Node, id: ProcessId, config: Config): Step {
  if (node.role === "candidate" && id === self) return { state: { role: "leader" } };
  const takesPart = node.role === "candidate" || node.role === "leader";
  if (takesPart && id <= self) return { state: node };
  return { state: { role: "lost" }, send: pass(self, id, config) };
}

export const ring = defineProtocol<{ state: Node; event: Start; message: Election }>()({
  name: "ring",
  source: "Chang & Roberts 1979",
  about: "Leader election in a ring: whoever gets its own id back leads.",
  parameters: { nodes: integer(3, { min: 1, max: 9 }, "how many processes form the ring") },
  actions: {
    Start: "a process becomes a candidate",
    Election: "a process receives a candidate's id",
  },
  processes: idsOf,
  init: () => ({ role: "asleep" }),
  events: () => [{ type: "Start" }],
  reduce: (self, node, input, config) =>
    input.type === "Start" ? start(self, node, config) : receive(self, node, input.id, config),
  view: (_self, { role }) => ({ role, leader: role === "leader" ? 0 : null }),
});
