/**
 * The state space of a protocol in its world, for the engine. A state is a vector of interned ids
 * (layout.ts), its fingerprint the sum of its slots' contributions. Most moves add a number that is
 * known beforehand, so that a successor's fingerprint costs one addition and the successor itself is
 * built only if it turns out to be new. Means the same as world/world.ts, which it is compared with.
 */
import { budgetOf } from "../environment.ts";
import type { Model } from "../world/model.ts";
import type { Step } from "../world/step.ts";
import { Batch } from "./batch.ts";
import { Compiler } from "./compiler.ts";
import { Layout } from "./layout.ts";
import { NO_OBJECTIONS, type Objection } from "./monitor.ts";
import { MoveRows } from "./move-rows.ts";
import { CAREFUL, FLAGS, NONE } from "./move-table.ts";
import { Permission } from "./permission.ts";
import type { Space, SpaceFindings } from "./space.ts";
import { Successor } from "./successor.ts";

/** The moves whose delta is not all that they add to a fingerprint. */
const EXTENDED = FLAGS.enqueues | FLAGS.guarded | FLAGS.remembered;

export class ProtocolSpace implements Space<Step> {
  readonly batch: Batch;
  generated = 0;
  constrained = 0;

  readonly #compiler: Compiler;
  readonly #rows: MoveRows;
  readonly #permission: Permission;
  readonly #successor: Successor;
  readonly #layout: Layout;
  readonly #findings: SpaceFindings;
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
  /** By lane: its fingerprint. */
  readonly #baseLow: Int32Array;
  readonly #baseHigh: Int32Array;
  /** Of a successor: what is added to its fingerprint beyond its move's own delta. */
  #extraLow = 0;
  #extraHigh = 0;
  /** How many messages are in flight in it, and how long a time-out may wait to fire. */
  #inFlight = 0;
  #waitLimit = Infinity;
  /** Did a step lead elsewhere, or was one refused only for want of budget? */
  #moved = false;

  constructor(model: Model, findings: SpaceFindings) {
    this.#findings = findings;
    this.#compiler = new Compiler(model, findings);
    this.#rows = new MoveRows(this.#compiler);
    this.#layout = new Layout(model.processes.length, model.histories.length);
    this.#permission = new Permission(this.#compiler, this.#rows, this.#layout);
    this.#successor = new Successor(this.#compiler, this.#layout);
    this.batch = new Batch(this.width);
    this.#built = new Int32Array(this.width);
    this.#baseLow = new Int32Array(this.#compiler.lanes);
    this.#baseHigh = new Int32Array(this.#compiler.lanes);
    const granted = (budget: string): boolean => budgetOf(model.environment, budget) !== 0;
    this.#faultsOnMessages = granted("drops") || granted("duplicates");
    this.#faultsOnLinks = granted("partitions");
    this.#isSynchronous = model.environment.timing === "synchronous";
  }

  get width(): number {
    return this.#layout.width;
  }

  get actions(): readonly string[] {
    return this.#compiler.actions;
  }

