/**
 * Breadth-first search, level by level, so that counts, depth and the shortest counterexamples depend
 * on nothing but the model. It works in slices, so that its caller can show progress and stop it.
 */
import { assert, CheckerError } from "../errors.ts";
import { FingerprintSet } from "../engine/fingerprint-set.ts";
import { CHUNK_BYTES, Frontier } from "../engine/frontier.ts";
import { ParentLog } from "../engine/parent-log.ts";
import type { Space, SpaceFindings } from "../engine/space.ts";
import type { Ending, Exploration, Progress, Violation } from "./exploration.ts";
import type { Limits } from "./limits.ts";
import { type Path, retrace } from "./retrace.ts";
import { Tally } from "./tally.ts";

/** Tables grow little in so many batches, and to ask them all how large they are takes time. */
const BATCHES_MEASURED = 32;

/** Where a violation was found: at a state, or at a step from one. */
interface Site<A> {
  readonly property: string;
  readonly reason: string;
  readonly state: number;
  readonly step?: A;
}

export class BreadthFirst<A> {
  readonly #space: Space<A>;
  readonly #tally: Tally;
  readonly #limits: Limits;
  readonly #set = new FingerprintSet();
  readonly #parents = new ParentLog();
  readonly #spare: Int32Array[] = [];
  readonly #sites = new Map<string, Site<A>>();
  readonly #triggered = new Set<string>();
  readonly #propertyCount: number;
  #distinctByAction = new Float64Array(64);
  #level: Frontier;
  #next: Frontier;
  #depth = 1;
  /** The number of the next state to expand. */
  #expanding = 0;
  /** The state that is being judged; -1 - i stands for initial state i, if that is outside. */
  #judging = 0;
  #initial = 0;
  #initialOutside = 0;
  #batches = 0;
  #measuredBytes = 0;
  #peakBytes = 0;
  #ending: Ending | undefined;
  readonly #vector: Int32Array;
  /** Of the batch, the candidates that are new. */
  #fresh = new Int32Array(0);

