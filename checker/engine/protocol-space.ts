/**
 * The state space of a protocol in its world, for the engine. A state is a vector of interned ids
 * (layout.ts), its fingerprint the sum of its slots' contributions. Most moves add a number that is
 * known beforehand, so that a successor's fingerprint costs one addition and the successor itself is
 * built only if it turns out to be new. Means the same as world/world.ts, which it is compared with.
 */
import { budgetOf } from "../environment.ts";
import type { Model } from "../world/model.ts";
import { isLocalInside } from "../world/questions.ts";
import type { Step } from "../world/step.ts";
import { Batch } from "./batch.ts";
import { Bounds } from "./bounds.ts";
import { Fingerprints } from "./fingerprints.ts";
import { Judgement } from "./judgement.ts";
import { Layout } from "./layout.ts";
import { MoveRows } from "./move-rows.ts";
import { CAREFUL, FLAGS, NONE } from "./move-table.ts";
import { Permission } from "./permission.ts";
import { SITUATION } from "./situation-table.ts";
import type { Space, SpaceFindings } from "./space.ts";
import { Successor } from "./successor.ts";
import { Tables } from "./tables.ts";

export class ProtocolSpace implements Space<Step> {
  readonly batch: Batch;
  generated = 0;
  constrained = 0;

  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #rows: MoveRows;
  readonly #permission: Permission;
  readonly #successor: Successor;
  readonly #fingerprints: Fingerprints;
  readonly #bounds: Bounds;
  readonly #judgement: Judgement;
  readonly #faultsOnMessages: boolean;
  readonly #faultsOnLinks: boolean;
  readonly #isSynchronous: boolean;
  /** By action: the successors that were counted one by one. */
  #counted = new Float64Array(64);
  /** A successor that is being built. */
  readonly #built: Int32Array;

  /** Of the parent that is being expanded: its row, where its vector begins, its environment. */
  #row = 0;
  #at = 0;
  #environment = 0;
  /** How long a time-out may wait to fire in it. */
  #waitLimit = Infinity;
  /** Did a step lead elsewhere, or was one refused only for want of budget? */
  #moved = false;

  constructor(model: Model, findings: SpaceFindings) {
    const tables = new Tables(model, findings);
    const layout = new Layout(model.processes.length, model.histories.length);
    this.#tables = tables;
    this.#layout = layout;
    this.batch = new Batch(layout.width);
    this.#built = new Int32Array(layout.width);
    this.#rows = new MoveRows(tables);
    this.#permission = new Permission(tables, this.#rows, layout);
    this.#successor = new Successor(tables, layout);
    this.#fingerprints = new Fingerprints(tables, layout, this.batch);
    this.#bounds = new Bounds(tables, layout, this.batch, this.#successor);
    this.#judgement = new Judgement(tables, layout, this.#permission, this.#successor, findings);
    const granted = (budget: string): boolean => budgetOf(model.environment, budget) !== 0;
    this.#faultsOnMessages = granted("drops") || granted("duplicates");
    this.#faultsOnLinks = granted("partitions");
    this.#isSynchronous = model.environment.timing === "synchronous";
  }

  get width(): number {
    return this.#layout.width;
  }

  get bytes(): number {
    return this.#tables.bytes + this.#rows.bytes + this.batch.bytes;
  }

  get actions(): readonly string[] {
    return this.#tables.actions;
  }

