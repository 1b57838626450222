/**
 * Compiles what a process does: asks the model's pure functions about one distinct local input, and
 * writes the answers to the move table. `MoveRows` remembers what was asked.
 */
import type { Typed } from "../protocol.ts";
import { deliveryMoves, eventMoves, type Move } from "../world/moves.ts";
import { suspectOf, waitOf } from "../world/questions.ts";
import { actionOf } from "../world/step.ts";
import { FLAGS, type NewMove, NONE } from "./move-table.ts";
import type { Tables } from "./tables.ts";

export class Compiler {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** What process `p` may do by itself in a local state. */
  addEvents(p: number, local: number, inbox: number): void {
    const { model } = this.#tables;
    const state = this.#tables.locals[p]!.values[local];
    const envelopes =
      model.protocol.readsInbox === true ? this.#tables.inboxes[p]!.envelopes(inbox) : [];
    for (const move of eventMoves(model, model.processes[p]!, state, envelopes)) {
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
    const { model } = this.#tables;
    const { environment, processes } = model;
    const event = move.step.type === "event" ? move.step.event : undefined;
    const locals = this.#tables.locals[p]!;
    const next = move.state === locals.values[local] ? local : locals.intern(move.state);
    const sends = move.sends.map(({ to, envelope }) => {
      const target = processes.indexOf(to);
      return { to: target, message: this.#tables.inboxes[target]!.messages.intern(envelope) };
    });
    const consumed = move.consumes && environment.delivery !== "monotone" ? message : NONE;
    const cause = event === undefined ? "message" : "event";
    const change = this.#tables.change(p, local, next, { cause, acknowledged: move.acknowledged });
    const targets = sends.map(({ to }) => to).concat(consumed === NONE ? [] : p);
    const isRepeated = new Set(targets).size < targets.length;
    this.#tables.add({
      ...this.#tables.idle(move.step),
      ...this.#guards(event),
      effect: this.#tables.environments.spending(actionOf(move.step)),
      flags:
        this.#tables.visibility(change) |
        (targets.length === 0 || this.#tables.isAdditive
          ? 0
          : isRepeated
            ? FLAGS.general
            : FLAGS.enqueues) |
        (sends.length > 0 && this.#tables.isBounded ? FLAGS.bounded : 0) |
        this.#tables.outsideFlag(p, move.state),
      process: p,
      next,
      consumed,
      sends,
      change,
      view: this.#tables.viewId(p, next),
      ...this.#tables.delta(p, local, next, consumed, sends),
    });
  }

  /** What the failure detector and time have to say about an event. */
  #guards(event: Typed | undefined): Pick<NewMove, "suspect" | "wait"> {
    if (event === undefined) return { suspect: NONE, wait: 0 };
    const { model } = this.#tables;
    const { environment, processes } = model;
    const isSynchronous = environment.timing === "synchronous";
    // An unreliable detector asks no one, but time has to know which suspicions are warranted.
    const asks = environment.detection === "perfect" || isSynchronous;
    const suspect = asks ? suspectOf(model, event) : undefined;
    return {
      suspect: suspect === undefined ? NONE : processes.indexOf(suspect),
      wait: isSynchronous ? waitOf(model, event) : 0,
    };
  }
}
