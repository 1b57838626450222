/**
 * A ranking of tasks, a task being what one actor does of one action: the possible task of the highest
 * rank always goes first. Ranks are drawn at random for each run; at a few random points of it the task
 * that is about to go falls behind all others (PCT: see strategies/priorities.ts).
 */
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

/** D: the most ordering constraints that a run is made for. */
const DEPTH_MAX = 8;

export class Ranking {
  /** The most steps of a run. */
  readonly #steps: number;
  /** By task. What is above 0 was drawn, what is below fell behind. */
  readonly #ranks = new Map<number, number>();
  /** The lengths at which a task falls behind. */
  readonly #points = new Set<number>();
  /** The choices of the task that goes first. */
  readonly #first: number[] = [];

  constructor(steps: number) {
    this.#steps = steps;
  }

  /** Forgets the ranks, and draws how often and where tasks will fall behind. */
  renew(random: Random): void {
    this.#ranks.clear();
    this.#points.clear();
    const changes = random.below(DEPTH_MAX);
    for (let change = 0; change < changes; change++) this.#points.add(random.below(this.#steps));
  }

  /** Chooses a step of the possible task of the highest rank. */
  choose(walk: Walk, random: Random): number {
    const first = this.#findFirst(walk, random);
    if (this.#points.delete(walk.length)) {
      this.#ranks.set(first, -walk.length - 1);
      this.#findFirst(walk, random);
    }
    return random.pick(this.#first);
  }

  #findFirst(walk: Walk, random: Random): number {
    let first = -1;
    let highest = -Infinity;
    for (let choice = 0; choice < walk.count; choice++) {
      const task = walk.actionAt(choice) * walk.actors + walk.actorAt(choice);
      const rank = this.#rankOf(task, random);
      if (rank < highest) continue;
      if (rank > highest) this.#first.length = 0;
      highest = rank;
      first = task;
      this.#first.push(choice);
    }
    return first;
  }

  #rankOf(task: number, random: Random): number {
    const known = this.#ranks.get(task);
    if (known !== undefined) return known;
    const drawn = random.unit();
    this.#ranks.set(task, drawn);
    return drawn;
  }
}
