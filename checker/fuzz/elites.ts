/**
 * The shortest ways to what a process may show. Of shapes there is no end, and what is rare about one
 * is mostly who came together in it. What a single process shows is one of a few hundred things, and
 * bugs begin with the rare ones: a leader that was overtaken, a disk that lags behind. Of each the
 * shortest beginning is kept that was seen to lead there. It has spent little of the budgets, so that
 * most can still happen (Mouret & Clune, Illuminating Search Spaces by Mapping Elites, 2015; Ecoffet et
 * al., First Return, then Explore, Nature 2021).
 */
import { type Prefix, tournament } from "./prefixes.ts";
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

/** More are not kept; then a new one takes the place of one that was often gone on from. */
const ELITES_MAX = 4096;
const TRIES = 4;

/** A shortest beginning, to what it leads, and how often runs went on from it. */
interface Elite extends Prefix {
  readonly member: number;
  uses: number;
}

export class Elites {
  /** By walk, by member: its place among all. */
  readonly #places: Map<number, number>[] = [];
  readonly #all: Elite[] = [];
  /** What was shown when it was looked at last. */
  #members: readonly number[] = [];

  get isEmpty(): boolean {
    return this.#all.length === 0;
  }

  /** Forgets what was shown last: a run begins. */
  renew(): void {
    this.#members = [];
  }

  /** Looks at what is shown in `walk`, the one with this index, which `choices` have led to. */
  notice(walk: Walk, index: number, choices: readonly number[], random: Random): void {
    const { members } = walk;
    if (members === this.#members) return;
    this.#members = members;
    const places = (this.#places[index] ??= new Map());
    let prefix: Prefix | undefined;
    for (const member of members) {
      const place = places.get(member);
      if (place !== undefined && this.#all[place]!.choices.length <= choices.length) continue;
      const { initial, shape } = walk;
      prefix ??= { walk: index, initial, choices: Int32Array.from(choices), shape };
      const elite = { ...prefix, member, uses: 0 };
      if (place === undefined) places.set(member, this.#place(elite, random));
      else this.#all[place] = elite;
    }
  }

  /** One of them, likelier one that was seldom gone on from; counts that it is now. */
  draw(random: Random): Prefix {
    const elite = tournament(this.#all, TRIES, random, ({ uses }) => uses);
    elite.uses++;
    return elite;
  }

  /** Puts `elite` among the others; returns where. */
  #place(elite: Elite, random: Random): number {
    if (this.#all.length < ELITES_MAX) return this.#all.push(elite) - 1;
    const worn = tournament(this.#all, TRIES, random, ({ uses }) => -uses);
    const place = this.#all.indexOf(worn);
    this.#places[worn.walk]!.delete(worn.member);
    this.#all[place] = elite;
    return place;
  }
}
