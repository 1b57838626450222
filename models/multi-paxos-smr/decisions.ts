/** What the steps of MultiPaxos.tla decide, and on whose replies: for explanations. */
import type { Decided, Named, SystemTransition } from "../../checker/protocol.ts";
import { type Cluster, type Message, NIL, type Node, type SmrAction } from "./state.ts";

/** A leader is prepared by promises, and commits its next slot by votes. */
export function decisions({
  before,
  action,
  after,
}: SystemTransition<Cluster, SmrAction>): Decided<Cluster>[] {
  if (action.type !== "HandlePrepareReplies" && action.type !== "HandleAcceptReplies") return [];
  const { replica } = action;
  const node = after.node.get(replica)!;
  const { balPrepared: epoch, commitUpTo } = node;
  if (action.type === "HandlePrepareReplies") {
    const answers = repliesIn(before, (each) => each.type === "PrepareReply" && each.bal === epoch);
    return [{ kind: "leads", process: replica, epoch, holds: commandsOf(node), answers }];
  }
  const answers = repliesIn(
    before,
    (each) => each.type === "AcceptReply" && each.bal === epoch && each.slot === commitUpTo,
  );
  const what = commandIn(commitUpTo, node.insts[commitUpTo - 1]!.cmd);
  return [{ kind: "commits", process: replica, epoch, what, answers }];
}

function repliesIn({ msgs }: Cluster, isCounted: (message: Message) => boolean) {
  return [...msgs].filter(isCounted).flatMap((reply) => {
    if (!("src" in reply)) return [];
    const { src: from, ...answer } = reply;
    const text = JSON.stringify(reply);
    const isSent = (state: Cluster) => [...state.msgs].some((m) => JSON.stringify(m) === text);
    return [{ from, answer, isSent }];
  });
}

function commandsOf({ insts }: Node): Named[] {
  return insts.flatMap(({ cmd }, position) => (cmd === NIL ? [] : [commandIn(position + 1, cmd)]));
}

function commandIn(slot: number, cmd: string): Named {
  return { epoch: null, value: `${cmd} in slot ${slot}` };
}
