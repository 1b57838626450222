/**
 * A mix of what happens: a weight for each kind of action and one for each actor, drawn anew for each
 * run. One run is full of crashes and has no loss, in the next a single process times out again and
 * again. What is rare in the average of all behaviours is frequent in some mix (Groce et al., Swarm
 * Testing, ISSTA 2012).
 *
 * Half of the runs have a pace: how seldom something happens by itself (a time-out, a request, a fault)
 * while messages wait to be delivered, however many processes could time out. Without one all of them do
 * before the first is elected; with one, messages hardly ever come too late. And most runs go through
 * phases: the weights are drawn again now and then, and in half of the runs some actors stand still for
 * a phase.
 */
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

/** In this share of runs an action is left out, as long as something else is possible. */
const ABSENCE = 0.1;
/** Weights are powers of a half, with exponents below this. */
const ACTION_EXPONENTS = 4;
const ACTOR_EXPONENTS = 5;
/** In this share of runs what happens by itself is weighed as deliveries are. */
const PACELESS = 0.5;
/** In the others it has this share of the steps, to a power from 1 on and up to this. */
const PACE = 1 / 2;
const PACE_EXPONENTS = 6;
/** In this share of runs the weights stay. */
const PHASELESS = 0.25;
/** In the others a phase has so many steps on average, times a power of 2, its exponent below this. */
const PHASE_STEPS_MIN = 4;
const PHASE_EXPONENTS = 5;
/** In this share of runs no actor stands still; in the others up to this share of them does. */
const RESTLESS = 0.5;
const STILL_MAX = 0.6;

export class Mix {
  /** By action and by actor; undefined as long as none was met. */
  #actions: (number | undefined)[] = [];
  #actors: (number | undefined)[] = [];
  /** By action: is it a delivery? */
  #delivers: (boolean | undefined)[] = [];
  /** The share of steps that are no deliveries, where both are possible; undefined: as weighed. */
  #pace: number | undefined;
  /** The chance that a phase ends with a step. */
  #turn = 0;
  /** The chance that an actor stands still. */
  #stillness = 0;
  /** The length of the walk at the last choice: if it is the same, that choice came to no step. */
  #length = -1;
  /** Was that to be a delivery? */
  #isToDeliver = false;
  #weights = new Float64Array(64);

  /** Forgets the weights, which are drawn when they are needed; draws the pace and the phases. */
  renew(random: Random): void {
    this.#delivers = [];
    const exponent = 1 + random.below(PACE_EXPONENTS);
    this.#pace = random.unit() < PACELESS ? undefined : PACE ** exponent;
    const steps = PHASE_STEPS_MIN * 2 ** random.below(PHASE_EXPONENTS);
    this.#turn = random.unit() < PHASELESS ? 0 : 1 / steps;
    this.#stillness = random.unit() < RESTLESS ? 0 : random.unit() * STILL_MAX;
    this.#length = -1;
    this.#redraw();
  }

  /** Chooses a possible step, each as likely as the pace and the weights of action and actor say. */
  choose(walk: Walk, random: Random): number {
    const isAgain = walk.length === this.#length;
    this.#length = walk.length;
    if (!isAgain && random.unit() < this.#turn) this.#redraw();
    const { count } = walk;
    if (count > this.#weights.length) this.#weights = new Float64Array(count * 2);
    let ofDeliveries = 0;
    let sum = 0;
    for (let choice = 0; choice < count; choice++) {
      const weight = this.#weight(walk, choice, random);
      this.#weights[choice] = weight;
      sum += weight;
      if (this.#isDelivery(walk, choice)) ofDeliveries += weight;
    }
    if (sum === 0) return random.below(count);
    const rest = sum - ofDeliveries;
    if (this.#pace === undefined || ofDeliveries === 0 || rest <= 0) {
      return this.#pick(walk, random.unit() * sum, undefined);
    }
    // What was drawn holds until there is a step: else what often comes to none would come too seldom.
    if (!isAgain) this.#isToDeliver = random.unit() >= this.#pace;
    const point = random.unit() * (this.#isToDeliver ? ofDeliveries : rest);
    return this.#pick(walk, point, this.#isToDeliver);
  }

  #redraw(): void {
    this.#actions = [];
    this.#actors = [];
  }

  /** The choice at `point` of the sum of weights: of deliveries, of the rest, or of both. */
  #pick(walk: Walk, point: number, delivers: boolean | undefined): number {
    let left = point;
    let last = 0;
    for (let choice = 0; choice < walk.count; choice++) {
      const weight = this.#weights[choice]!;
      if (weight === 0) continue;
      if (delivers !== undefined && this.#isDelivery(walk, choice) !== delivers) continue;
      last = choice;
      left -= weight;
      if (left < 0) break;
    }
    return last;
  }

  #isDelivery(walk: Walk, choice: number): boolean {
    return (this.#delivers[walk.actionAt(choice)] ??= walk.stepAt(choice).type === "deliver");
  }

  #weight(walk: Walk, choice: number, random: Random): number {
    const action = walk.actionAt(choice);
    const actor = walk.actorAt(choice);
    const ofAction = (this.#actions[action] ??= drawn(random, ABSENCE, ACTION_EXPONENTS));
    const ofActor = (this.#actors[actor] ??= drawn(random, this.#stillness, ACTOR_EXPONENTS));
    return ofAction * ofActor;
  }
}

/** Zero with a chance of `absence`, else a power of a half. */
function drawn(random: Random, absence: number, exponents: number): number {
  return random.unit() < absence ? 0 : 2 ** -random.below(exponents);
}
