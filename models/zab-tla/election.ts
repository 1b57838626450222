/**
 * Zab.tla, election and errors: an oracle says who leads, the connection of a follower times out, a
 * server restarts. Guard beside effect: what the ensemble becomes, or undefined where not enabled.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { cleaned } from "./network.ts";
import type { Context, Handler } from "./rules.ts";
import { type Ensemble, type Learner, NO_ZXID, withServer } from "./state.ts";

/** The oracle changes its mind: a looking server leads. `UpdateLeader(i)` */
export const updateLeader: Handler = (ensemble, self) => {
  const { state } = ensemble.servers.get(self)!;
  if (state !== "looking" || ensemble.leaderOracle === self) return undefined;
  return { ...asLeader(ensemble, self), leaderOracle: self };
};

/** A looking server does as the oracle says. `FollowLeader(i)` */
export const followLeader: Handler = (ensemble, self) => {
  const { state } = ensemble.servers.get(self)!;
  if (state !== "looking" || ensemble.leaderOracle === null) return undefined;
  if (ensemble.leaderOracle === self) return asLeader(ensemble, self);
  return withServer(ensemble, self, { state: "following", zabState: "discovery" });
};

/** A leader and its follower lose each other. `Timeout(i, j)` */
export const timeout: Handler = (ensemble, self, other, context) => {
  const leader = ensemble.servers.get(self)!;
  const follower = ensemble.servers.get(other)!;
  if (ensemble.recorder.nTimeout >= context.maxTimeouts) return undefined;
  if (leader.state !== "leading" || !leader.learners.has(other)) return undefined;
  if (follower.state !== "following" || follower.connectInfo !== self) return undefined;
  return parted(ensemble, self, other, context);
};

/** A server loses its connections and what it knew to be committed. `Restart(i)` */
export const restart: Handler = (ensemble, self, _other, context) => {
  if (ensemble.recorder.nRestart >= context.maxRestarts) return undefined;
  const alone = disconnected(ensemble, self, context);
  const server = alone.servers.get(self)!;
  const lastCommitted = { index: 0, zxid: NO_ZXID };
  return withServer(alone, self, context.by.restarted({ ...server, lastCommitted }));
};

function disconnected(ensemble: Ensemble, self: ProcessId, context: Context): Ensemble {
  const { state, connectInfo } = ensemble.servers.get(self)!;
  if (state === "looking") return ensemble;
  if (state === "leading") return leaderShutdown(ensemble, self);
  if (connectInfo !== null) return parted(ensemble, connectInfo, self, context);
  return withServer(followerShutdown(ensemble, self), self, { msgs: new Map() });
}

/** The leader goes on without the follower, if it can; else all of them look for another. */
function parted(
  ensemble: Ensemble,
  leader: ProcessId,
  follower: ProcessId,
  { by, nodes }: Context,
): Ensemble {
  const rest = ensemble.servers.get(leader)!.learners.size - 1;
  return by.isQuorum(rest, nodes)
    ? withoutFollower(ensemble, leader, follower)
    : leaderShutdown(ensemble, leader);
}

/** A follower goes back to the election; its leader forgets it. */
export function withoutFollower(
  ensemble: Ensemble,
  leader: ProcessId,
  follower: ProcessId,
): Ensemble {
  const left = followerShutdown(ensemble, follower);
  return cleaned(removeLearner(left, leader, follower), leader, follower);
}

/** `FollowerShutdown` */
function followerShutdown(ensemble: Ensemble, self: ProcessId): Ensemble {
  return withServer(ensemble, self, { state: "looking", zabState: "election", connectInfo: null });
}

/** A leader and all of its learners go back to the election. `LeaderShutdown` */
function leaderShutdown(ensemble: Ensemble, self: ProcessId): Ensemble {
  const { learners } = ensemble.servers.get(self)!;
  const shut = [...learners].reduce(
    (so, id) => withServer(followerShutdown(so, id), id, { msgs: new Map() }),
    ensemble,
  );
  return withServer(shut, self, { learners: new Set() });
}

/** A server leads, and has heard from itself. `SwitchToLeader` */
function asLeader(ensemble: Ensemble, self: ProcessId): Ensemble {
  const { acceptedEpoch, currentEpoch, history } = ensemble.servers.get(self)!;
  const summary = { connected: true, peerLastEpoch: currentEpoch, peerHistory: history };
  return withServer(ensemble, self, {
    state: "leading",
    zabState: "discovery",
    learners: new Set([self]),
    cepochRecv: new Map([[self, { connected: true, epoch: acceptedEpoch }]]),
    ackeRecv: new Map([[self, summary]]),
    ackldRecv: new Map([[self, { connected: true }]]),
    sendCounter: 0,
  });
}

/** What the leader has heard from it counts on, but it is told nothing more. `RemoveLearner` */
function removeLearner(ensemble: Ensemble, leader: ProcessId, follower: ProcessId): Ensemble {
  const { learners, cepochRecv, ackeRecv, ackldRecv } = ensemble.servers.get(leader)!;
  return withServer(ensemble, leader, {
    learners: new Set([...learners].filter((id) => id !== follower)),
    cepochRecv: unplugged(cepochRecv, follower),
    ackeRecv: unplugged(ackeRecv, follower),
    ackldRecv: unplugged(ackldRecv, follower),
  });
}

function unplugged<T extends Learner>(
  heardFrom: ReadonlyMap<ProcessId, T>,
  id: ProcessId,
): ReadonlyMap<ProcessId, T> {
  const said = heardFrom.get(id);
  return said === undefined
    ? heardFrom
    : new Map([...heardFrom, [id, { ...said, connected: false }]]);
}
