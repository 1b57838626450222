/** What the steps of MongoRaftReconfig decide, and who lets them: for explanations. */
import type { Decided, Named, ProcessId, SystemTransition } from "../../checker/protocol.ts";
import type { Cluster, Configuration, Log, ReconfigurationAction, Server } from "./state.ts";

type Transition = SystemTransition<Cluster, ReconfigurationAction>;

/** A majority of a configuration elects, commits, and lets it be replaced. */
export function decisions({ before, action, after }: Transition): Decided<Cluster>[] {
  if (!("server" in action)) return [];
  const { server } = action;
  const { currentTerm, log, config } = after.servers.get(server)!;
  const old = before.servers.get(server)!.config;
  const by = { process: server, epoch: currentTerm, of: old.members };
  switch (action.type) {
    case "BecomeLeader": {
      const answers = action.quorum.map((from) => ({ from, answer: voteOf(from, before) }));
      return [{ kind: "leads", ...by, holds: entriesOf(log), answers }];
    }
    case "Reconfig": {
      const what = { epoch: null, value: `{${[...config.members].join(", ")}}` };
      return [{ kind: "configures", ...by, what, answers: supportersOf(server, before) }];
    }
    case "CommitEntry": {
      const index = log.length;
      const answers = action.quorum.map((from) => ({
        from,
        answer: { type: "Entry", index, term: currentTerm },
        isHeld: ({ servers }: Cluster) => servers.get(from)!.log[index - 1] === currentTerm,
      }));
      return [{ kind: "commits", ...by, what: entriesOf(log).at(-1)!, answers }];
    }
    default:
      return [];
  }
}

function voteOf(voter: ProcessId, { servers }: Cluster) {
  const { log, config } = servers.get(voter)!;
  return { type: "Vote", log, config: versionOf(config) };
}

/**
 * The members that have the primary's configuration, that are in its term, and that have what it has
 * committed in that: each of them should be a majority.
 */
function supportersOf(primary: ProcessId, { servers, committed }: Cluster) {
  const { config, currentTerm } = servers.get(primary)!;
  const version = versionOf(config);
  const entries = [...committed].filter(({ term }) => term === currentTerm);
  const signs: readonly Sign[] = [
    { type: "Configuration", isOf: (server) => versionOf(server.config) === version },
    { type: "Term", isOf: (server) => server.currentTerm === currentTerm },
    {
      type: "Commits",
      isOf: ({ log }) =>
        entries.length > 0 && entries.every(({ index }) => log[index - 1] === currentTerm),
    },
  ];
  return signs.flatMap(({ type, isOf }) => {
    const members = [...config.members].filter((member) => isOf(servers.get(member)!));
    return members.map((from) => ({
      from,
      answer: { type, version, term: currentTerm },
      isHeld: (cluster: Cluster) => isOf(cluster.servers.get(from)!),
    }));
  });
}

interface Sign {
  readonly type: string;
  /** Does the server have it? */
  isOf(server: Server): boolean;
}

/** A configuration is told by its term and its version. */
function versionOf({ term, version }: Configuration): string {
  return `${term}.${version}`;
}

/** An entry is told by its index and its term. */
function entriesOf(log: Log): Named[] {
  return log.map((term, position) => ({ epoch: term, value: `entry ${position + 1}` }));
}
