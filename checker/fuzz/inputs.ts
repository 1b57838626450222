/**
 * What a process may be asked to do, before anyone knows what comes of it: an event, the delivery of a
 * message, a crash. Most of what is possible in the states of a walk is never chosen; what is costs one
 * call of the reducer, and the rest none.
 *
 * Where messages stay in the network, or processes read them where they lie, most of what may be asked
 * comes to nothing. There the reducer is asked once for each input, but its answers are not interned.
 */
import { IntList } from "../engine/int-list.ts";
import { NONE } from "../engine/move-table.ts";
import type { MoveRows } from "../engine/move-rows.ts";
import { PairMap } from "../engine/pair-map.ts";
import type { Tables } from "../engine/tables.ts";
import { encode } from "../data.ts";
import { budgetOf } from "../environment.ts";
import type { Typed } from "../protocol.ts";
import { deliveryMoves, eventsOf, movesOfEvent } from "../world/moves.ts";
import { actionOf, type Step } from "../world/step.ts";

export class Inputs {
  /** By input: the step that it is, or the first if it has several outcomes. */
  readonly steps: Step[] = [];
  readonly process = new IntList();
  readonly action = new IntList();
  /** What it costs: an effect on the environment. */
  readonly effect = new IntList();
  /** The message that is delivered; NONE for what a process does by itself. */
  readonly #message = new IntList();
  readonly #tables: Tables;
  readonly #rows: MoveRows;
  readonly #crashes: boolean;
  /** Is mostly nothing to come of an input? */
  readonly isOftenIdle: boolean;
  /** By process: by what its events depend on, by message, by event, and its crash. */
  readonly #own: (readonly number[] | undefined)[][];
  readonly #deliveries: (number | undefined)[][];
  readonly #events: readonly Map<string, number>[];
  readonly #crash: (number | undefined)[] = [];
  /** By input, by what it depends on: does nothing come of it (1), or something (0)? */
  readonly #idle = new PairMap();
  /** By input, by what it depends on: the row of its moves. */
  readonly #known = new PairMap();

  constructor(tables: Tables, rows: MoveRows) {
    const { processes, environment } = tables.model;
    this.#tables = tables;
    this.#rows = rows;
    this.#crashes = budgetOf(environment, "crashes") !== 0;
    const { readsInbox = false } = tables.model.protocol;
    this.isOftenIdle = readsInbox || environment.delivery === "monotone";
    this.#own = processes.map(() => []);
    this.#deliveries = processes.map(() => []);
    this.#events = processes.map(() => new Map<string, number>());
  }

  /** What process `p`, which is up, may do by itself in a local state, a crash included. */
  ownOf(p: number, local: number, inbox: number): readonly number[] {
    return (this.#own[p]![this.#keyOf(p, local, inbox)] ??= this.#findOwn(p, local, inbox));
  }

  /** The delivery of `message` to process `p`. */
  delivery(p: number, message: number): number {
    return (this.#deliveries[p]![message] ??= this.#addDelivery(p, message));
  }

  /** Does nothing come of `input`? Where that is rare, nobody asks, and the answer is no. */
  isIdle(input: number, local: number, inbox: number): boolean {
    if (!this.isOftenIdle) return false;
    const p = this.process.data[input]!;
    const isDelivery = this.#message.data[input] !== NONE;
    const key = isDelivery ? local : this.#keyOf(p, local, inbox);
    const known = this.#idle.get(input, key);
    if (known !== -1) return known === 1;
    return this.#idle.add(input, key, this.#comesToNothing(input, p, local, inbox) ? 1 : 0) === 1;
  }

  #comesToNothing(input: number, p: number, local: number, inbox: number): boolean {
    const { model, locals } = this.#tables;
    const process = model.processes[p]!;
    const state = locals[p]!.values[local];
    const step = this.steps[input]!;
    if (step.type !== "event" && step.type !== "deliver") return false;
    const moves =
      step.type === "event"
        ? movesOfEvent(model, process, state, step.event, this.#rows.visible(p, inbox))
        : deliveryMoves(model, process, state, step);
    const isConsumed = step.type === "deliver" && model.environment.delivery !== "monotone";
    return moves.every(
      (move) =>
        move.state === state &&
        move.sends.length === 0 &&
        move.acknowledged.length === 0 &&
        !(isConsumed && move.consumes),
    );
  }

  /** The row of the moves that `input` comes to in a local state of its process, with an inbox. */
  row(input: number, local: number, inbox: number): number {
    const message = this.#message.data[input]!;
    const p = this.process.data[input]!;
    if (message !== NONE) return this.#rows.deliveries(p, local, message);
    const key = this.#keyOf(p, local, inbox);
    const known = this.#known.get(input, key);
    if (known !== -1) return known;
    return this.#known.add(input, key, this.#compile(input, p, local, inbox));
  }

  #compile(input: number, p: number, local: number, inbox: number): number {
    const step = this.steps[input]!;
    if (step.type === "event") return this.#rows.event(p, local, inbox, step.event);
    return this.#rows.crash(p, local);
  }

  /** What the events of process `p` depend on, as a number. */
  #keyOf(p: number, local: number, inbox: number): number {
    const { model, situations } = this.#tables;
    return model.protocol.readsInbox === true ? situations[p]!.of(local, inbox) : local;
  }

  #findOwn(p: number, local: number, inbox: number): number[] {
    const { model, locals } = this.#tables;
    const state = locals[p]!.values[local];
    const messages = this.#rows.visible(p, inbox);
    const events = eventsOf(model, model.processes[p]!, state, messages);
    const own = events.map((event) => this.#event(p, event));
    return this.#crashes ? [...own, (this.#crash[p] ??= this.#addCrash(p))] : own;
  }

  #event(p: number, event: Typed): number {
    const text = encode(event);
    const known = this.#events[p]!.get(text);
    if (known !== undefined) return known;
    const process = this.#tables.model.processes[p]!;
    const input = this.#add(p, { type: "event", process, event, outcome: 0 }, NONE);
    this.#events[p]!.set(text, input);
    return input;
  }

  #addDelivery(p: number, message: number): number {
    const process = this.#tables.model.processes[p]!;
    const envelope = this.#tables.inboxes[p]!.messages.values[message]!;
    return this.#add(p, { type: "deliver", process, ...envelope, outcome: 0 }, message);
  }

  #addCrash(p: number): number {
    const process = this.#tables.model.processes[p]!;
    const effect = this.#tables.environments.crashing(process);
    return this.#add(p, { type: "crash", process }, NONE, effect);
  }

  #add(
    p: number,
    step: Step,
    message: number,
    effect = this.#tables.environments.spending(actionOf(step)),
  ): number {
    this.process.push(p);
    this.action.push(this.#tables.actionId(actionOf(step)));
    this.effect.push(effect);
    this.#message.push(message);
    return this.steps.push(step) - 1;
  }
}
