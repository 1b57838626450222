/**
 * All tables of one search: the interned contents of each slot, the compiled moves, what properties
 * said. Everyone in the engine reads them; only the compilers add moves.
 */
import type { Change } from "../property.ts";
import type { Findings } from "../search/exploration.ts";
import type { Model } from "../world/model.ts";
import { initialState } from "../world/moves.ts";
import { viewOf } from "../world/observe.ts";
import { isLocalInside } from "../world/questions.ts";
import { actionOf } from "../world/step.ts";
import type { Lane } from "./contributions.ts";
import { EnvironmentTable } from "./environment-table.ts";
import { EMPTY_INBOX, InboxTable } from "./inbox-table.ts";
import { bytesOf, IntList } from "./int-list.ts";
import type { Layout } from "./layout.ts";
import { Monitor } from "./monitor.ts";
import { FLAGS, MoveTable, type NewMove, NONE } from "./move-table.ts";
import { SituationTable } from "./situation-table.ts";
import { SlotTable } from "./slot-table.ts";

export class Tables {
  readonly model: Model;
  readonly lanes: number;
  /** By process: its local states, and its inboxes. */
  readonly locals: readonly SlotTable<unknown>[];
  readonly inboxes: readonly InboxTable[];
  readonly situations: readonly SituationTable[];
  readonly environments: EnvironmentTable;
  readonly monitor: Monitor;
  readonly moves: MoveTable;
  readonly actions: string[] = [];
  /** Is an inbox's contribution the sum of its messages', however often each is there? */
  readonly isAdditive: boolean;
  /** By process, by local state: the id of its view. */
  readonly #views: readonly IntList[];