  /** @param makeSpace makes the space; it reports to the findings that it is given. */
  constructor(
    makeSpace: (findings: SpaceFindings) => Space<A>,
    limits: Limits = {},
    propertyCount = Infinity,
  ) {
    this.#limits = limits;
    this.#propertyCount = propertyCount;
    this.#space = makeSpace(this.#findings());
    this.#tally = new Tally(this.#space);
    this.#vector = new Int32Array(this.#space.width);
    this.#level = this.#frontier();
    this.#next = this.#frontier();
    this.#addInitialStates();
    if (this.#level.length === 0) this.#ending = "exhausted";
    else this.#endLevelIf();
  }

  get progress(): Progress {
    return {
      depth: this.#depth,
      distinctStates: this.#set.size,
      generatedStates: this.#initial + this.#tally.generated,
      frontier: this.#level.length + this.#next.length,
      bytes: this.bytes,
      peakBytes: this.#peakBytes,
    };
  }

  /** What the search's tables take: fingerprints, parents, frontiers, and what the space interned. */
  get bytes(): number {
    const frontiers = this.#level.bytes + this.#next.bytes + this.#spare.length * CHUNK_BYTES;
    return this.#set.bytes + this.#parents.bytes + frontiers + this.#space.bytes;
  }

  /**
   * Searches on for about `milliseconds`.
   * @returns false when the search has ended.
   */
  advance(milliseconds = Infinity): boolean {
    const deadline = performance.now() + milliseconds;
    while (this.#ending === undefined) {
      this.#expandBatch();
      this.#admit();
      if (this.#batches++ % BATCHES_MEASURED === 0) this.#measureBytes();
      if (this.#level.length === 0) this.#finishLevel();
      this.#ending ??= this.#limitReached();
      if (performance.now() >= deadline) break;
    }
    return this.#ending === undefined;
  }

  /** Ends the search where it is. */
  stop(ending: "time" | "memory" | "interrupted"): void {
    this.#ending ??= ending;
  }

  /** What was found out so far. */
  result(): Exploration<A> {
    return {
      distinctStates: this.#set.size,
      generatedStates: this.#initial + this.#tally.generated,
      depth: this.#next.length > 0 ? this.#depth + 1 : this.#depth,
      completeDepth: this.#depth,
      ending: this.#ending ?? "interrupted",
      violations: [...this.#sites.values()].map((site) => this.#violationAt(site)),
      triggered: this.#triggered,
      actions: this.#tally.actions(this.#distinctByAction),
      constrained: this.#initialOutside + this.#tally.constrained,
    };
  }

  #addInitialStates(): void {
    for (const vector of this.#space.initialVectors()) {
      const initial = this.#initial++;
      const isInside = this.#space.isInside(vector);
      const [low, high] = this.#space.fingerprint(vector);
      if (isInside && !this.#set.add(low, high)) continue;
      this.#judging = isInside ? this.#parents.length : -1 - initial;
      if (isInside) {
        this.#parents.push(-1, initial);
        this.#level.push(vector, low, high);
      } else {
        this.#initialOutside++;
      }
      this.#space.judge(vector, -1);
    }
    if (this.#level.length === 0) this.#depth = 0;
  }

  /** Fills the batch with successors of the next states of the level. */
  #expandBatch(): void {
    const { batch } = this.#space;
    batch.clear();
    while (this.#level.length > 0 && !batch.isFull) {
      const row = batch.open(this.#expanding);
      this.#level.shift(batch, row);
      if (row === 0) this.#compareFirst();
      try {
        this.#space.expand(row);
      } catch (error) {
        throw this.#located(error, this.#expanding);
      }
      this.#expanding++;
    }
  }

  /** Is a state that was read back the one that was put away? Asked of the first in a batch. */
  #compareFirst(): void {
    const { batch, width } = this.#space;
    const [low, high] = this.#space.fingerprint(batch.parents.subarray(0, width));
    const isSame = low === batch.parentLow[0] && high === batch.parentHigh[0];
    assert(isSame, "a state comes back from the frontier as it was put there");
  }

  /** Keeps those of the batch that are new. */
  #admit(): void {
    const { batch } = this.#space;
    if (this.#fresh.length < batch.count) this.#fresh = new Int32Array(batch.low.length);
    const count = this.#set.addAll(batch.low, batch.high, batch.count, this.#fresh);
    let row = 0;
    for (let i = 0; i < count; i++) {
      const candidate = this.#fresh[i]!;
      while (candidate >= batch.ends[row]!) row++;
      const first = row === 0 ? 0 : batch.ends[row - 1]!;
      this.#keep(row, candidate, candidate - first);
    }
  }

  /** Keeps a new state: `candidate` of the batch, which is successor `choice` of the parent in `row`. */
  #keep(row: number, candidate: number, choice: number): void {
    const space = this.#space;
    const { batch } = space;
    const move = batch.move[candidate]!;
    const vector = this.#vector;
    this.#judging = this.#parents.length;
    this.#parents.push(batch.ordinals[row]!, choice);
    space.materialise(row, move, vector);
    this.#next.push(vector, batch.low[candidate]!, batch.high[candidate]!);
    this.#countDistinct(space.actionOf(move));
    try {
      space.judge(vector, move);
    } catch (error) {
      throw this.#located(error, this.#judging);
    }
  }

  #countDistinct(action: number): void {
    if (action >= this.#distinctByAction.length) {
      const grown = new Float64Array(action * 2);
      grown.set(this.#distinctByAction);
      this.#distinctByAction = grown;
    }
    this.#distinctByAction[action]!++;
  }

  #finishLevel(): void {
    this.#measureBytes();
    if (this.#next.length === 0) {
      this.#ending = "exhausted";
      return;
    }
    this.#depth++;
    this.#level = this.#next;
    this.#next = this.#frontier();
    this.#endLevelIf();
  }

  #endLevelIf(): void {
    if (this.#isDecided()) this.#ending = "violated";
    else if (this.#depth >= (this.#limits.depth ?? Infinity)) this.#ending = "depth";
  }

  #isDecided(): boolean {
    const { stopAt } = this.#limits;
    if (stopAt === undefined) return this.#sites.size > 0;
    if (stopAt === "all") return this.#sites.size === this.#propertyCount;
    return stopAt.length > 0 && stopAt.every((property) => this.#sites.has(property));
  }

  #measureBytes(): void {
    this.#measuredBytes = this.bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.#measuredBytes);
  }

  #limitReached(): Ending | undefined {
    const { states = Infinity, bytes = Infinity } = this.#limits;
    if (this.#set.size >= states) return "states";
    if (this.#measuredBytes >= bytes || this.#set.isFull) return "memory";
    return undefined;
  }

  #frontier(): Frontier {
    return new Frontier(() => this.#space.slotSizes(), this.#spare);
  }

  #findings(): SpaceFindings {
    const add = (site: Site<A>): void => {
      if (!this.#sites.has(site.property)) this.#sites.set(site.property, site);
    };
    const parent = (row: number): number => this.#space.batch.ordinals[row]!;
    return {
      triggered: this.#triggered,
      violated: (property, reason) => add({ property, reason, state: this.#judging }),
      violatedByMove: (property, reason, row, move) =>
        add({ property, reason, state: parent(row), step: this.#space.stepOf(move) }),
      violatedByParent: (property, reason, row) => add({ property, reason, state: parent(row) }),
    };
  }

  #violationAt({ property, reason, state, step }: Site<A>): Violation<A> {
    const { initial, steps } = this.#stepsTo(state);
    const all = step === undefined ? steps : [...steps, step];
    return { property, reason, steps: all, initial };
  }

  /** The steps to a state of the deepest level. */
  stepsToDeepest(): Path<A> {
    return this.#stepsTo(this.#parents.length - 1);
  }

  #stepsTo(state: number): Path<A> {
    if (state < 0) return { initial: -1 - state, steps: [] };
    return this.#tally.pause(() => retrace(this.#space, this.#parents.pathTo(state)));
  }

  /** An error of the model or of a property, with the steps that lead to it. */
  #located(error: unknown, state: number): unknown {
    if (error instanceof CheckerError && error.path === undefined) {
      error.path = this.#stepsTo(state).steps.map((step) => JSON.stringify(step));
    }
    return error;
  }
}
