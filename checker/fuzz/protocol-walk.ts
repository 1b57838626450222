/**
 * The fast walk through a protocol in an asynchronous network. It takes the engine's compiled moves, but
 * changes the state in place, and keeps bags of messages as they are (bag.ts). Walks the same behaviours
 * as plain-walk.ts, which it is compared with.
 *
 * An exact walk knows which steps are possible. A probing one, for fuzzing, knows only what the reducer
 * may be asked about, and asks about what it takes: `take` may then make no step (possible.ts).
 */
import type { Contributions } from "../engine/contributions.ts";
import { IntList } from "../engine/int-list.ts";
import { Layout } from "../engine/layout.ts";
import { MoveRows } from "../engine/move-rows.ts";
import { FLAGS, NONE } from "../engine/move-table.ts";
import { Permission } from "../engine/permission.ts";
import { Tables } from "../engine/tables.ts";
import { TRIGGERS_IGNORED } from "../search/exploration.ts";
import type { Model } from "../world/model.ts";
import { isLocalInside } from "../world/questions.ts";
import type { Step } from "../world/step.ts";
import { Bag } from "./bag.ts";
import type { InFlight } from "./in-flight.ts";
import { Inputs } from "./inputs.ts";
import { Possible } from "./possible.ts";
import { Queues } from "./queues.ts";
import type { Objection, Walk } from "./walk.ts";
import { environmentOf, type WalkState } from "./walk-state.ts";
import { WalkWitness } from "./walk-witness.ts";

/** Properties or histories see a move with one of these flags. */
const SEEN = FLAGS.visible | FLAGS.judged | FLAGS.refined | FLAGS.remembered;

/** Does `model` meet what a walk through its tables assumes? */
export function isWalkable({ environment, protocol, properties, bounds }: Model): boolean {
  const { order, delivery, timing } = environment;
  if (timing !== "asynchronous") return false;
  // Neither queues of which nothing is taken nor bounds on what is in queues are counted here.
  const isUnbounded = bounds.messages === Infinity && bounds.copies === Infinity;
  if (order === "fifo" && (delivery === "monotone" || !isUnbounded)) return false;
  // A state outside the constraint is judged without its messages: is it quiet? No one would know.
  return (
    protocol.constraint === undefined ||
    !properties.some((property) => property.kind === "invariant" && property.when === "quiet")
  );
}

export class ProtocolWalk implements Walk<Step> {
  readonly actors: number;
  readonly initials = 1;
  readonly initial = 0;
  low = 0;
  high = 0;
  readonly #state: WalkState;
  readonly #inFlight: readonly InFlight[];
  /** The same, if they are queues: then what a message adds to a fingerprint depends on the others. */
  readonly #queues: readonly Queues[];
  /** By slot of the vector: what its content adds to a fingerprint. */
  readonly #contributions: readonly Contributions[];
  /** The vector that it begins with, and the halves of its fingerprint. */
  readonly #start: Int32Array;
  readonly #startLow: number;
  readonly #startHigh: number;
  readonly #possible: Possible;
  readonly #path = new IntList(256);
  /** Is the initial state inside the constraint? From one that is not, no step is taken. */
  readonly #isInside: boolean;