  actionGenerated(): Float64Array {
    const generated = new Float64Array(Math.max(this.#counted.length, this.actions.length));
    generated.set(this.#counted);
    this.#rows.countUses(generated);
    return generated;
  }

  initialVectors(): Int32Array[] {
    return [this.#tables.initialVector(this.#layout)];
  }

  slotSizes(): number[] {
    return this.#tables.slotSizes();
  }

  fingerprint(vector: Int32Array): readonly [number, number] {
    return this.#fingerprints.of(vector);
  }

  shape(vector: Int32Array): number {
    return this.#tables.monitor.snapshots.shape(vector[this.#layout.snapshot]!);
  }

  isInside(vector: Int32Array): boolean {
    const { model, locals, situations } = this.#tables;
    return model.processes.every((process, p) => {
      const state = locals[p]!.values[situations[p]!.local(vector[p]!)];
      return isLocalInside(model, process, state);
    });
  }

  stepOf(move: number): Step {
    return this.#tables.moves.steps[move]!;
  }

  actionOf(move: number): number {
    return this.#tables.moves.action(move);
  }

  expand(row: number): void {
    const vectors = this.batch.parents;
    const layout = this.#layout;
    const at = row * layout.width;
    this.#row = row;
    this.#at = at;
    this.#environment = vectors[at + layout.environment]!;
    this.#moved = false;
    this.#fingerprints.begin(row);
    if (this.#tables.isBounded) this.#bounds.begin(at);
    if (!this.#isSynchronous && this.#tables.environments.isCalm(this.#environment)) {
      this.#expandCalm(vectors, at);
    } else {
      this.#waitLimit = this.#isSynchronous ? this.#permission.longestWait(vectors, at) : Infinity;
      for (let p = 0; p < layout.processes; p++) this.#expandProcess(p);
    }
    if (this.#faultsOnLinks) this.#emitRow(this.#rows.links());
    if (!this.#moved && this.#tables.monitor.watchesDeadlock) {
      this.#judgement.ofStuck(vectors, at, row);
    }
    this.batch.close();
  }

  materialise(row: number, move: number, into: Int32Array): void {
    this.#successor.build(this.batch.parents, row * this.#layout.width, move, into);
  }

  judge(vector: Int32Array, move: number): void {
    this.#judgement.ofState(vector, move);
  }

  /** Emits all that may happen at process `p` where someone is down, a link cut, or time counts. */
  #expandProcess(p: number): void {
    const vectors = this.batch.parents;
    const situations = this.#tables.situations[p]!;
    const local = situations.local(vectors[this.#at + p]!);
    const inbox = situations.inbox(vectors[this.#at + p]!);
    const isDown = this.#permission.isDown(this.#environment, p);
    this.#emitRow(isDown ? this.#rows.restart(p, local) : this.#rows.events(p, local, inbox));
    for (const message of this.#tables.inboxes[p]!.deliverable[inbox]!) {
      if (!isDown && this.#permission.isLinked(this.#environment, p, message)) {
        this.#emitRow(this.#rows.deliveries(p, local, message));
      }
      if (this.#faultsOnMessages) this.#emitRow(this.#rows.messageFaults(p, message));
    }
  }

  #emitRow(row: number): void {
    const end = this.#rows.end(row);
    for (let move = this.#rows.start(row); move < end; move++) this.#emit(move);
  }

  /** Emits all that may happen when all is calm: for each process, what its situation lets it do. */
  #expandCalm(vectors: Int32Array, at: number): void {
    const { situations } = this.#tables;
    let generated = 0;
    for (let p = 0; p < situations.length; p++) {
      const { fields } = situations[p]!;
      const first = vectors[at + p]! * SITUATION.width;
      if (fields.data[first + SITUATION.plain] === NONE) this.#rows.join(p, vectors[at + p]!);
      const row = fields.data;
      const plain = row[first + SITUATION.plain]!;
      const bounded = row[first + SITUATION.bounded]!;
      const outside = row[first + SITUATION.outside]!;
      const careful = row[first + SITUATION.careful]!;
      const stutters = row[first + SITUATION.stutters]!;
      row[first + SITUATION.uses]!++;
      generated += careful - plain + row[first + SITUATION.end]! - stutters;
      if (plain < bounded) this.#emitPlain(plain, bounded);
      if (bounded < outside) this.#emitBounded(bounded, outside);
      if (outside < careful) this.#emitAllOutside(outside, careful, row, first + SITUATION.judged);
      if (careful < stutters) this.#emitCareful(careful, stutters);
    }
    this.generated += generated;
  }

  #emitPlain(start: number, end: number): void {
    this.#moved = true;
    this.#fingerprints.pushByDelta(this.#rows.joined.data, start, end);
  }

  #emitBounded(start: number, end: number): void {
    const list = this.#rows.joined.data;
    this.#moved = true;
    const inside = this.#bounds.endOfInside(list, start, end);
    this.constrained += end - inside;
    if (!this.#bounds.boundsEach) {
      this.#fingerprints.pushByDelta(list, start, inside);
      return;
    }
    for (let at = start; at < inside; at++) {
      if (this.#bounds.exceeds(list[at]!)) this.constrained++;
      else this.#fingerprints.pushByDelta(list, at, at + 1);
    }
  }

  /** Judges what moves lead to outside the constraint. */
  #emitAllOutside(start: number, end: number, row: Int32Array, judged: number): void {
    const snapshot = this.batch.parents[this.#at + this.#layout.snapshot]!;
    this.constrained += end - start;
    this.#moved = true;
    // They show the same whenever the parent does: here is for which nothing was found last.
    if (row[judged] === snapshot) return;
    const list = this.#rows.joined.data;
    const parents = this.batch.parents;
    let found = false;
    for (let at = start; at < end; at++) {
      if (this.#judgement.ofOutside(parents, this.#at, this.#row, list[at]!)) found = true;
    }
    row[judged] = found ? NONE : snapshot;
  }

  #emitCareful(start: number, end: number): void {
    const list = this.#rows.joined.data;
    for (let at = start; at < end; at++) this.#emit(list[at]!);
  }

  /** Emits a move that asks for care, or one that is not known to ask for none. */
  #emit(move: number): void {
    const flags = this.#tables.moves.flags(move);
    if ((flags & FLAGS.guarded) !== 0 && !this.#isPermitted(move)) return;
    this.#count(move);
    if ((flags & CAREFUL) === FLAGS.stutter) return;
    const vectors = this.batch.parents;
    if ((flags & FLAGS.judged) !== 0) this.#judgement.ofMove(vectors, this.#at, this.#row, move);
    if ((flags & FLAGS.refined) !== 0) this.#judgement.ofStep(vectors, this.#at, this.#row, move);
    if (
      (flags & FLAGS.outside) !== 0 ||
      ((flags & FLAGS.bounded) !== 0 && this.#bounds.exceeds(move))
    ) {
      this.#emitOutside(move);
      return;
    }
    const isBuilt = (flags & FLAGS.general) !== 0;
    if (isBuilt) this.#successor.build(vectors, this.#at, move, this.#built);
    this.#moved ||= !this.#tables.monitor.watchesDeadlock || this.#leadsElsewhere(move, isBuilt);
    this.#fingerprints.push(move, isBuilt ? this.#built : undefined);
  }

  /** Only where deadlock is watched for: a step to the same state is no way out. */
  #leadsElsewhere(move: number, isBuilt: boolean): boolean {
    const vectors = this.batch.parents;
    if (!isBuilt) this.#successor.build(vectors, this.#at, move, this.#built);
    return this.#built.some((id, slot) => id !== vectors[this.#at + slot]);
  }

  /** A successor outside the constraint is judged, but goes no further. */
  #emitOutside(move: number): void {
    this.constrained++;
    this.#moved = true;
    this.#judgement.ofOutside(this.batch.parents, this.#at, this.#row, move);
  }

  #isPermitted(move: number): boolean {
    const permission = this.#permission;
    if (this.#tables.moves.wait(move) > this.#waitLimit) return false;
    if (!permission.isDetected(this.#environment, move)) return false;
    if (permission.isAffordable(this.#environment, move)) return true;
    if (this.#tables.monitor.watchesDeadlock) {
      const { type } = this.stepOf(move);
      if (type === "event" || type === "deliver") this.#moved = true;
    }
    return false;
  }

  #count(move: number): void {
    this.generated++;
    const action = this.#tables.moves.action(move);
    if (action >= this.#counted.length) {
      const grown = new Float64Array(action * 2);
      grown.set(this.#counted);
      this.#counted = grown;
    }
    this.#counted[action]!++;
  }
}