  /** By action: how many successors it generated. */
  actionGenerated(): Float64Array {
    const generated = Float64Array.from(this.#counted);
    this.#rows.countUses(generated);
    return generated;
  }

  initialVectors(): Int32Array[] {
    const { model, locals, monitor } = this.#compiler;
    const vector = new Int32Array(this.width);
    const views = model.processes.map((process, p) => {
      vector[p] = locals[p]!.intern(model.protocol.init(process, model.config));
      return this.#compiler.viewId(p, vector[p]);
    });
    vector[this.#layout.snapshot] = monitor.snapshots.allUp(views);
    return [vector];
  }

  slotSizes(): number[] {
    return this.#compiler.slotSizes();
  }

  fingerprint(vector: Int32Array): readonly [number, number] {
    this.#sumBase(vector, 0);
    let best = 0;
    for (let lane = 1; lane < this.#compiler.lanes; lane++) {
      const high = this.#baseHigh[lane]! - this.#baseHigh[best]!;
      if (high < 0 || (high === 0 && this.#baseLow[lane]! < this.#baseLow[best]!)) best = lane;
    }
    return [this.#baseLow[best]!, this.#baseHigh[best]!];
  }

  isInside(vector: Int32Array): boolean {
    const { model, locals } = this.#compiler;
    return model.processes.every((process, p) => {
      const state = locals[p]!.values[vector[p]!];
      return model.protocol.constraint?.state?.(process, state, model.config) ?? true;
    });
  }

  stepOf(move: number): Step {
    return this.#compiler.moves.steps[move]!;
  }

  actionOf(move: number): number {
    return this.#compiler.moves.action.data[move]!;
  }

  expand(row: number): void {
    const vectors = this.batch.parents;
    const layout = this.#layout;
    const at = row * layout.width;
    const environment = vectors[at + layout.environment]!;
    this.#row = row;
    this.#at = at;
    this.#environment = environment;
    this.#moved = false;
    this.#sumBase(vectors, at);
    if (this.#compiler.isBounded) this.#countInFlight();
    if (!this.#isSynchronous && this.#compiler.environments.isCalm(environment)) {
      for (let p = 0; p < layout.processes; p++) {
        this.#emitJoined(this.#rows.all(p, vectors[at + p]!, vectors[at + layout.inbox(p)]!));
      }
    } else {
      this.#waitLimit = this.#isSynchronous ? this.#permission.longestWait(vectors, at) : Infinity;
      for (let p = 0; p < layout.processes; p++) this.#expandProcess(p);
    }
    if (this.#faultsOnLinks) this.#emitRow(this.#rows.links());
    if (!this.#moved && this.#compiler.monitor.watchesDeadlock) this.#reportStuck();
    this.batch.close();
  }

  materialise(row: number, move: number, into: Int32Array): void {
    this.#successor.build(this.batch.parents, row * this.#layout.width, move, into);
  }

  judge(vector: Int32Array, move: number): void {
    for (const [property, reason] of this.#objections(vector, move)) {
      this.#findings.violated(property, reason);
    }
  }

  /** Emits all that may happen at process `p` where someone is down, a link cut, or time counts. */
  #expandProcess(p: number): void {
    const vectors = this.batch.parents;
    const local = vectors[this.#at + p]!;
    const inbox = vectors[this.#at + this.#layout.inbox(p)]!;
    const isDown = this.#permission.isDown(this.#environment, p);
    this.#emitRow(isDown ? this.#rows.restart(p, local) : this.#rows.events(p, local, inbox));
    for (const message of this.#compiler.inboxes[p]!.deliverable[inbox]!) {
      if (!isDown && this.#permission.isLinked(this.#environment, p, message)) {
        this.#emitRow(this.#rows.deliveries(p, local, message));
      }
      if (this.#faultsOnMessages) this.#emitRow(this.#rows.messageFaults(p, message));
    }
  }

  #emitRow(row: number): void {
    const { start, end } = this.#rows;
    for (let move = start.data[row]!; move < end.data[row]!; move++) this.#emit(move);
  }

  #emitJoined(row: number): void {
    const rows = this.#rows;
    const { moves, lanes } = this.#compiler;
    const joined = rows.joined.data;
    const carefulStart = rows.carefulStart.data[row]!;
    const end = rows.joinedEnd.data[row]!;
    let at = rows.joinedStart.data[row]!;
    rows.uses.data[row]!++;
    this.generated += carefulStart - at + rows.stutters.data[row]!;
    if (at < carefulStart) this.#moved = true;
    if (lanes === 1) {
      // The path that most successors take: one addition, then into the batch.
      const { batch } = this;
      const low = moves.low.data;
      const high = moves.high.data;
      const baseLow = this.#baseLow[0]!;
      const baseHigh = this.#baseHigh[0]!;
      for (; at < carefulStart; at++) {
        const move = joined[at]!;
        batch.push((baseLow + low[move]!) | 0, (baseHigh + high[move]!) | 0, move);
      }
    } else {
      for (; at < carefulStart; at++) this.#pushLeast(joined[at]!, false, false);
    }
    for (; at < end; at++) this.#emit(joined[at]!);
  }

  /** Emits a move that asks for care, or one that is not known to ask for none. */
  #emit(move: number): void {
    const { moves, monitor } = this.#compiler;
    const flags = moves.flags.data[move]!;
    if ((flags & FLAGS.guarded) !== 0 && !this.#isPermitted(move)) return;
    this.#count(move);
    if ((flags & CAREFUL) === FLAGS.stutter) return;
    if ((flags & FLAGS.judged) !== 0) this.#judgeMove(move);
    if ((flags & FLAGS.outside) !== 0 || ((flags & FLAGS.bounded) !== 0 && this.#exceeds(move))) {
      this.#reportOutside(move);
      return;
    }
    const isBuilt = (flags & FLAGS.general) !== 0;
    if (isBuilt) this.#successor.build(this.batch.parents, this.#at, move, this.#built);
    // Where only deadlock matters, a state that equals its parent is no way out.
    if (!this.#moved && monitor.watchesDeadlock) this.#moved = this.#leadsElsewhere(move, isBuilt);
    this.#pushLeast(move, isBuilt, (flags & EXTENDED) !== 0);
  }

  #leadsElsewhere(move: number, isBuilt: boolean): boolean {
    if (!isBuilt) this.#successor.build(this.batch.parents, this.#at, move, this.#built);
    return this.#built.some((id, slot) => id !== this.batch.parents[this.#at + slot]);
  }

  #isPermitted(move: number): boolean {
    const permission = this.#permission;
    if (this.#compiler.moves.wait.data[move]! > this.#waitLimit) return false;
    if (!permission.isDetected(this.#environment, move)) return false;
    if (permission.isAffordable(this.#environment, move)) return true;
    if (this.stepOf(move).type === "event") this.#moved = true;
    return false;
  }

  #count(move: number): void {
    this.generated++;
    const action = this.#compiler.moves.action.data[move]!;
    if (action >= this.#counted.length) {
      const grown = new Float64Array(action * 2);
      grown.set(this.#counted);
      this.#counted = grown;
    }
    this.#counted[action]!++;
  }

  /**
   * Appends the candidate that `move` leads to, with the least fingerprint over all lanes.
   * @param isBuilt its vector is in `#built`, and its fingerprint follows from that.
   * @param isExtended inboxes, the environment or histories add to the move's own delta.
   */
  #pushLeast(move: number, isBuilt: boolean, isExtended: boolean): void {
    const { moves, lanes } = this.#compiler;
    let leastLow = 0;
    let leastHigh = 0;
    for (let lane = 0; lane < lanes; lane++) {
      let low = this.#baseLow[lane]!;
      let high = this.#baseHigh[lane]!;
      if (isBuilt) {
        this.#compareBuilt(lane);
      } else {
        low += moves.low.data[move * lanes + lane]!;
        high += moves.high.data[move * lanes + lane]!;
        if (isExtended) this.#extend(move, lane);
      }
      if (isBuilt || isExtended) {
        low += this.#extraLow;
        high += this.#extraHigh;
      }
      low |= 0;
      high |= 0;
      if (lane === 0 || high < leastHigh || (high === leastHigh && low < leastLow)) {
        leastLow = low;
        leastHigh = high;
      }
    }
    this.batch.push(leastLow, leastHigh, move);
  }

  /** Sums up what the slots in which the built vector differs from the parent add in one lane. */
  #compareBuilt(lane: number): void {
    const parents = this.batch.parents;
    this.#extraLow = 0;
    this.#extraHigh = 0;
    for (let slot = 0; slot < this.#layout.snapshot; slot++) {
      const before = parents[this.#at + slot]!;
      const after = this.#built[slot]!;
      if (before !== after) this.#addExtra(slot, lane, before, after);
    }
  }

  /** Sums up what inboxes, the environment and histories after `move` add in one lane. */
  #extend(move: number, lane: number): void {
    const { moves, environments, monitor } = this.#compiler;
    const layout = this.#layout;
    const parents = this.batch.parents;
    const flags = moves.flags.data[move]!;
    this.#extraLow = 0;
    this.#extraHigh = 0;
    if ((flags & FLAGS.enqueues) !== 0) this.#enqueue(move, lane);
    const effect = moves.effect.data[move]!;
    if (effect !== NONE) {
      const after = environments.after(this.#environment, effect) - 1;
      this.#addExtra(layout.environment, lane, this.#environment, after);
    }
    if ((flags & FLAGS.remembered) === 0) return;
    const snapshot = parents[this.#at + layout.snapshot]!;
    for (let index = 0; index < layout.histories; index++) {
      const slot = layout.history(index);
      const before = parents[this.#at + slot]!;
      const after = monitor.historyAfter(index, before, moves.change.data[move]!, snapshot);
      if (before !== after) this.#addExtra(slot, lane, before, after);
    }
  }

  #enqueue(move: number, lane: number): void {
    const { moves, inboxes } = this.#compiler;
    const parents = this.batch.parents;
    const consumed = moves.consumed.data[move]!;
    if (consumed !== NONE) {
      const p = moves.process.data[move]!;
      const slot = this.#layout.inbox(p);
      const before = parents[this.#at + slot]!;
      this.#addExtra(slot, lane, before, inboxes[p]!.remove(before, consumed));
    }
    const end = moves.sendStart.data[move + 1]!;
    for (let send = moves.sendStart.data[move]!; send < end; send++) {
      const to = moves.sendTo.data[send]!;
      const slot = this.#layout.inbox(to);
      const before = parents[this.#at + slot]!;
      this.#addExtra(slot, lane, before, inboxes[to]!.add(before, moves.sendMessage.data[send]!));
    }
  }

  #addExtra(slot: number, lane: number, before: number, after: number): void {
    const { contributions, lanes } = this.#compiler;
    const { low, high } = contributions[slot]!;
    this.#extraLow =
      (this.#extraLow + low[after * lanes + lane]! - low[before * lanes + lane]!) | 0;
    this.#extraHigh =
      (this.#extraHigh + high[after * lanes + lane]! - high[before * lanes + lane]!) | 0;
  }

  #sumBase(vectors: Int32Array, at: number): void {
    const { contributions, lanes } = this.#compiler;
    for (let lane = 0; lane < lanes; lane++) {
      let low = 0;
      let high = 0;
      for (let slot = 0; slot < contributions.length; slot++) {
        const index = vectors[at + slot]! * lanes + lane;
        const ofSlot = contributions[slot]!;
        low = (low + ofSlot.low[index]!) | 0;
        high = (high + ofSlot.high[index]!) | 0;
      }
      this.#baseLow[lane] = low;
      this.#baseHigh[lane] = high;
    }
  }

  #countInFlight(): void {
    this.#inFlight = 0;
    for (let p = 0; p < this.#layout.processes; p++) {
      const inbox = this.batch.parents[this.#at + this.#layout.inbox(p)]!;
      this.#inFlight += this.#compiler.inboxes[p]!.contents[inbox]!.length;
    }
  }

  /** Does `move` lead to more messages in flight, or more copies of one, than the constraint lets? */
  #exceeds(move: number): boolean {
    const { moves, model } = this.#compiler;
    const start = moves.sendStart.data[move]!;
    const end = moves.sendStart.data[move + 1]!;
    const taken = moves.consumed.data[move] === NONE ? 0 : 1;
    if (this.#inFlight + end - start - taken > model.bounds.messages) return true;
    if (model.bounds.copies === Infinity) return false;
    for (let send = start; send < end; send++) {
      if (this.#copiesAfter(move, send) > model.bounds.copies) return true;
    }
    return false;
  }

  /** How many copies of the message of `send` are in flight after `move`. */
  #copiesAfter(move: number, send: number): number {
    const { moves, inboxes } = this.#compiler;
    const to = moves.sendTo.data[send]!;
    const message = moves.sendMessage.data[send]!;
    const inbox = this.batch.parents[this.#at + this.#layout.inbox(to)]!;
    let copies = inboxes[to]!.copies(inbox, message);
    if (moves.process.data[move] === to && moves.consumed.data[move] === message) copies--;
    const end = moves.sendStart.data[move + 1]!;
    for (let other = moves.sendStart.data[move]!; other < end; other++) {
      if (moves.sendTo.data[other] === to && moves.sendMessage.data[other] === message) copies++;
    }
    return copies;
  }

  /** What properties say of a state that `move` led to (NONE: an initial one). */
  #objections(vector: Int32Array, move: number): readonly Objection[] {
    const { monitor, moves } = this.#compiler;
    const isVisible = move === NONE || (moves.flags.data[move]! & FLAGS.visible) !== 0;
    if (!isVisible && !monitor.watchesQuiet && !monitor.watchesEveryStep) return NO_OBJECTIONS;
    const isQuiet = monitor.watchesQuiet && this.#permission.isQuiet(vector);
    const snapshot = vector[this.#layout.snapshot]!;
    return monitor.ofState(snapshot, isQuiet, vector, this.#layout.history(0));
  }

  /** Lets transition properties and observers judge a move that the parent makes. */
  #judgeMove(move: number): void {
    const { monitor, moves } = this.#compiler;
    const change = moves.change.data[move]!;
    const report = ([property, reason]: Objection): void =>
      this.#findings.violatedByMove(property, reason, this.#row, move);
    monitor.ofChange(change).forEach(report);
    if (!monitor.watchesHistoryChanges) return;
    for (let index = 0; index < this.#layout.histories; index++) {
      const history = this.batch.parents[this.#at + this.#layout.history(index)]!;
      monitor.ofHistoryChange(index, history, change).forEach(report);
    }
  }

  /** A successor outside the constraint is judged, but goes no further. */
  #reportOutside(move: number): void {
    this.constrained++;
    this.#moved = true;
    const { monitor, moves } = this.#compiler;
    const isVisible = (moves.flags.data[move]! & FLAGS.visible) !== 0;
    if (!isVisible && !monitor.watchesQuiet && !monitor.watchesEveryStep) return;
    this.#successor.build(this.batch.parents, this.#at, move, this.#built);
    for (const [property, reason] of this.#objections(this.#built, move)) {
      this.#findings.violatedByMove(property, reason, this.#row, move);
    }
  }

  #reportStuck(): void {
    const { model, locals, monitor } = this.#compiler;
    const vectors = this.batch.parents;
    const isDone = model.processes.every((process, p) => {
      const state = locals[p]!.values[vectors[this.#at + p]!];
      return model.protocol.done?.(process, state, model.config) ?? false;
    });
    if (isDone) return;
    for (const [property, reason] of monitor.ofStuck(vectors[this.#at + this.#layout.snapshot]!)) {
      this.#findings.violatedByParent(property, reason, this.#row);
    }
  }
}
