/**
 * The compiled moves: each outcome of each distinct local input as a row of integers, among them what
 * it adds to the fingerprint of any state in which it is made. A column a field, all in step.
 */
import type { Step } from "../world/step.ts";
import { bytesOf, IntList } from "./int-list.ts";

/** What there is to a move beyond adding its delta to a fingerprint. */
export const FLAGS = {
  /** What it does to inboxes is not the sum of what its messages do: look at each inbox. */
  enqueues: 1,
  /** The environment has a say: a budget, the failure detector, timing. */
  guarded: 2,
  /** It sends, and the constraint bounds messages in flight. */
  bounded: 4,
  /** Its local state is outside the constraint. */
  outside: 8,
  /** A transition property or an observer has to judge it. */
  judged: 16,
  /** Histories see it. */
  remembered: 32,
  /** It changes nothing. */
  stutter: 64,
  /** The process's inbox is lost. */
  clears: 128,
  /** Messages over cut links are lost. */
  purges: 256,
  /** The process goes down; comes back. */
  crashes: 512,
  restarts: 1024,
  /** It sends twice to one inbox, or changes whole inboxes: build the successor to see. */
  general: 2048,
  /** A refinement has to judge it. */
  refined: 4096,
  /** It changes a view, or whether a process is up. This alone asks for no care. */
  visible: 8192,
} as const;

/** A move with none of these flags is made by adding its delta. */
export const CAREFUL = FLAGS.visible - 1;

/** Stands for "none" in every column of ids. */
export const NONE = -1;

/** A move to be added; a column that is left out has nothing in it. */
export interface NewMove {
  readonly step: Step;
  readonly flags?: number;
  /** The index of the process, but for a step of the network. */
  readonly process?: number;
  /** The ids of its local states before and after, if those differ. */
  readonly local?: number;
  readonly next?: number;
  /** The id of the message that is taken out of its inbox. */
  readonly consumed?: number;
  readonly sends?: readonly { readonly to: number; readonly message: number }[];
  /** The effect on the environment. */
  readonly effect?: number;
  /** The index of the process that it suspects. */
  readonly suspect?: number;
  /** How long its time-out waits. */
  readonly wait?: number;
  /** The id of its change of view, and of the view afterwards. */
  readonly change?: number;
  readonly view?: number;
}

export class MoveTable {
  readonly steps: Step[] = [];
  readonly flags = new IntList();
  readonly action = new IntList();
  readonly process = new IntList();
  readonly next = new IntList();
  readonly consumed = new IntList();
  readonly effect = new IntList();
  readonly suspect = new IntList();
  readonly wait = new IntList();
  readonly change = new IntList();
  readonly view = new IntList();
  /** The sends of a move are those from sendStart[move] up to sendStart[move + 1]. */
  readonly sendStart = new IntList();
  /** How many messages more are in flight after it, where messages are consumed. */
  readonly inFlight = new IntList();
  readonly sendTo = new IntList();
  readonly sendMessage = new IntList();
  /** At [move * lanes + lane]: what it adds to the fingerprint, as far as that depends on it alone. */
  readonly low = new IntList();
  readonly high = new IntList();

  constructor() {
    this.sendStart.push(0);
  }

  /** How much memory the columns take; the steps are objects, which can't be measured. */
  get bytes(): number {
    const { flags, action, process, next, consumed, effect, suspect, wait, change, view } = this;
    const { sendStart, inFlight, sendTo, sendMessage, low, high } = this;
    const outcome = [flags, action, process, next, consumed, effect, suspect, wait, change, view];
    return bytesOf([...outcome, sendStart, inFlight, sendTo, sendMessage, low, high]);
  }

  get size(): number {
    return this.steps.length;
  }

  /** Adds all but the delta of `move`; `action` is its coverage counter. */
  add(move: NewMove, action: number, flags: number): void {
    const { sends = [], consumed = NONE } = move;
    this.steps.push(move.step);
    this.flags.push(flags);
    this.action.push(action);
    this.process.push(move.process ?? NONE);
    this.next.push(move.next ?? NONE);
    this.consumed.push(consumed);
    this.effect.push(move.effect ?? NONE);
    this.suspect.push(move.suspect ?? NONE);
    this.wait.push(move.wait ?? 0);
    this.change.push(move.change ?? NONE);
    this.view.push(move.view ?? NONE);
    for (const { to, message } of sends) {
      this.sendTo.push(to);
      this.sendMessage.push(message);
    }
    this.sendStart.push(this.sendTo.length);
    this.inFlight.push(sends.length - (consumed === NONE ? 0 : 1));
  }
}
