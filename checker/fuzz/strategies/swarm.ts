/** Swarm: each run draws its own cluster size, mix of faults, and weights. */
import { Mix } from "../mix.ts";
import type { Random } from "../random.ts";
import type { Strategy, StrategyKind } from "../strategy.ts";
import type { Walk } from "../walk.ts";

class Swarm implements Strategy {
  readonly #mix = new Mix();

  begin(walks: readonly Walk[], random: Random): Walk {
    this.#mix.renew(random);
    const walk = random.pick(walks);
    walk.begin(random.below(walk.initials));
    return walk;
  }

  choose(walk: Walk, random: Random): number {
    return this.#mix.choose(walk, random);
  }
}

export const swarm: StrategyKind = {
  name: "swarm",
  about: "each run draws its own cluster size, mix of faults and weights",
  make: () => new Swarm(),
};
