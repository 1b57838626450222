/**
 * Zab.tla, discovery (Junqueira et al. 2011, Algorithm 1): a leader learns of all epochs that a quorum
 * has accepted, begins a later one, and takes over the most recent history of a quorum.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { withoutFollower } from "./election.ts";
import { discarded, discardedAndBroadcast, firstOf, replied, sent } from "./network.ts";
import type { Context, Handler } from "./rules.ts";
import {
  type Ensemble,
  type History,
  type Summary,
  withBroadcast,
  withFault,
  withServer,
} from "./state.ts";

/** A follower finds the leader of the oracle. `ConnectAndFollowerSendCEPOCH(i, j)` */
export const connect: Handler = (ensemble, self, other) => {
  const leader = ensemble.servers.get(self)!;
  const follower = ensemble.servers.get(other)!;
  if (leader.state !== "leading" || leader.learners.has(other)) return undefined;
  if (follower.state !== "following" || follower.connectInfo !== null) return undefined;
  if (ensemble.leaderOracle !== self) return undefined;
  const joined = withServer(ensemble, self, { learners: new Set([...leader.learners, other]) });
  const connected = withServer(joined, other, { connectInfo: self });
  return sent(connected, other, self, { type: "CEPOCH", epoch: follower.acceptedEpoch });
};

/** A leader with a quorum of CEPOCHs begins an epoch; latecomers hear of it. `LeaderProcessCEPOCH` */
export const leaderProcessCEPOCH: Handler = (ensemble, self, other, { by, nodes, maxEpoch }) => {
  const leader = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "CEPOCH");
  if (ensemble.recorder.maxEpoch >= maxEpoch) return undefined;
  if (leader.state !== "leading" || !message || !leader.learners.has(other)) return undefined;
  const cepochRecv = new Map([
    ...leader.cepochRecv,
    [other, { connected: true, epoch: message.epoch }],
  ]);
  const heard = withServer(ensemble, self, { cepochRecv });
  if (by.isQuorum(leader.cepochRecv.size, nodes)) {
    return replied(heard, self, other, { type: "NEWEPOCH", epoch: leader.acceptedEpoch });
  }
  const checked = leader.zabState === "discovery" ? heard : withFault(heard, "stateInconsistent");
  if (!by.isQuorum(cepochRecv.size, nodes)) return discarded(checked, other, self);
  const accepted = [...cepochRecv.values()].map(({ epoch }) => epoch);
  const acceptedEpoch = by.newEpoch(leader.acceptedEpoch, accepted);
  return discardedAndBroadcast(
    withServer(checked, self, { acceptedEpoch }),
    self,
    other,
    cepochRecv,
    { type: "NEWEPOCH", epoch: acceptedEpoch },
  );
};

/** A follower accepts the epoch and says what it has, or leaves. `FollowerProcessNEWEPOCH` */
export const followerProcessNEWEPOCH: Handler = (ensemble, self, other, { by }) => {
  const follower = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "NEWEPOCH");
  if (follower.state !== "following" || !message || follower.connectInfo !== other) {
    return undefined;
  }
  if (!by.mayAccept(follower.acceptedEpoch, message.epoch)) {
    return withoutFollower(ensemble, other, self);
  }
  if (follower.zabState !== "discovery") {
    return discarded(withFault(ensemble, "stateInconsistent"), other, self);
  }
  const accepting = withServer(ensemble, self, {
    acceptedEpoch: message.epoch,
    zabState: "synchronization",
  });
  return replied(accepting, self, other, {
    type: "ACKEPOCH",
    epoch: follower.currentEpoch,
    history: follower.history,
  });
};

/** With a quorum of ACKEPOCHs a leader is established, and sends a history. `LeaderProcessACKEPOCH` */
export const leaderProcessACKEPOCH: Handler = (ensemble, self, other, context) => {
  const { by, nodes } = context;
  const leader = ensemble.servers.get(self)!;
  const message = firstOf(ensemble, self, other, "ACKEPOCH");
  if (leader.state !== "leading" || !message || !leader.learners.has(other)) return undefined;
  const summary = { connected: true, peerLastEpoch: message.epoch, peerHistory: message.history };
  const ackeRecv = new Map([...leader.ackeRecv, [other, summary]]);
  const heard = withServer(ensemble, self, { ackeRecv });
  const epoch = leader.acceptedEpoch;
  if (by.isQuorum(leader.ackeRecv.size, nodes)) {
    const { history } = leader;
    const answered = replied(heard, self, other, { type: "NEWLEADER", epoch, history });
    return recorded(answered, self, epoch, history);
  }
  const checked = leader.zabState === "discovery" ? heard : withFault(heard, "stateInconsistent");
  if (!by.isQuorum(ackeRecv.size, nodes)) return discarded(checked, other, self);
  return established(checked, self, other, ackeRecv, context);
};

function established(
  ensemble: Ensemble,
  self: ProcessId,
  other: ProcessId,
  ackeRecv: ReadonlyMap<ProcessId, Summary>,
  { by }: Context,
): Ensemble {
  const leader = ensemble.servers.get(self)!;
  const epoch = leader.acceptedEpoch;
  const initial = by.initialHistory(leader.history, ackeRecv);
  const history = initial.map((transaction) => ({ ...transaction, ackSid: new Set([self]) }));
  const leads = new Set([...(ensemble.epochLeader.get(epoch) ?? []), self]);
  const leading: Ensemble = {
    ...withServer(ensemble, self, { currentEpoch: epoch, history, zabState: "synchronization" }),
    epochLeader: new Map([...ensemble.epochLeader, [epoch, leads]]),
  };
  const message = { type: "NEWLEADER", epoch, history } as const;
  return recorded(
    discardedAndBroadcast(leading, self, other, ackeRecv, message),
    self,
    epoch,
    history,
  );
}

/** For the properties: the transactions have been broadcast in this epoch. `SetPacketsForChecking` */
function recorded(
  ensemble: Ensemble,
  source: ProcessId,
  epoch: number,
  history: History,
): Ensemble {
  return history.reduce(
    (so, { zxid, value }) => withBroadcast(so, { source, epoch, zxid, data: value }),
    ensemble,
  );
}
