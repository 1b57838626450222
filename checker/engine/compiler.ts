/**
 * Compiles what a process does: asks the model's pure functions about one distinct local input, and
 * writes the answers to the move table. `MoveRows` remembers what was asked.
 */
import type { Delivered, Typed } from "../protocol.ts";
import {
  deliveryMoves,
  eventMoves,
  type Move,
  movesOfEvent,
  visibleInbox,
} from "../world/moves.ts";
import { suspectOf, waitOf } from "../world/questions.ts";
import { actionOf } from "../world/step.ts";
import { FLAGS, type NewMove, NONE } from "./move-table.ts";
import type { Tables } from "./tables.ts";

export class Compiler {
  readonly #tables: Tables;
  /** By process: what it saw of the inbox that was looked into last. */
  readonly #latest: { inbox: number; messages: readonly Delivered<Typed>[] }[] = [];

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** What process `p` may do by itself in a local state. */
  addEvents(p: number, local: number, inbox: number): void {
    const { model } = this.#tables;
    const state = this.#tables.locals[p]!.values[local];
    for (const move of eventMoves(model, model.processes[p]!, state, this.visible(p, inbox))) {
      this.#addMove(p, local, move, NONE);
    }
  }

  /** What process `p` sees of an inbox; the latest is remembered, for many events look into one. */
  visible(p: number, inbox: number): readonly Delivered<Typed>[] {
    const latest = this.#latest[p];
    if (latest?.inbox === inbox) return latest.messages;
    const messages = visibleInbox(this.#tables.model, this.#tables.inboxes[p]!.envelopes(inbox));
    this.#latest[p] = { inbox, messages };
    return messages;
  }

  /** What one event of process `p` may lead to in a local state, with an inbox. */
  addEvent(p: number, local: number, inbox: number, event: Typed): void {
    const { model } = this.#tables;
    const state = this.#tables.locals[p]!.values[local];
    const process = model.processes[p]!;
    for (const move of movesOfEvent(model, process, state, event, this.visible(p, inbox))) {
      this.#addMove(p, local, move, NONE);
    }
  }

  /** What delivering `message` to process `p` may lead to. */
  addDeliveries(p: number, local: number, message: number): void {
    const process = this.#tables.model.processes[p]!;
    const envelope = this.#tables.inboxes[p]!.messages.values[message]!;
    const state = this.#tables.locals[p]!.values[local];
    for (const move of deliveryMoves(this.#tables.model, process, state, envelope)) {
      this.#addMove(p, local, move, message);
    }
  }

  #addMove(p: number, local: number, move: Move, message: number): void {
    const tables = this.#tables;
    const { environment, processes } = tables.model;
    const { step, state, acknowledged } = move;
    const event = step.type === "event" ? step.event : undefined;
    const locals = tables.locals[p]!;
    const next = state === locals.values[local] ? local : locals.intern(state);
    const sends = move.sends.map(({ to, envelope }) => {
      const target = processes.indexOf(to);
      return { to: target, message: tables.inboxes[target]!.messages.intern(envelope) };
    });
    const consumed = move.consumes && environment.delivery !== "monotone" ? message : NONE;
    const cause = event === undefined ? "message" : "event";
    const change = tables.change(p, local, next, { cause, acknowledged });
    tables.add({
      step,
      flags:
        tables.visibility(change) |
        (sends.length > 0 && tables.isBounded ? FLAGS.bounded : 0) |
        tables.outsideFlag(p, state) |
        this.#inboxFlag(p, consumed, sends),
      process: p,
      local,
      next,
      consumed,
      sends,
      effect: tables.environments.spending(actionOf(step)),
      suspect: event === undefined ? NONE : this.#suspect(event),
      wait: event === undefined ? 0 : this.#wait(event),
      change,
      view: tables.viewId(p, next),
    });
  }

  /** How much of the inboxes a move has to look at, where they are not sums of their messages. */
  #inboxFlag(p: number, consumed: number, sends: NonNullable<NewMove["sends"]>): number {
    if (this.#tables.isAdditive) return 0;
    const touched = sends.map(({ to }) => to).concat(consumed === NONE ? [] : p);
    if (touched.length === 0) return 0;
    return new Set(touched).size < touched.length ? FLAGS.general : FLAGS.enqueues;
  }

  /** Whom an event suspects, if anyone has to know. */
  #suspect(event: Typed): number {
    const { model } = this.#tables;
    const { detection, timing } = model.environment;
    // An unreliable detector asks no one, but time has to know which suspicions are warranted.
    if (detection === "unreliable" && timing === "asynchronous") return NONE;
    const suspect = suspectOf(model, event);
    return suspect === undefined ? NONE : model.processes.indexOf(suspect);
  }

  #wait(event: Typed): number {
    const { model } = this.#tables;
    return model.environment.timing === "synchronous" ? waitOf(model, event) : 0;
  }
}
