/**
 * What properties say along a walk: of each change of view, of each state, of steps that are not taken
 * because they lead out of the constraint, and of where a walk ends. It keeps the objections.
 */
import type { Layout } from "../engine/layout.ts";
import { FLAGS, NONE } from "../engine/move-table.ts";
import type { Objection as Finding } from "../engine/objection.ts";
import { Successor } from "../engine/successor.ts";
import type { Tables } from "../engine/tables.ts";
import { isDone } from "../world/questions.ts";
import type { Step } from "../world/step.ts";
import { Scenes } from "./scenes.ts";
import type { Objection } from "./walk.ts";

const NO_OBJECTIONS: readonly Objection<Step>[] = [];

export class WalkWitness {
  objections: readonly Objection<Step>[] = NO_OBJECTIONS;
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #successor: Successor;
  /** A state outside the constraint, while it is judged. */
  readonly #outside: Int32Array;
  /** Not if a property asks whether messages are in flight: a change of view does not tell. */
  readonly #scenes: Scenes | undefined;
  #scene = NONE;
  /** The scene that walks begin with, if no property objects to it. */
  #first = NONE;

  constructor(tables: Tables, layout: Layout) {
    this.#tables = tables;
    this.#layout = layout;
    this.#successor = new Successor(tables, layout);
    this.#outside = new Int32Array(layout.width);
    this.#scenes = tables.monitor.watchesQuiet ? undefined : new Scenes(layout);
  }

  /** How many scenes it remembers. */
  get size(): number {
    return this.#scenes?.size ?? 0;
  }

  clear(): void {
    if (this.objections.length > 0) this.objections = NO_OBJECTIONS;
  }

  /** Judges the state that a walk begins in. */
  begin(vector: Int32Array, isQuiet: boolean): void {
    const { refinements } = this.#tables.monitor;
    this.clear();
    this.#scene = this.#first;
    if (this.#first !== NONE) return;
    this.#scene = this.#scenes?.of(vector) ?? NONE;
    this.#report(this.#findingsIn(vector, isQuiet), undefined);
    this.#report(refinements.ofInitial(vector[this.#layout.snapshot]!), undefined);
    if (this.objections.length === 0) this.#first = this.#scene;
  }

  /**
   * Judges the step by `move` and the state that it leads to: `vector` is that already, but for the
   * histories and the snapshot. Lets these see the step. Is no message in flight in that state?
   */
  see(move: number, vector: Int32Array, isQuiet: boolean): void {
    const change = this.#tables.moves.change(move);
    const scenes = this.#scenes;
    if (scenes === undefined) {
      this.#seeAnew(move, vector, isQuiet);
      return;
    }
    const before = this.#scene;
    const known = change === NONE ? NONE : scenes.after(before, change);
    if (known !== NONE) {
      this.#scene = known;
      scenes.show(known, vector);
      return;
    }
    this.#seeAnew(move, vector, isQuiet);
    this.#scene = scenes.of(vector);
    if (change !== NONE && this.objections.length === 0) {
      scenes.learn(before, change, this.#scene);
    }
  }

  #seeAnew(move: number, vector: Int32Array, isQuiet: boolean): void {
    this.judgeStep(move, vector);
    this.remember(move, vector);
    const { moves, monitor } = this.#tables;
    const isVisible = (moves.flags(move) & FLAGS.visible) !== 0;
    if (isVisible || monitor.watchesQuiet || monitor.watchesEveryStep) {
      this.#report(this.#findingsIn(vector, isQuiet), undefined);
    }
  }

  /** Lets the histories and the snapshot in `vector` see `move`. */
  remember(move: number, vector: Int32Array): void {
    const { moves, monitor } = this.#tables;
    const { snapshot, histories } = this.#layout;
    const before = vector[snapshot]!;
    const flags = moves.flags(move);
    if ((flags & FLAGS.remembered) !== 0) {
      const change = moves.change(move);
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
      const change = moves.change(move);
      if (monitor.historyAfter(index, history, change, before) !== history) return true;
    }
    return false;
  }

  /** Judges the step by `move` from `vector`; `step` is it, if it is not taken. */
  judgeStep(move: number, vector: Int32Array, step?: Step): void {
    const { monitor, moves } = this.#tables;
    const flags = moves.flags(move);
    if ((flags & FLAGS.judged) !== 0) this.#judgeChange(move, vector, step);
    if ((flags & FLAGS.refined) === 0) return;
    const before = vector[this.#layout.snapshot]!;
    const after = this.#successor.snapshotAfter(before, move);
    this.#report(monitor.refinements.ofStep(before, after, moves.steps[move]!), step);
  }

  #judgeChange(move: number, vector: Int32Array, step: Step | undefined): void {
    const { monitor, moves } = this.#tables;
    const change = moves.change(move);
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
