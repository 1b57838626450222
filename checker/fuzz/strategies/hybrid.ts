/**
 * Hybrid: exhausts the states near the initial one, breadth first, and goes on at random from its
 * frontier, from states of rare shapes (`Walk.shape`) more often. Each run first expands one more state:
 * a session begins at once, and the frontier moves while it fuzzes.
 */
import { FingerprintSet } from "../../engine/fingerprint-set.ts";
import { Mix } from "../mix.ts";
import { follow, type Prefix } from "../prefixes.ts";
import type { Random } from "../random.ts";
import type { Strategy, StrategyKind } from "../strategy.ts";
import type { Walk } from "../walk.ts";

/** No more states are expanded when a size's frontier has so many. */
const FRONTIER_MAX = 4096;
const TRIES = 4;

class Hybrid implements Strategy {
  readonly #mix = new Mix();
  /** By walk. */
  readonly #frontiers: Frontier[] = [];

  begin(walks: readonly Walk[], random: Random): Walk {
    this.#mix.renew(random);
    const index = random.below(walks.length);
    const frontier = (this.#frontiers[index] ??= new Frontier(index, walks[index]!));
    return frontier.begin(walks, random);
  }

  choose(walk: Walk, random: Random): number {
    return this.#mix.choose(walk, random);
  }
}

/** The states that were found breadth first and are not expanded yet, in one size of the model. */
class Frontier {
  readonly #index: number;
  /** Those before `#next` are expanded. */
  readonly #found: Prefix[] = [];
  #next = 0;
  readonly #known = new FingerprintSet();
  /** How many states that were found have each shape. */
  readonly #frequency = new Map<number, number>();

  constructor(index: number, walk: Walk) {
    this.#index = index;
    for (let initial = 0; initial < walk.initials; initial++) {
      walk.begin(initial);
      this.#add(walk, Int32Array.of());
    }
  }

  /** Expands a state, then begins in one of the frontier; or where a property objects on the way. */
  begin(walks: readonly Walk[], random: Random): Walk {
    const walk = walks[this.#index]!;
    const isFull = this.#found.length - this.#next >= FRONTIER_MAX;
    if (!isFull && this.#expandNext(walks)) return walk;
    if (this.#next === this.#found.length) this.#next = 0;
    return follow(walks, this.#pick(random));
  }

  /** Expands the state that waits longest; true if the walk came to where a property objects. */
  #expandNext(walks: readonly Walk[]): boolean {
    const prefix = this.#found[this.#next];
    if (prefix === undefined) return false;
    this.#next++;
    return this.#expand(walks, prefix, true);
  }

  /**
   * Adds what follows `prefix`; true if the walk came to where a property objects. What came to several
   * steps when it was asked about is expanded once more, now that these are listed; `asks` says that.
   */
  #expand(walks: readonly Walk[], prefix: Prefix, asks: boolean): boolean {
    const walk = follow(walks, prefix);
    if (walk.objections.length > 0) return true;
    const { count, length } = walk;
    for (let choice = 0; choice < count; choice++) {
      if (choice > 0) follow(walks, prefix);
      walk.take(choice);
      if (walk.objections.length > 0) return true;
      const choices = Int32Array.of(...prefix.choices, choice);
      if (walk.length > length) this.#add(walk, choices);
      else if (asks && walk.count > count && this.#expand(walks, { ...prefix, choices }, false)) {
        return true;
      }
    }
    return false;
  }

  #add(walk: Walk, choices: Int32Array): void {
    if (!this.#known.add(walk.low, walk.high)) return;
    const { initial, shape } = walk;
    this.#found.push({ walk: this.#index, initial, choices, shape });
    this.#frequency.set(shape, (this.#frequency.get(shape) ?? 0) + 1);
  }

  #pick(random: Random): Prefix {
    let rarest: Prefix | undefined;
    for (let round = 0; round < TRIES; round++) {
      const other = this.#found[this.#next + random.below(this.#found.length - this.#next)]!;
      if (rarest === undefined || this.#frequencyOf(other) < this.#frequencyOf(rarest)) {
        rarest = other;
      }
    }
    return rarest!;
  }

  #frequencyOf({ shape }: Prefix): number {
    return this.#frequency.get(shape)!;
  }
}

export const hybrid: StrategyKind = {
  name: "hybrid",
  about: "exhausts the first steps breadth first, then goes on from the rarest states there",
  make: () => new Hybrid(),
};
