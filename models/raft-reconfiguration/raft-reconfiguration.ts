/**
 * Reconfiguration with atomic elections, as will62794/logless-reconfig MongoLoglessDynamicRaft.tla has
 * it, and with a log MongoRaftReconfig.tla (Schultz, Dardik & Tripakis 2022, "Formal Verification of a
 * Distributed Dynamic Reconfiguration Protocol"). A step reads and writes several servers at once:
 * hence the lower door.
 */
import { match } from "ts-pattern";
import {
  choice,
  defineSystem,
  integer,
  type ProcessId,
  type SystemDefinition,
} from "../../checker/protocol.ts";
import { majorityOf, processIds } from "../kit/cluster.ts";
import { decisions } from "./decisions.ts";
import { clientRequest, commitEntry, getEntries, rollbackEntries } from "./oplog.ts";
import { becomeLeader, reconfig, sendConfig, updateTerms } from "./reconfiguration.ts";
import { type Rules, rules } from "./rules.ts";
import type { Cluster, ReconfigurationAction, Server } from "./state.ts";

interface Config {
  readonly nodes: number;
  readonly maxTerm: number;
  readonly maxVersion: number;
  readonly maxLog: number;
  readonly quorums: "all" | "least";
}

const parameters = {
  nodes: integer(3, { min: 1, max: 5 }, "how many servers there are, members or not"),
  maxTerm: integer(2, { min: 0, max: 9 }, "terms up to this one are explored; the first is 0"),
  maxVersion: integer(
    2,
    { min: 1, max: 9 },
    "configurations up to this version are explored; the first is 1",
  ),
  maxLog: integer(
    0,
    { min: 0, max: 9 },
    "logs up to this length are explored; with 0 there is none",
  ),
  quorums: choice(
    "all",
    ["all", "least"],
    "who elects and commits: any majority, or only those just large enough",
  ),
};

/** The model that these rules make. */
export function reconfigurationWith(
  by: Rules,
): SystemDefinition<typeof parameters, Cluster, ReconfigurationAction> {
  return defineSystem({
    name: "raft-reconfiguration",
    source:
      "MongoLoglessDynamicRaft.tla, MongoRaftReconfig.tla (will62794/logless-reconfig at c5b49a9)",
    about: "Raft that changes its members one majority at a time, with atomic elections.",
    parameters,
    actions: {
      Reconfig: "a primary replaces its configuration by the next version",
      SendConfig: "a secondary takes over a newer configuration",
      BecomeLeader: "a majority of its configuration elects a primary, in one step",
      UpdateTerms: "a server learns of another's higher term",
      ClientRequest: "a primary appends an entry to its log",
      GetEntries: "a secondary pulls the next entry from another server",
      RollbackEntries: "a secondary removes its last entry, which another's log outdates",
      CommitEntry: "a primary commits its last entry, which a majority has",
    },
    idle: ({ maxLog }) =>
      maxLog > 0 ? [] : ["ClientRequest", "GetEntries", "RollbackEntries", "CommitEntry"],
    symmetry: (config) => [serverIds(config)],
    system: (config) => ({
      initialStates: () => subsetsOf(serverIds(config)).map((each) => initialCluster(config, each)),
      enabled: (cluster) =>
        possibleActions(cluster, config).filter(
          (action) => take(cluster, action, by) !== undefined,
        ),
      next: (cluster, action) => take(cluster, action, by)!,
      constraint: (cluster) => withinBounds(cluster, config),
    }),
    decisions,
    forgets: ["RollbackEntries"],
  });
}

/** MongoRaftReconfig as it is; without a log, MongoLoglessDynamicRaft. */
export const raftReconfiguration = reconfigurationWith(rules);

function take(cluster: Cluster, action: ReconfigurationAction, by: Rules): Cluster | undefined {
  return match(action)
    .with({ type: "Reconfig" }, ({ server, members }) => reconfig(cluster, server, members, by))
    .with({ type: "SendConfig" }, ({ from, server }) => sendConfig(cluster, from, server, by))
    .with({ type: "BecomeLeader" }, ({ server, quorum }) =>
      becomeLeader(cluster, server, quorum, by),
    )
    .with({ type: "UpdateTerms" }, ({ from, server }) => updateTerms(cluster, from, server))
    .with({ type: "ClientRequest" }, ({ server }) => clientRequest(cluster, server))
    .with({ type: "GetEntries" }, ({ server, from }) => getEntries(cluster, server, from))
    .with({ type: "RollbackEntries" }, ({ server, from }) => rollbackEntries(cluster, server, from))
    .with({ type: "CommitEntry" }, ({ server, quorum }) => commitEntry(cluster, server, quorum))
    .exhaustive();
}

/** Every step of MongoRaftReconfig.tla `Next`; `take` knows which are enabled. */
function possibleActions(cluster: Cluster, config: Config): ReconfigurationAction[] {
  const ids = serverIds(config);
  const pairs = ids.flatMap((server) => ids.map((from) => ({ from, server })));
  const primaries = ids.filter((id) => cluster.servers.get(id)!.role === "primary");
  const changes = primaries.flatMap((server) =>
    subsetsOf(ids).map((members) => ({ server, members })),
  );
  const ballots = ids.flatMap((server) =>
    quorumsOf([...cluster.servers.get(server)!.config.members], config).map((quorum) => ({
      server,
      quorum,
    })),
  );
  return [
    ...changes.map((change): ReconfigurationAction => ({ type: "Reconfig", ...change })),
    ...pairs.map((pair): ReconfigurationAction => ({ type: "SendConfig", ...pair })),
    ...ballots.map((ballot): ReconfigurationAction => ({ type: "BecomeLeader", ...ballot })),
    ...pairs.map((pair): ReconfigurationAction => ({ type: "UpdateTerms", ...pair })),
    ...(config.maxLog === 0
      ? []
      : [
          ...ids.map((server): ReconfigurationAction => ({ type: "ClientRequest", server })),
          ...pairs.map((pair): ReconfigurationAction => ({ type: "GetEntries", ...pair })),
          ...pairs.map((pair): ReconfigurationAction => ({ type: "RollbackEntries", ...pair })),
          ...ballots.map((ballot): ReconfigurationAction => ({ type: "CommitEntry", ...ballot })),
        ]),
  ];
}

/** The majorities of `members`. Defs.tla `Quorums` */
function quorumsOf(members: readonly ProcessId[], { quorums }: Config): (readonly ProcessId[])[] {
  const least = majorityOf(members.length);
  return subsetsOf(members).filter(({ length }) =>
    quorums === "all" ? length >= least : length === least,
  );
}

function serverIds(config: Config): readonly ProcessId[] {
  return processIds(config.nodes);
}

function initialCluster(config: Config, members: readonly ProcessId[]): Cluster {
  const server: Server = {
    role: "secondary",
    currentTerm: 0,
    log: [],
    config: { term: 0, version: 1, members: new Set(members) },
  };
  return {
    servers: new Map(serverIds(config).map((id) => [id, server])),
    committed: new Set(),
  };
}

/** MCMongoRaftReconfig.tla `StateConstraint` */
function withinBounds({ servers }: Cluster, { maxTerm, maxVersion, maxLog }: Config): boolean {
  return [...servers.values()].every(
    ({ currentTerm, log, config }) =>
      currentTerm <= maxTerm && log.length <= maxLog && config.version <= maxVersion,
  );
}

/** Every subset but the empty one. */
function subsetsOf<T>(items: readonly T[]): (readonly T[])[] {
  return items
    .reduce<(readonly T[])[]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
    .slice(1);
}
