/**
 * The moves that are possible in the state of a bag walk: a part for each process, and one for the
 * links. A step changes the process that makes it and those that it sends to; the parts of the others
 * stay as they are, and that is what makes a walk fast where much is in flight.
 */
import { IntList } from "../engine/int-list.ts";
import type { Layout } from "../engine/layout.ts";
import { MoveRows } from "../engine/move-rows.ts";
import { CAREFUL, FLAGS, NONE } from "../engine/move-table.ts";
import { Permission } from "../engine/permission.ts";
import type { Tables } from "../engine/tables.ts";
import { budgetOf } from "../environment.ts";
import { type Bag, copiesAfter, newMessages } from "./bag.ts";
import type { WalkWitness } from "./walk-witness.ts";

/** What may happen at one process or to the links. */
interface Part {
  readonly moves: IntList;
  /** Has what it was made from changed since? */
  isStale: boolean;
  /** Is there a step that is not among them for want of budget, or as it leads out of the constraint? */
  isOpen: boolean;
}

export class PossibleMoves {
  count = 0;
  readonly permission: Permission;
  readonly #tables: Tables;
  readonly #rows: MoveRows;
  readonly #layout: Layout;
  readonly #witness: WalkWitness;
  readonly #bags: readonly Bag[];
  readonly #vector: Int32Array;
  /** Those of the processes, then that of the links. */
  readonly #parts: readonly Part[];
  readonly #faultsOnMessages: boolean;
  readonly #faultsOnLinks: boolean;
  /** Under a constraint, what leads out of it depends on all bags and is judged in each state. */
  readonly #isConstrained: boolean;

