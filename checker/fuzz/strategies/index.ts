/** All fuzzing strategies, by name. */
import { unknownName } from "../../errors.ts";
import type { StrategyKind } from "../strategy.ts";
import { hybrid } from "./hybrid.ts";
import { novelty } from "./novelty.ts";
import { priorities } from "./priorities.ts";
import { swarm } from "./swarm.ts";
import { uniform } from "./uniform.ts";

export const STRATEGIES: readonly StrategyKind[] = [uniform, swarm, priorities, novelty, hybrid];

/** What is taken if none is named. */
export const DEFAULT_STRATEGY: StrategyKind = novelty;

/** The strategy that is called `name`. @throws CheckerError `UnknownName`. */
export function strategyNamed(name: string): StrategyKind {
  const found = STRATEGIES.find((kind) => kind.name === name);
  if (found !== undefined) return found;
  throw unknownName(
    "strategy",
    name,
    STRATEGIES.map((kind) => kind.name),
  );
}
