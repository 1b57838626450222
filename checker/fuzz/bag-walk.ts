/**
 * The fast walk, for protocols in an asynchronous network that is a bag, which most are fuzzed in, or a
 * set. It takes the engine's compiled moves, but keeps the messages in flight as they are (bag.ts), and
 * looks at no step that it does not take. Walks the same behaviours as plain-walk.ts, which it is
 * compared with.
 */
import type { Contributions } from "../engine/contributions.ts";
import { IntList } from "../engine/int-list.ts";
import { Layout } from "../engine/layout.ts";
import { FLAGS, NONE } from "../engine/move-table.ts";
import { Tables } from "../engine/tables.ts";
import { TRIGGERS_IGNORED } from "../search/exploration.ts";
import type { Model } from "../world/model.ts";
import { isLocalInside } from "../world/questions.ts";
import type { Step } from "../world/step.ts";
import { Bag } from "./bag.ts";
import { PossibleMoves } from "./possible-moves.ts";
import type { Objection, Walk } from "./walk.ts";
import { WalkWitness } from "./walk-witness.ts";

/** Does `model` meet what a bag walk assumes? */
export function isForBags({ environment, protocol, properties }: Model): boolean {
  const { order, timing } = environment;
  // A state outside the constraint is judged without its messages: is it quiet? No one would know.
  const isSeen =
    protocol.constraint === undefined ||
    !properties.some((property) => property.kind === "invariant" && property.when === "quiet");
  return order === "unordered" && isSeen && timing === "asynchronous";
}

export class BagWalk implements Walk<Step> {
  readonly actors: number;
  readonly initials = 1;
  readonly initial = 0;
  low = 0;
  high = 0;
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #witness: WalkWitness;
  readonly #bags: readonly Bag[];
  /** By slot of the vector: what its content adds to a fingerprint. */
  readonly #contributions: readonly Contributions[];
  /** A vector of the engine, but with the local state of a process where that has its situation. */
  readonly #vector: Int32Array;
  readonly #start: Int32Array;
  readonly #startFingerprint: readonly [low: number, high: number];
  readonly #possible: PossibleMoves;
  readonly #path = new IntList(256);
  /** Is the initial state inside the constraint? From one that is not, no step is taken. */
  readonly #isInside: boolean;

