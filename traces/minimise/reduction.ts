/** The best counterexample so far, and whatever is tried to better it. */
import type { Typed } from "../../checker/protocol.ts";
import { type Cost, costOf, isLess } from "./cost.ts";
import type { Likeness, Player } from "../player.ts";

export class Reduction {
  readonly player: Player;
  #initial: number;
  #steps: readonly Typed[];
  #cost: Cost;
  #attempts = 0;

  /** @param steps a counterexample: all of them are possible, and only the last violates. */
  constructor(player: Player, initial: number, steps: readonly Typed[]) {
    this.player = player;
    this.#initial = initial;
    this.#steps = steps;
    this.#cost = costOf(steps, player.stage);
  }

  /** Which of the initial states it begins in. */
  get initial(): number {
    return this.#initial;
  }

  get steps(): readonly Typed[] {
    return this.#steps;
  }

  get cost(): Cost {
    return this.#cost;
  }

  /** How many lists of steps were replayed. */
  get attempts(): number {
    return this.#attempts;
  }

  /**
   * Replays `steps`: first as they are, then with steps like them where they are not possible. The first
   * counterexample that is better than the best is the best from then on.
   */
  attempt(steps: readonly Typed[]): boolean {
    return this.#isBetter(steps, "exact") || this.#isBetter(steps, "alike");
  }

  /**
   * Takes over a counterexample that was found elsewhere, if it is shorter and has no more faults; more
   * processes may take part in it.
   */
  adopt(initial: number, steps: readonly Typed[]): boolean {
    const cost = costOf(steps, this.player.stage);
    if (cost.faults > this.#cost.faults || cost.steps >= this.#cost.steps) return false;
    this.#initial = initial;
    // A search may take one object twice; here each step is one of its own.
    this.#steps = steps.map((step) => ({ ...step }));
    this.#cost = cost;
    return true;
  }

  #isBetter(steps: readonly Typed[], likeness: Likeness): boolean {
    this.#attempts++;
    const found = this.player.violating(this.#initial, steps, likeness);
    if (found === undefined) return false;
    const cost = costOf(found, this.player.stage);
    if (!isLess(cost, this.#cost)) return false;
    this.#steps = found;
    this.#cost = cost;
    return true;
  }
}
