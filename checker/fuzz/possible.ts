/**
 * What is possible in the state of a walk: a part for each process, and one for the links. A step
 * changes the process that makes it and those that it sends to; the parts of the others stay as they
 * are, and that is what makes a walk fast where much is in flight.
 *
 * An entry is a move, or an input (`~input`) of which nobody knows yet what it comes to: it is looked at
 * when it is chosen. Mostly it is one move. If it turns out to be none, or several to choose from, these
 * take its place, and no step is made. Where it can be, a part is only counted, and listed when somebody
 * looks at what is in it, or when it is not as it was counted.
 */
import { IntList } from "../engine/int-list.ts";
import { NONE } from "../engine/move-table.ts";
import type { Step } from "../world/step.ts";
import { Admission } from "./admission.ts";
import type { Inputs } from "./inputs.ts";
import { Lister } from "./lister.ts";
import { Unlisted } from "./unlisted.ts";
import type { WalkState } from "./walk-state.ts";

/** What may happen at one process or to the links. */
interface Part {
  /** How much. */
  count: number;
  /** What `Unlisted` knows it by, while it is not listed; else NONE. */
  own: number;
  readonly entries: IntList;
  /** The inputs that are not among them for want of budget. */
  readonly refused: IntList;
  /** Has what it was made from changed since? */
  isStale: boolean;
  /** Is there a step that is not among them for want of budget, or as it leads out of the constraint? */
  isOpen: boolean;
}

export class Possible {
  readonly #state: WalkState;
  readonly #inputs: Inputs | undefined;
  /** Of inputs. */
  readonly #unlisted: Unlisted | undefined;
  readonly #lister: Lister;
  readonly #admission: Admission;
  /** Those of the processes, then that of the links. */
  readonly #parts: readonly Part[];
  /** Under a constraint, what leads out of it depends on all that is in flight. */
  readonly #isConstrained: boolean;
  /** The places of those that are stale, one after the other. */
  readonly #stale = new IntList();
  /** How many entries there are in all parts. */
  #count = 0;
  /** They, one after the other, once a strategy has looked at one since they changed. */
  readonly #all = new IntList();
  #isGathered = false;
  /** What an input comes to. */
  readonly #outcomes = new IntList();

