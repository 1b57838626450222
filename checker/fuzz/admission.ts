/**
 * Whether a compiled move can be made in the state of a walk: is there budget, does the failure detector
 * agree, does it stay inside the constraint, does it lead elsewhere? What leads out of the constraint
 * is judged, but a walk does not go there.
 */
import { CAREFUL, FLAGS, NONE } from "../engine/move-table.ts";
import { copiesAfter, newMessages } from "./bag.ts";
import { environmentOf, type WalkState } from "./walk-state.ts";

/** A move with none of these flags is possible wherever it comes up. */
const REFUSABLE = FLAGS.stutter | FLAGS.guarded | FLAGS.outside | FLAGS.bounded;

export class Admission {
  /**
   * Was an event or a delivery refused, since `begin`, for want of budget or as it leads out of the
   * constraint?
   */
  isOpen = false;
  /** Did an answer depend on histories, since `begin`? They change behind a process's back. */
  isPassing = false;
  readonly #state: WalkState;

  constructor(state: WalkState) {
    this.#state = state;
  }

  begin(): void {
    this.isOpen = false;
    this.isPassing = false;
  }

  /** Can `move` be made here? */
  admits(move: number): boolean {
    const { moves } = this.#state.tables;
    const flags = moves.flags(move);
    if ((flags & REFUSABLE) !== 0 && !this.#isPossible(move, flags & CAREFUL)) return false;
    return moves.low(move) !== 0 || this.#leadsElsewhere(move);
  }

  /** Is there budget for `effect`? */
  isAffordable(effect: number): boolean {
    const { environments } = this.#state.tables;
    return effect === NONE || environments.allows(environmentOf(this.#state), effect);
  }

  #isPossible(move: number, flags: number): boolean {
    if (flags === FLAGS.stutter) return false;
    const { tables, permission, witness, vector } = this.#state;
    const { moves } = tables;
    if ((flags & FLAGS.guarded) !== 0) {
      if (!permission.isDetected(environmentOf(this.#state), move)) return false;
      if (!this.isAffordable(moves.effect(move))) {
        const { type } = moves.steps[move]!;
        this.isOpen ||= type === "event" || type === "deliver";
        return false;
      }
    }
    const isOutside =
      (flags & FLAGS.outside) !== 0 || ((flags & FLAGS.bounded) !== 0 && this.#exceeds(move));
    if (!isOutside) return true;
    this.isOpen = true;
    witness.judgeOutside(move, vector);
    return false;
  }

  /** Asked of a move that adds nothing to a fingerprint by itself: does it change something else? */
  #leadsElsewhere(move: number): boolean {
    const { tables, layout, witness, vector } = this.#state;
    const { moves, isAdditive } = tables;
    if (moves.high(move) !== 0 || moves.effect(move) !== NONE) return true;
    if (!isAdditive && this.#changesInbox(move)) return true;
    this.isPassing ||= layout.histories > 0;
    return witness.isRemembered(move, vector);
  }

  /** Does `move` change what is in flight, where that is a set for each process, or queues? */
  #changesInbox(move: number): boolean {
    const { tables, inFlight } = this.#state;
    const { moves, model, inboxes } = tables;
    if (model.environment.order !== "fifo") return newMessages(moves, move, inFlight) > 0;
    const p = moves.process(move);
    if (p === NONE) return false;
    const { inbox: before } = inFlight[p]!;
    const consumed = moves.consumed(move);
    let after = consumed === NONE ? before : inboxes[p]!.remove(before, consumed);
    const end = moves.sendsEnd(move);
    for (let send = moves.firstSend(move); send < end; send++) {
      if (moves.sendTo(send) !== p) return true;
      after = inboxes[p]!.add(after, moves.sendMessage(send));
    }
    return after !== before;
  }

  /** Does `move` lead to more messages in flight, or more copies of one, than the constraint lets? */
  #exceeds(move: number): boolean {
    const { tables, inFlight } = this.#state;
    const { moves, model, isAdditive } = tables;
    let total = isAdditive ? moves.inFlight(move) : newMessages(moves, move, inFlight);
    for (const each of inFlight) total += each.total;
    if (total > model.bounds.messages) return true;
    if (model.bounds.copies === Infinity) return false;
    if (!isAdditive) return total > 0 && model.bounds.copies < 1;
    const end = moves.sendsEnd(move);
    for (let send = moves.firstSend(move); send < end; send++) {
      if (copiesAfter(moves, move, send, inFlight) > model.bounds.copies) return true;
    }
    return false;
  }
}
