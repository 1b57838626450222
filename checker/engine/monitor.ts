/**
 * What the properties say, memoised: of a state by its snapshot, of a step by its change of view, of
 * a history by the pair of it and either. What is asked for every state makes no closures when the
 * answer is known: that garbage would cost more than the answers. (A function that makes one anywhere
 * allocates its context wherever it is left: hence the second functions beside the first.)
 */
import type { Change, Observer, Property, Snapshot } from "../property.ts";
import type { Findings, Triggered } from "../search/exploration.ts";
import { judge, judgeChange, judgeHistory, judgeStuck, judgeWitness } from "../search/judge.ts";
import type { Model } from "../world/model.ts";
import { historyAfter } from "../world/observe.ts";
import type { Lane } from "./contributions.ts";
import { bytesOf } from "./int-list.ts";
import { NO_OBJECTIONS, type Objection } from "./objection.ts";
import { PairMap } from "./pair-map.ts";
import { Refinements } from "./refinements.ts";
import { SlotTable } from "./slot-table.ts";
import { Snapshots } from "./snapshots.ts";

export class Monitor {
  readonly snapshots: Snapshots;
  readonly refinements: Refinements;
  /** A table for the slot of each history. */
  readonly histories: readonly SlotTable<unknown>[];
  /** Is there a property of quiet states only? */
  readonly watchesQuiet: boolean;
  /** Does some history see steps that change no view? */
  readonly watchesEveryStep: boolean;
  /** Do transition properties judge changes? Do observers, in the light of a history? */
  readonly watchesChanges: boolean;
  readonly watchesHistoryChanges: boolean;
  readonly watchesDeadlock: boolean;

  readonly #model: Model;
  readonly #triggered: Triggered;
  readonly #changes: Change<unknown>[] = [];
  readonly #changeIds = new Map<string, number>();
  readonly #ofSnapshot: (readonly Objection[] | undefined)[] = [];
  readonly #ofQuietSnapshot: (readonly Objection[] | undefined)[] = [];
  readonly #ofChange: (readonly Objection[] | undefined)[] = [];
  readonly #ofHistory: readonly Memo[];
  readonly #ofHistoryChange: readonly Memo[];
  readonly #historyAfter: readonly PairMap[];