  /** @param inputs lists inputs instead of moves. */
  constructor(state: WalkState, inputs?: Inputs) {
    this.#state = state;
    this.#inputs = inputs;
    this.#admission = new Admission(state);
    this.#unlisted = inputs && new Unlisted(state, inputs, this.#admission);
    this.#lister = new Lister(state, this.#admission, inputs);
    this.#isConstrained = state.tables.model.protocol.constraint !== undefined;
    this.#parts = [...state.inFlight, "links"].map(() => ({
      entries: new IntList(),
      refused: new IntList(),
      count: 0,
      own: NONE,
      isStale: false,
      isOpen: false,
    }));
  }

  get count(): number {
    return this.#count;
  }

  /** The step that `choice` stands for, from 0 up to `count`: of an input, its first outcome. */
  stepAt(choice: number): Step {
    const entry = this.#entryAt(choice);
    return entry < 0 ? this.#inputs!.steps[~entry]! : this.#state.tables.moves.steps[entry]!;
  }

  actionAt(choice: number): number {
    const entry = this.#entryAt(choice);
    return entry < 0 ? this.#inputs!.action.data[~entry]! : this.#state.tables.moves.action(entry);
  }

  /** The process at which it happens; the one after the last for what the network does. */
  actorAt(choice: number): number {
    const entry = this.#entryAt(choice);
    if (entry < 0) return this.#inputs!.process.data[~entry]!;
    const { moves } = this.#state.tables;
    const { type } = moves.steps[entry]!;
    const process = moves.process(entry);
    const isNetworks = type === "drop" || type === "duplicate" || process === NONE;
    return isNetworks ? this.#parts.length - 1 : process;
  }

  /** The local state or what is in flight to process `p` has changed. */
  touch(p: number): void {
    const part = this.#parts[p]!;
    if (part.isStale) return;
    part.isStale = true;
    this.#stale.push(p);
  }

  /** Everything may have changed. */
  touchAll(): void {
    for (let index = 0; index < this.#parts.length; index++) this.touch(index);
  }

  /** Nothing is possible. */
  clear(): void {
    this.touchAll();
    for (const part of this.#parts) part.count = 0;
    this.#count = 0;
  }

  /** Finds what is possible now; judges what leads out of the constraint, and where nothing is. */
  refresh(): void {
    if (this.#isConstrained) this.touchAll();
    const stale = this.#stale;
    let count = this.#count;
    // What is found may be stale again as soon as it is found.
    const end = stale.length;
    for (let at = 0; at < end; at++) {
      const index = stale.data[at]!;
      const part = this.#parts[index]!;
      count -= part.count;
      this.#find(index, part);
      count += part.count;
    }
    if (stale.length > end) stale.data.copyWithin(0, end, stale.length);
    stale.length -= end;
    this.#changed(count);
  }

  /** The move that `choice` stands for; or NONE if that has to be chosen again, from what there is. */
  settle(choice: number): number {
    let index = choice;
    let p = 0;
    for (; index >= this.#parts[p]!.count; p++) index -= this.#parts[p]!.count;
    const part = this.#parts[p]!;
    const isListed = part.own === NONE;
    const entry = isListed ? part.entries.data[index]! : NONE;
    if (entry >= 0) return entry;
    const row = isListed ? this.#lister.rowOf(~entry) : this.#unlisted!.row(p, part.own, index);
    const outcomes = this.#outcomes;
    outcomes.length = 0;
    this.#admission.begin();
    this.#lister.addRow(row, outcomes);
    this.#note(p);
    if (outcomes.length === 1 && this.#state.witness.objections.length === 0) {
      return outcomes.data[0]!;
    }
    if (!isListed) this.#list(p, part);
    part.entries.data[index] = part.entries.data[--part.entries.length]!;
    for (let at = 0; at < outcomes.length; at++) part.entries.push(outcomes.data[at]!);
    part.count = part.entries.length;
    this.#changed(this.#count - 1 + outcomes.length);
    return NONE;
  }

  /** The entries of some part are others now; there are `count` in all. */
  #changed(count: number): void {
    this.#count = count;
    this.#isGathered = false;
    if (count === 0) this.#judgeEnd();
  }

  #entryAt(choice: number): number {
    if (!this.#isGathered) this.#gather();
    return this.#all.data[choice]!;
  }

  #gather(): void {
    const all = this.#all;
    all.length = 0;
    for (let index = 0; index < this.#parts.length; index++) {
      const part = this.#parts[index]!;
      const { entries } = part;
      if (part.own !== NONE) this.#list(index, part);
      for (let at = 0; at < entries.length; at++) all.push(entries.data[at]!);
    }
    this.#isGathered = true;
  }

  #find(index: number, part: Part): void {
    part.isStale = false;
    part.isOpen = false;
    const unlisted = this.#unlisted;
    if (unlisted === undefined || index === this.#state.inFlight.length || !unlisted.isAll(index)) {
      this.#list(index, part);
      return;
    }
    part.own = unlisted.own(index);
    part.count = unlisted.count(index, part.own);
  }

  #list(index: number, part: Part): void {
    part.own = NONE;
    part.entries.length = 0;
    part.refused.length = 0;
    this.#admission.begin();
    const isLinks = index === this.#state.inFlight.length;
    if (isLinks) this.#lister.addLinkFaults(part.entries);
    else this.#lister.addAt(index, part.entries, part.refused);
    part.count = part.entries.length;
    this.#note(index);
  }

  /** Notes in a part what the admission has come upon since it began. */
  #note(index: number): void {
    const part = this.#parts[index]!;
    part.isOpen ||= this.#admission.isOpen;
    if (this.#admission.isPassing) this.touch(index);
  }

  /** Judges a state that no step leaves, unless one would with more budget. */
  #judgeEnd(): void {
    if (!this.#state.tables.monitor.watchesDeadlock) return;
    for (let index = 0; index < this.#parts.length; index++) {
      const part = this.#parts[index]!;
      if (part.own !== NONE) this.#list(index, part);
      this.#outcomes.length = 0;
      this.#admission.begin();
      for (let at = 0; at < part.refused.length; at++) {
        this.#lister.addRow(this.#lister.rowOf(part.refused.data[at]!), this.#outcomes);
      }
      this.#note(index);
    }
    if (!this.#parts.some(({ isOpen }) => isOpen)) {
      this.#state.witness.judgeStuck(this.#state.vector);
    }
  }
}
