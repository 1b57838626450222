/** When properties are asked, and where what they say is reported; what they say is the monitor's. */
import { isDone } from "../world/questions.ts";
import type { Layout } from "./layout.ts";
import type { Objection } from "./monitor.ts";
import { FLAGS, NONE } from "./move-table.ts";
import type { Permission } from "./permission.ts";
import type { SpaceFindings } from "./space.ts";
import type { Tables } from "./tables.ts";

export class Judgement {
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #permission: Permission;
  readonly #findings: SpaceFindings;

  constructor(tables: Tables, layout: Layout, permission: Permission, findings: SpaceFindings) {
    this.#tables = tables;
    this.#layout = layout;
    this.#permission = permission;
    this.#findings = findings;
  }

  /** Judges a new state that `move` led to (NONE: an initial one). */
  ofState(vector: Int32Array, move: number): void {
    if (!this.isAffectedBy(move)) return;
    for (const [property, reason] of this.#objections(vector)) {
      this.#findings.violated(property, reason);
    }
  }

  /** May properties say something new of the state that `move` leads to? */
  isAffectedBy(move: number): boolean {
    const { monitor, moves } = this.#tables;
    const isVisible = move === NONE || (moves.flags.data[move]! & FLAGS.visible) !== 0;
    return isVisible || monitor.watchesQuiet || monitor.watchesEveryStep;
  }

  /** Judges a state outside the constraint, by `move` from the parent in `row`. */
  ofOutside(vector: Int32Array, row: number, move: number): void {
    for (const [property, reason] of this.#objections(vector)) {
      this.#findings.violatedByMove(property, reason, row, move);
    }
  }

  /** Lets transition properties and observers judge `move` from the parent in `row`, at `at`. */
  ofMove(vectors: Int32Array, at: number, row: number, move: number): void {
    const { monitor, moves } = this.#tables;
    const change = moves.change.data[move]!;
    const report = ([property, reason]: Objection): void =>
      this.#findings.violatedByMove(property, reason, row, move);
    monitor.ofChange(change).forEach(report);
    if (!monitor.watchesHistoryChanges) return;
    for (let index = 0; index < this.#layout.histories; index++) {
      const history = vectors[at + this.#layout.history(index)]!;
      monitor.ofHistoryChange(index, history, change).forEach(report);
    }
  }

  /** Reports on the parent in `row`, at `at`, which no step leaves, unless all are done. */
  ofStuck(vectors: Int32Array, at: number, row: number): void {
    const { model, locals, monitor } = this.#tables;
    const allDone = model.processes.every((process, p) => {
      const state = locals[p]!.values[vectors[at + p]!];
      return isDone(model, process, state);
    });
    if (allDone) return;
    for (const [property, reason] of monitor.ofStuck(vectors[at + this.#layout.snapshot]!)) {
      this.#findings.violatedByParent(property, reason, row);
    }
  }

  #objections(vector: Int32Array): readonly Objection[] {
    const { monitor } = this.#tables;
    const isQuiet = monitor.watchesQuiet && this.#permission.isQuiet(vector);
    const snapshot = vector[this.#layout.snapshot]!;
    return monitor.ofState(snapshot, isQuiet, vector, this.#layout.history(0));
  }
}
