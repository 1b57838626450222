/**
 * A counterexample as its page gets it (traces/viewer/): plain data, in words, ready to be drawn. The
 * page knows no protocol and no trace, only this. Rows, lanes and groups are named by their index.
 */

/** All that a page shows. */
export interface Story {
  readonly heading: Heading;
  readonly outcome: Outcome;
  /** The processes, in their order; of a transition system, the names that its actions mention. */
  readonly lanes: readonly string[];
  /** Row i is state i and the step that led to it; row 0 is the initial state. */
  readonly rows: readonly Row[];
  readonly arrows: readonly Arrow[];
  /** Do messages stay in the network when they are delivered? */
  readonly keepsMessages: boolean;
  /** The parts that states have: the processes, or the fields of a transition system's state. */
  readonly groups: readonly Group[];
  /** Every content that a group ever has, once. */
  readonly contents: readonly (readonly Field[])[];
  readonly reigns: readonly ReignBand[];
  /** Where two lanes lead one epoch. */
  readonly splits: readonly Split[];
  readonly outages: readonly Outage[];
  readonly cuts: readonly Cut[];
  readonly sections: readonly Section[];
}

/** What was checked, and what was claimed. */
export interface Heading {
  readonly protocol: string;
  readonly instance: string | null;
  readonly mutant: string | null;
  /** What the model, or its bug, is. */
  readonly about: string;
  /** The config and the budgets. */
  readonly setting: readonly string[];
  /** Null, and no claim, if nothing was known to be violated. */
  readonly property: string | null;
  readonly claim: string;
  readonly tool: string;
}

/** What a replay of the trace came to, just before the page was made. */
export interface Outcome {
  readonly kind: "violates" | "holds" | "diverges";
  readonly sentence: string;
  /** The row that it is about. */
  readonly row: number;
  readonly notes: readonly string[];
}

export type RowKind =
  | "initially"
  | "event"
  | "deliver"
  | "drop"
  | "duplicate"
  | "crash"
  | "restart"
  | "partition"
  | "heal"
  | "action";

/** A state, and the step that led to it. */
export interface Row {
  readonly kind: RowKind;
  /** The type of the event, message or action; the kind, where there is none. */
  readonly type: string;
  readonly title: string;
  /** Who takes part; the first is the one who acts. None: the network, or all. */
  readonly lanes: readonly number[];
  /** False where the model is another by now, so that there is no state. */
  readonly isReplayed: boolean;
  /** Does a chain of messages lead from it to the violation? */
  readonly isInSlice: boolean;
  readonly isDecisive: boolean;
  readonly changes: readonly Change[];
  readonly marks: readonly Mark[];
}

export interface Change {
  readonly subject: string;
  readonly text: string;
}

/** What happens to a proposal at a process, or that it begins to lead an epoch. */
export interface Mark {
  readonly lane: number;
  readonly kind: "leads" | "proposed" | "stored" | "committed" | "lost" | "returned";
  /** The epoch, or the proposal. */
  readonly what: string;
}

/** A message on its way. */
export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly text: string;
  /** The row that sent it. */
  readonly sent: number;
  /** The row in which it is delivered, read or lost; null if it is in flight at the end. */
  readonly end: number | null;
  /** `read`: an event read it where it lies, and it stays there. */
  readonly fate: "delivered" | "read" | "lost" | "in flight";
  /** Did the network make it, from one that was in flight? */
  readonly isCopy: boolean;
}

/** A part of the state, and what it is from which row on. */
export interface Group {
  readonly name: string;
  /** The lane that it is the state of, if it is one's. */
  readonly lane: number | null;
  readonly history: readonly { readonly from: number; readonly content: number }[];
}

/** A field's name and value; the name is empty if the value is all there is. */
export type Field = readonly [name: string, value: string];

/** Rows from one to another, both included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

export interface ReignBand extends Span {
  readonly lane: number;
  readonly epoch: number;
}

export interface Split extends Span {
  readonly lanes: readonly [number, number];
  readonly epoch: number;
}

export interface Outage extends Span {
  readonly lane: number;
}

/** Links that are cut, in either direction. */
export interface Cut extends Span {
  readonly links: readonly (readonly [number, number])[];
  readonly text: string;
}

/** A part of the explanation. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly text: string;
  readonly tone: "plain" | "bad" | "faint";
}
