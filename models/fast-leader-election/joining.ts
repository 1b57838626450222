/**
 * Joining an ensemble that has a leader already: those that follow or lead say so, and a quorum of
 * them is enough, if the leader is among them. FastLeaderElection.java, receivedFollowingNotification.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { castBy, hasQuorum, type Place, settle, type Step } from "./place.ts";
import type { Said, Server } from "./state.ts";

/** A server that looks hears from one that follows or leads. */
export function join(place: Place, before: Server, from: ProcessId, said: Said): Step {
  const isOfRound = said.round === before.round;
  const server: Server = {
    ...before,
    received: isOfRound ? new Map([...before.received, [from, said]]) : before.received,
    outOfElection: new Map([...before.outOfElection, [from, said]]),
  };
  const { received, outOfElection } = server;
  const joins =
    (isOfRound && isJoinable(place, server, received, said, castBy(server))) ||
    isJoinable(place, server, outOfElection, said, null);
  return { state: joins ? settle(place, server, said.vote, said.round) : server };
}

/** Does a quorum say the same, the leader among it? */
function isJoinable(
  place: Place,
  server: Server,
  among: ReadonlyMap<ProcessId, Said>,
  said: Said,
  own: Said | null,
): boolean {
  return (
    hasQuorum(place, among, said, own) && place.rules.confirms(place.self, server, among, said)
  );
}
