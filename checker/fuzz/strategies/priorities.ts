/**
 * Priorities (PCT: Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010): a ranking of tasks decides
 * who goes first.
 *
 * The bound: a bug that shows as soon as d tasks are ordered in a certain way, whatever is chosen within
 * a task, is met by a run with a probability of at least 1 / (D n k^(d - 1)), with n tasks, runs of k
 * steps, and d drawn from 1 to D.
 */
import type { Random } from "../random.ts";
import { Ranking } from "../ranking.ts";
import type { Strategy, StrategyKind, StrategyOptions } from "../strategy.ts";
import type { Walk } from "../walk.ts";

class Priorities implements Strategy {
  readonly #ranking: Ranking;

  constructor({ steps }: StrategyOptions) {
    this.#ranking = new Ranking(steps);
  }

  begin(walks: readonly Walk[], random: Random): Walk {
    this.#ranking.renew(random);
    const walk = random.pick(walks);
    walk.begin(random.below(walk.initials));
    return walk;
  }

  choose(walk: Walk, random: Random): number {
    return this.#ranking.choose(walk, random);
  }
}

export const priorities: StrategyKind = {
  name: "priorities",
  about: "who goes first is drawn once and changed rarely (PCT): for bugs of few ordered events",
  make: (options) => new Priorities(options),
};
