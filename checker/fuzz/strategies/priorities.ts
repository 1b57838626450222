/**
 * Priorities (PCT: Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010). A task is what one actor
 * does of one action. Tasks get random priorities, and the possible task of the highest priority always
 * goes first; at d - 1 random points of a run, the task that is about to go falls behind all others.
 *
 * The bound: a bug that shows as soon as d tasks are ordered in a certain way, whatever is chosen within
 * a task, is met by a run with a probability of at least 1 / (D n k^(d - 1)), with n tasks, runs of k
 * steps, and d drawn from 1 to D.
 */
import type { Random } from "../random.ts";
import type { Strategy, StrategyKind, StrategyOptions } from "../strategy.ts";
import type { Walk } from "../walk.ts";

/** D: the most ordering constraints that a run is made for. */
const DEPTH_MAX = 8;

class Priorities implements Strategy {
  readonly #steps: number;
  /** By task. What is above 0 was drawn, what is below fell behind. */
  readonly #priorities = new Map<number, number>();
  /** The lengths at which a task falls behind. */
  readonly #points = new Set<number>();
  /** The choices of the task that goes first. */
  readonly #first: number[] = [];

  constructor({ steps }: StrategyOptions) {
    this.#steps = steps;
  }

  begin(walks: readonly Walk[], random: Random): Walk {
    this.#priorities.clear();
    this.#points.clear();
    const changes = random.below(DEPTH_MAX);
    for (let change = 0; change < changes; change++) this.#points.add(random.below(this.#steps));
    const walk = random.pick(walks);
    walk.begin(random.below(walk.initials));
    return walk;
  }

  choose(walk: Walk, random: Random): number {
    const first = this.#findFirst(walk, random);
    if (this.#points.delete(walk.length)) {
      this.#priorities.set(first, -walk.length - 1);
      this.#findFirst(walk, random);
    }
    return random.pick(this.#first);
  }

  /** The possible task of the highest priority. */
  #findFirst(walk: Walk, random: Random): number {
    let first = -1;
    let highest = -Infinity;
    for (let choice = 0; choice < walk.count; choice++) {
      const task = walk.actionAt(choice) * walk.actors + walk.actorAt(choice);
      const priority = this.#priorityOf(task, random);
      if (priority < highest) continue;
      if (priority > highest) this.#first.length = 0;
      highest = priority;
      first = task;
      this.#first.push(choice);
    }
    return first;
  }

  #priorityOf(task: number, random: Random): number {
    const known = this.#priorities.get(task);
    if (known !== undefined) return known;
    const drawn = random.unit();
    this.#priorities.set(task, drawn);
    return drawn;
  }
}

export const priorities: StrategyKind = {
  name: "priorities",
  about: "who goes first is drawn once and changed rarely (PCT): for bugs of few ordered events",
  make: (options) => new Priorities(options),
};
