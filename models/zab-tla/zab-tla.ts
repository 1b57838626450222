/**
 * Zab exactly as ZooKeeper's protocol specification has it, action by action, to compare with TLC
 * (apache/zookeeper, zookeeper-specifications/protocol-spec/Zab.tla). Junqueira, Reed & Serafini, "Zab:
 * High-performance broadcast for primary-backup systems", DSN 2011. An oracle elects, and a time-out or
 * a restart changes several servers and their channels in one step: hence the lower door.
 */
import {
  defineSystem,
  flag,
  integer,
  type ProcessId,
  type SystemDefinition,
} from "../../checker/protocol.ts";
import {
  followerProcessCOMMIT,
  followerProcessPROPOSE,
  leaderBroadcastPROPOSE,
  leaderProcessACK,
  leaderProcessRequest,
  waysToProcessACK,
} from "./broadcast.ts";
import { decisions } from "./decisions.ts";
import {
  connect,
  followerProcessNEWEPOCH,
  leaderProcessACKEPOCH,
  leaderProcessCEPOCH,
} from "./discovery.ts";
import { followLeader, restart, timeout, updateLeader } from "./election.ts";
import { filterNonexistentMessage } from "./network.ts";
import { recorderAfter } from "./recorder.ts";
import { type Context, type Handler, type Rules, rules } from "./rules.ts";
import { type Ensemble, initialEnsemble, serverIds } from "./state.ts";
import {
  followerProcessCOMMITLD,
  followerProcessNEWLEADER,
  leaderProcessACKLD,
} from "./synchronization.ts";

/** Zab.tla `Next`: the actions in its order, each with who does what. */
const NEXT = {
  UpdateLeader: { handler: updateLeader, servers: 1 },
  FollowLeader: { handler: followLeader, servers: 1 },
  Timeout: { handler: timeout, servers: 2 },
  Restart: { handler: restart, servers: 1 },
  ConnectAndFollowerSendCEPOCH: { handler: connect, servers: 2 },
  LeaderProcessCEPOCH: { handler: leaderProcessCEPOCH, servers: 2 },
  FollowerProcessNEWEPOCH: { handler: followerProcessNEWEPOCH, servers: 2 },
  LeaderProcessACKEPOCH: { handler: leaderProcessACKEPOCH, servers: 2 },
  FollowerProcessNEWLEADER: { handler: followerProcessNEWLEADER, servers: 2 },
  LeaderProcessACKLD: { handler: leaderProcessACKLD, servers: 2 },
  FollowerProcessCOMMITLD: { handler: followerProcessCOMMITLD, servers: 2 },
  LeaderProcessRequest: { handler: leaderProcessRequest, servers: 1 },
  LeaderBroadcastPROPOSE: { handler: leaderBroadcastPROPOSE, servers: 1 },
  FollowerProcessPROPOSE: { handler: followerProcessPROPOSE, servers: 2 },
  LeaderProcessACK: { handler: leaderProcessACK, servers: 2 },
  FollowerProcessCOMMIT: { handler: followerProcessCOMMIT, servers: 2 },
  FilterNonexistentMessage: { handler: filterNonexistentMessage, servers: 2 },
} as const satisfies Record<string, { readonly handler: Handler; readonly servers: 1 | 2 }>;

/** A step, named as in Zab.tla. */
export interface ZabAction {
  readonly type: keyof typeof NEXT;
  readonly server: ProcessId;
  /** The other server, where there is one. */
  readonly peer?: ProcessId;
}

const parameters = {
  nodes: integer(3, { min: 1, max: 7 }, "how many servers"),
  maxTransactions: integer(2, { min: 0, max: 9 }, "histories up to this length get requests"),
  maxTimeouts: integer(1, { min: 0, max: 9 }, "how often a connection may time out"),
  maxEpoch: integer(3, { min: 0, max: 9 }, "no epoch begins once this one has"),
  maxRestarts: integer(0, { min: 0, max: 9 }, "how often a server may restart"),
  lastAction: flag(
    false,
    "keep the last action in the state, as the specification's recorder does",
  ),
};

/** The model that these rules make. */
export function zabTlaWith(by: Rules): SystemDefinition<typeof parameters, Ensemble, ZabAction> {
  return defineSystem({
    name: "zab-tla",
    source: "Junqueira et al. 2011; ZooKeeper's Zab.tla",
    about: "Zab as its published TLA+ specification has it, action by action, to compare with TLC.",
    parameters,
    actions: {
      UpdateLeader: "the oracle has another server lead",
      FollowLeader: "a server does as the oracle says",
      Timeout: "a leader and a follower lose each other",
      Restart: "a server loses what it has not on disk",
      ConnectAndFollowerSendCEPOCH: "a follower tells the leader which epoch it has accepted",
      LeaderProcessCEPOCH: "a leader hears of accepted epochs, and begins a later one",
      FollowerProcessNEWEPOCH: "a follower accepts an epoch, and says what it has",
      LeaderProcessACKEPOCH: "a leader takes over the most recent history of a quorum",
      FollowerProcessNEWLEADER: "a follower takes the leader's history",
      LeaderProcessACKLD: "a leader hears that its history is stored, and commits it",
      FollowerProcessCOMMITLD: "a follower commits what the leader has",
      LeaderProcessRequest: "a leader takes up a client's request",
      LeaderBroadcastPROPOSE: "a leader proposes its next transaction",
      FollowerProcessPROPOSE: "a follower stores a transaction",
      LeaderProcessACK: "a leader counts who has a transaction, and commits it",
      FollowerProcessCOMMIT: "a follower commits a transaction",
      FilterNonexistentMessage: "a message comes that should not exist: never, if all is right",
    },
    symmetry: (config) => [serverIds(config)],
    decisions: (step) => decisions(step),
    forgets: ["Restart"],
    system: (config) => {
      const context: Context = { ...config, by };
      const all = possibleActions(serverIds(config));
      const take = (ensemble: Ensemble, { type, server, peer = server }: ZabAction) =>
        NEXT[type].handler(ensemble, server, peer, context);
      return {
        initialStates: () => [initialEnsemble(config)],
        enabled: (ensemble) =>
          all
            .filter((action) => take(ensemble, action) !== undefined)
            .flatMap((action) => asOften(ensemble, action, context)),
        next: (ensemble, action) => {
          const after = take(ensemble, action)!;
          return { ...after, recorder: recorderAfter(after, action, config) };
        },
      };
    },
  });
}

/** Zab.tla as it is. */
export const zabTla = zabTlaWith(rules);

/** An action, as often as TLC takes it. */
function asOften(ensemble: Ensemble, action: ZabAction, context: Context): ZabAction[] {
  if (action.type !== "LeaderProcessACK") return [action];
  const ways = waysToProcessACK(ensemble, action.server, action.peer!, context);
  return ways === 1 ? [action] : [action, action];
}

/** Every action that there could be; the handlers know which are enabled. */
function possibleActions(ids: readonly ProcessId[]): readonly ZabAction[] {
  const types = Object.keys(NEXT) as ZabAction["type"][];
  return types.flatMap((type) =>
    ids.flatMap((server): ZabAction[] =>
      NEXT[type].servers === 1
        ? [{ type, server }]
        : ids.filter((peer) => peer !== server).map((peer) => ({ type, server, peer })),
    ),
  );
}
