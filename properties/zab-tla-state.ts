/** What the properties of `zab-tla` see of its state. */

/** The part of a server that they speak of. */
export interface Replica {
  readonly state: "looking" | "following" | "leading";
  readonly zabState: "election" | "discovery" | "synchronization" | "broadcast";
  readonly currentEpoch: number;
  readonly history: readonly Delivery[];
  readonly lastCommitted: { readonly index: number };
  readonly learners: ReadonlySet<string>;
  readonly connectInfo: string | null;
}

export interface Delivery {
  readonly zxid: readonly [epoch: number, counter: number];
  readonly value: number;
}

export interface Broadcasting {
  readonly servers: ReadonlyMap<string, Replica>;
  /** Who has led each epoch. */
  readonly epochLeader: ReadonlyMap<number, ReadonlySet<string>>;
  /** Every transaction that a leader has broadcast, and in which epoch. */
  readonly proposalMsgsLog: ReadonlySet<{
    readonly source: string;
    readonly epoch: number;
    readonly zxid: readonly [epoch: number, counter: number];
    readonly data: number;
  }>;
  /** What has been met that should not be. */
  readonly violatedInvariants: ReadonlySet<string>;
}

/** What a server has delivered. */
export function delivered({ history, lastCommitted }: Replica): readonly Delivery[] {
  return history.slice(0, Math.max(0, lastCommitted.index));
}

/** The servers that have delivered something. */
export function deliverers(servers: Broadcasting["servers"]): (readonly [string, Replica])[] {
  return [...servers].filter(([, server]) => delivered(server).length > 0);
}

/** Does this server follow? */
export function isFollowing([, { state }]: readonly [string, Replica]): boolean {
  return state === "following";
}

/** Is this a leader in the broadcast phase? */
export function isServing(state: Replica["state"], zabState: Replica["zabState"]): boolean {
  return state === "leading" && zabState === "broadcast";
}

/** `TxnEqual` */
export function isSameTransaction(a: Delivery, b: Delivery): boolean {
  return a.zxid[0] === b.zxid[0] && a.zxid[1] === b.zxid[1] && a.value === b.value;
}

/** A transaction as a sentence has it. */
export function show({ zxid, value }: Delivery): string {
  return `transaction ${zxid[0]}.${zxid[1]} (value ${value})`;
}
