/**
 * The shortest ways to what a process may show. Of shapes there is no end, and what is rare about one
 * is mostly who came together in it. What a single process shows is one of far fewer things (379 of
 * zab's in a session with 43,606 new shapes), and bugs begin with the rare ones: a leader that was
 * overtaken, a disk that lags behind. Of each the shortest beginning is kept that was seen to lead
 * there. It has spent little of the budgets, so that most can still happen (Mouret & Clune, Illuminating
 * Search Spaces by Mapping Elites, 2015; Ecoffet et al., First Return, then Explore, Nature 2021).
 */
import { Pool } from "./pool.ts";
import type { Prefix } from "./prefixes.ts";
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

/** A shortest beginning, and to what it leads. */
interface Elite extends Prefix {
  readonly member: number;
}

export class Elites {
  /** By walk, by member: its place in the pool. */
  readonly #places: Map<number, number>[] = [];
  readonly #pool = new Pool<Elite>();
  /** What was shown when it was looked at last. */
  #members: readonly number[] = [];

  get isEmpty(): boolean {
    return this.#pool.size === 0;
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
      if (place !== undefined && this.#pool.at(place).choices.length <= choices.length) continue;
      const { initial, shape } = walk;
      prefix ??= { walk: index, initial, choices: Int32Array.from(choices), shape };
      const elite = { ...prefix, member };
      if (place === undefined) places.set(member, this.#keep(elite, random));
      else this.#pool.replace(place, elite);
    }
  }

  /** One of them, likelier one that was seldom gone on from. */
  draw(random: Random): Prefix {
    return this.#pool.draw(random);
  }

  /** Keeps `elite`; returns its place. */
  #keep(elite: Elite, random: Random): number {
    const { place, gone } = this.#pool.keep(elite, random);
    if (gone !== undefined) this.#places[gone.walk]!.delete(gone.member);
    return place;
  }
}
