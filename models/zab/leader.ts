/**
 * A leader: it chooses an epoch (phase 1, discovery), makes its history that of a quorum (phase 2,
 * synchronisation), and broadcasts (phase 3). Junqueira, Reed & Serafini 2011, §4.1 to §4.3; ZooKeeper's
 * Leader and LearnerHandler.
 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import {
  closeLearner,
  lookAgain,
  received,
  tellLearner,
  type Turn,
  turnOf,
  withLearner,
  withoutLearner,
} from "./connection.ts";
import type { Ack, AckEpoch, Body, CEpoch, Header } from "./messages.ts";
import type { Question, Rules } from "./rules.ts";
import { compareZxids, type Learner, type Server, type Txn, type ZabConfig } from "./state.ts";

/** A looking server begins to lead. ZooKeeper: `Leader.lead`. */
export function lead(rules: Rules, server: Server, config: ZabConfig): Turn | undefined {
  return advance(rules, turnOf({ ...server, role: "leading", phase: "discovery" }), config);
}

/** Somebody connects: it is asked to follow into the new epoch once that is known. l.1.1 */
export function cEpoch(
  rules: Rules,
  server: Server,
  { from, connection, acceptedEpoch }: Delivered<CEpoch & Header>,
  config: ZabConfig,
): Turn | undefined {
  const learner: Learner = {
    link: { connection, sent: 0, received: 1 },
    stage: "connected",
    reported: server.epoch === 0 ? acceptedEpoch : 0,
    answer: null,
    told: 0,
    acked: 0,
  };
  const connected = turnOf(withLearner(server, from, learner));
  return server.epoch > 0 ? ask(connected, from, learner) : advance(rules, connected, config);
}

/** A learner goes along. Its history must not be more recent than the leader's. l.1.2 */
export function ackEpoch(
  rules: Rules,
  server: Server,
  from: ProcessId,
  learner: Learner,
  { isFirst, recency, history }: AckEpoch,
  config: ZabConfig,
): Turn | undefined {
  const isLate = server.phase !== "discovery";
  const isRefused =
    config.history === "leader" &&
    isFirst &&
    !isLate &&
    rules.isMoreRecent(recency, rules.report(server));
  if (isRefused) return removed(rules, closeLearner(server, from, learner), config);
  const answered: Learner = {
    ...learner,
    stage: isFirst ? "answered" : "joining",
    answer: { recency, history },
  };
  const turn = turnOf(withLearner(server, from, answered));
  return isLate ? synchronize(rules, turn, from, answered, config) : advance(rules, turn, config);
}

/** A learner has the leader's history on disk. l.2.2 */
export function ackLeader(
  rules: Rules,
  server: Server,
  from: ProcessId,
  learner: Learner,
  config: ZabConfig,
): Turn | undefined {
  if (learner.stage === "refused") return turnOf(withLearner(server, from, learner));
  const synced: Learner = { ...learner, stage: "synced", acked: learner.told };
  const turn = turnOf(withLearner(server, from, synced));
  return advance(
    rules,
    server.phase === "broadcast" ? bringUpToDate(rules, turn, from, synced) : turn,
    config,
  );
}

/** A client's value becomes a proposal. Phase 3, l.3.1 */
export function clientRequest(
  rules: Rules,
  server: Server,
  value: string,
  config: ZabConfig,
): Turn | undefined {
  const { epoch, log } = server;
  if (server.phase !== "broadcast" || log.some((txn) => txn.value === value)) return undefined;
  const counter = log.filter(({ zxid }) => zxid.epoch === epoch).length + 1;
  const txn: Txn = { zxid: { epoch, counter }, value };
  const stored: Server = { ...server, log: [...log, txn], unwritten: server.unwritten + 1 };
  const proposed = tellSynced(turnOf(stored), (process) =>
    rules.isVoter(process) ? { type: "PROPOSE", txn } : null,
  );
  return config.granularity === "disk" ? proposed : flushed(rules, proposed, config);
}

