/**
 * Raft with atomic elections and pull replication, as will62794/logless-reconfig MongoStaticRaft.tla
 * has it (Schultz, Dardik & Tripakis 2022, "Formal Verification of a Distributed Dynamic
 * Reconfiguration Protocol", §3). A step reads and writes several servers at once: hence the lower
 * door. What is lost is every bug of messages; what is gained is that deep ones are a few steps away.
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
  clientRequest,
  commitEntry,
  getEntries,
  rollbackEntries,
  updateTerms,
} from "./actions.ts";
import { decisions } from "./decisions.ts";
import { type Rules, rules } from "./rules.ts";
import type { Cluster, Server, StaticRaftAction } from "./state.ts";

interface Config {
  readonly nodes: number;
  readonly maxTerm: number;
  readonly maxLog: number;
  readonly quorums: "all" | "least";
}

const parameters = {
  nodes: integer(3, { min: 1, max: 5 }, "how many servers"),
  maxTerm: integer(2, { min: 0, max: 9 }, "terms up to this one are explored; the first is 0"),
  maxLog: integer(2, { min: 0, max: 9 }, "logs up to this length are explored"),
  quorums: choice(
    "all",
    ["all", "least"],
    "who elects and commits: any set that is large enough, or only those just so",
  ),
};

/** The model that these rules make. */
export function staticRaftWith(
  by: Rules,
): SystemDefinition<typeof parameters, Cluster, StaticRaftAction> {
  return defineSystem({
    name: "raft-static",
    source: "MongoStaticRaft.tla (will62794/logless-reconfig at 5f55322)",
    about: "Raft with atomic elections and pull replication: deep bugs are a few steps away.",
    parameters,
    actions: {
      ClientRequest: "a primary appends an entry to its log",
      GetEntries: "a secondary pulls the next entry from another server",
      RollbackEntries: "a secondary removes its last entry, which another's log outdates",
      BecomeLeader: "a quorum elects a primary, in one step",
      CommitEntry: "a primary commits its last entry, which a quorum has",
      UpdateTerms: "a server learns of another's higher term",
    },
    symmetry: (config) => [serverIds(config)],
    system: (config) => ({
      initialStates: () => [initialCluster(config)],
      enabled: (cluster) =>
        possibleActions(cluster, config, by).filter(
          (action) => take(cluster, action, by) !== undefined,
        ),
      next: (cluster, action) => take(cluster, action, by)!,
      constraint: (cluster) => withinBounds(cluster, config),
    }),
    decisions,
    forgets: ["RollbackEntries"],
  });
}

/** MongoStaticRaft as it is. */
export const raftStatic = staticRaftWith(rules);

function take(cluster: Cluster, action: StaticRaftAction, by: Rules): Cluster | undefined {
  return match(action)
    .with({ type: "ClientRequest" }, ({ server }) => clientRequest(cluster, server))
    .with({ type: "GetEntries" }, ({ server, from }) => getEntries(cluster, server, from, by))
    .with({ type: "RollbackEntries" }, ({ server, from }) =>
      rollbackEntries(cluster, server, from, by),
    )
    .with({ type: "BecomeLeader" }, ({ server, quorum }) =>
      becomeLeader(cluster, server, quorum, by),
    )
    .with({ type: "CommitEntry" }, ({ server, quorum }) => commitEntry(cluster, server, quorum, by))
    .with({ type: "UpdateTerms" }, ({ server, from }) => updateTerms(cluster, server, from))
    .exhaustive();
}

/** Every step of MongoStaticRaft.tla `Next`; `take` knows which are enabled. */
function possibleActions(cluster: Cluster, config: Config, by: Rules): StaticRaftAction[] {
  const ids = [...cluster.servers.keys()];
  const pairs = ids.flatMap((server) => ids.map((from) => ({ server, from })));
  const ballots = (isEnough: Rules["elects"]): Ballot[] => {
    const quorums = quorumsOf([...cluster.members], config, isEnough);
    return ids.flatMap((server) => quorums.map((quorum) => ({ server, quorum })));
  };
  return [
    ...ids.map((server): StaticRaftAction => ({ type: "ClientRequest", server })),
    ...pairs.map((pair): StaticRaftAction => ({ type: "GetEntries", ...pair })),
    ...pairs.map((pair): StaticRaftAction => ({ type: "RollbackEntries", ...pair })),
    ...ballots(by.elects).map((b): StaticRaftAction => ({ type: "BecomeLeader", ...b })),
    ...ballots(by.commits).map((b): StaticRaftAction => ({ type: "CommitEntry", ...b })),
    ...pairs.map((pair): StaticRaftAction => ({ type: "UpdateTerms", ...pair })),
  ];
}

interface Ballot {
  readonly server: ProcessId;
  readonly quorum: readonly ProcessId[];
}

/** The sets of members that are large enough. Defs.tla `Quorums` */
function quorumsOf(
  members: readonly ProcessId[],
  { quorums }: Config,
  isEnough: Rules["elects"],
): (readonly ProcessId[])[] {
  const counts = (size: number): boolean => size > 0 && isEnough(size, members.length);
  return nonEmptySubsets(members).filter(
    ({ length }) => counts(length) && (quorums === "all" || !counts(length - 1)),
  );
}

function serverIds(config: Config): readonly ProcessId[] {
  return processIds(config.nodes);
}

/** MongoStaticRaft.tla `Init`, which lets the members be any of the servers: here they are all. */
export function initialCluster(config: Config, members = serverIds(config)): Cluster {
  const server: Server = { role: "secondary", currentTerm: 0, log: [] };
  return {
    servers: new Map(serverIds(config).map((id) => [id, server])),
    committed: new Set(),
    members: new Set(members),
  };
}

/** MCMongoStaticRaft.tla `StateConstraint` */
function withinBounds({ servers }: Cluster, { maxTerm, maxLog }: Config): boolean {
  return [...servers.values()].every(
    ({ currentTerm, log }) => currentTerm <= maxTerm && log.length <= maxLog,
  );
}

function nonEmptySubsets<T>(items: readonly T[]): (readonly T[])[] {
  return items
    .reduce<(readonly T[])[]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
    .slice(1);
}
