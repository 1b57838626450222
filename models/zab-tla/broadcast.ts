/**
 * Zab.tla, broadcast (Junqueira et al. 2011, Algorithm 3): a leader proposes transactions in the order
 * of its history, and commits each when a quorum has acknowledged it.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { broadcast, discarded, discardedAndBroadcast, firstOf, replied } from "./network.ts";
import type { Context, Handler } from "./rules.ts";
import {
  type Ensemble,
  type Server,
  type Transaction,
  withBroadcast,
  withFault,
  withServer,
  type Zxid,
} from "./state.ts";
import { indexOf, isLater, isSame, isWithin, lastZxid } from "./zxid.ts";

/** A leader takes up a client's request. `LeaderProcessRequest(i)` */
export const leaderProcessRequest: Handler = (ensemble, self, _other, { maxTransactions }) => {
  const leader = ensemble.servers.get(self)!;
  if (ensemble.recorder.nTransaction >= maxTransactions) return undefined;
  if (leader.state !== "leading" || leader.zabState !== "broadcast") return undefined;
  const { currentEpoch, history } = leader;
  const transaction: Transaction = {
    zxid: [currentEpoch, counterOf(leader) + 1],
    value: ensemble.recorder.nClientRequest,
    ackSid: new Set([self]),
    epoch: currentEpoch,
  };
  return withServer(ensemble, self, { history: [...history, transaction] });
};

/** A leader sends the next transaction of its epoch. `LeaderBroadcastPROPOSE(i)` */
export const leaderBroadcastPROPOSE: Handler = (ensemble, self, _other, { by }) => {
  const leader = ensemble.servers.get(self)!;
  if (leader.state !== "leading" || leader.zabState !== "broadcast") return undefined;
  if (leader.sendCounter >= counterOf(leader)) return undefined;
  const sendCounter = leader.sendCounter + 1;
  const epoch = leader.currentEpoch;
  const transaction = leader.history[indexOf(leader.history, [epoch, sendCounter]) - 1];
  if (transaction === undefined) return undefined;
  const { zxid, value: data } = transaction;
  const proposed = broadcast(
    withServer(ensemble, self, { sendCounter }),
    self,
    (id) => by.proposesTo(leader, id),
    { type: "PROPOSE", zxid, data },
  );
  return withBroadcast(proposed, { source: self, epoch, zxid, data });
};

/** A follower appends the proposal and acknowledges it. `FollowerProcessPROPOSE(i, j)` */
export const followerProcessPROPOSE: Handler = (ensemble, self, other, { by }) => {
  const follower = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "PROPOSE");
  if (follower.state !== "following" || !message || follower.connectInfo !== other) {
    return undefined;
  }
  const { zxid, data: value } = message;
  const { history, currentEpoch: epoch } = follower;
  if (by.isNext(lastZxid(history), zxid)) {
    const transaction = { zxid, value, ackSid: new Set<ProcessId>(), epoch };
    const appended = withServer(ensemble, self, { history: [...history, transaction] });
    return replied(appended, self, other, { type: "ACK", zxid });
  }
  const isTolerated = by.toleratesRedundant && isWithin(history, indexOf(history, zxid));
  const checked = isTolerated ? ensemble : withFault(ensemble, "proposalInconsistent");
  return discarded(checked, other, self);
};

/** A leader counts an acknowledgement, and commits if it is time. `LeaderProcessACK(i, j)` */
export const leaderProcessACK: Handler = (ensemble, self, other, context) => {
  const leader = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "ACK");
  if (leader.state !== "leading" || !message || !leader.learners.has(other)) return undefined;
  const { history } = leader;
  const { zxid } = message;
  const index = indexOf(history, zxid);
  const last = history.findLastIndex(({ ackSid }) => ackSid.has(other)) + 1;
  if (!isWithin(history, index) || (last !== 0 && last + 1 !== index)) {
    return discarded(withFault(ensemble, "ackInconsistent"), other, self);
  }
  const transaction = history[index - 1]!;
  const ackSid = new Set([...transaction.ackSid, other]);
  const counted = withServer(ensemble, self, {
    history: history.with(index - 1, { ...transaction, ackSid }),
  });
  return isOutstanding(leader) && !hasCommitted(leader, zxid)
    ? triedToCommit(counted, self, other, index, context)
    : discarded(counted, other, self);
};

/**
 * By how many disjuncts the specification lets an ACK be handled: that nothing is outstanding, and that
 * it is of a committed transaction, each lead to the same state. TLC generates it once for each.
 */
export function waysToProcessACK(
  ensemble: Ensemble,
  self: ProcessId,
  other: ProcessId,
  { by, nodes }: Context,
): number {
  const leader = ensemble.servers.get(self)!;
  const { history, lastCommitted } = leader;
  const { zxid } = firstOf(ensemble, self, other, "ACK")!;
  if (!isOutstanding(leader) || hasCommitted(leader, zxid)) {
    return !isOutstanding(leader) && hasCommitted(leader, zxid) ? 2 : 1;
  }
  const index = indexOf(history, zxid);
  const ackSid = new Set([...(history[index - 1]?.ackSid ?? []), other]);
  return lastCommitted.index < index - 1 && !by.commits(ackSid.size, nodes) ? 2 : 1;
}

/** `LeaderTryToCommit` */
function triedToCommit(
  ensemble: Ensemble,
  self: ProcessId,
  other: ProcessId,
  index: number,
  { by, nodes }: Context,
): Ensemble {
  const { history, lastCommitted, ackldRecv } = ensemble.servers.get(self)!;
  const { zxid, ackSid } = history[index - 1]!;
  if (lastCommitted.index < index - 1 || !by.commits(ackSid.size, nodes)) {
    return discarded(ensemble, other, self);
  }
  const isInOrder = lastCommitted.index + 1 === index;
  const checked = isInOrder ? ensemble : withFault(ensemble, "commitInconsistent");
  const committed = withServer(checked, self, { lastCommitted: { index, zxid } });
  return discardedAndBroadcast(committed, self, other, ackldRecv, { type: "COMMIT", zxid });
}

/** A follower commits its next transaction, if it is the one. `FollowerProcessCOMMIT(i, j)` */
export const followerProcessCOMMIT: Handler = (ensemble, self, other) => {
  const follower = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "COMMIT");
  if (follower.state !== "following" || !message || follower.connectInfo !== other) {
    return undefined;
  }
  const handled = discarded(ensemble, other, self);
  const { history, lastCommitted } = follower;
  const next = history[lastCommitted.index];
  // A commit that comes before its transaction is no fault: the specification warns, and goes on.
  if (lastCommitted.index >= history.length || next === undefined) return handled;
  if (!isSame(next.zxid, message.zxid)) return withFault(handled, "commitInconsistent");
  return withServer(handled, self, {
    lastCommitted: { index: lastCommitted.index + 1, zxid: next.zxid },
  });
};

/** The place of its last transaction in its epoch, 0 if it is of an earlier one. `CurrentCounter` */
function counterOf({ currentEpoch, history }: Server): number {
  const [epoch, counter] = lastZxid(history);
  return epoch === currentEpoch ? counter : 0;
}

function isOutstanding({ lastCommitted, history }: Server): boolean {
  return lastCommitted.index < history.length;
}

function hasCommitted({ lastCommitted }: Server, zxid: Zxid): boolean {
  return !isLater(zxid, lastCommitted.zxid);
}
