/** What a server promises, for all slots at once, and votes for, slot by slot. Lamport 2001, §2.2. */
import type { Delivered } from "../../checker/protocol.ts";
import type { Step } from "./leading.ts";
import type { Accept, Prepare } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Server } from "./state.ts";

/** Phase 1(b): it promises to keep to the ballot, and reports its votes in all slots. */
export function prepare(rules: Rules, server: Server, { ballot, from }: Delivered<Prepare>): Step {
  if (!rules.mayPromise(server, ballot)) return undefined;
  return {
    state: rules.promise(server, ballot),
    send: [{ to: from, message: { type: "Promised", ballot, accepted: rules.report(server) } }],
  };
}

/** Phase 2(b): it votes, unless it has promised to keep to a higher ballot. */
export function accept(rules: Rules, server: Server, request: Delivered<Accept>): Step {
  const { ballot, slot, command, from } = request;
  if (!rules.mayAccept(server, ballot)) return undefined;
  return {
    state: rules.accept(server, { slot, ballot, command }),
    send: [{ to: from, message: { type: "Accepted", ballot, slot } }],
  };
}
