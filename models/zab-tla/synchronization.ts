/**
 * Zab.tla, synchronization (Junqueira et al. 2011, Algorithm 2): followers take the leader's history,
 * and once a quorum has it, all of it is committed.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { withoutFollower } from "./election.ts";
import { discarded, discardedAndBroadcast, firstOf, replied } from "./network.ts";
import type { Handler } from "./rules.ts";
import { type History, withFault, withServer, type Zxid } from "./state.ts";
import { indexOf, isLater, lastZxid } from "./zxid.ts";

/** A follower takes the leader's epoch and history. `FollowerProcessNEWLEADER(i, j)` */
export const followerProcessNEWLEADER: Handler = (ensemble, self, other, { by }) => {
  const follower = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "NEWLEADER");
  if (follower.state !== "following" || !message || follower.connectInfo !== other) {
    return undefined;
  }
  if (follower.acceptedEpoch !== message.epoch) return withoutFollower(ensemble, other, self);
  const isExpected = follower.zabState === "synchronization";
  const checked = isExpected ? ensemble : withFault(ensemble, "stateInconsistent");
  const history = by.synchronized(follower.history, message.history);
  const synchronized = withServer(checked, self, {
    currentEpoch: follower.acceptedEpoch,
    history,
  });
  return replied(synchronized, self, other, { type: "ACKLD", zxid: lastZxid(history) });
};

/** A leader whose history a quorum has commits it, and begins to serve. `LeaderProcessACKLD(i, j)` */
export const leaderProcessACKLD: Handler = (ensemble, self, other, { by, nodes }) => {
  const leader = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "ACKLD");
  if (leader.state !== "leading" || !message || !leader.learners.has(other)) return undefined;
  const isServing = by.isQuorum(leader.ackldRecv.size, nodes);
  const ackldRecv = new Map([...leader.ackldRecv, [other, { connected: true }]]);
  const history = acknowledgedBy(other, leader.history, message.zxid);
  const heard = withServer(ensemble, self, { ackldRecv, history });
  const isExpected = leader.zabState === (isServing ? "broadcast" : "synchronization");
  const checked = isExpected ? heard : withFault(heard, "stateInconsistent");
  if (isServing) {
    const zxid = by.latecomerCommits(leader, message.zxid);
    return replied(checked, self, other, { type: "COMMITLD", zxid });
  }
  if (!by.isQuorum(ackldRecv.size, nodes)) return discarded(checked, other, self);
  const zxid = lastZxid(history);
  const serving = withServer(checked, self, {
    lastCommitted: { index: history.length, zxid },
    zabState: "broadcast",
  });
  return discardedAndBroadcast(serving, self, other, ackldRecv, { type: "COMMITLD", zxid });
};

/** A follower commits what the leader has, and begins to serve. `FollowerProcessCOMMITLD(i, j)` */
export const followerProcessCOMMITLD: Handler = (ensemble, self, other) => {
  const follower = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "COMMITLD");
  if (follower.state !== "following" || !message || follower.connectInfo !== other) {
    return undefined;
  }
  const { zxid } = message;
  const index = indexOf(follower.history, zxid);
  const isKnown = index >= 0 && index <= follower.history.length;
  const checked = isKnown ? ensemble : withFault(ensemble, "proposalInconsistent");
  const serving = withServer(checked, self, {
    lastCommitted: { index, zxid },
    zabState: "broadcast",
  });
  return discarded(serving, other, self);
};

/** `history`, all of it acknowledged up to the first that is later than `zxid`. `UpdateAcksid` */
function acknowledgedBy(server: ProcessId, history: History, zxid: Zxid): History {
  const later = history.findIndex((transaction) => isLater(transaction.zxid, zxid));
  const end = later === -1 ? history.length : later;
  return history.map((transaction, position) =>
    position < end
      ? { ...transaction, ackSid: new Set([...transaction.ackSid, server]) }
      : transaction,
  );
}
