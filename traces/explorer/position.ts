/**
 * What the explorer tells its page (traces/viewer/explorer/) of where a person is in a model: plain
 * data, in words. The page knows no model, only this; it says where it is by numbers alone.
 */
import type { Change, Field, Group } from "../page/story.ts";

/** Where a person is: an initial state, the steps taken and perhaps taken back, how many count. */
export interface Path {
  readonly initial: number;
  /** Of each step, which of those that were enabled it is. */
  readonly choices: readonly number[];
  /** How many of them were taken; those after them were taken back. */
  readonly at: number;
}

/** A path and what is there. */
export interface Position {
  readonly model: ModelWords;
  readonly path: Path;
  /** How many initial states there are. */
  readonly initials: number;
  /** The states of the path, the initial one first, with the steps that led to them. */
  readonly visits: readonly Visit[];
  /** Of the groups: the last is now; if there are two, the first is the state before. */
  readonly rows: 1 | 2;
  readonly groups: readonly Group[];
  readonly contents: readonly (readonly Field[])[];
  /** The names of the processes that are down. */
  readonly down: readonly string[];
  /** The links that are cut, in words. */
  readonly cut: string | null;
  /** Undefined where there is no network. */
  readonly messages?: readonly InFlight[];
  readonly actors: readonly Actor[];
  /** Why no step is enabled; null if some are. */
  readonly end: string | null;
  readonly properties: readonly Standing[];
}

/** What is explored. */
export interface ModelWords {
  readonly protocol: string;
  readonly named: readonly string[];
  readonly about: string;
  readonly setting: readonly string[];
}

/** A state on the path. */
export interface Visit {
  /** The step that led to it. */
  readonly title: string;
  readonly changes: readonly Change[];
  /** The properties that object to it. */
  readonly objecting: readonly string[];
}

/** A message that was sent and not yet received; the last step may have sent it. */
export interface InFlight {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly isNew: boolean;
}

/** Someone who can make steps: a process or the network. */
export interface Actor {
  readonly name: string;
  readonly steps: readonly EnabledStep[];
}

/** A step that can be taken. */
export interface EnabledStep {
  readonly choice: number;
  readonly title: string;
  /** What it would change. */
  readonly changes: readonly Change[];
  /** `nothing`: it leads back to the same state. `outside`: out of the bounds, where no step begins. */
  readonly leads: "on" | "nothing" | "outside";
}

/** What is known of a property: of this behaviour, and of no other. */
export interface Standing {
  readonly name: string;
  readonly claim: string;
  readonly verdict: Verdict;
  readonly sentence: string;
  /** The state that the sentence is about, counted from 0. */
  readonly state: number | null;
}

/**
 * `objects`: here. `objected`: in an earlier state. `silent`: it was put to the test, and has not
 * objected. `untested`: nothing put it to the test. A witness is `witnessed` or `unwitnessed`.
 */
export type Verdict = "objects" | "objected" | "silent" | "untested" | "witnessed" | "unwitnessed";

/** A search under way, in a line of its answer. */
export interface SearchProgress {
  readonly states: number;
  readonly steps: number;
}

/** What a search for a violation came to: a path to one, or how far it looked. */
export interface SearchOutcome {
  readonly choices: readonly number[] | null;
  readonly sentence: string;
}

/** What was saved, and the command that shows it. */
export interface Saved {
  readonly sentence: string;
  readonly command: string;
}
