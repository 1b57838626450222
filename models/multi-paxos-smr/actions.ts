/**
 * The steps of MultiPaxos.tla, guard beside effect: what the cluster becomes, or undefined where the
 * step is not enabled. That nobody goes on once all is terminated, multi-paxos-smr.ts sees to.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import type { Rules } from "./rules.ts";
import {
  type Cluster,
  type Instance,
  type Message,
  messagesOf,
  NIL,
  type Node,
  observe,
  updated,
} from "./state.ts";

type Next = Cluster | undefined;

/** A replica that does not lead picks a ballot that nobody has. `BecomeLeader(r)` */
export function becomeLeader(cluster: Cluster, replica: ProcessId, bal: number): Next {
  const node = cluster.node.get(replica)!;
  const isTaken = messagesOf(cluster, "Prepare").some((each) => each.bal === bal);
  if (node.leader === replica || bal <= node.balMaxKnown || isTaken) return undefined;
  const insts = node.insts.map(reset);
  const after = { ...node, leader: replica, balPrepared: 0, balMaxKnown: bal, insts };
  return updated(cluster, replica, after, [
    { type: "Prepare", src: replica, bal },
    { type: "PrepareReply", src: replica, bal, votes: votesBy(after) },
  ]);
}

/** `HandlePrepare(r)` */
export function handlePrepare(cluster: Cluster, replica: ProcessId, message: Message): Next {
  const node = cluster.node.get(replica)!;
  if (message.type !== "Prepare" || message.bal <= node.balMaxKnown) return undefined;
  const { src, bal } = message;
  const after = { ...node, leader: src, balMaxKnown: bal, insts: node.insts.map(reset) };
  return updated(cluster, replica, after, [
    { type: "PrepareReply", src: replica, bal, votes: votesBy(after) },
  ]);
}

/** A leader with enough promises asks for votes again. `HandlePrepareReplies(r)` */
export function handlePrepareReplies(cluster: Cluster, replica: ProcessId, rules: Rules): Next {
  const node = cluster.node.get(replica)!;
  if (node.leader !== replica || node.balPrepared !== 0) return undefined;
  const bal = node.balMaxKnown;
  const replies = messagesOf(cluster, "PrepareReply").filter((each) => each.bal === bal);
  if (replies.length < rules.majority(cluster.node.size)) return undefined;
  const insts = node.insts.map((inst, position): Instance => {
    const cmd = peakVoted(replies.map(({ votes }) => votes[position]!));
    const goesOn = inst.status === "Preparing" || (inst.status === "Empty" && cmd !== NIL);
    return { ...inst, status: goesOn ? "Accepting" : inst.status, cmd };
  });
  const messages = insts.flatMap(({ status, cmd }, position): Message[] =>
    status === "Accepting" ? [{ type: "Accept", src: replica, bal, slot: position + 1, cmd }] : [],
  );
  return updated(cluster, replica, { ...node, balPrepared: bal, insts }, messages);
}

/** A prepared leader puts a request into its first empty slot. `TakeNewRequest(r)` */
export function takeNewRequest(cluster: Cluster, replica: ProcessId, cmd: string): Next {
  const node = cluster.node.get(replica)!;
  const position = node.insts.findIndex(({ status }) => status === "Empty");
  if (node.leader !== replica || node.balPrepared !== node.balMaxKnown) return undefined;
  if (position === -1 || !unseenPending(cluster, replica).includes(cmd)) return undefined;
  const { balPrepared: bal } = node;
  const insts = node.insts.with(position, { status: "Accepting", cmd, voted: { bal, cmd } });
  const slot = position + 1;
  const after = updated(cluster, replica, { ...node, insts }, [
    { type: "Accept", src: replica, bal, slot, cmd },
    { type: "AcceptReply", src: replica, bal, slot },
  ]);
  return observe(after, { type: "Req", cmd });
}

/** The requests that are not in the replica's log, in their order. `UnseenPending` */
export function unseenPending({ pending, node }: Cluster, replica: ProcessId): readonly string[] {
  const { insts } = node.get(replica)!;
  return pending.filter((each) => insts.every(({ cmd }) => cmd !== each));
}

/** `HandleAccept(r)` */
export function handleAccept(
  cluster: Cluster,
  replica: ProcessId,
  message: Message,
  rules: Rules,
): Next {
  const node = cluster.node.get(replica)!;
  if (message.type !== "Accept" || message.bal < node.balMaxKnown) return undefined;
  const { src, bal, slot, cmd } = message;
  if (bal <= node.insts[slot - 1]!.voted.bal) return undefined;
  const insts = node.insts.with(slot - 1, { status: "Accepting", cmd, voted: { bal, cmd } });
  const after = { ...node, leader: src, balMaxKnown: bal, insts };
  return updated(cluster, replica, after, rules.acceptReplies(replica, bal, slot));
}

/** A leader commits its next slot, executes it, and answers the client. `HandleAcceptReplies(r)` */
export function handleAcceptReplies(cluster: Cluster, replica: ProcessId, rules: Rules): Next {
  const node = cluster.node.get(replica)!;
  const slot = node.commitUpTo + 1;
  const next = node.insts[slot - 1];
  if (node.leader !== replica || node.balPrepared !== node.balMaxKnown) return undefined;
  if (next?.status !== "Accepting") return undefined;
  const votes = messagesOf(cluster, "AcceptReply").filter(
    (each) => each.slot === slot && each.bal === node.balPrepared,
  );
  if (votes.length < rules.majority(cluster.node.size)) return undefined;
  const { cmd } = next;
  const after = updated(cluster, replica, committed(node), [{ type: "CommitNotice", upto: slot }]);
  const answered = observe(after, { type: "Ack", cmd, val: node.kvalue });
  return { ...answered, pending: cluster.pending.filter((each) => each !== cmd) };
}

/** A follower hears that its next slot is committed. `HandleCommitNotice(r)` */
export function handleCommitNotice(cluster: Cluster, replica: ProcessId): Next {
  const node = cluster.node.get(replica)!;
  const slot = node.commitUpTo + 1;
  if (node.leader === replica || node.insts[slot - 1]?.status !== "Accepting") return undefined;
  const isNoticed = messagesOf(cluster, "CommitNotice").some(({ upto }) => upto === slot);
  return isNoticed ? updated(cluster, replica, committed(node)) : undefined;
}

/** The node once its next slot is committed and executed. */
function committed(node: Node): Node {
  const slot = node.commitUpTo + 1;
  const next = node.insts[slot - 1]!;
  return {
    ...node,
    commitUpTo: slot,
    kvalue: next.cmd.startsWith("w") ? next.cmd : node.kvalue,
    insts: node.insts.with(slot - 1, { ...next, status: "Committed" }),
  };
}

function reset(inst: Instance): Instance {
  return inst.status === "Accepting" ? { ...inst, status: "Preparing" } : inst;
}

function votesBy(node: Node) {
  return node.insts.map(({ voted }) => voted);
}

/** The command of the highest vote; nil if there is none. `PeakVotedCmd` */
function peakVoted(votes: readonly Instance["voted"][]): string {
  return votes.reduce((peak, vote) => (vote.bal > peak.bal ? vote : peak), { bal: 0, cmd: NIL })
    .cmd;
}
