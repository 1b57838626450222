/**
 * The state of Zab.tla, in the specification's own names: every server's variables, who the oracle
 * says leads, and the variables that only the properties and the bounds read. A message's fields lack
 * the prefix that they have there (`mepoch`).
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";

/** A transaction's number: the epoch of the leader that made it, and its place in that epoch. */
export type Zxid = readonly [epoch: number, counter: number];

export const NO_ZXID: Zxid = [0, 0];

export interface Transaction {
  readonly zxid: Zxid;
  readonly value: number;
  /** Who has acknowledged it; only a leader keeps count. */
  readonly ackSid: ReadonlySet<ProcessId>;
  readonly epoch: number;
}

export type History = readonly Transaction[];

/** Up to where a server has delivered; the index counts from 1. */
export interface Committed {
  readonly index: number;
  readonly zxid: Zxid;
}

/** A server. A restart keeps both epochs and the history. */
export interface Server {
  readonly state: "looking" | "following" | "leading";
  readonly zabState: "election" | "discovery" | "synchronization" | "broadcast";
  /** Of the last NEWEPOCH that it accepted: f.p in the paper. */
  readonly acceptedEpoch: number;
  /** Of the last NEWLEADER that it accepted: f.a in the paper. */
  readonly currentEpoch: number;
  readonly history: History;
  readonly lastCommitted: Committed;
  // Of a leader; what it no longer needs stays, but for the learners.
  readonly learners: ReadonlySet<ProcessId>;
  readonly cepochRecv: ReadonlyMap<ProcessId, Follower>;
  readonly ackeRecv: ReadonlyMap<ProcessId, Summary>;
  readonly ackldRecv: ReadonlyMap<ProcessId, Learner>;
  /** How many transactions of its epoch it has proposed. */
  readonly sendCounter: number;
  // Of a follower.
  readonly connectInfo: ProcessId | null;
  /** What has been sent to it and not received, by sender, in order; no empty queues. */
  readonly msgs: ReadonlyMap<ProcessId, readonly ZabMessage[]>;
}

export interface Learner {
  readonly connected: boolean;
}

/** What a CEPOCH said. */
export interface Follower extends Learner {
  readonly epoch: number;
}

/** What an ACKEPOCH said. */
export interface Summary extends Learner {
  readonly peerLastEpoch: number;
  readonly peerHistory: History;
}

export type ZabMessage =
  | { readonly type: "CEPOCH" | "NEWEPOCH"; readonly epoch: number }
  | { readonly type: "ACKEPOCH" | "NEWLEADER"; readonly epoch: number; readonly history: History }
  | { readonly type: "ACKLD" | "COMMITLD" | "ACK" | "COMMIT"; readonly zxid: Zxid }
  | { readonly type: "PROPOSE"; readonly zxid: Zxid; readonly data: number };

/** A transaction that `source`, leader of `epoch`, has broadcast. */
export interface Broadcast {
  readonly source: ProcessId;
  readonly epoch: number;
  readonly zxid: Zxid;
  readonly data: number;
}

/** What the specification calls contrary to the facts. */
export type Fault =
  | "stateInconsistent"
  | "proposalInconsistent"
  | "commitInconsistent"
  | "ackInconsistent"
  | "messageIllegal";

/** What bounds the behaviours. */
export interface Recorder {
  readonly nTimeout: number;
  readonly nTransaction: number;
  readonly maxEpoch: number;
  readonly nRestart: number;
  readonly nClientRequest: number;
  /** The last action and its servers; empty unless the config asks for it. */
  readonly pc: readonly string[];
}

export interface Ensemble {
  readonly servers: ReadonlyMap<ProcessId, Server>;
  /** Who is to lead, as the abstracted election has it. */
  readonly leaderOracle: ProcessId | null;
  /** Who has led each epoch; only epochs that somebody has led. */
  readonly epochLeader: ReadonlyMap<number, ReadonlySet<ProcessId>>;
  readonly proposalMsgsLog: ReadonlySet<Broadcast>;
  readonly violatedInvariants: ReadonlySet<Fault>;
  readonly recorder: Recorder;
}

/** The servers' names. */
export function serverIds({ nodes }: { readonly nodes: number }): readonly ProcessId[] {
  return processIds(nodes);
}

/** Zab.tla `Init` */
export function initialEnsemble(config: {
  readonly nodes: number;
  readonly lastAction: boolean;
}): Ensemble {
  const server: Server = {
    state: "looking",
    zabState: "election",
    acceptedEpoch: 0,
    currentEpoch: 0,
    history: [],
    lastCommitted: { index: 0, zxid: NO_ZXID },
    learners: new Set(),
    cepochRecv: new Map(),
    ackeRecv: new Map(),
    ackldRecv: new Map(),
    sendCounter: 0,
    connectInfo: null,
    msgs: new Map(),
  };
  const counters = { nTimeout: 0, nTransaction: 0, maxEpoch: 0, nRestart: 0, nClientRequest: 0 };
  return {
    servers: new Map(serverIds(config).map((id) => [id, server])),
    leaderOracle: null,
    epochLeader: new Map(),
    proposalMsgsLog: new Set(),
    violatedInvariants: new Set(),
    recorder: { ...counters, pc: config.lastAction ? ["Init"] : [] },
  };
}

/** `ensemble` with these variables of a server changed. */
export function withServer(ensemble: Ensemble, id: ProcessId, changes: Partial<Server>): Ensemble {
  const server = { ...ensemble.servers.get(id)!, ...changes };
  return { ...ensemble, servers: new Map([...ensemble.servers, [id, server]]) };
}

/** `ensemble` in which something contrary to the facts has been seen. */
export function withFault(ensemble: Ensemble, fault: Fault): Ensemble {
  return { ...ensemble, violatedInvariants: new Set([...ensemble.violatedInvariants, fault]) };
}

/** `ensemble` in which this has been broadcast. */
export function withBroadcast(ensemble: Ensemble, broadcast: Broadcast): Ensemble {
  const log = ensemble.proposalMsgsLog;
  const isKnown = [...log].some(
    ({ source, epoch, zxid, data }) =>
      source === broadcast.source &&
      epoch === broadcast.epoch &&
      zxid[0] === broadcast.zxid[0] &&
      zxid[1] === broadcast.zxid[1] &&
      data === broadcast.data,
  );
  return isKnown ? ensemble : { ...ensemble, proposalMsgsLog: new Set([...log, broadcast]) };
}
