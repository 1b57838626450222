/**
 * Fast leader election: how the servers of ZooKeeper agree on the one that ZAB makes its leader, every
 * notification a step of its own. FastLeaderElection.java in Apache ZooKeeper; Medeiros, "ZooKeeper's
 * atomic broadcast protocol: Theory and practice", 2012.
 */
import { match } from "ts-pattern";
import { defineProtocol, type Delivered } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import { canFinalize, finalize, receive, resend, start, timeout } from "./election.ts";
import { historyOf } from "./histories.ts";
import type { ElectionEvent, Notification } from "./messages.ts";
import { type Place, placeOf, type Step } from "./place.ts";
import { type Rules, rules as electionRules } from "./rules.ts";
import {
  type ElectionConfig,
  type History,
  parameters,
  type Server,
  stoppedWith,
  type Vote,
  voterCount,
} from "./state.ts";

/** What properties see of a server. */
export interface ElectionView {
  readonly role: Server["role"];
  readonly isVoter: boolean;
  /** The round that it leads, or null. */
  readonly leader: number | null;
  readonly round: number;
  readonly vote: Vote | null;
  /** What it was given to keep on disk, whatever it remembers. */
  readonly history: History;
  /** Has it the votes of a quorum for its own? */
  readonly canDecide: boolean;
}

interface ElectionTypes {
  readonly state: Server;
  readonly event: ElectionEvent;
  readonly message: Notification;
}

/** Fast leader election put together from `rules`: its own, or some with a bug. */
export function fastLeaderElectionWith(rules: Rules) {
  return defineProtocol<ElectionTypes>()({
    name: "fast-leader-election",
    source: "FastLeaderElection.java; Medeiros 2012",
    about:
      "ZooKeeper's election: the voter with the latest history leads, if a quorum votes for it.",
    parameters,
    actions: {
      Start: "a server starts, and looks for a leader (lookForLeader)",
      Finalize: "no better vote has come: a server follows the vote of a quorum, or leads",
      Resend: "a server that looks for a leader sends its vote again",
      Timeout: "a server that leads or follows loses touch, and looks again in the next round",
      Notification: "a server hears whom another one votes for or follows, or that it leads",
    },
    idle: ({ resend: mayResend, maxRound }) => [
      ...(mayResend ? [] : (["Resend"] as const)),
      ...(maxRound > 1 ? [] : (["Timeout"] as const)),
    ],
    invalid,
    // ZooKeeper's servers talk over TCP. Time-outs and repetitions are what has no end by itself.
    environment: ({ maxRound, resend: mayResend }) => ({
      order: "fifo",
      budgets: { ...(maxRound > 1 && { Timeout: 1 }), ...(mayResend && { Resend: 1 }) },
    }),
    processes: ({ nodes }) => processIds(nodes),
    init: (self, config) => stoppedWith(historyOf(self, config)),
    events: (_self, server, config) => eventsOf(server, config),
    reduce: (self, server, input, config) => reduce(placeOf(self, config, rules), server, input),
    recover: (_self, server) => rules.durable(server),
    view: (self, server, config) => viewOf(placeOf(self, config, rules), server),
    // Under synchronous timing the wait before an election is decided is as long as it has to be.
    waits: ({ type }) =>
      type === "Start" ? undefined : { Finalize: 1, Resend: 2, Timeout: 3 }[type],
  });
}

/** Fast leader election as it is. */
export const fastLeaderElection = fastLeaderElectionWith(electionRules);

function invalid(config: ElectionConfig): string | undefined {
  const { nodes, observers, histories } = config;
  const voters = voterCount(config);
  if (voters < 2) {
    return `with ${observers} observers among ${nodes} servers there are no two voters to elect one`;
  }
  if ((histories === "skipped" || histories === "epochs") && voters < 3) {
    return `with ${voters} voters a majority is all of them: nobody is left to have missed an epoch`;
  }
  return undefined;
}

/** What may be enabled: `reduce` has the last word. */
function eventsOf({ role }: Server, config: ElectionConfig): ElectionEvent[] {
  switch (role) {
    case "stopped":
      return [{ type: "Start" }];
    case "looking":
      return [{ type: "Finalize" }, ...(config.resend ? [{ type: "Resend" } as const] : [])];
    default:
      return [{ type: "Timeout" }];
  }
}

function reduce(
  place: Place,
  server: Server,
  input: ElectionEvent | Delivered<Notification>,
): Step {
  return match(input)
    .with({ type: "Notification" }, (heard) => receive(place, server, heard))
    .with({ type: "Finalize" }, () => finalize(place, server))
    .with({ type: "Start" }, () => start(place, server))
    .with({ type: "Resend" }, () => resend(place, server))
    .with({ type: "Timeout" }, () => timeout(place, server))
    .exhaustive();
}

function viewOf(place: Place, server: Server): ElectionView {
  const { role, round, vote } = server;
  return {
    role,
    isVoter: place.isVoter,
    leader: role === "leading" ? round : null,
    round,
    vote,
    history: historyOf(place.self, place.config),
    canDecide: canFinalize(place, server),
  };
}
