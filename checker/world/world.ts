/**
 * A protocol in its world, as a transition system over plain data. This is what the steps *mean*:
 * the reference explorer searches it, every counterexample is replayed in it, and the engine, which
 * does the same with interned ids, is compared with it.
 */
import { encode } from "../data.ts";
import { losesUndeliverable } from "../environment.ts";
import { assert } from "../errors.ts";
import type { Change } from "../property.ts";
import type { TransitionSystem } from "../transition-system.ts";
import * as faults from "./faults.ts";
import { Permission } from "./permission.ts";
import type { Model } from "./model.ts";
import { deliveryMoves, initialState, type Move, recoveredState } from "./moves.ts";
import { inboxAlgebra } from "./network.ts";
import { historyAfter, isVisible, snapshotOf, viewOf } from "./observe.ts";
import { isDone } from "./questions.ts";
import type { Envelope, Step } from "./step.ts";
import { compareText, isInside, type WorldState } from "./world-state.ts";

/** What a step does, before anyone asks what it looks like. */
interface Effect {
  readonly step: Step;
  readonly after: WorldState;
  readonly change?: Change<unknown>;
}

/** Effects in a state. */
interface Known {
  readonly state: WorldState;
  readonly effects: readonly Effect[];
}

export class World implements TransitionSystem<WorldState, Step> {
  readonly model: Model;
  readonly permission: Permission;
  readonly #inboxes;
  readonly #cuts;
  /** The effects in the state that was asked about last: callers ask several times in a row. */
  #latest: Known | undefined;
  /** Some of the effects in the state for which only those were asked. */
  #latestLike: Known | undefined;

  constructor(model: Model) {
    this.model = model;
    this.#inboxes = inboxAlgebra<Envelope>(
      model.environment,
      (a, b) => compareText(encode(a), encode(b)),
      (envelope) => model.processes.indexOf(envelope.from),
    );
    this.permission = new Permission(model, this.#inboxes);
    this.#cuts = faults.possibleCuts(model.environment, model.processes);
  }

  initialStates(): WorldState[] {
    const { processes, histories } = this.model;
    return [
      {
        processes: processes.map((process) => initialState(this.model, process)),
        inboxes: processes.map(() => []),
        environment: faults.CALM,
        histories: histories.map((history) => history.initial),
      },
    ];
  }

  enabled(state: WorldState): Step[] {
    return this.#effects(state).map(({ step }) => step);
  }

  /** The enabled steps of the type of `step` and by its process: the others are not worked out. */
  enabledLike(state: WorldState, step: Step): Step[] {
    const effects = this.#effectsLike(state, step);
    this.#latestLike = { state, effects };
    return effects.flatMap((each) => (each.step.type === step.type ? [each.step] : []));
  }

  next(state: WorldState, step: Step): WorldState {
    return this.#take(state, step).after;
  }

  /** The change of view that `step` makes in `state`, if it makes one that properties can see. */
  changeOf(state: WorldState, step: Step): Change<unknown> | undefined {
    return this.#take(state, step).change;
  }

  constraint(state: WorldState): boolean {
    return isInside(this.model, state);
  }

  done(state: WorldState): boolean {
    const { model } = this;
    return model.processes.every((process, i) => isDone(model, process, state.processes[i]));
  }

  #take(state: WorldState, step: Step): Effect {
    const known = this.#latestLike?.state === state ? this.#latestLike.effects : [];
    const asked = known.find((candidate) => candidate.step === step);
    if (asked !== undefined) return asked;
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

  #effectsLike(state: WorldState, step: Step): readonly Effect[] {
    if (!("process" in step)) return this.#linkFaults(state);
    const index = this.model.processes.indexOf(step.process);
    if (index === -1) return [];
    const isDown = state.environment.down.has(step.process);
    switch (step.type) {
      case "event":
        return isDown ? [] : this.#eventEffects(state, index);
      case "deliver":
        return isDown ? [] : this.#deliveries(state, index);
      case "crash":
        return isDown ? [] : this.#crash(state, index);
      case "restart":
        return isDown ? this.#restart(state, index) : [];
      case "drop":
      case "duplicate":
        return this.#messageFaults(state, index);
    }
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

  #eventEffects(state: WorldState, index: number): Effect[] {
    const limit = this.permission.longestWait(state);
    return this.permission.events(state, index).flatMap((move) => {
      const environment = this.permission.payFor(state, move.step);
      const permitted =
        environment !== undefined &&
        this.permission.detects(state, move.step) &&
        this.permission.wait(move.step) <= limit;
      return permitted ? [this.#moved({ ...state, environment }, index, move, "event")] : [];
    });
  }

  #deliveries(state: WorldState, index: number): Effect[] {
    return this.permission.deliverable(state, index).flatMap((envelope) => {
      const process = this.model.processes[index]!;
      const moves = deliveryMoves(this.model, process, state.processes[index], envelope);
      return moves.flatMap((move) => {
        const environment = this.permission.payFor(state, move.step);
        if (environment === undefined) return [];
        const inbox = move.consumes
          ? this.#inboxes.remove(state.inboxes[index]!, envelope)
          : state.inboxes[index]!;
        const taken = { ...state, environment, inboxes: state.inboxes.with(index, inbox) };
        return [this.#moved(taken, index, move, "message")];
      });
    });
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
}
