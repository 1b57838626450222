/**
 * Novelty: behaviours that came to an abstract state for the first time (what processes show to
 * properties, `Walk.shape`) are kept, and later runs go on from there, or from somewhere on the way, or
 * from a shortest way to what a single process shows (elites.ts). In each run the rest follows a mix of
 * its own, or a ranking.
 */
import { Elites } from "../elites.ts";
import { Mix } from "../mix.ts";
import { Pool } from "../pool.ts";
import { follow, type Prefix } from "../prefixes.ts";
import type { Random } from "../random.ts";
import { Ranking } from "../ranking.ts";
import type { Strategy, StrategyKind, StrategyOptions } from "../strategy.ts";
import type { Walk } from "../walk.ts";

/** In this share of runs nothing is built upon. */
const FRESH = 0.25;
/** In this share of the others it is a shortest way to what a process shows, else to a new shape. */
const ELITE = 0.4;
/** In this share of both a prefix is cut somewhere. */
const CUT = 0.5;
/** In this share of runs a ranking chooses: what a mix never does a hundred times in a row. */
const RANKED = 0.25;
/** So many shapes are told apart in a size of the model; then all of them are new again. */
const SHAPES_MAX = 2 ** 20;

class Novelty implements Strategy {
  readonly #mix = new Mix();
  readonly #ranking: Ranking;
  /** What chooses in this run. */
  #chooser: Mix | Ranking = this.#mix;
  readonly #lengthMax: number;
  readonly #kept = new Pool<Prefix>();
  readonly #elites = new Elites();
  /** By walk: the shapes that it has come to. */
  readonly #seen: Set<number>[] = [];
  #walks: readonly Walk[] = [];
  #random: Random | undefined;
  readonly #choices: number[] = [];

  constructor({ steps }: StrategyOptions) {
    this.#ranking = new Ranking(steps);
    this.#lengthMax = Math.floor(steps / 2);
  }

  begin(walks: readonly Walk[], random: Random): Walk {
    this.#walks = walks;
    this.#random = random;
    this.#chooser = random.unit() < RANKED ? this.#ranking : this.#mix;
    this.#chooser.renew(random);
    this.#choices.length = 0;
    this.#elites.renew();
    if (this.#kept.size > 0 && random.unit() >= FRESH) return this.#goOn(random);
    const walk = random.pick(walks);
    walk.begin(random.below(walk.initials));
    return walk;
  }

  choose(walk: Walk, random: Random): number {
    this.#notice(walk);
    const choice = this.#chooser.choose(walk, random);
    this.#choices.push(choice);
    return choice;
  }

  end(walk: Walk): void {
    if (walk.objections.length === 0) this.#notice(walk);
  }

  prefixes(): readonly Prefix[] {
    return this.#kept.inOrder();
  }

  adopt(prefix: Prefix): void {
    this.#kept.add(prefix);
  }

  #goOn(random: Random): Walk {
    const isElite = !this.#elites.isEmpty && random.unit() < ELITE;
    const prefix = isElite ? this.#elites.draw(random) : this.#kept.draw(random);
    const { length } = prefix.choices;
    const taken = random.unit() < CUT ? random.below(length + 1) : length;
    for (let index = 0; index < taken; index++) this.#choices.push(prefix.choices[index]!);
    return follow(this.#walks, prefix, taken);
  }

  /** Keeps the behaviour if it has come to something new. */
  #notice(walk: Walk): void {
    const index = this.#walks.indexOf(walk);
    const seen = (this.#seen[index] ??= new Set());
    const { shape } = walk;
    const mayBeKept = walk.length > 0 && walk.length <= this.#lengthMax;
    if (mayBeKept) this.#elites.notice(walk, index, this.#choices, this.#random!);
    if (seen.has(shape)) return;
    if (seen.size >= SHAPES_MAX) seen.clear();
    seen.add(shape);
    if (!mayBeKept) return;
    const { initial } = walk;
    const choices = Int32Array.from(this.#choices);
    this.#kept.keep({ walk: index, initial, choices, shape }, this.#random!);
  }
}

export const novelty: StrategyKind = {
  name: "novelty",
  about: "goes on from behaviours that reached something new",
  make: (options) => new Novelty(options),
};
