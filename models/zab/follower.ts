/**
 * A learner: a follower, or an observer, which does the same but for acknowledging proposals. §4.1 to
 * §4.3 of Junqueira, Reed & Serafini 2011; ZooKeeper's Learner, Follower and Observer.
 */
import { halt, lookAgain, tellLeader, type Turn, turnOf } from "./connection.ts";
import type { Commit, CommitLeader, Inform, NewEpoch, NewLeader, Propose } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Server, SyncStep, Txn, ZabConfig } from "./state.ts";

/** A leader has chosen an epoch. f.1.1; ZooKeeper: `Learner.registerWithLeader`. */
export function newEpoch(
  rules: Rules,
  server: Server,
  { epoch }: NewEpoch,
  config: ZabConfig,
): Turn {
  const follows = rules.followsInto(server, epoch);
  if (follows === "no") return lookAgain(rules, server);
  const accepted = follows === "first" ? rules.acceptEpoch(server, epoch) : server;
  return tellLeader(turnOf({ ...accepted, phase: "synchronization" }), {
    type: "ACKEPOCH",
    isFirst: follows === "first",
    recency: rules.report(server),
    history: config.history === "quorum" ? server.log : [],
  });
}

/** A learner takes over the leader's history. f.2.1; ZooKeeper: `Learner.syncWithLeader`. */
export function newLeader(
  rules: Rules,
  server: Server,
  message: NewLeader,
  config: ZabConfig,
): Turn {
  const steps = rules.syncSteps(message.sync.mode);
  const begun = turnOf({ ...rules.expect(server, message.sync), pending: { steps, message } });
  if (config.granularity === "disk") return begun;
  return steps.reduce((turn) => syncStep(rules, turn) ?? turn, begun);
}

/** The next step of taking it over. */
export function syncStep(rules: Rules, turn: Turn): Turn | undefined {
  const { pending } = turn.state;
  const [step, ...later] = pending?.steps ?? [];
  if (pending === null || step === undefined) return undefined;
  const rest = later.length === 0 ? null : { ...pending, steps: later };
  const server: Server = { ...turn.state, pending: rest };
  return done(rules, { ...turn, state: server }, step, pending.message);
}

function done(rules: Rules, turn: Turn, step: SyncStep, { epoch, sync }: NewLeader): Turn {
  const { state } = turn;
  switch (step) {
    case "load": {
      const log = rules.applySync(state.log, sync);
      const committed = Math.min(state.committed, log.length);
      return { ...turn, state: { ...state, log, committed } };
    }
    case "write": {
      const history = rules.applySync(state.disk, sync);
      return { ...turn, state: rules.write(state, history, sync.mode) };
    }
    case "epoch":
      return { ...turn, state: { ...state, currentEpoch: epoch } };
    case "acknowledge":
      return tellLeader(turn, { type: "ACK-LD" });
  }
}

/** The epoch is established. f.2.2 */
export function commitLeader(server: Server, message: CommitLeader): Turn {
  const committed = Math.max(server.committed, message.committed);
  return turnOf({ ...server, phase: "broadcast", committed });
}

/** A proposal. f.3.2 */
export function propose(rules: Rules, server: Server, { txn }: Propose, config: ZabConfig): Turn {
  const log = rules.accept(server, txn);
  if (log === undefined) return halt(rules, server);
  const turn = turnOf({ ...server, log, unwritten: server.unwritten + 1 });
  return config.granularity === "disk" ? turn : flush(rules, turn);
}

/** Queued proposals reach the disk, and are acknowledged. f.3.2 */
export function flush(rules: Rules, turn: Turn): Turn {
  const { state } = turn;
  const written = { ...state, disk: rules.flush(state), unwritten: 0 };
  return state.log
    .slice(state.log.length - state.unwritten)
    .reduce((told, { zxid }) => tellLeader(told, { type: "ACK", zxid }), {
      ...turn,
      state: written,
    });
}

/** What an earlier connection left behind reaches the disk: nobody hears of it. */
export function flushLeftover(server: Server, leftover: readonly Txn[]): Turn {
  const { leftover: _written, ...rest } = server;
  return turnOf({ ...rest, disk: [...server.disk, ...leftover] });
}

/** A proposal is committed. f.3.3 */
export function commit(rules: Rules, server: Server, { zxid }: Commit): Turn {
  const committed = rules.commit(server, zxid);
  return committed === undefined ? halt(rules, server) : turnOf({ ...server, committed });
}

/** An observer hears of a committed proposal. ZooKeeper: `Observer.processPacket`. */
export function inform(rules: Rules, server: Server, { txn }: Inform): Turn {
  const log = rules.accept(server, txn);
  if (log === undefined) return halt(rules, server);
  const stored = { ...server, log, unwritten: server.unwritten + 1 };
  const written = { ...stored, disk: rules.flush(stored), unwritten: 0 };
  return commit(rules, written, { type: "COMMIT", zxid: txn.zxid });
}
