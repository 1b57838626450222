/**
 * The state of MultiPaxos.tla (tlaplus/Examples, MultiPaxos-SMR): what was ever sent, each node, what
 * clients still ask for, and what they observed. Names are the specification's. Ballots and slots are
 * counted from 1; "nil" is no command, and "none" no leader.
 */
import type { ProcessId } from "../../checker/protocol.ts";

export const NIL = "nil";
export const NONE = "none";

/** A vote: ballot 0 and no command where there is none. */
export interface Vote {
  readonly bal: number;
  readonly cmd: string;
}

export interface Instance {
  readonly status: "Empty" | "Preparing" | "Accepting" | "Committed";
  readonly cmd: string;
  readonly voted: Vote;
}

export interface Node {
  readonly leader: string;
  /** The value of the one key. */
  readonly kvalue: string;
  readonly commitUpTo: number;
  readonly balPrepared: number;
  readonly balMaxKnown: number;
  /** That of slot s is [s - 1]. */
  readonly insts: readonly Instance[];
}

export type Message =
  | { readonly type: "Prepare"; readonly src: ProcessId; readonly bal: number }
  | {
      readonly type: "PrepareReply";
      readonly src: ProcessId;
      readonly bal: number;
      readonly votes: readonly Vote[];
    }
  | {
      readonly type: "Accept";
      readonly src: ProcessId;
      readonly bal: number;
      readonly slot: number;
      readonly cmd: string;
    }
  | {
      readonly type: "AcceptReply";
      readonly src: ProcessId;
      readonly bal: number;
      readonly slot: number;
    }
  | { readonly type: "CommitNotice"; readonly upto: number };

/** What a client sees: its request taken, or the answer: the value before it. */
export type Observed =
  | { readonly type: "Req"; readonly cmd: string }
  | { readonly type: "Ack"; readonly cmd: string; readonly val: string };

export interface Cluster {
  readonly msgs: ReadonlySet<Message>;
  readonly node: ReadonlyMap<ProcessId, Node>;
  readonly pending: readonly string[];
  readonly observed: readonly Observed[];
  /** The replicas whose loop has ended: `pc = "Done"`. */
  readonly done: ReadonlySet<ProcessId>;
}

/** The actions, named as in the specification; the loop's end and what follows are two more. */
export type SmrAction =
  | { readonly type: "BecomeLeader"; readonly replica: ProcessId; readonly bal: number }
  | { readonly type: "HandlePrepare"; readonly replica: ProcessId; readonly message: Message }
  | { readonly type: "HandlePrepareReplies"; readonly replica: ProcessId }
  | { readonly type: "TakeNewRequest"; readonly replica: ProcessId; readonly cmd: string }
  | { readonly type: "HandleAccept"; readonly replica: ProcessId; readonly message: Message }
  | { readonly type: "HandleAcceptReplies"; readonly replica: ProcessId }
  | { readonly type: "HandleCommitNotice"; readonly replica: ProcessId }
  | { readonly type: "Finish"; readonly replica: ProcessId }
  | { readonly type: "Terminating" };

/** Is everything asked for, and everything answered? `terminated` */
export function isTerminated({ pending, observed }: Cluster, commands: number): boolean {
  const answered = observed.flatMap(({ type, cmd }) => (type === "Ack" ? [cmd] : []));
  // Nothing is answered that was not asked for.
  return pending.length === 0 && new Set(answered).size === commands;
}

/** The messages of one type. */
export function messagesOf<T extends Message["type"]>(
  { msgs }: Cluster,
  type: T,
): (Message & { readonly type: T })[] {
  return [...msgs].filter((each): each is Message & { readonly type: T } => each.type === type);
}

/** The cluster once `node` is what it is, and `messages` are sent: a set. */
export function updated(
  cluster: Cluster,
  replica: ProcessId,
  node: Node,
  messages: readonly Message[] = [],
): Cluster {
  const known = new Set([...cluster.msgs].map((each) => JSON.stringify(each)));
  const fresh = messages.filter((each) => !known.has(JSON.stringify(each)));
  return {
    ...cluster,
    node: new Map([...cluster.node, [replica, node]]),
    msgs: fresh.length === 0 ? cluster.msgs : new Set([...cluster.msgs, ...fresh]),
  };
}

/** Events are observed once. */
export function observe(cluster: Cluster, event: Observed): Cluster {
  const isKnown = cluster.observed.some((each) => JSON.stringify(each) === JSON.stringify(event));
  return isKnown ? cluster : { ...cluster, observed: [...cluster.observed, event] };
}
