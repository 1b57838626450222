/**
 * The one source of chance: Alea from seedrandom, seeded by a text. Two with one seed give the same
 * numbers on every machine.
 */
import seedrandom from "seedrandom";

export class Random {
  readonly #next: () => number;

  /** @param seed any text; by convention the session's seed and what the numbers are for. */
  constructor(seed: string) {
    this.#next = seedrandom.alea(seed);
  }

  /** A number from 0 up to, not including, 1. */
  unit(): number {
    return this.#next();
  }

  /** A whole number from 0 up to, not including, `bound`. */
  below(bound: number): number {
    return Math.floor(this.#next() * bound);
  }

  /** One of `items`, which are not empty. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** `items` in another order: Fisher and Yates. */
  shuffled<T>(items: readonly T[]): T[] {
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  }
}