/** The leader's own proposals reach its disk, which is its own acknowledgement. */
export function flushed(rules: Rules, turn: Turn, config: ZabConfig): Turn | undefined {
  const { state } = turn;
  const written = { ...state, disk: rules.flush(state), unwritten: 0 };
  return advance(rules, { ...turn, state: written }, config);
}

/** A follower has a proposal on disk. l.3.2 */
export function ack(
  rules: Rules,
  server: Server,
  from: ProcessId,
  learner: Learner,
  { zxid }: Ack,
  config: ZabConfig,
): Turn | undefined {
  // A leader without a quorum waits for ACK-LD, and takes this for it: of another zxid.
  if (learner.stage === "syncing" && server.phase === "synchronization") {
    return turnOf(withLearner(server, from, { ...learner, stage: "refused" }));
  }
  const index = server.log.findIndex((txn) => compareZxids(txn.zxid, zxid) === 0) + 1;
  const acked = Math.max(learner.acked, index);
  return advance(rules, turnOf(withLearner(server, from, { ...learner, acked })), config);
}

/** A learner is gone. A leader that has none but a minority left, once it had a quorum, gives up. */
export function removed(rules: Rules, turn: Turn, config: ZabConfig): Turn {
  const { phase, learners } = turn.state;
  const voters = [...learners.keys()].filter((process) => rules.isVoter(process)).length + 1;
  if (phase === "discovery" || voters >= rules.quorum("ACK-LD", config)) return turn;
  const alone = lookAgain(rules, turn.state);
  return { ...alone, send: [...turn.send, ...alone.send] };
}

/** A learner has closed its connection. */
export function learnerClosed(
  rules: Rules,
  server: Server,
  from: ProcessId,
  config: ZabConfig,
): Turn {
  return removed(rules, turnOf(withoutLearner(server, from)), config);
}

/** The server with a message more received from a learner. */
export function receivedFrom(server: Server, from: ProcessId, learner: Learner): Server {
  return withLearner(server, from, { ...learner, link: received(learner.link) });
}

/** Takes every step that a quorum allows by now; undefined if one leads beyond the last epoch. */
function advance(rules: Rules, turn: Turn, config: ZabConfig): Turn | undefined {
  const { phase, epoch, acceptedEpoch, learners } = turn.state;
  if (phase === "discovery" && epoch === 0) {
    if (!hasQuorum(rules, turn, "CEPOCH", () => true, config)) return turn;
    const others = [...learners.values()].map(({ reported }) => reported);
    const chosen = rules.chooseEpoch(acceptedEpoch, others);
    if (chosen > config.maxEpoch) return undefined;
    return advance(rules, discover(rules, turn, chosen), config);
  }
  if (phase === "discovery") {
    if (!hasQuorum(rules, turn, "ACKEPOCH", ({ stage }) => stage === "answered", config)) {
      return turn;
    }
    return advance(rules, beginSynchronization(rules, turn, config), config);
  }
  if (phase === "synchronization") {
    if (!hasQuorum(rules, turn, "ACK-LD", ({ stage }) => stage === "synced", config)) return turn;
    return advance(rules, establish(rules, turn), config);
  }
  return commitAll(rules, turn, config);
}

/** The new epoch is chosen: all that are connected are asked into it. l.1.1 */
function discover(rules: Rules, turn: Turn, epoch: number): Turn {
  const chosen = { ...turn, state: { ...rules.acceptEpoch(turn.state, epoch), epoch } };
  return [...chosen.state.learners].reduce(
    (asked, [to, learner]) => ask(asked, to, learner),
    chosen,
  );
}

function ask(turn: Turn, to: ProcessId, learner: Learner): Turn {
  const asked: Learner = { ...learner, stage: "asked", reported: 0 };
  return tellLearner(turn, to, asked, { type: "NEWEPOCH", epoch: turn.state.epoch });
}

