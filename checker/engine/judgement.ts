/** When properties are asked, and where what they say is reported; what they say is the monitor's. */
import { isDone } from "../world/questions.ts";
import type { Layout } from "./layout.ts";
import { FLAGS, NONE } from "./move-table.ts";
import type { Objection } from "./objection.ts";
import type { Permission } from "./permission.ts";
import type { SpaceFindings } from "./space.ts";
import type { Successor } from "./successor.ts";
import type { Tables } from "./tables.ts";

export class Judgement {
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #permission: Permission;
  readonly #successor: Successor;
  readonly #findings: SpaceFindings;
  /** A state outside the constraint. */
  readonly #built: Int32Array;

  constructor(
    tables: Tables,
    layout: Layout,
    permission: Permission,
    successor: Successor,
    findings: SpaceFindings,
  ) {
    this.#tables = tables;
    this.#layout = layout;
    this.#permission = permission;
    this.#successor = successor;
    this.#findings = findings;
    this.#built = new Int32Array(layout.width);
  }

  /** Judges a new state that `move` led to (NONE: an initial one). */
  ofState(vector: Int32Array, move: number): void {
    if (!this.isAffectedBy(move)) return;
    this.#reportHere(this.#objections(vector));
    if (move !== NONE) return;
    const { refinements } = this.#tables.monitor;
    this.#reportHere(refinements.ofInitial(vector[this.#layout.snapshot]!));
  }

  /** May properties say something new of the state that `move` leads to? */
  isAffectedBy(move: number): boolean {
    const { monitor, moves } = this.#tables;
    const isVisible = move === NONE || (moves.flags(move) & FLAGS.visible) !== 0;
    return isVisible || monitor.watchesQuiet || monitor.watchesEveryStep;
  }

  /**
   * Judges a state outside the constraint, by `move` from the parent in `row`, at `at`.
   * @returns whether there was an objection.
   */
  ofOutside(vectors: Int32Array, at: number, row: number, move: number): boolean {
    if (!this.isAffectedBy(move)) return false;
    const { monitor } = this.#tables;
    if (monitor.watchesQuiet || this.#layout.histories > 0) {
      this.#successor.build(vectors, at, move, this.#built);
      return this.#report(this.#objections(this.#built), row, move);
    }
    // Only what the processes show matters: no need to build the rest.
    const before = vectors[at + this.#layout.snapshot]!;
    const snapshot = this.#successor.snapshotAfter(before, move);
    return this.#report(monitor.ofState(snapshot, false, this.#built, 0), row, move);
  }

  /** Lets transition properties and observers judge `move` from the parent in `row`, at `at`. */
  ofMove(vectors: Int32Array, at: number, row: number, move: number): void {
    const { monitor, moves } = this.#tables;
    const change = moves.change(move);
    this.#report(monitor.ofChange(change), row, move);
    if (!monitor.watchesHistoryChanges) return;
    for (let index = 0; index < this.#layout.histories; index++) {
      const history = vectors[at + this.#layout.history(index)]!;
      this.#report(monitor.ofHistoryChange(index, history, change), row, move);
    }
  }

  /** Lets refinements judge the step by `move` from the parent in `row`, at `at`. */
  ofStep(vectors: Int32Array, at: number, row: number, move: number): void {
    const { monitor, moves } = this.#tables;
    const before = vectors[at + this.#layout.snapshot]!;
    const after = this.#successor.snapshotAfter(before, move);
    this.#report(monitor.refinements.ofStep(before, after, moves.steps[move]!), row, move);
  }

  /** Reports on the parent in `row`, at `at`, which no step leaves, unless all are done. */
  ofStuck(vectors: Int32Array, at: number, row: number): void {
    const { model, locals, situations, monitor } = this.#tables;
    const allDone = model.processes.every((process, p) => {
      const state = locals[p]!.values[situations[p]!.local(vectors[at + p]!)];
      return isDone(model, process, state);
    });
    if (allDone) return;
    for (const [property, reason] of monitor.ofStuck(vectors[at + this.#layout.snapshot]!)) {
      this.#findings.violatedByParent(property, reason, row);
    }
  }

  /** @returns whether there is anything to report. */
  #report(objections: readonly Objection[], row: number, move: number): boolean {
    if (objections.length === 0) return false;
    for (const [property, reason] of objections) {
      this.#findings.violatedByMove(property, reason, row, move);
    }
    return true;
  }

  #reportHere(objections: readonly Objection[]): void {
    if (objections.length === 0) return;
    for (const [property, reason] of objections) this.#findings.violated(property, reason);
  }

  #objections(vector: Int32Array): readonly Objection[] {
    const { monitor } = this.#tables;
    const isQuiet = monitor.watchesQuiet && this.#permission.isQuiet(vector);
    const snapshot = vector[this.#layout.snapshot]!;
    return monitor.ofState(snapshot, isQuiet, vector, this.#layout.history(0));
  }
}