  /** @param probes knows what may be asked about instead of what is possible. */
  constructor(model: Model, probes = false) {
    const tables = new Tables(model, { triggered: TRIGGERS_IGNORED, violated: () => undefined });
    const layout = new Layout(model.processes.length, model.histories.length);
    const rows = new MoveRows(tables);
    const { locals, situations, environments, monitor, inboxes, isAdditive } = tables;
    const { readsInbox = false } = model.protocol;
    const isFifo = model.environment.order === "fifo";
    this.#queues = isFifo ? inboxes.map((table) => new Queues(table)) : [];
    this.#inFlight = isFifo
      ? this.#queues
      : inboxes.map((table) => new Bag(!isAdditive, readsInbox ? table : undefined));
    this.actors = model.processes.length + 1;
    const slots = [...locals, environments.table, ...monitor.histories];
    this.#contributions = slots.map((table) => table.contributions);
    this.#start = tables.initialVector(layout);
    situations.forEach((table, p) => (this.#start[p] = table.local(this.#start[p]!)));
    this.#state = {
      tables,
      layout,
      rows,
      permission: new Permission(tables, rows, layout),
      witness: new WalkWitness(tables, layout),
      vector: Int32Array.from(this.#start),
      inFlight: this.#inFlight,
    };
    for (let slot = 0; slot < this.#contributions.length; slot++) this.#count(slot, 1);
    this.#countQueues(1);
    [this.#startLow, this.#startHigh] = [this.low, this.high];
    this.#possible = new Possible(this.#state, probes ? new Inputs(tables, rows) : undefined);
    this.#isInside = model.processes.every((process, p) =>
      isLocalInside(model, process, locals[p]!.values[this.#start[p]!]),
    );
  }

  get actions(): readonly string[] {
    return this.#state.tables.actions;
  }

  get objections(): readonly Objection<Step>[] {
    return this.#state.witness.objections;
  }

  get count(): number {
    return this.#possible.count;
  }

  get length(): number {
    return this.#path.length;
  }

  get shape(): number {
    const { tables, layout, vector } = this.#state;
    return tables.monitor.snapshots.shape(vector[layout.snapshot]!);
  }

  get members(): readonly number[] {
    const { tables, layout, vector } = this.#state;
    return tables.monitor.snapshots.memberShapes(vector[layout.snapshot]!);
  }

  begin(_initial: number): void {
    const { vector, witness } = this.#state;
    this.#path.length = 0;
    vector.set(this.#start);
    this.low = this.#startLow;
    this.high = this.#startHigh;
    for (const each of this.#inFlight) each.clear();
    witness.begin(vector, this.#isQuiet());
    this.#possible.clear();
    if (this.#isInside) this.#possible.refresh();
  }

  take(choice: number): void {
    this.#state.witness.clear();
    const move = this.#possible.settle(choice);
    if (move !== NONE) this.#make(move);
  }

  stepAt(choice: number): Step {
    return this.#possible.stepAt(choice);
  }

  actorAt(choice: number): number {
    return this.#possible.actorAt(choice);
  }

  actionAt(choice: number): number {
    return this.#possible.actionAt(choice);
  }

  path(): Step[] {
    const moves = this.#path.data.subarray(0, this.#path.length);
    return Array.from(moves, (move) => this.#state.tables.moves.steps[move]!);
  }

  /** How much the tables hold, in entries: what a walk remembers grows with what it has seen. */
  get size(): number {
    const { tables, witness } = this.#state;
    const { moves, monitor, inboxes } = tables;
    const inboxesRead = inboxes.reduce((sum, { size }) => sum + size, 0);
    return moves.size + monitor.snapshots.size + witness.size + inboxesRead;
  }

  #make(move: number): void {
    const { tables, witness, vector } = this.#state;
    const { moves, monitor } = tables;
    this.#path.push(move);
    const flags = moves.flags(move);
    this.#countQueues(-1);
    this.#apply(move, flags);
    this.#countQueues(1);
    const isRemembered = (flags & FLAGS.remembered) !== 0;
    if (isRemembered) this.#countHistories(-1);
    if ((flags & SEEN) !== 0 || monitor.watchesQuiet) witness.see(move, vector, this.#isQuiet());
    if (isRemembered) this.#countHistories(1);
    this.#possible.refresh();
  }

  #apply(move: number, flags: number): void {
    const { tables, layout, vector } = this.#state;
    const { moves, environments } = tables;
    const possible = this.#possible;
    this.low = (this.low + moves.low(move)) | 0;
    this.high = (this.high + moves.high(move)) | 0;
    const p = moves.process(move);
    if (p !== NONE) possible.touch(p);
    const next = moves.next(move);
    if (next !== NONE) vector[p] = next;
    const consumed = moves.consumed(move);
    if (consumed !== NONE) this.#inFlight[p]!.remove(consumed);
    this.#send(move);
    if ((flags & FLAGS.purges) !== 0) this.#purge();
    const effect = moves.effect(move);
    if (effect !== NONE) {
      const before = environmentOf(this.#state);
      const after = environments.after(before, effect) - 1;
      this.#count(layout.environment, -1);
      vector[layout.environment] = after;
      this.#count(layout.environment, 1);
      if (environments.regime(after) !== environments.regime(before)) possible.touchAll();
    }
    if ((flags & FLAGS.clears) !== 0) this.#inFlight[p]!.clear();
  }

  #send(move: number): void {
    const { moves, inboxes, isAdditive } = this.#state.tables;
    const end = moves.sendsEnd(move);
    for (let send = moves.firstSend(move); send < end; send++) {
      const to = moves.sendTo(send);
      const message = moves.sendMessage(send);
      const isNew = this.#inFlight[to]!.add(message);
      if (!isNew) continue;
      this.#possible.touch(to);
      if (isAdditive || this.#queues.length > 0) continue;
      const { low, high } = inboxes[to]!.messages.contributions;
      this.low = (this.low + low[message]!) | 0;
      this.high = (this.high + high[message]!) | 0;
    }
  }

  /** Takes out the messages over links that are cut still, where these are lost. */
  #purge(): void {
    const { environments, model } = this.#state.tables;
    const environment = environmentOf(this.#state);
    for (let p = 0; p < this.#queues.length; p++) {
      const to = model.processes[p]!;
      this.#queues[p]!.filter(({ from }) => environments.isLinked(environment, from, to));
    }
  }

  /** Adds what queues contribute to the fingerprint, or takes it away. */
  #countQueues(sign: 1 | -1): void {
    for (let p = 0; p < this.#queues.length; p++) {
      const { low, high } = this.#state.tables.inboxes[p]!.contributions;
      const { inbox } = this.#queues[p]!;
      this.low = (this.low + sign * low[inbox]!) | 0;
      this.high = (this.high + sign * high[inbox]!) | 0;
    }
  }

  #countHistories(sign: 1 | -1): void {
    const { layout } = this.#state;
    for (let slot = layout.history(0); slot < layout.snapshot; slot++) this.#count(slot, sign);
  }

  /** Adds what a slot contributes to the fingerprint, or takes it away. */
  #count(slot: number, sign: 1 | -1): void {
    const { low, high } = this.#contributions[slot]!;
    const id = this.#state.vector[slot]!;
    this.low = (this.low + sign * low[id]!) | 0;
    this.high = (this.high + sign * high[id]!) | 0;
  }

  /** Is no message in flight to a running process over a whole link? No one asks: then it is not. */
  #isQuiet(): boolean {
    const { tables, permission } = this.#state;
    if (!tables.monitor.watchesQuiet) return false;
    const environment = environmentOf(this.#state);
    return this.#inFlight.every(
      ({ messages, total }, p) =>
        total === 0 ||
        permission.isDown(environment, p) ||
        !messages.some((message) => permission.isLinked(environment, p, message)),
    );
  }
}