  constructor(model: Model) {
    this.#tables = new Tables(model, { triggered: TRIGGERS_IGNORED, violated: () => undefined });
    this.#layout = new Layout(model.processes.length, model.histories.length);
    this.#witness = new WalkWitness(this.#tables, this.#layout);
    const { isAdditive, inboxes } = this.#tables;
    const { readsInbox = false } = model.protocol;
    this.#bags = inboxes.map((table) => new Bag(!isAdditive, readsInbox ? table : undefined));
    this.actors = model.processes.length + 1;
    const { locals, situations, environments, monitor } = this.#tables;
    const tables = [...locals, environments.table, ...monitor.histories];
    this.#contributions = tables.map((table) => table.contributions);
    this.#start = this.#tables.initialVector(this.#layout);
    situations.forEach((table, p) => (this.#start[p] = table.local(this.#start[p]!)));
    this.#vector = Int32Array.from(this.#start);
    this.#possible = new PossibleMoves(
      this.#tables,
      this.#layout,
      this.#witness,
      this.#vector,
      this.#bags,
    );
    this.#isInside = model.processes.every((process, p) =>
      isLocalInside(model, process, this.#tables.locals[p]!.values[this.#start[p]!]),
    );
    this.#startFingerprint = this.#fingerprintOf(this.#start);
  }

  get actions(): readonly string[] {
    return this.#tables.actions;
  }

  get objections(): readonly Objection<Step>[] {
    return this.#witness.objections;
  }

  get count(): number {
    return this.#possible.count;
  }

  get length(): number {
    return this.#path.length;
  }

  get shape(): number {
    return this.#vector[this.#layout.snapshot]!;
  }

  begin(_initial: number): void {
    this.#path.length = 0;
    this.#vector.set(this.#start);
    [this.low, this.high] = this.#startFingerprint;
    for (const bag of this.#bags) bag.clear();
    this.#witness.clear();
    this.#judgeState();
    this.#witness.judgeInitial(this.#vector);
    this.#possible.clear();
    if (this.#isInside) this.#possible.refresh();
  }

  take(choice: number): void {
    const move = this.#possible.at(choice);
    this.#path.push(move);
    this.#witness.clear();
    const flags = this.#tables.moves.flags.data[move]!;
    if ((flags & (FLAGS.judged | FLAGS.refined)) !== 0) this.#witness.judgeStep(move, this.#vector);
    this.#addToFingerprint(-1);
    this.#apply(move);
    this.#addToFingerprint(1);
    const { monitor } = this.#tables;
    if ((flags & FLAGS.visible) !== 0 || monitor.watchesQuiet || monitor.watchesEveryStep) {
      this.#judgeState();
    }
    this.#possible.refresh();
  }

  stepAt(choice: number): Step {
    return this.#tables.moves.steps[this.#possible.at(choice)]!;
  }

  actorAt(choice: number): number {
    const move = this.#possible.at(choice);
    const { moves } = this.#tables;
    const { type } = moves.steps[move]!;
    const isNetworks = type === "drop" || type === "duplicate";
    const process = moves.process.data[move]!;
    return isNetworks || process === NONE ? this.actors - 1 : process;
  }

  actionAt(choice: number): number {
    return this.#tables.moves.action.data[this.#possible.at(choice)]!;
  }

  path(): Step[] {
    const moves = this.#path.data.subarray(0, this.#path.length);
    return Array.from(moves, (move) => this.#tables.moves.steps[move]!);
  }

  /** How much the tables hold, in entries: what a walk remembers grows with what it has seen. */
  get size(): number {
    const { moves, monitor, inboxes } = this.#tables;
    const inboxesRead = inboxes.reduce((sum, { size }) => sum + size, 0);
    return moves.size + monitor.snapshots.size + inboxesRead;
  }

  /** The fingerprint of a state in which nothing is in flight. */
  #fingerprintOf(vector: Int32Array): readonly [low: number, high: number] {
    let low = 0;
    let high = 0;
    this.#contributions.forEach((contributions, slot) => {
      low = (low + contributions.low[vector[slot]!]!) | 0;
      high = (high + contributions.high[vector[slot]!]!) | 0;
    });
    return [low, high];
  }

  #apply(move: number): void {
    const { moves, environments } = this.#tables;
    const vector = this.#vector;
    const possible = this.#possible;
    this.low = (this.low + moves.low.data[move]!) | 0;
    this.high = (this.high + moves.high.data[move]!) | 0;
    const p = moves.process.data[move]!;
    if (p !== NONE) possible.touch(p);
    const next = moves.next.data[move]!;
    if (next !== NONE) vector[p] = next;
    const consumed = moves.consumed.data[move]!;
    if (consumed !== NONE) this.#bags[p]!.remove(consumed);
    this.#send(move);
    const effect = moves.effect.data[move]!;
    if (effect !== NONE) {
      const slot = this.#layout.environment;
      vector[slot] = environments.after(vector[slot]!, effect) - 1;
      possible.touchAll();
    }
    this.#witness.remember(move, vector);
  }

  #send(move: number): void {
    const { moves, inboxes, isAdditive } = this.#tables;
    const end = moves.sendStart.data[move + 1]!;
    for (let send = moves.sendStart.data[move]!; send < end; send++) {
      const to = moves.sendTo.data[send]!;
      const message = moves.sendMessage.data[send]!;
      if (!this.#bags[to]!.add(message)) continue;
      this.#possible.touch(to);
      if (isAdditive) continue;
      const { low, high } = inboxes[to]!.messages.contributions;
      this.low = (this.low + low[message]!) | 0;
      this.high = (this.high + high[message]!) | 0;
    }
  }

  /** Adds what the environment and the histories contribute, or takes it away: no move knows that. */
  #addToFingerprint(sign: 1 | -1): void {
    for (let slot = this.#layout.environment; slot < this.#layout.snapshot; slot++) {
      const { low, high } = this.#contributions[slot]!;
      const id = this.#vector[slot]!;
      this.low = (this.low + sign * low[id]!) | 0;
      this.high = (this.high + sign * high[id]!) | 0;
    }
  }

  #judgeState(): void {
    const isQuiet = this.#tables.monitor.watchesQuiet && this.#isQuiet();
    this.#witness.judgeState(this.#vector, isQuiet);
  }

  /** Is no message in flight to a running process over a whole link? */
  #isQuiet(): boolean {
    const environment = this.#vector[this.#layout.environment]!;
    const { permission } = this.#possible;
    return this.#bags.every(
      (bag, p) =>
        bag.total === 0 ||
        permission.isDown(environment, p) ||
        !bag.messages.some((message) => permission.isLinked(environment, p, message)),
    );
  }
}