  constructor(model: Model, findings: Findings) {
    this.model = model;
    this.lanes = model.renamings.length;
    this.moves = new MoveTable(this.lanes);
    const { processes, environment } = model;
    this.locals = processes.map((p) => new SlotTable<unknown>(this.#lanesOf("state", p)));
    this.inboxes = processes.map(
      (p) => new InboxTable(environment, processes, this.#lanesOf("inbox", p)),
    );
    this.situations = this.inboxes.map((inboxes) => new SituationTable(this.moves, inboxes));
    this.environments = new EnvironmentTable(model, this.#lanesOf("environment", ""));
    this.monitor = new Monitor(model, (slot) => this.#lanesOf(slot, ""), findings);
    this.isAdditive = environment.order === "unordered" && environment.delivery !== "monotone";
    this.#views = processes.map(() => new IntList());
  }

  /** How much memory the numbers in all tables take. */
  get bytes(): number {
    const { locals, inboxes, situations, environments, monitor, moves } = this;
    const contributions = locals.map((table) => table.contributions);
    const ofProcesses = [...contributions, ...inboxes, ...situations, ...this.#views];
    return bytesOf([...ofProcesses, environments, monitor, moves]);
  }

  /** Does the constraint bound the messages in flight? */
  get isBounded(): boolean {
    return this.model.bounds.messages !== Infinity || this.model.bounds.copies !== Infinity;
  }

  /** How many ids each slot has by now, the snapshot's included. */
  slotSizes(): number[] {
    const { environments, monitor } = this;
    const tables = [...this.situations, environments.table, ...monitor.histories];
    return [...tables.map((table) => table.size), monitor.snapshots.size];
  }

  /** The state in which all processes are as they begin, and nothing is in flight. */
  initialVector(layout: Layout): Int32Array {
    const vector = new Int32Array(layout.width);
    const views = this.model.processes.map((process, p) => {
      const local = this.locals[p]!.intern(initialState(this.model, process));
      vector[p] = this.situations[p]!.of(local, EMPTY_INBOX);
      return this.viewId(p, local);
    });
    vector[layout.snapshot] = this.monitor.snapshots.allUp(views);
    return vector;
  }

  /** The id of the view of process `p` in a local state. */
  viewId(p: number, local: number): number {
    const views = this.#views[p]!;
    while (views.length <= local) {
      const state = this.locals[p]!.values[views.length];
      views.push(this.monitor.snapshots.view(viewOf(this.model, this.model.processes[p]!, state)));
    }
    return views.data[local]!;
  }

  /** Adds a move, with its delta and the flags that follow from its columns. */
  add(move: NewMove): void {
    const { flags = 0, effect = NONE, suspect = NONE, wait = 0 } = move;
    const isGuarded = effect !== NONE || suspect !== NONE || wait > 0;
    const isRefined = (flags & FLAGS.visible) !== 0 && !this.monitor.refinements.isEmpty;
    const all =
      flags |
      (isRefined ? FLAGS.refined : 0) |
      (this.monitor.watchesEveryStep ? FLAGS.remembered : 0) |
      (isGuarded ? FLAGS.guarded : 0);
    const changesSum = this.#addDelta(move);
    const { sends = [], consumed = NONE } = move;
    const isIdle = all === 0 && !changesSum && sends.length === 0 && consumed === NONE;
    const action = this.actionId(actionOf(move.step));
    this.moves.add(move, action, isIdle ? FLAGS.stutter : all);
  }

  /** The id of the action with this name. */
  actionId(name: string): number {
    const known = this.actions.indexOf(name);
    return known === -1 ? this.actions.push(name) - 1 : known;
  }

  /** Adds, lane by lane, what `move` adds to a fingerprint; true if that is anything. */
  #addDelta({
    process = NONE,
    local = NONE,
    next = NONE,
    consumed = NONE,
    sends,
  }: NewMove): boolean {
    const { lanes, moves } = this;
    let isAny = false;
    for (let lane = 0; lane < lanes; lane++) {
      let low = 0;
      let high = 0;
      if (next !== NONE) {
        const { low: lows, high: highs } = this.locals[process]!.contributions;
        low += lows[next * lanes + lane]! - lows[local * lanes + lane]!;
        high += highs[next * lanes + lane]! - highs[local * lanes + lane]!;
      }
      if (this.isAdditive && consumed !== NONE) {
        const { low: lows, high: highs } = this.inboxes[process]!.messages.contributions;
        low -= lows[consumed * lanes + lane]!;
        high -= highs[consumed * lanes + lane]!;
      }
      if (this.isAdditive && sends !== undefined) {
        for (let index = 0; index < sends.length; index++) {
          const { to, message } = sends[index]!;
          const { low: lows, high: highs } = this.inboxes[to]!.messages.contributions;
          low += lows[message * lanes + lane]!;
          high += highs[message * lanes + lane]!;
        }
      }
      moves.deltas.push(low | 0);
      moves.deltas.push(high | 0);
      isAny ||= (low | 0) !== 0 || (high | 0) !== 0;
    }
    return isAny;
  }

  /** The id of the change of view when process `p` goes from one local state to another. */
  change(
    p: number,
    local: number,
    next: number,
    how: Pick<Change<unknown>, "cause" | "acknowledged">,
  ): number {
    const before = this.viewId(p, local);
    const after = this.viewId(p, next);
    if (before === after && how.acknowledged.length === 0) return NONE;
    const { snapshots } = this.monitor;
    const acknowledged = how.acknowledged.length === 0 ? "" : JSON.stringify(how.acknowledged);
    const key = `${p} ${before} ${after} ${how.cause} ${acknowledged}`;
    return this.monitor.change(key, () => ({
      process: this.model.processes[p]!,
      before: snapshots.viewOf(before),
      after: snapshots.viewOf(after),
      ...how,
    }));
  }

  /** The flags of a move with this change of view. */
  visibility(change: number): number {
    if (change === NONE) return 0;
    const { watchesChanges, watchesHistoryChanges, histories } = this.monitor;
    return (
      FLAGS.visible |
      (watchesChanges || watchesHistoryChanges ? FLAGS.judged : 0) |
      (histories.length > 0 ? FLAGS.remembered : 0)
    );
  }

  /** The flag of a move to a local state outside the constraint. */
  outsideFlag(p: number, state: unknown): number {
    return isLocalInside(this.model, this.model.processes[p]!, state) ? 0 : FLAGS.outside;
  }

  /** Under each permutation: the slot that this one goes to, and the renaming. */
  #lanesOf(kind: string, process: string): Lane[] {
    return this.model.renamings.map((renaming) => ({
      slot: `${kind} ${renaming.get(process) ?? process}`,
      renaming,
    }));
  }
}
