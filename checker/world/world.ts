/**
 * A protocol in its world, as a transition system over plain data. This is what the steps *mean*:
 * the reference explorer searches it, every counterexample is replayed in it, and the engine, which
 * does the same with interned ids, is compared with it.
 */
import { encode, rename, type Renaming } from "../data.ts";
import { losesUndeliverable } from "../environment.ts";
import { assert } from "../errors.ts";
import type { Change } from "../property.ts";
import type { ProcessId } from "../protocol.ts";
import type { TransitionSystem } from "../transition-system.ts";
import * as faults from "./faults.ts";
import type { Model } from "./model.ts";
import { deliveryMoves, eventMoves, type Move, recoveredState } from "./moves.ts";
import { inboxAlgebra } from "./network.ts";
import { historyAfter, isVisible, snapshotOf, viewOf } from "./observe.ts";
import type { Envelope, Step } from "./step.ts";

export interface WorldState {
  /** Local states, in the order of the model's processes. */
  readonly processes: readonly unknown[];
  /** The messages addressed to each process. */
  readonly inboxes: readonly (readonly Envelope[])[];
  readonly environment: faults.Environment;
  readonly histories: readonly unknown[];
}

/** What a step does, before anyone asks what it looks like. */
interface Effect {
  readonly step: Step;
  readonly after: WorldState;
  readonly change?: Change<unknown>;
}

export class World implements TransitionSystem<WorldState, Step> {
  readonly model: Model;
  readonly #inboxes;
  readonly #cuts;
  /** The effects in the state that was asked about last: callers ask several times in a row. */
  #latest: { readonly state: WorldState; readonly effects: readonly Effect[] } | undefined;

