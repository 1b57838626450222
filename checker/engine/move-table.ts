/**
 * The compiled moves: each outcome of each distinct local input as a row of integers, among them what
 * it adds to the fingerprint of any state in which it is made. A column a field, all in step.
 */
import type { Step } from "../world/step.ts";
import { IntList } from "./int-list.ts";

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
  /** It changes a view, or whether a process is up. This alone asks for no care. */
  visible: 4096,
} as const;

/** A move with none of these flags is made by adding its delta. */
export const CAREFUL = FLAGS.visible - 1;

/** Stands for "none" in every column of ids. */
export const NONE = -1;

export interface NewMove {
  readonly step: Step;
  readonly flags: number;
  /** The coverage counter. */
  readonly action: number;
  /** The index of the process, or NONE for a step of the network. */
  readonly process: number;
  /** The id of its next local state, or NONE if that stays. */
  readonly next: number;
  /** The id of the message that is taken out of its inbox, or NONE. */
  readonly consumed: number;
  readonly sends: readonly { readonly to: number; readonly message: number }[];
  /** The effect on the environment, or NONE. */
  readonly effect: number;
  /** The index of the process that it suspects, or NONE. */
  readonly suspect: number;
  /** How long its time-out waits, or 0. */
  readonly wait: number;
  /** The id of its change of view, or NONE. */
  readonly change: number;
  /** The id of the process's view afterwards, or NONE. */
  readonly view: number;
  /** By lane: what it adds to the fingerprint, as far as that depends on the move alone. */
  readonly low: readonly number[];
  readonly high: readonly number[];
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
  /** At [move * lanes + lane]. */
  readonly low = new IntList();
  readonly high = new IntList();

  constructor() {
    this.sendStart.push(0);
  }

  get size(): number {
    return this.steps.length;
  }

  add(move: NewMove): void {
    this.steps.push(move.step);
    this.flags.push(move.flags);
    this.action.push(move.action);
    this.process.push(move.process);
    this.next.push(move.next);
    this.consumed.push(move.consumed);
    this.effect.push(move.effect);
    this.suspect.push(move.suspect);
    this.wait.push(move.wait);
    this.change.push(move.change);
    this.view.push(move.view);
    for (const { to, message } of move.sends) {
      this.sendTo.push(to);
      this.sendMessage.push(message);
    }
    this.sendStart.push(this.sendTo.length);
    this.inFlight.push(move.sends.length - (move.consumed === NONE ? 0 : 1));
    for (const half of move.low) this.low.push(half);
    for (const half of move.high) this.high.push(half);
  }
}
