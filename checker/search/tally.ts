/**
 * What a space counted, less what was counted twice: a trace is rebuilt by expanding its states
 * again, and that must not show in any count.
 */
import { actionCounts, type Space } from "../engine/space.ts";
import type { ActionCount } from "./exploration.ts";

export class Tally {
  readonly #space: Space<unknown>;
  #generated = 0;
  #constrained = 0;
  #byAction = new Float64Array(0);

  constructor(space: Space<unknown>) {
    this.#space = space;
  }

  get generated(): number {
    return this.#space.generated - this.#generated;
  }

  get constrained(): number {
    return this.#space.constrained - this.#constrained;
  }

  /** The counts of the actions that happened, given how many new states each found. */
  actions(distinct: Float64Array): Map<string, ActionCount> {
    return actionCounts(this.#space.actions, this.#generatedByAction(), distinct);
  }

  /** Runs `body`, and counts nothing of what it expands. */
  pause<T>(body: () => T): T {
    const { generated, constrained } = this;
    const byAction = this.#generatedByAction();
    const result = body();
    this.#generated = this.#space.generated - generated;
    this.#constrained = this.#space.constrained - constrained;
    this.#byAction = this.#space.actionGenerated().map((all, i) => all - (byAction[i] ?? 0));
    return result;
  }

  #generatedByAction(): Float64Array {
    return this.#space.actionGenerated().map((all, i) => all - (this.#byAction[i] ?? 0));
  }
}