  /** @param vector,bags the state, which the walk changes in place. */
  constructor(
    tables: Tables,
    layout: Layout,
    witness: WalkWitness,
    vector: Int32Array,
    bags: readonly Bag[],
  ) {
    const { environment, protocol } = tables.model;
    this.#tables = tables;
    this.#rows = new MoveRows(tables);
    this.#layout = layout;
    this.#witness = witness;
    this.#vector = vector;
    this.#bags = bags;
    this.permission = new Permission(tables, this.#rows, layout);
    const granted = (budget: string): boolean => budgetOf(environment, budget) !== 0;
    this.#faultsOnMessages = granted("drops") || granted("duplicates");
    this.#faultsOnLinks = granted("partitions");
    this.#isConstrained = protocol.constraint !== undefined;
    this.#parts = [...bags, "links"].map(() => ({
      moves: new IntList(),
      isStale: true,
      isOpen: false,
    }));
  }

  /** The move that `choice` stands for, from 0 up to `count`. */
  at(choice: number): number {
    let index = choice;
    for (const { moves } of this.#parts) {
      if (index < moves.length) return moves.data[index]!;
      index -= moves.length;
    }
    return NONE;
  }

  /** The local state or the bag of process `p` has changed. */
  touch(p: number): void {
    this.#parts[p]!.isStale = true;
  }

  /** Everything may have changed. */
  touchAll(): void {
    for (const part of this.#parts) part.isStale = true;
  }

  /** Nothing is possible. */
  clear(): void {
    this.touchAll();
    for (const { moves } of this.#parts) moves.length = 0;
    this.count = 0;
  }

  /** Finds what is possible now; judges what leads out of the constraint, and where nothing is. */
  refresh(): void {
    if (this.#isConstrained) this.touchAll();
    let isOpen = false;
    this.count = 0;
    for (let index = 0; index < this.#parts.length; index++) {
      const part = this.#parts[index]!;
      if (part.isStale) this.#find(index, part);
      this.count += part.moves.length;
      isOpen ||= part.isOpen;
    }
    if (this.count === 0 && !isOpen) this.#witness.judgeStuck(this.#vector);
  }

  #find(index: number, part: Part): void {
    part.moves.length = 0;
    part.isStale = false;
    part.isOpen = false;
    const environment = this.#vector[this.#layout.environment]!;
    if (index < this.#bags.length) this.#findAt(index, part, environment);
    else if (this.#faultsOnLinks) this.#add(part, this.#rows.links(), environment);
  }

  /** Finds what is possible at process `p`. */
  #findAt(p: number, part: Part, environment: number): void {
    const rows = this.#rows;
    const local = this.#vector[p]!;
    const isCalm = this.#tables.environments.isCalm(environment);
    const isDown = !isCalm && this.permission.isDown(environment, p);
    this.#add(
      part,
      isDown ? rows.restart(p, local) : rows.events(p, local, this.#bags[p]!.inbox),
      environment,
    );
    for (const message of this.#bags[p]!.messages) {
      if (isCalm || (!isDown && this.permission.isLinked(environment, p, message))) {
        this.#add(part, rows.deliveries(p, local, message), environment);
      }
      if (this.#faultsOnMessages) this.#add(part, rows.messageFaults(p, message), environment);
    }
  }

  /** Adds those moves of a row that are possible. */
  #add(part: Part, row: number, environment: number): void {
    const { start, end } = this.#rows;
    const flags = this.#tables.moves.flags.data;
    const low = this.#tables.moves.low.data;
    const last = end.data[row]!;
    for (let move = start.data[row]!; move < last; move++) {
      const careful = flags[move]! & CAREFUL;
      if (careful !== 0 && !this.#isPossible(part, move, careful, environment)) continue;
      if (low[move] === 0 && !this.#leadsElsewhere(part, move)) continue;
      part.moves.push(move);
    }
  }

  #isPossible(part: Part, move: number, flags: number, environment: number): boolean {
    if (flags === FLAGS.stutter) return false;
    if ((flags & FLAGS.guarded) !== 0) {
      if (!this.permission.isDetected(environment, move)) return false;
      if (!this.#isAffordable(environment, move)) {
        const { type } = this.#tables.moves.steps[move]!;
        part.isOpen ||= type === "event" || type === "deliver";
        return false;
      }
    }
    const isOutside =
      (flags & FLAGS.outside) !== 0 || ((flags & FLAGS.bounded) !== 0 && this.#exceeds(move));
    if (!isOutside) return true;
    part.isOpen = true;
    this.#witness.judgeOutside(move, this.#vector);
    return false;
  }

  #isAffordable(environment: number, move: number): boolean {
    const effect = this.#tables.moves.effect.data[move]!;
    return effect === NONE || this.#tables.environments.allows(environment, effect);
  }

  /** Asked of a move that adds nothing to a fingerprint by itself: does it change something else? */
  #leadsElsewhere(part: Part, move: number): boolean {
    const { moves } = this.#tables;
    if (moves.high.data[move] !== 0 || moves.effect.data[move] !== NONE) return true;
    const { isAdditive } = this.#tables;
    if (!isAdditive && newMessages(moves, move, this.#bags) > 0) return true;
    // Histories change behind a part's back: ask again in the next state.
    part.isStale = this.#layout.histories > 0;
    return this.#witness.isRemembered(move, this.#vector);
  }

  /** Does `move` lead to more messages in flight, or more copies of one, than the constraint lets? */
  #exceeds(move: number): boolean {
    const { moves, model, isAdditive } = this.#tables;
    let inFlight = isAdditive ? moves.inFlight.data[move]! : newMessages(moves, move, this.#bags);
    for (const bag of this.#bags) inFlight += bag.total;
    if (inFlight > model.bounds.messages) return true;
    if (model.bounds.copies === Infinity) return false;
    if (!isAdditive) return inFlight > 0 && model.bounds.copies < 1;
    const end = moves.sendStart.data[move + 1]!;
    for (let send = moves.sendStart.data[move]!; send < end; send++) {
      if (copiesAfter(moves, move, send, this.#bags) > model.bounds.copies) return true;
    }
    return false;
  }
}
