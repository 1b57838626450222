/**
 * A mix of what happens: a weight for each kind of action and one for each actor, drawn anew for each
 * run. One run is full of crashes and has no loss, in the next a single process times out again and
 * again. What is rare in the average of all behaviours is frequent in some mix (Groce et al., Swarm
 * Testing, ISSTA 2012).
 */
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

/** In this share of runs an action is left out, as long as something else is possible. */
const ABSENCE = 0.1;
/** Weights are powers of a half, with exponents below this. */
const ACTION_EXPONENTS = 4;
const ACTOR_EXPONENTS = 5;

export class Mix {
  /** By action and by actor; undefined as long as none was met. */
  #actions: (number | undefined)[] = [];
  #actors: (number | undefined)[] = [];
  #sums = new Float64Array(64);

  /** Forgets the weights; they are drawn when they are needed. */
  renew(_random: Random): void {
    this.#actions = [];
    this.#actors = [];
  }

  /** Chooses a possible step, each as likely as the weights of its action and its actor say. */
  choose(walk: Walk, random: Random): number {
    const { count } = walk;
    if (count > this.#sums.length) this.#sums = new Float64Array(count * 2);
    let sum = 0;
    for (let choice = 0; choice < count; choice++) {
      sum += this.#weight(walk, choice, random);
      this.#sums[choice] = sum;
    }
    if (sum === 0) return random.below(count);
    const point = random.unit() * sum;
    let choice = 0;
    while (this.#sums[choice]! <= point) choice++;
    return choice;
  }

  #weight(walk: Walk, choice: number, random: Random): number {
    const action = walk.actionAt(choice);
    const actor = walk.actorAt(choice);
    const isAbsent = (): boolean => random.unit() < ABSENCE;
    const ofAction = (this.#actions[action] ??= isAbsent() ? 0 : power(random, ACTION_EXPONENTS));
    const ofActor = (this.#actors[actor] ??= power(random, ACTOR_EXPONENTS));
    return ofAction * ofActor;
  }
}

function power(random: Random, exponents: number): number {
  return 2 ** -random.below(exponents);
}
