/**
 * What the claims of ZAB speak of: what its servers show, and who has led which epoch with which
 * history. Junqueira, Reed & Serafini 2011, §3. To deliver a transaction is to take it to be committed.
 */
import { changeHistory, type ChangeHistory, observer, type Observer } from "../checker/property.ts";
import { isSame, type Leading, type Logging, type Proposal, type Serving } from "./vocabulary.ts";

/** What a server of ZAB shows. */
export interface Broadcasting extends Serving, Leading, Logging {
  /** The last epoch that it has promised to follow into. */
  readonly acceptedEpoch: number;
  /** How many of the log's first entries it takes to be on its disk. */
  readonly written: number;
  /** What is on its disk. */
  readonly disk: readonly Proposal[];
  /** Was a message out of place, so that it does nothing more? */
  readonly halted: boolean;
  /** Does it refuse to go on from what is on its disk? */
  readonly refusesToStart: boolean;
  /** How many acknowledged a transaction while it waited for them to acknowledge NEWLEADER. */
  readonly refused: number;
  /** How many have connected to it since its epoch was established. */
  readonly lateJoiners: number;
}

/** A leader, and what it has done with its epoch. */
export interface Primary {
  readonly process: string;
  readonly epoch: number;
  /** What it started the epoch with. */
  readonly initial: readonly Proposal[];
  /** Does a quorum have that? */
  readonly established: boolean;
  /** What it has broadcast since, in order. */
  readonly broadcast: readonly Proposal[];
}

/** Who has led which epoch, in the order in which they began. */
const primaries: ChangeHistory<readonly Primary[], Broadcasting> = changeHistory<
  readonly Primary[],
  Broadcasting
>({
  name: "primaries",
  initial: [],
  observe(history, { process, before, after }) {
    const { leader: epoch, serving: established, log } = after;
    if (epoch === null) return history;
    if (before.leader !== epoch) {
      return [...history, { process, epoch, initial: log, established, broadcast: [] }];
    }
    const current = history.findLast((each) => each.process === process && each.epoch === epoch);
    if (current === undefined) return history;
    const broadcast = log.slice(current.initial.length);
    if (established === current.established && broadcast.length === current.broadcast.length) {
      return history;
    }
    return history.with(history.indexOf(current), { ...current, established, broadcast });
  },
});

/** A claim about primaries. */
export function claimOfPrimaries(
  definition: Omit<Observer<readonly Primary[], Broadcasting>, "kind" | "history">,
): Observer<readonly Primary[], Broadcasting> {
  return observer<readonly Primary[], Broadcasting>({ ...definition, history: primaries });
}

/** What a server has delivered, in order. */
export function deliveredBy({ log, committed }: Logging): readonly Proposal[] {
  if (committed >= log.length) return log;
  // Views are frozen, and to slice what is frozen takes many times as long.
  const delivered: Proposal[] = [];
  for (let index = 0; index < committed; index++) delivered.push(log[index]!);
  return delivered;
}

/** Where `txn` is among `txns`; -1 if it is not. */
export function indexIn(txns: readonly Proposal[], txn: Proposal): number {
  return txns.findIndex((other) => isSame(other, txn));
}

/** Is `txn` among `txns` before the one at `index`? */
export function precedes(txns: readonly Proposal[], txn: Proposal, index: number): boolean {
  const at = indexIn(txns, txn);
  return at !== -1 && at < index;
}

/** Is `txn` of an earlier epoch, and not in what `primary` started with? */
export function isSkippedBy({ epoch, initial }: Primary, txn: Proposal): boolean {
  return txn.epoch < epoch && indexIn(initial, txn) === -1;
}

/** Each of `items` with each other. */
export function orderedPairs<T>(items: readonly T[]): (readonly [T, T])[] {
  const pairs: (readonly [T, T])[] = [];
  for (const a of items) for (const b of items) if (b !== a) pairs.push([a, b]);
  return pairs;
}