  constructor(model: Model) {
    this.model = model;
    this.#inboxes = inboxAlgebra<Envelope>(
      model.environment,
      (a, b) => compareText(encode(a), encode(b)),
      (envelope) => model.processes.indexOf(envelope.from),
    );
    this.#cuts = faults.possibleCuts(model.environment, model.processes);
  }

  initialStates(): WorldState[] {
    const { protocol, processes, config, histories } = this.model;
    return [
      {
        processes: processes.map((process) => protocol.init(process, config)),
        inboxes: processes.map(() => []),
        environment: faults.CALM,
        histories: histories.map((history) => history.initial),
      },
    ];
  }

  enabled(state: WorldState): Step[] {
    return this.#effects(state).map(({ step }) => step);
  }

  next(state: WorldState, step: Step): WorldState {
    return this.#take(state, step).after;
  }

  /** The change of view that `step` makes in `state`, if it makes one that properties can see. */
  changeOf(state: WorldState, step: Step): Change<unknown> | undefined {
    return this.#take(state, step).change;
  }

  constraint(state: WorldState): boolean {
    const { protocol, processes, config, bounds } = this.model;
    const local = processes.every(
      (process, i) => protocol.constraint?.state?.(process, state.processes[i], config) ?? true,
    );
    const inFlight = state.inboxes.reduce((sum, inbox) => sum + inbox.length, 0);
    return local && inFlight <= bounds.messages && mostCopies(state.inboxes) <= bounds.copies;
  }

  done(state: WorldState): boolean {
    const { protocol, processes, config } = this.model;
    return processes.every(
      (process, i) => protocol.done?.(process, state.processes[i], config) ?? false,
    );
  }

  /** Is no message in flight to a running process over a whole link? */
  isQuiet(state: WorldState): boolean {
    return this.model.processes.every(
      (to, index) =>
        state.environment.down.has(to) ||
        state.inboxes[index]!.every(({ from }) => !faults.linked(state.environment, from, to)),
    );
  }

  /** Is some event refused in `state` only because its budget is spent? */
  isExhausted(state: WorldState): boolean {
    return this.model.processes.some(
      (process, index) =>
        !state.environment.down.has(process) &&
        this.#events(state, index).some(({ step }) => this.#payFor(state, step) === undefined),
    );
  }

  /** A text that is equal exactly for states that are equal once their ids are renamed. */
  keyOf(state: WorldState, renaming: Renaming): string {
    const { processes, environment } = this.model;
    const name = (process: ProcessId): string => renaming.get(process) ?? process;
    const renamed = processes.map((process, index) => {
      const inbox = state.inboxes[index]!.map((envelope) => ({
        from: name(envelope.from),
        text: encode(rename(envelope.message, renaming)),
      }));
      // Between queues the order of senders means nothing; in a bag no order does.
      const texts =
        environment.order === "fifo"
          ? inbox.toSorted((a, b) => compareText(a.from, b.from))
          : inbox.toSorted((a, b) => compareText(a.from + a.text, b.from + b.text));
      return [name(process), [rename(state.processes[index], renaming), texts]] as const;
    });
    return encode([
      new Map(renamed),
      rename(state.environment, renaming),
      rename(state.histories, renaming),
    ]);
  }

  #take(state: WorldState, step: Step): Effect {
    const effects = this.#effects(state);
    const same = effects.find((candidate) => candidate.step === step);
    const wanted = same === undefined ? encode(step) : "";
    const effect = same ?? effects.find((candidate) => encode(candidate.step) === wanted);
    assert(effect !== undefined, `the step ${wanted} is enabled`);
    return effect;
  }

  #effects(state: WorldState): readonly Effect[] {
    if (this.#latest?.state !== state) this.#latest = { state, effects: this.#allEffects(state) };
    return this.#latest.effects;
  }

  #allEffects(state: WorldState): Effect[] {
    const ofProcesses = this.model.processes.flatMap((process, index) =>
      state.environment.down.has(process)
        ? [...this.#messageFaults(state, index), ...this.#restart(state, index)]
        : [
            ...this.#eventEffects(state, index),
            ...this.#deliveries(state, index),
            ...this.#messageFaults(state, index),
            ...this.#crash(state, index),
          ],
    );
    return [...ofProcesses, ...this.#linkFaults(state)];
  }

  #events(state: WorldState, index: number): Move[] {
    const { model } = this;
    return eventMoves(
      model,
      model.processes[index]!,
      state.processes[index],
      state.inboxes[index]!,
    );
  }

  #eventEffects(state: WorldState, index: number): Effect[] {
    const limit = this.#longestWait(state);
    return this.#events(state, index).flatMap((move) => {
      const environment = this.#payFor(state, move.step);
      const permitted =
        environment !== undefined &&
        this.#detects(state, move.step) &&
        this.#wait(move.step) <= limit;
      return permitted ? [this.#moved({ ...state, environment }, index, move, "event")] : [];
    });
  }

  #deliveries(state: WorldState, index: number): Effect[] {
    return this.#deliverable(state, index).flatMap((envelope) => {
      const process = this.model.processes[index]!;
      const moves = deliveryMoves(this.model, process, state.processes[index], envelope);
      return moves.map((move) => {
        const inbox = move.consumes
          ? this.#inboxes.remove(state.inboxes[index]!, envelope)
          : state.inboxes[index]!;
        const taken = { ...state, inboxes: state.inboxes.with(index, inbox) };
        return this.#moved(taken, index, move, "message");
      });
    });
  }

  /** The messages to a running process that can be delivered now. */
  #deliverable(state: WorldState, index: number): readonly Envelope[] {
    const to = this.model.processes[index]!;
    if (state.environment.down.has(to)) return [];
    return this.#inboxes
      .deliverable(state.inboxes[index]!)
      .filter(({ from }) => faults.linked(state.environment, from, to));
  }

  /** `state` with `move` made by the process at `index`, its message and budget already taken. */
  #moved(state: WorldState, index: number, move: Move, cause: "event" | "message"): Effect {
    const inboxes = [...state.inboxes];
    for (const { to, envelope } of move.sends) {
      const target = this.model.processes.indexOf(to);
      inboxes[target] = this.#inboxes.add(inboxes[target]!, envelope);
    }
    const processes = state.processes.with(index, move.state);
    return this.#observed(state, { ...state, processes, inboxes }, move.step, {
      process: this.model.processes[index]!,
      before: viewOf(this.model, this.model.processes[index]!, state.processes[index]),
      after: viewOf(this.model, this.model.processes[index]!, move.state),
      cause,
      acknowledged: move.acknowledged,
    });
  }

  #messageFaults(state: WorldState, index: number): Effect[] {
    const process = this.model.processes[index]!;
    const inbox = state.inboxes[index]!;
    return this.#inboxes.deliverable(inbox).flatMap(({ from, message }) =>
      (["drop", "duplicate"] as const).flatMap((type) => {
        const environment = faults.spend(state.environment, this.model.environment, `${type}s`);
        if (environment === undefined) return [];
        const changed =
          type === "drop"
            ? this.#inboxes.remove(inbox, { from, message })
            : this.#inboxes.add(inbox, { from, message });
        const after = { ...state, environment, inboxes: state.inboxes.with(index, changed) };
        return [this.#observed(state, after, { type, process, from, message })];
      }),
    );
  }

  #crash(state: WorldState, index: number): Effect[] {
    const process = this.model.processes[index]!;
    const environment = faults.crash(state.environment, this.model.environment, process);
    if (environment === undefined) return [];
    const recovered = recoveredState(this.model, process, state.processes[index]);
    const processes = state.processes.with(index, recovered);
    return [
      this.#observed(
        state,
        { ...state, environment, processes },
        { type: "crash", process },
        {
          process,
          before: viewOf(this.model, process, state.processes[index]),
          after: viewOf(this.model, process, recovered),
          cause: "crash",
          acknowledged: [],
        },
      ),
    ];
  }

  #restart(state: WorldState, index: number): Effect[] {
    const process = this.model.processes[index]!;
    const environment = faults.restart(state.environment, this.model.environment, process);
    if (environment === undefined) return [];
    const lost = losesUndeliverable(this.model.environment);
    const inboxes = lost ? state.inboxes.with(index, []) : state.inboxes;
    return [
      this.#observed(state, { ...state, environment, inboxes }, { type: "restart", process }),
    ];
  }

  #linkFaults(state: WorldState): Effect[] {
    const options = this.model.environment;
    const effects = this.#cuts.flatMap((links) => {
      const environment = faults.cutsAnew(state.environment, links)
        ? faults.partition(state.environment, options, links)
        : undefined;
      if (environment === undefined) return [];
      return [this.#observed(state, { ...state, environment }, { type: "partition", links })];
    });
    const healed = faults.heal(state.environment);
    if (healed === undefined) return effects;
    const inboxes = losesUndeliverable(options) ? this.#acrossWholeLinks(state) : state.inboxes;
    const after = { ...state, environment: healed, inboxes };
    return [...effects, this.#observed(state, after, { type: "heal" })];
  }

  #acrossWholeLinks(state: WorldState): (readonly Envelope[])[] {
    return state.inboxes.map((inbox, index) =>
      inbox.filter(({ from }) =>
        faults.linked(state.environment, from, this.model.processes[index]!),
      ),
    );
  }

  /** Lets the histories see the step. */
  #observed(before: WorldState, after: WorldState, step: Step, change?: Change<unknown>): Effect {
    const visible = change !== undefined && isVisible(change) ? change : undefined;
    const snapshot = (): ReturnType<typeof snapshotOf> =>
      snapshotOf(this.model, before.processes, (p) => !before.environment.down.has(p));
    const histories = this.model.histories.map((history, index) =>
      historyAfter(history, before.histories[index], visible, snapshot),
    );
    const observed = { ...after, histories };
    return visible ? { step, after: observed, change: visible } : { step, after: observed };
  }

  #payFor(state: WorldState, step: Step): faults.Environment | undefined {
    if (step.type !== "event") return state.environment;
    return faults.spend(state.environment, this.model.environment, step.event.type);
  }

  /** Does the failure detector let `step` suspect whom it suspects? */
  #detects(state: WorldState, step: Step): boolean {
    if (step.type !== "event" || this.model.environment.detection === "unreliable") return true;
    const suspect = this.model.protocol.suspects?.(step.event);
    return suspect === undefined || faults.isGone(state.environment, step.process, suspect);
  }

  /** How long the event of `step` waits; 0 for what is no time-out. */
  #wait(step: Step): number {
    return step.type === "event" ? (this.model.protocol.waits?.(step.event) ?? 0) : 0;
  }

  /**
   * The longest that a time-out may wait to fire now. Under synchronous timing messages come first,
   * then the shortest time-out that is enabled, even one whose budget is spent.
   */
  #longestWait(state: WorldState): number {
    if (this.model.environment.timing === "asynchronous") return Infinity;
    const { processes } = this.model;
    const messageComes = processes.some((process, index) =>
      this.#deliverable(state, index).some(
        (envelope) =>
          deliveryMoves(this.model, process, state.processes[index], envelope).length > 0,
      ),
    );
    if (messageComes) return 0;
    const waits = processes.flatMap((process, index) =>
      state.environment.down.has(process)
        ? []
        : this.#events(state, index)
            .filter(({ step }) => this.#wait(step) > 0 && this.#detects(state, step))
            .map(({ step }) => this.#wait(step)),
    );
    return Math.min(...waits, Infinity);
  }
}

function mostCopies(inboxes: readonly (readonly Envelope[])[]): number {
  const counts = inboxes.map((inbox) => {
    const copies = new Map<string, number>();
    for (const envelope of inbox) {
      const key = encode(envelope);
      copies.set(key, (copies.get(key) ?? 0) + 1);
    }
    return Math.max(0, ...copies.values());
  });
  return Math.max(0, ...counts);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
