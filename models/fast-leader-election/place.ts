/** A server's place in an election, and what it does there again and again. */
import type { Outcome, ProcessId, Sent } from "../../checker/protocol.ts";
import { broadcast } from "../kit/cluster.ts";
import type { Notification } from "./messages.ts";
import type { Rules } from "./rules.ts";
import {
  type ElectionConfig,
  type History,
  type Said,
  type Server,
  stoppedWith,
  type Vote,
  votersOf,
} from "./state.ts";

/** A server's place: what its handlers know besides its state. */
export interface Place {
  readonly self: ProcessId;
  readonly isVoter: boolean;
  /** The voters but itself: all that it sends to of its own accord. */
  readonly audience: readonly ProcessId[];
  readonly config: ElectionConfig;
  readonly rules: Rules;
}

export type Step = Outcome<Server, Notification> | undefined;

/** The place of `self` under `config`. */
export function placeOf(self: ProcessId, config: ElectionConfig, inForce: Rules): Place {
  const voters = votersOf(config);
  const audience = voters.filter((other) => other !== self);
  return { self, isVoter: voters.includes(self), audience, config, rules: inForce };
}

/** The vote of a server for itself; an observer has none. */
export function ownVote({ self, isVoter }: Place, { epoch, zxid }: History): Vote | null {
  return isVoter ? { leader: self, epoch, zxid } : null;
}

/** What `server` says of itself. */
export function notificationOf({ role, round, vote }: Server): Notification {
  if (role === "stopped") throw new Error("a server that is stopped says nothing");
  return { type: "Notification", role, round, vote };
}

/** `server` says so to all voters. */
export function tellVoters({ audience }: Place, server: Server): Sent<Notification>[] {
  return broadcast(audience, notificationOf(server));
}

/** Is there a quorum for `said`, of the others in `among` and of this server, if it votes `own`? */
export function hasQuorum(
  { config, isVoter, rules: by }: Place,
  among: ReadonlyMap<ProcessId, Said>,
  said: Said,
  own: Said | null,
): boolean {
  const others = [...among.values()].filter((other) => by.agree(other, said)).length;
  const itself = isVoter && own !== null && by.agree(own, said) ? 1 : 0;
  return by.isQuorum(others + itself, config);
}

/** The vote of a server that looks, as others are told of it. */
export function castBy({ round, vote }: Server): Said | null {
  return vote && { role: "looking", round, vote };
}

/** The election is over for this server: it leads, or follows. */
export function settle(
  { self, isVoter }: Place,
  server: Server,
  vote: Vote,
  round: number,
): Server {
  const learner = isVoter ? "following" : "observing";
  const role = vote.leader === self ? "leading" : learner;
  return { ...stoppedWith(server), role, round, vote };
}
