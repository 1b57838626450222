/** What the steps of MongoStaticRaft decide, and who lets them: for explanations. */
import type { Decided, Named, SystemTransition } from "../../checker/protocol.ts";
import type { Cluster, Log, StaticRaftAction } from "./state.ts";

/** A quorum's votes make a primary, and that it has an entry commits it. */
export function decisions({
  before,
  action,
  after,
}: SystemTransition<Cluster, StaticRaftAction>): Decided<Cluster>[] {
  if (action.type !== "BecomeLeader" && action.type !== "CommitEntry") return [];
  const { server, quorum } = action;
  const { currentTerm, log } = after.servers.get(server)!;
  const by = { process: server, epoch: currentTerm };
  if (action.type === "BecomeLeader") {
    const answers = quorum.map((from) => ({
      from,
      answer: { type: "Vote", term: currentTerm, log: before.servers.get(from)!.log },
    }));
    return [{ kind: "leads", ...by, holds: entriesOf(log), answers }];
  }
  const index = log.length;
  const answers = quorum.map((from) => ({
    from,
    answer: { type: "Entry", index, term: log.at(-1)! },
    isHeld: ({ servers }: Cluster) => servers.get(from)!.log[index - 1] === log.at(-1),
  }));
  return [{ kind: "commits", ...by, what: entriesOf(log).at(-1)!, answers }];
}

/** An entry is told by its index and its term. */
function entriesOf(log: Log): Named[] {
  return log.map((term, position) => ({ epoch: term, value: `entry ${position + 1}` }));
}