/** A quorum goes along: the epoch's history is fixed, and sent to all that do. l.1.2, l.2.1 */
function beginSynchronization(rules: Rules, turn: Turn, config: ZabConfig): Turn {
  const { state } = turn;
  const log = initialHistory(rules, state, config);
  const fixed: Server = {
    ...state,
    phase: "synchronization",
    currentEpoch: state.epoch,
    log,
    disk: log === state.log ? state.disk : log,
  };
  return [...state.learners].reduce(
    (told, [to, learner]) => synchronize(rules, told, to, learner, config),
    { ...turn, state: fixed },
  );
}

/** The leader's own history, or the best of the quorum that answered. l.1.2 */
function initialHistory(rules: Rules, server: Server, config: ZabConfig): readonly Txn[] {
  const own = { recency: rules.report(server), history: server.log };
  if (config.history === "leader") return own.history;
  const answers = [...server.learners]
    .filter(([process, { stage }]) => rules.isVoter(process) && stage === "answered")
    .flatMap(([, { answer }]) => answer ?? []);
  return answers.reduce(
    (best, answer) => (rules.isMoreRecent(answer.recency, best.recency) ? answer : best),
    own,
  ).history;
}

/** A learner that goes along is sent what it lacks. l.2.1 */
function synchronize(
  rules: Rules,
  turn: Turn,
  to: ProcessId,
  learner: Learner,
  config: ZabConfig,
): Turn {
  const { epoch, phase, log, committed } = turn.state;
  if (learner.answer === null) return turn;
  // What is proposed but not committed is nothing to an observer.
  const isWhole = rules.isVoter(to) || phase !== "broadcast";
  const history = isWhole ? log : log.slice(0, committed);
  const sync = rules.syncFor(history, learner.answer.recency.lastZxid, config);
  const told: Learner = { ...learner, stage: "syncing", answer: null, told: history.length };
  return tellLearner(turn, to, told, { type: "NEWLEADER", epoch, sync });
}

/** A quorum has the history: all of it is committed. l.2.2 */
function establish(rules: Rules, turn: Turn): Turn {
  const { state } = turn;
  const established: Server = { ...state, phase: "broadcast", committed: state.log.length };
  return [...state.learners]
    .filter(([, { stage }]) => stage === "synced")
    .reduce((told, [to, learner]) => bringUpToDate(rules, told, to, learner), {
      ...turn,
      state: established,
    });
}

function bringUpToDate(rules: Rules, turn: Turn, to: ProcessId, learner: Learner): Turn {
  const committed = rules.upToDate(turn.state, learner.told);
  return tellLearner(turn, to, learner, { type: "COMMIT-LD", committed });
}

/** What a quorum has on disk is committed, in order. l.3.2 */
function commitAll(rules: Rules, turn: Turn, config: ZabConfig): Turn {
  const { log, committed, unwritten } = turn.state;
  const index = committed + 1;
  const next = log[committed];
  const isOwn = index <= log.length - unwritten;
  if (next === undefined) return turn;
  if (!hasQuorum(rules, turn, "ACK", ({ acked }) => acked >= index, config, isOwn)) return turn;
  const delivered = { ...turn, state: { ...turn.state, committed: index } };
  const told = tellSynced(delivered, (process) =>
    rules.isVoter(process) ? { type: "COMMIT", zxid: next.zxid } : { type: "INFORM", txn: next },
  );
  return commitAll(rules, told, config);
}

/** Tells all that were sent the history, what there is to tell them. */
function tellSynced(turn: Turn, bodyFor: (to: ProcessId) => Body | null): Turn {
  return [...turn.state.learners].reduce((told, [to, learner]) => {
    const body = bodyFor(to);
    const isSynced = learner.stage === "syncing" || learner.stage === "synced";
    return body === null || !isSynced ? told : tellLearner(told, to, learner, body);
  }, turn);
}

/** Are there enough voters, the leader among them, that have done something? */
function hasQuorum(
  rules: Rules,
  { state }: Turn,
  question: Question,
  hasDone: (learner: Learner) => boolean,
  config: ZabConfig,
  hasLeader = true,
): boolean {
  const others = [...state.learners].filter(
    ([process, learner]) => rules.isVoter(process) && hasDone(learner),
  );
  return others.length + (hasLeader ? 1 : 0) >= rules.quorum(question, config);
}
