/**
 * The compiled moves: each outcome of each distinct local input as a row of integers, among them what
 * it adds to the fingerprint of any state in which it is made.
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

/** Stands for "none" in every field that is an id. */
export const NONE = -1;

/**
 * Where the fields of a move are, side by side: who makes one needs most of them, and they come with a
 * cache line. (A large array begins sixteen bytes into a line, where its memory comes from glibc: the
 * first twelve fields of a move, those that a walk needs, are then in one.)
 */
const AT = {
  flags: 0,
  process: 1,
  next: 2,
  consumed: 3,
  effect: 4,
  firstSend: 5,
  sendsEnd: 6,
  change: 7,
  view: 8,
  low: 9,
  high: 10,
  suspect: 12,
  wait: 13,
  inFlight: 14,
  action: 15,
} as const;
const WIDTH = 16;

/** A move to be added; a field that is left out has nothing in it. */
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
  /** By send: to which process, by its index, and which message. */
  readonly sends = new IntList();
  /**
   * At [2 * (move * lanes + lane)] and after it, what the move adds to the halves of a fingerprint,
   * as far as that depends on it alone. Apart from the fields: a search mostly needs nothing else.
   */
  readonly deltas = new IntList();
  readonly #fields = new IntList();
  readonly #lanes: number;

  /** @param lanes in how many lanes fingerprints are kept: one, or more for symmetry. */
  constructor(lanes: number) {
    this.#lanes = lanes;
  }

  /** How much memory the numbers take; the steps are objects, which can't be measured. */
  get bytes(): number {
    return bytesOf([this.#fields, this.sends, this.deltas]);
  }

  get size(): number {
    return this.steps.length;
  }

  // Of a move: ids, unless said otherwise, and NONE for none.

  /** A sum of `FLAGS`. */
  flags(move: number): number {
    return this.#fields.data[move * WIDTH + AT.flags]!;
  }

  /** The index of its process, but for a step of the network. */
  process(move: number): number {
    return this.#fields.data[move * WIDTH + AT.process]!;
  }

  /** The local state afterwards, if it is another. */
  next(move: number): number {
    return this.#fields.data[move * WIDTH + AT.next]!;
  }

  /** The message that is taken out of the process's inbox. */
  consumed(move: number): number {
    return this.#fields.data[move * WIDTH + AT.consumed]!;
  }

  /** Its effect on the environment. */
  effect(move: number): number {
    return this.#fields.data[move * WIDTH + AT.effect]!;
  }

  /** Its sends are those from `firstSend` up to `sendsEnd`. */
  firstSend(move: number): number {
    return this.#fields.data[move * WIDTH + AT.firstSend]!;
  }

  sendsEnd(move: number): number {
    return this.#fields.data[move * WIDTH + AT.sendsEnd]!;
  }

  /** The change of view, and the view afterwards. */
  change(move: number): number {
    return this.#fields.data[move * WIDTH + AT.change]!;
  }

  view(move: number): number {
    return this.#fields.data[move * WIDTH + AT.view]!;
  }

  /** What it adds to the halves of a fingerprint, in the first lane. */
  low(move: number): number {
    return this.#fields.data[move * WIDTH + AT.low]!;
  }

  high(move: number): number {
    return this.#fields.data[move * WIDTH + AT.high]!;
  }

  /** The index of the process that it suspects. */
  suspect(move: number): number {
    return this.#fields.data[move * WIDTH + AT.suspect]!;
  }

  /** How long its time-out waits; 0 for none. */
  wait(move: number): number {
    return this.#fields.data[move * WIDTH + AT.wait]!;
  }

  /** How many messages more are in flight after it, where messages are consumed. */
  inFlight(move: number): number {
    return this.#fields.data[move * WIDTH + AT.inFlight]!;
  }

  /** Its coverage counter. */
  action(move: number): number {
    return this.#fields.data[move * WIDTH + AT.action]!;
  }

  /** What it adds in `lane`. */
  lowIn(lane: number, move: number): number {
    return this.deltas.data[2 * (move * this.#lanes + lane)]!;
  }

  highIn(lane: number, move: number): number {
    return this.deltas.data[2 * (move * this.#lanes + lane) + 1]!;
  }

  setFlags(move: number, flags: number): void {
    this.#fields.data[move * WIDTH + AT.flags] = flags;
  }

  /** The index of the process that a send goes to. */
  sendTo(send: number): number {
    return this.sends.data[2 * send]!;
  }

  /** The id of the message that is sent. */
  sendMessage(send: number): number {
    return this.sends.data[2 * send + 1]!;
  }

  /** Adds `move`, whose deltas were added before; `action` is its coverage counter. */
  add(move: NewMove, action: number, flags: number): void {
    const { sends = [], consumed = NONE } = move;
    const firstSend = this.sends.length / 2;
    for (const { to, message } of sends) {
      this.sends.push(to);
      this.sends.push(message);
    }
    const added = this.steps.push(move.step) - 1;
    for (let field = 0; field < WIDTH; field++) this.#fields.push(NONE);
    const set = (field: number, value: number): void => {
      this.#fields.data[added * WIDTH + field] = value;
    };
    set(AT.flags, flags);
    set(AT.process, move.process ?? NONE);
    set(AT.next, move.next ?? NONE);
    set(AT.consumed, consumed);
    set(AT.effect, move.effect ?? NONE);
    set(AT.firstSend, firstSend);
    set(AT.sendsEnd, firstSend + sends.length);
    set(AT.change, move.change ?? NONE);
    set(AT.view, move.view ?? NONE);
    set(AT.low, this.lowIn(0, added));
    set(AT.high, this.highIn(0, added));
    set(AT.suspect, move.suspect ?? NONE);
    set(AT.wait, move.wait ?? 0);
    set(AT.inFlight, sends.length - (consumed === NONE ? 0 : 1));
    set(AT.action, action);
  }
}
