/**
 * The state space of a transition system, for the engine: the whole plain state is one slot. Slower
 * than a protocol's, for every successor is built and hashed; the same searches run on it. States are
 * large and come up once, so that one is kept from when it is found to when it has been expanded.
 */
import { deepFreeze, encode, encodeRenamed, hash64, type Renaming } from "../data.ts";
import type { SystemProperty } from "../property.ts";
import type { Typed } from "../protocol.ts";
import { judge, judgeStuck, judgeWitness } from "../search/judge.ts";
import { actionText } from "../search/specification.ts";
import type { TransitionSystem } from "../transition-system.ts";
import { Abstraction } from "./abstraction.ts";
import { Batch } from "./batch.ts";
import type { Space, SpaceFindings } from "./space.ts";

/** A state, and its canonical text. */
interface Kept<S> {
  readonly state: S;
  readonly text: string;
}

/** A state that is a candidate, and the action that leads to it. */
interface Taken<S, A> extends Kept<S> {
  readonly action: A;
}

/** A refinement, with what the states are to its specification, by their texts. */
interface Refined<S> {
  readonly abstraction: Abstraction<S>;
  readonly ids: Map<string, number>;
}

function idOf<S>({ abstraction, ids }: Refined<S>, { state, text }: Kept<S>): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  const id = abstraction.idOf(state);
  ids.set(text, id);
  return id;
}

export class SystemSpace<S, A extends Typed> implements Space<A> {
  readonly width = 1;
  readonly batch = new Batch(1);
  readonly actions: string[] = [];
  generated = 0;
  constrained = 0;

  readonly #system: TransitionSystem<S, A>;
  readonly #properties: readonly SystemProperty<S>[];
  readonly #renamings: readonly Renaming[];
  readonly #findings: SpaceFindings;
  /** By id: what has not been expanded, and what the batch has. */
  readonly #states = new Map<number, Kept<S>>();
  /** The next id. */
  #size = 0;
  /** Of the parents in the batch. */
  #expanded: number[] = [];
  /** By the hash of a state: the least of its orbit; empty without symmetry. */
  readonly #fingerprints = new Map<string, readonly [number, number]>();
  readonly #refined: readonly Refined<S>[];
  readonly #counted: number[] = [];
  /** By move, of the parents in the batch: the action and the state that it leads to. */
  #taken: Taken<S, A>[] = [];

