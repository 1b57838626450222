/**
 * What properties say along a walk: of each change of view, of each state, of steps that are not taken
 * because they lead out of the constraint, and of where a walk ends. It keeps the objections.
 */
import type { Layout } from "../engine/layout.ts";
import { FLAGS, MOVE } from "../engine/move-table.ts";
import type { Objection as Finding } from "../engine/objection.ts";
import { Successor } from "../engine/successor.ts";
import type { Tables } from "../engine/tables.ts";
import { isDone } from "../world/questions.ts";
import type { Step } from "../world/step.ts";
import type { Objection } from "./walk.ts";

const NONE: readonly Objection<Step>[] = [];

export class WalkWitness {
  objections: readonly Objection<Step>[] = NONE;
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #successor: Successor;
  /** A state outside the constraint, while it is judged. */
  readonly #outside: Int32Array;

  constructor(tables: Tables, layout: Layout) {
    this.#tables = tables;
    this.#layout = layout;
    this.#successor = new Successor(tables, layout);
    this.#outside = new Int32Array(layout.width);
  }

  clear(): void {
    if (this.objections.length > 0) this.objections = NONE;
  }

  /** Lets the histories and the snapshot in `vector` see `move`. */
  remember(move: number, vector: Int32Array): void {
    const { moves, monitor } = this.#tables;
    const { snapshot, histories } = this.#layout;
    const before = vector[snapshot]!;
    const flags = moves.at(move, MOVE.flags);
    if ((flags & FLAGS.remembered) !== 0) {
      const change = moves.at(move, MOVE.change);
      for (let index = 0; index < histories; index++) {
        const slot = this.#layout.history(index);
        vector[slot] = monitor.historyAfter(index, vector[slot]!, change, before);
      }
    }
    if ((flags & FLAGS.visible) !== 0) {
      vector[snapshot] = this.#successor.snapshotAfter(before, move);
    }
  }

  /** Does `move` change some history in `vector`? */
  isRemembered(move: number, vector: Int32Array): boolean {
    const { moves, monitor } = this.#tables;
    const before = vector[this.#layout.snapshot]!;
    for (let index = 0; index < this.#layout.histories; index++) {
      const history = vector[this.#layout.history(index)]!;
      const change = moves.at(move, MOVE.change);
      if (monitor.historyAfter(index, history, change, before) !== history) return true;
    }
    return false;
  }

  /** Judges a state by its snapshot and histories; is no message in flight in it? */
  judgeState(vector: Int32Array, isQuiet: boolean): void {
    this.#report(this.#findingsIn(vector, isQuiet), undefined);
  }

  /** Judges the state that the walk begins in, by what is said of beginnings alone. */
  judgeInitial(vector: Int32Array): void {
    const { refinements } = this.#tables.monitor;
    this.#report(refinements.ofInitial(vector[this.#layout.snapshot]!), undefined);
  }

  /** Judges the step by `move` from `vector`; `step` is it, if it is not taken. */
  judgeStep(move: number, vector: Int32Array, step?: Step): void {
    const { monitor, moves } = this.#tables;
    const flags = moves.at(move, MOVE.flags);
    if ((flags & FLAGS.judged) !== 0) this.#judgeChange(move, vector, step);
    if ((flags & FLAGS.refined) === 0) return;
    const before = vector[this.#layout.snapshot]!;
    const after = this.#successor.snapshotAfter(before, move);
    this.#report(monitor.refinements.ofStep(before, after, moves.steps[move]!), step);
  }

  #judgeChange(move: number, vector: Int32Array, step: Step | undefined): void {
    const { monitor, moves } = this.#tables;
    const change = moves.at(move, MOVE.change);
    this.#report(monitor.ofChange(change), step);
    if (!monitor.watchesHistoryChanges) return;
    for (let index = 0; index < this.#layout.histories; index++) {
      const history = vector[this.#layout.history(index)]!;
      this.#report(monitor.ofHistoryChange(index, history, change), step);
    }
  }

  /** Judges the step by `move` from `vector`, and the state outside the constraint that it leads to. */
  judgeOutside(move: number, vector: Int32Array): void {
    const { moves } = this.#tables;
    const step = moves.steps[move]!;
    this.judgeStep(move, vector, step);
    this.#outside.set(vector);
    this.remember(move, this.#outside);
    this.#report(this.#findingsIn(this.#outside, false), step);
  }

  /** Judges a state that no step leaves, unless all processes are done. */
  judgeStuck(vector: Int32Array): void {
    const { monitor, model, locals } = this.#tables;
    if (!monitor.watchesDeadlock) return;
    const isAllDone = model.processes.every((process, p) =>
      isDone(model, process, locals[p]!.values[vector[p]!]),
    );
    if (!isAllDone) this.#report(monitor.ofStuck(vector[this.#layout.snapshot]!), undefined);
  }

  #findingsIn(vector: Int32Array, isQuiet: boolean): readonly Finding[] {
    const { snapshot } = this.#layout;
    return this.#tables.monitor.ofState(
      vector[snapshot]!,
      isQuiet,
      vector,
      this.#layout.history(0),
    );
  }

  #report(findings: readonly Finding[], step: Step | undefined): void {
    if (findings.length === 0) return;
    const objections = findings.map(([property, reason]) => ({
      property,
      reason,
      ...(step !== undefined && { step }),
    }));
    this.objections = [...this.objections, ...objections];
  }
}
