/**
 * Multi-Paxos as tlaplus/Examples MultiPaxos-SMR has it (Guanzhou Hu, 2024): replicas that take
 * clients' writes and reads of one key through a log, action by action. What clients observed is part
 * of the state: hence the lower door.
 */
import { match } from "ts-pattern";
import {
  choice,
  defineSystem,
  integer,
  type ProcessId,
  type SystemDefinition,
} from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import {
  becomeLeader,
  handleAccept,
  handleAcceptReplies,
  handleCommitNotice,
  handlePrepare,
  handlePrepareReplies,
  takeNewRequest,
  unseenPending,
} from "./actions.ts";
import { decisions } from "./decisions.ts";
import { type Rules, rules } from "./rules.ts";
import { type Cluster, isTerminated, NIL, type Node, NONE, type SmrAction } from "./state.ts";

interface Config {
  readonly replicas: number;
  readonly writes: number;
  readonly reads: number;
  readonly maxBallot: number;
  readonly requests: "in-order" | "any";
}

const parameters = {
  replicas: integer(3, { min: 1, max: 5 }, "how many replicas there are"),
  writes: integer(1, { min: 1, max: 3 }, "how many writes clients ask for, each of its own value"),
  reads: integer(1, { min: 0, max: 3 }, "how many reads clients ask for"),
  maxBallot: integer(2, { min: 1, max: 5 }, "the highest ballot; the first is 1"),
  requests: choice(
    "in-order",
    ["in-order", "any"],
    "which request a leader takes: the first that it does not have, or any of them",
  ),
};

/** The model that these rules make. */
export function multiPaxosSmrWith(
  by: Rules,
): SystemDefinition<typeof parameters, Cluster, SmrAction> {
  return defineSystem({
    name: "multi-paxos-smr",
    source: "MultiPaxos.tla (tlaplus/Examples, MultiPaxos-SMR)",
    about: "Multi-Paxos as a replicated key that clients write and read, action by action.",
    parameters,
    actions: {
      BecomeLeader: "a replica begins a ballot",
      HandlePrepare: "a replica promises to keep to a ballot, and reports its votes",
      HandlePrepareReplies: "a leader with enough promises asks for votes again",
      TakeNewRequest: "a leader puts a request into its first empty slot",
      HandleAccept: "a replica votes",
      HandleAcceptReplies: "a leader commits its next slot, and answers the client",
      HandleCommitNotice: "a follower hears that its next slot is committed",
      Finish: "a replica ends its loop: all is answered",
      Terminating: "all replicas have",
    },
    symmetry: (config) => [processIds(config.replicas, "s")],
    decisions,
    system: (config) => ({
      initialStates: () => [initialCluster(config)],
      enabled: (cluster) =>
        possibleActions(cluster, config).filter(
          (action) => take(cluster, action, by) !== undefined,
        ),
      next: (cluster, action) => take(cluster, action, by)!,
    }),
  });
}

/** MultiPaxos.tla as it is. */
export const multiPaxosSmr = multiPaxosSmrWith(rules);

function take(cluster: Cluster, action: SmrAction, by: Rules): Cluster | undefined {
  return match(action)
    .with({ type: "BecomeLeader" }, ({ replica, bal }) => becomeLeader(cluster, replica, bal))
    .with({ type: "HandlePrepare" }, ({ replica, message }) =>
      handlePrepare(cluster, replica, message),
    )
    .with({ type: "HandlePrepareReplies" }, ({ replica }) =>
      handlePrepareReplies(cluster, replica, by),
    )
    .with({ type: "TakeNewRequest" }, ({ replica, cmd }) => takeNewRequest(cluster, replica, cmd))
    .with({ type: "HandleAccept" }, ({ replica, message }) =>
      handleAccept(cluster, replica, message, by),
    )
    .with({ type: "HandleAcceptReplies" }, ({ replica }) =>
      handleAcceptReplies(cluster, replica, by),
    )
    .with({ type: "HandleCommitNotice" }, ({ replica }) => handleCommitNotice(cluster, replica))
    .with({ type: "Finish" }, ({ replica }) => finish(cluster, replica))
    .with({ type: "Terminating" }, () => cluster)
    .exhaustive();
}

/** Every step of `Next`; `take` knows which are enabled. */
function possibleActions(cluster: Cluster, config: Config): SmrAction[] {
  const replicas = [...cluster.node.keys()].filter((id) => !cluster.done.has(id));
  if (replicas.length === 0) return [{ type: "Terminating" }];
  if (isTerminated(cluster, config.writes + config.reads)) {
    return replicas.map((replica): SmrAction => ({ type: "Finish", replica }));
  }
  const ballots = Array.from({ length: config.maxBallot }, (_, index) => index + 1);
  return replicas.flatMap((replica): SmrAction[] => {
    const unseen = unseenPending(cluster, replica);
    const requests = config.requests === "any" ? unseen : unseen.slice(0, 1);
    return [
      ...ballots.map((bal): SmrAction => ({ type: "BecomeLeader", replica, bal })),
      ...[...cluster.msgs].flatMap((message): SmrAction[] => {
        if (message.type === "Prepare") return [{ type: "HandlePrepare", replica, message }];
        return message.type === "Accept" ? [{ type: "HandleAccept", replica, message }] : [];
      }),
      { type: "HandlePrepareReplies", replica },
      ...requests.map((cmd): SmrAction => ({ type: "TakeNewRequest", replica, cmd })),
      { type: "HandleAcceptReplies", replica },
      { type: "HandleCommitNotice", replica },
    ];
  });
}

function finish(cluster: Cluster, replica: ProcessId): Cluster {
  return { ...cluster, done: new Set([...cluster.done, replica]) };
}

function initialCluster({ replicas, writes, reads }: Config): Cluster {
  const empty = { status: "Empty", cmd: NIL, voted: { bal: 0, cmd: NIL } } as const;
  const node: Node = {
    leader: NONE,
    kvalue: NIL,
    commitUpTo: 0,
    balPrepared: 0,
    balMaxKnown: 0,
    insts: Array.from({ length: writes + reads }, () => empty),
  };
  return {
    msgs: new Set(),
    node: new Map(processIds(replicas, "s").map((id) => [id, node])),
    pending: [...processIds(writes, "w"), ...processIds(reads, "r")],
    observed: [],
    done: new Set(),
  };
}