  constructor(
    system: TransitionSystem<S, A>,
    properties: readonly SystemProperty<S>[],
    renamings: readonly Renaming[],
    findings: SpaceFindings,
  ) {
    this.#system = system;
    this.#properties = properties;
    this.#renamings = renamings;
    this.#findings = findings;
    this.#refined = properties.flatMap((property) =>
      property.kind === "refinement"
        ? [{ abstraction: new Abstraction(property), ids: new Map() }]
        : [],
    );
  }

  initialVectors(): Int32Array[] {
    return this.#system
      .initialStates()
      .map((state) => Int32Array.of(this.#keep({ state, text: encode(state) })));
  }

  /** Its states are objects, which can't be measured. */
  get bytes(): number {
    return this.batch.bytes;
  }

  slotSizes(): number[] {
    return [this.#size];
  }

  fingerprint(vector: Int32Array): readonly [number, number] {
    return this.#hash(this.#states.get(vector[0]!)!);
  }

  /** Nothing is known of what part of a plain state is shown: all of it is. */
  shape(vector: Int32Array): number {
    return this.fingerprint(vector)[0];
  }

  isInside(vector: Int32Array): boolean {
    return this.#system.constraint?.(this.#states.get(vector[0]!)!.state) ?? true;
  }

  actionGenerated(): Float64Array {
    return Float64Array.from(this.#counted);
  }

  stepOf(move: number): A {
    return this.#taken[move]!.action;
  }

  actionOf(move: number): number {
    return this.actions.indexOf(this.#taken[move]!.action.type);
  }

  expand(row: number): void {
    if (row === 0) this.#forgetBatch();
    const id = this.batch.parents[row]!;
    this.#expanded.push(id);
    const before = this.#states.get(id)!;
    let moved = false;
    for (const action of this.#system.enabled(before.state)) {
      const state = this.#system.next(before.state, action);
      const after = { action, state, text: encode(state) };
      const isOther = after.text !== before.text;
      moved ||= isOther;
      this.#emit(row, before, after, isOther);
    }
    if (!moved && this.#system.done?.(before.state) !== true) this.#reportStuck(row, before.state);
    this.batch.close();
  }

  materialise(_row: number, move: number, into: Int32Array): void {
    into[0] = this.#keep(this.#taken[move]!);
  }

  judge(vector: Int32Array, move: number): void {
    const kept = this.#states.get(vector[0]!)!;
    this.#judgeState(kept.state, (property, reason) => this.#findings.violated(property, reason));
    if (move !== -1) return;
    for (const refined of this.#refined) {
      const { abstraction } = refined;
      const reason = abstraction.whyNotInitial(idOf(refined, kept));
      if (reason !== undefined) this.#findings.violated(abstraction.name, reason);
    }
  }

  /** Keeps a state until it has been expanded; it is frozen, since from now on it is shared. */
  #keep({ state, text }: Kept<S>): number {
    this.#states.set(this.#size, { state: deepFreeze(state), text });
    return this.#size++;
  }

  #forgetBatch(): void {
    for (const id of this.#expanded) this.#states.delete(id);
    this.#expanded = [];
    this.#taken = [];
  }

  #emit(row: number, before: Kept<S>, after: Taken<S, A>, isOther: boolean): void {
    this.#count(after.action.type);
    const move = this.#taken.push(after) - 1;
    const report = (property: string, reason: string): void =>
      this.#findings.violatedByMove(property, reason, row, move);
    if (isOther) {
      this.#judgeStep(before.state, after.state, report);
      this.#judgeRefinements(before, after, report);
    }
    if (this.#system.constraint?.(after.state) === false) {
      this.constrained++;
      this.#judgeState(after.state, report);
      return;
    }
    this.batch.push(...this.#hash(after), move);
  }

  #judgeState(state: S, violated: (property: string, reason: string) => void): void {
    const findings = { violated, triggered: this.#findings.triggered };
    for (const property of this.#properties) {
      if (property.kind === "invariant") judge(property, state, findings);
      if (property.kind === "witness") judgeWitness(property, state, findings);
    }
  }

  #judgeStep(before: S, after: S, violated: (property: string, reason: string) => void): void {
    const findings = { violated, triggered: this.#findings.triggered };
    for (const property of this.#properties) {
      if (property.kind === "transition") judge(property, { before, after }, findings);
    }
  }

  #judgeRefinements(
    before: Kept<S>,
    after: Taken<S, A>,
    violated: (property: string, reason: string) => void,
  ): void {
    for (const refined of this.#refined) {
      const { abstraction } = refined;
      const from = idOf(refined, before);
      const to = idOf(refined, after);
      if (from === to) continue;
      this.#findings.triggered.add(abstraction.name);
      if (abstraction.allows(from, to)) continue;
      violated(abstraction.name, abstraction.reason(from, to, actionText(after.action)));
    }
  }

  #reportStuck(row: number, state: S): void {
    const violated = (property: string, reason: string): void =>
      this.#findings.violatedByParent(property, reason, row);
    const findings = { violated, triggered: this.#findings.triggered };
    for (const property of this.#properties) {
      if (property.kind === "deadlock") judgeStuck(property, state, findings);
    }
  }

  #count(type: string): void {
    this.generated++;
    let action = this.actions.indexOf(type);
    if (action === -1) action = this.actions.push(type) - 1;
    this.#counted[action] = (this.#counted[action] ?? 0) + 1;
  }

  /** The least fingerprint over all permutations; most states come several times. */
  #hash({ state, text }: Kept<S>): readonly [number, number] {
    const own = hash64(text);
    if (this.#renamings.length === 1) return own;
    const key = `${own[0]} ${own[1]}`;
    const known = this.#fingerprints.get(key);
    if (known !== undefined) return known;
    const least = this.#leastHash(state, own);
    this.#fingerprints.set(key, least);
    return least;
  }

  #leastHash(state: S, own: readonly [number, number]): readonly [number, number] {
    let least = own;
    for (const renaming of this.#renamings) {
      if (renaming.size === 0) continue;
      const image = hash64(encodeRenamed(state, renaming));
      if (image[1] < least[1] || (image[1] === least[1] && image[0] < least[0])) least = image;
    }
    return least;
  }
}
