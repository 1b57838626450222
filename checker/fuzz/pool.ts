/** Beginnings that runs go on from, those that were seldom gone on from more often than others. */
import { type Prefix, tournament } from "./prefixes.ts";
import type { Random } from "./random.ts";

/** More are not kept; then a new one takes the place of one that was often gone on from. */
const PREFIXES_MAX = 4096;
const TRIES = 4;

/** A prefix, and how often runs went on from it. */
interface Kept<T> {
  readonly prefix: T;
  uses: number;
}

export class Pool<T extends Prefix> {
  readonly #all: Kept<T>[] = [];

  get size(): number {
    return this.#all.length;
  }

  /** The one in this place. */
  at(place: number): T {
    return this.#all[place]!.prefix;
  }

  /** All, those that were seldom gone on from first. */
  inOrder(): readonly T[] {
    return this.#all.toSorted((a, b) => a.uses - b.uses).map(({ prefix }) => prefix);
  }

  /** One to go on from; counts that it is. */
  draw(random: Random): T {
    const kept = tournament(this.#all, TRIES, random, ({ uses }) => uses);
    kept.uses++;
    return kept.prefix;
  }

  /** Puts `prefix` in this place. */
  replace(place: number, prefix: T): void {
    this.#all[place] = { prefix, uses: 0 };
  }

  /** Keeps `prefix` if there is room; returns its place, or -1. */
  add(prefix: T): number {
    if (this.#all.length >= PREFIXES_MAX) return -1;
    return this.#all.push({ prefix, uses: 0 }) - 1;
  }

  /** Keeps `prefix`; returns its place, and which had to go for it. */
  keep(prefix: T, random: Random): { readonly place: number; readonly gone: T | undefined } {
    const added = this.add(prefix);
    if (added !== -1) return { place: added, gone: undefined };
    const worn = tournament(this.#all, TRIES, random, ({ uses }) => -uses);
    const place = this.#all.indexOf(worn);
    this.replace(place, prefix);
    return { place, gone: worn.prefix };
  }
}
