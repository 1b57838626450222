/**
 * What stands between a process and its steps: messages that can't arrive, budgets, the failure
 * detector, and time.
 */
import * as faults from "./faults.ts";
import type { Model } from "./model.ts";
import { deliveryMoves, eventMoves, type Move, visibleInbox } from "./moves.ts";
import type { InboxAlgebra } from "./network.ts";
import { suspectOf, waitOf } from "./questions.ts";
import { actionOf, type Envelope, type Step } from "./step.ts";
import type { WorldState } from "./world-state.ts";

export class Permission {
  readonly #model: Model;
  readonly #inboxes: InboxAlgebra<Envelope>;

  constructor(model: Model, inboxes: InboxAlgebra<Envelope>) {
    this.#model = model;
    this.#inboxes = inboxes;
  }

  /** The events of the process at `index`, permitted or not. */
  events(state: WorldState, index: number): Move[] {
    const model = this.#model;
    return eventMoves(
      model,
      model.processes[index]!,
      state.processes[index],
      visibleInbox(model, state.inboxes[index]!),
    );
  }

  /** The messages to a running process that can be delivered now. */
  deliverable(state: WorldState, index: number): readonly Envelope[] {
    const to = this.#model.processes[index]!;
    if (state.environment.down.has(to)) return [];
    return this.#inboxes
      .deliverable(state.inboxes[index]!)
      .filter(({ from }) => faults.linked(state.environment, from, to));
  }

  /** The environment once `step` is paid for, or undefined if its budget is spent. */
  payFor(state: WorldState, step: Step): faults.Environment | undefined {
    return faults.spend(state.environment, this.#model.environment, actionOf(step));
  }

  /** Does the failure detector let `step` suspect whom it suspects? */
  detects(state: WorldState, step: Step): boolean {
    return this.#model.environment.detection === "unreliable" || this.#isWarranted(state, step);
  }

  /** Is whoever `step` suspects gone, if it suspects anyone? */
  #isWarranted(state: WorldState, step: Step): boolean {
    if (step.type !== "event") return true;
    const suspect = suspectOf(this.#model, step.event);
    return suspect === undefined || faults.isGone(state.environment, step.process, suspect);
  }

  /** How long the event of `step` waits; 0 for what is no time-out. */
  wait(step: Step): number {
    return step.type === "event" ? waitOf(this.#model, step.event) : 0;
  }

  /**
   * The longest that a time-out may wait to fire now. Under synchronous timing messages come first,
   * then the shortest time-out that is due, even one whose budget is spent. A suspicion is due when it
   * is warranted; a false one may happen, but nothing has to wait for it.
   */
  longestWait(state: WorldState): number {
    if (this.#model.environment.timing === "asynchronous") return Infinity;
    const { processes } = this.#model;
    const messageComes = processes.some((process, index) =>
      this.deliverable(state, index).some(
        (envelope) =>
          deliveryMoves(this.#model, process, state.processes[index], envelope).length > 0,
      ),
    );
    if (messageComes) return 0;
    const waits = processes.flatMap((process, index) =>
      state.environment.down.has(process)
        ? []
        : this.events(state, index)
            .filter(({ step }) => this.wait(step) > 0 && this.#isWarranted(state, step))
            .map(({ step }) => this.wait(step)),
    );
    return Math.min(...waits, Infinity);
  }

  /** Is some event or delivery refused in `state` only because its budget is spent? */
  isExhausted(state: WorldState): boolean {
    const limit = this.longestWait(state);
    const isUnpaid = ({ step }: Move): boolean =>
      this.payFor(state, step) === undefined &&
      this.detects(state, step) &&
      this.wait(step) <= limit;
    return this.#model.processes.some((process, index) => {
      if (state.environment.down.has(process)) return false;
      const deliveries = this.deliverable(state, index).flatMap((envelope) =>
        deliveryMoves(this.#model, process, state.processes[index], envelope),
      );
      return [...this.events(state, index), ...deliveries].some(isUnpaid);
    });
  }
}
