/** The uniform random walk: each possible step is as likely as any other. */
import type { Random } from "../random.ts";
import type { Strategy, StrategyKind } from "../strategy.ts";
import type { Walk } from "../walk.ts";

class Uniform implements Strategy {
  begin(walks: readonly Walk[], random: Random): Walk {
    const walk = walks[0]!;
    walk.begin(random.below(walk.initials));
    return walk;
  }

  choose(walk: Walk, random: Random): number {
    return random.below(walk.count);
  }
}

export const uniform: StrategyKind = {
  name: "uniform",
  about:
    "every possible step is as likely: the plain baseline, and good where behaviours are short",
  make: () => new Uniform(),
};