  constructor(model: Model, lanes: (slot: string) => readonly Lane[], findings: Findings) {
    const { properties, histories } = model;
    this.#model = model;
    this.#triggered = findings.triggered;
    this.snapshots = new Snapshots(model.processes);
    this.refinements = new Refinements(properties, this.snapshots, this.#triggered);
    this.watchesQuiet = properties.some((p) => p.kind === "invariant" && p.when === "quiet");
    this.watchesEveryStep = histories.some((history) => history.kind === "steps");
    this.watchesChanges = properties.some((p) => p.kind === "transition");
    this.watchesHistoryChanges = properties.some((p) => p.kind === "observer" && p.checkChange);
    this.watchesDeadlock = properties.some((p) => p.kind === "deadlock");
    // Two histories may have one name: the slot is told by its number too.
    this.histories = histories.map(
      ({ name }, index) => new SlotTable(lanes(`history ${index} ${name}`)),
    );
    this.#ofHistory = histories.map(() => new Memo());
    this.#ofHistoryChange = histories.map(() => new Memo());
    this.#historyAfter = histories.map(() => new PairMap());
    histories.forEach((history, slot) => this.histories[slot]!.intern(history.initial));
  }

  /** How much memory its numbers take; snapshots, histories and answers are objects. */
  get bytes(): number {
    const { snapshots, histories } = this;
    const memos = [...this.#ofHistory, ...this.#ofHistoryChange, ...this.#historyAfter];
    const contributions = histories.map((history) => history.contributions);
    return bytesOf([snapshots, ...contributions, ...memos]);
  }

  /** The id of a change of view; `key` is the same for the same change. */
  change(key: string, make: () => Change<unknown>): number {
    const known = this.#changeIds.get(key);
    if (known !== undefined) return known;
    // Frozen all the way: views are, and proposals are texts.
    const change = Object.freeze(make());
    Object.freeze(change.acknowledged);
    const id = this.#changes.push(change) - 1;
    this.#changeIds.set(key, id);
    return id;
  }

  /** The history after a step with this change (-1: none that is visible) from `snapshot`. */
  historyAfter(slot: number, history: number, change: number, snapshot: number): number {
    const definition = this.#model.histories[slot]!;
    if (definition.kind === "changes" && change === -1) return history;
    const key = definition.kind === "changes" ? change : snapshot;
    const known = this.#historyAfter[slot]!.get(history, key);
    if (known !== -1) return known;
    const after = this.#stepped(slot, history, change, snapshot);
    return this.#historyAfter[slot]!.add(history, key, after);
  }

  #stepped(slot: number, history: number, change: number, snapshot: number): number {
    const definition = this.#model.histories[slot]!;
    const table = this.histories[slot]!;
    const seen = change === -1 ? undefined : this.#changes[change]!;
    const after = historyAfter(definition, table.values[history], seen, () =>
      this.snapshots.get(snapshot),
    );
    return table.intern(after);
  }

  /** What invariants and observers say of a state with this snapshot and these histories. */
  ofState(
    snapshot: number,
    isQuiet: boolean,
    vector: Int32Array,
    historySlot: number,
  ): readonly Objection[] {
    let all = this.#ofInvariants(snapshot);
    if (isQuiet) all = joined(all, this.#ofQuietInvariants(snapshot));
    for (let slot = 0; slot < this.histories.length; slot++) {
      all = joined(all, this.#ofObservers(slot, vector[historySlot + slot]!, snapshot));
    }
    return all;
  }

  /** What transition properties say of a change. */
  ofChange(change: number): readonly Objection[] {
    return (this.#ofChange[change] ??= this.#judgedStep(change));
  }

  #judgedStep(change: number): readonly Objection[] {
    return this.#judgedBy((property, findings) => {
      if (property.kind === "transition") {
        judge(property, this.#changes[change]!, findings);
      }
    });
  }

  /** What observers say of a change in the light of the history before it. */
  ofHistoryChange(slot: number, history: number, change: number): readonly Objection[] {
    const memo = this.#ofHistoryChange[slot]!;
    return (
      memo.get(history, change) ??
      memo.add(history, change, this.#judgedChange(slot, history, change))
    );
  }

  /** Why the states with this snapshot, which no step leaves, are stuck. */
  ofStuck(snapshot: number): readonly Objection[] {
    return this.#judgedBy((property, findings) => {
      if (property.kind === "deadlock") {
        judgeStuck(property, this.snapshots.get(snapshot), findings);
      }
    });
  }

  #ofInvariants(snapshot: number): readonly Objection[] {
    return (this.#ofSnapshot[snapshot] ??= this.#judgedSnapshot(snapshot));
  }

  #judgedSnapshot(snapshot: number): readonly Objection[] {
    const subject: Snapshot<unknown> = this.snapshots.get(snapshot);
    return this.#judgedBy((property, findings) => {
      if (property.kind === "witness") judgeWitness(property, subject, findings);
      if (property.kind === "invariant" && property.when === undefined) {
        judge(property, subject, findings);
      }
    });
  }

  #ofQuietInvariants(snapshot: number): readonly Objection[] {
    return (this.#ofQuietSnapshot[snapshot] ??= this.#judgedQuietSnapshot(snapshot));
  }

  #judgedQuietSnapshot(snapshot: number): readonly Objection[] {
    return this.#judgedBy((property, findings) => {
      if (property.kind === "invariant" && property.when === "quiet") {
        judge(property, this.snapshots.get(snapshot), findings);
      }
    });
  }

  #ofObservers(slot: number, history: number, snapshot: number): readonly Objection[] {
    const memo = this.#ofHistory[slot]!;
    return (
      memo.get(history, snapshot) ??
      memo.add(history, snapshot, this.#judgedState(slot, history, snapshot))
    );
  }

  #judgedState(slot: number, history: number, snapshot: number): readonly Objection[] {
    const value = this.histories[slot]!.values[history];
    return this.#observersOf(slot, (property, findings) => {
      judgeHistory(property, value, this.snapshots.get(snapshot), findings);
    });
  }

  #judgedChange(slot: number, history: number, change: number): readonly Objection[] {
    const value = this.histories[slot]!.values[history];
    return this.#observersOf(slot, (property, findings) => {
      judgeChange(property, value, this.#changes[change]!, findings);
    });
  }

  #observersOf(
    slot: number,
    body: (property: Observer<unknown, unknown>, findings: Findings) => void,
  ): readonly Objection[] {
    const history = this.#model.histories[slot];
    return this.#judgedBy((property, findings) => {
      if (property.kind === "observer" && property.history === history) body(property, findings);
    });
  }

  #judgedBy(body: (property: Property<unknown>, findings: Findings) => void): readonly Objection[] {
    const objections: Objection[] = [];
    const findings: Findings = {
      violated: (property, reason) => objections.push([property, reason]),
      triggered: this.#triggered,
    };
    for (const property of this.#model.properties) body(property, findings);
    return objections.length === 0 ? NO_OBJECTIONS : objections;
  }
}

function joined(a: readonly Objection[], b: readonly Objection[]): readonly Objection[] {
  if (b.length === 0) return a;
  return a.length === 0 ? b : [...a, ...b];
}

/** Objections by pairs of ids. */
class Memo {
  readonly #index = new PairMap();
  /** Most have none: they share the first list. */
  readonly #lists: (readonly Objection[])[] = [NO_OBJECTIONS];

  get bytes(): number {
    return this.#index.bytes;
  }

  get(a: number, b: number): readonly Objection[] | undefined {
    const known = this.#index.get(a, b);
    return known === -1 ? undefined : this.#lists[known]!;
  }

  add(a: number, b: number, objections: readonly Objection[]): readonly Objection[] {
    this.#index.add(a, b, objections.length === 0 ? 0 : this.#lists.push(objections) - 1);
    return objections;
  }
}
