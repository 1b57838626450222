/**
 * Compiles the moves of a model: asks its pure functions about one distinct local input, and writes
 * the answers to the move table. `MoveRows` remembers what was asked.
 */
import { budgetOf } from "../environment.ts";
import type { Change } from "../property.ts";
import type { Findings } from "../search/exploration.ts";
import type { Model } from "../world/model.ts";
import { deliveryMoves, eventMoves, type Move, recoveredState } from "../world/moves.ts";
import { isVisible, viewOf } from "../world/observe.ts";
import { actionOf, type Step } from "../world/step.ts";
import type { Contributions, Lane } from "./contributions.ts";
import { EnvironmentTable } from "./environment-table.ts";
import { InboxTable } from "./inbox-table.ts";
import { IntList } from "./int-list.ts";
import { Monitor } from "./monitor.ts";
import { FLAGS, MoveTable, type NewMove, NONE } from "./move-table.ts";
import { SlotTable } from "./slot-table.ts";

export class Compiler {
  readonly model: Model;
  readonly lanes: number;
  /** By process: its local states, and its inboxes. */
  readonly locals: readonly SlotTable<unknown>[];
  readonly inboxes: readonly InboxTable[];
  readonly environments: EnvironmentTable;
  readonly monitor: Monitor;
  readonly moves = new MoveTable();
  readonly actions: string[] = [];
  /** The contributions of the slots of a state vector, in its order. */
  readonly contributions: readonly Contributions[];
  /** Is an inbox's contribution the sum of its messages', however often each is there? */
  readonly #isAdditive: boolean;
  /** By process, by local state: the id of its view. */
  readonly #views: readonly IntList[];

  constructor(model: Model, findings: Findings) {
    this.model = model;
    this.lanes = model.renamings.length;
    const { processes, environment } = model;
    this.locals = processes.map((p) => new SlotTable<unknown>(this.#lanesOf("state", p)));
    this.inboxes = processes.map(
      (p) => new InboxTable(environment, processes, this.#lanesOf("inbox", p)),
    );
    this.environments = new EnvironmentTable(model, this.#lanesOf("environment", ""));
    this.monitor = new Monitor(model, (slot) => this.#lanesOf(slot, ""), findings);
    const tables = [...this.locals, ...this.inboxes, this.environments.table];
    this.contributions = [...tables, ...this.monitor.histories].map((t) => t.contributions);
    this.#isAdditive = environment.order === "unordered" && environment.delivery !== "monotone";
    this.#views = processes.map(() => new IntList());
  }

  /** Does the constraint bound the messages in flight? */
  get isBounded(): boolean {
    return this.model.bounds.messages !== Infinity || this.model.bounds.copies !== Infinity;
  }

  /** How many ids each slot has by now, the snapshot's included. */
  slotSizes(): number[] {
    const { environments, monitor } = this;
    const tables = [...this.locals, ...this.inboxes, environments.table, ...monitor.histories];
    return [...tables.map((table) => table.size), monitor.snapshots.size];
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

  /** What process `p` may do by itself in a local state, a crash included. */
  addEvents(p: number, local: number, inbox: number): void {
    const { model } = this;
    const state = this.locals[p]!.values[local];
    const envelopes = model.protocol.readsInbox === true ? this.inboxes[p]!.envelopes(inbox) : [];
    for (const move of eventMoves(model, model.processes[p]!, state, envelopes)) {
      this.#addMove(p, local, move, NONE);
    }
    if (budgetOf(model.environment, "crashes") !== 0) this.#addCrash(p, local);
  }

  /** What delivering `message` to process `p` may lead to. */
  addDeliveries(p: number, local: number, message: number): void {
    const process = this.model.processes[p]!;
    const envelope = this.inboxes[p]!.messages.values[message]!;
    const state = this.locals[p]!.values[local];
    for (const move of deliveryMoves(this.model, process, state, envelope)) {
      this.#addMove(p, local, move, message);
    }
  }

  /** What the network may do to `message`, which is in the inbox of process `p`. */
  addMessageFaults(p: number, message: number): void {
    const { environment } = this.model;
    const process = this.model.processes[p]!;
    const envelope = this.inboxes[p]!.messages.values[message]!;
    const enqueues = this.#isAdditive ? 0 : FLAGS.enqueues;
    if (budgetOf(environment, "drops") !== 0) {
      this.#add({
        ...this.#idle({ type: "drop", process, ...envelope }),
        flags: enqueues,
        process: p,
        consumed: message,
        effect: this.environments.spending("drops") ?? NONE,
        ...this.#delta(p, NONE, NONE, message, []),
      });
    }
    if (budgetOf(environment, "duplicates") !== 0) {
      const sends = [{ to: p, message }];
      this.#add({
        ...this.#idle({ type: "duplicate", process, ...envelope }),
        flags: enqueues | (this.isBounded ? FLAGS.bounded : 0),
        process: p,
        sends,
        effect: this.environments.spending("duplicates") ?? NONE,
        ...this.#delta(p, NONE, NONE, NONE, sends),
      });
    }
  }

  /** The restart of process `p`, which is down in a local state. */
  addRestart(p: number, local: number): void {
    if (budgetOf(this.model.environment, "restarts") === 0) return;
    const process = this.model.processes[p]!;
    this.#add({
      ...this.#idle({ type: "restart", process }),
      flags:
        FLAGS.visible | FLAGS.restarts | (this.environments.losesUndeliverable ? LOSES_INBOX : 0),
      process: p,
      effect: this.environments.restarting(process),
      view: this.viewId(p, local),
    });
  }

  /** Partitions and healing. */
  addLinkFaults(): void {
    const { cuts, losesUndeliverable } = this.environments;
    for (const links of cuts) {
      this.#add({
        ...this.#idle({ type: "partition", links }),
        effect: this.environments.partitioning(links),
      });
    }
    if (cuts.length === 0) return;
    this.#add({
      ...this.#idle({ type: "heal" }),
      flags: losesUndeliverable ? FLAGS.purges | FLAGS.general : 0,
      effect: this.environments.healing(),
    });
  }

  #addCrash(p: number, local: number): void {
    const process = this.model.processes[p]!;
    const state = recoveredState(this.model, process, this.locals[p]!.values[local]);
    const next = this.locals[p]!.intern(state);
    const change = this.#change(p, local, next, { cause: "crash", acknowledged: [] });
    this.#add({
      ...this.#idle({ type: "crash", process }),
      flags: this.#visibility(change) | FLAGS.visible | FLAGS.crashes,
      process: p,
      next,
      effect: this.environments.crashing(process),
      change,
      view: this.viewId(p, next),
      ...this.#delta(p, local, next, NONE, []),
    });
  }

  #addMove(p: number, local: number, move: Move, message: number): void {
    const { model } = this;
    const { protocol, environment, processes, config } = model;
    const event = move.step.type === "event" ? move.step.event : undefined;
    const next = this.locals[p]!.intern(move.state);
    const sends = move.sends.map(({ to, envelope }) => {
      const target = processes.indexOf(to);
      return { to: target, message: this.inboxes[target]!.messages.intern(envelope) };
    });
    const consumed = move.consumes && environment.delivery !== "monotone" ? message : NONE;
    const cause = event === undefined ? "message" : "event";
    const change = this.#change(p, local, next, { cause, acknowledged: move.acknowledged });
    const isInside = protocol.constraint?.state?.(processes[p]!, move.state, config) ?? true;
    const targets = sends.map(({ to }) => to).concat(consumed === NONE ? [] : p);
    const isRepeated = new Set(targets).size < targets.length;
    this.#add({
      ...this.#idle(move.step),
      ...(event === undefined ? {} : this.#guards(event)),
      flags:
        this.#visibility(change) |
        (targets.length === 0 || this.#isAdditive
          ? 0
          : isRepeated
            ? FLAGS.general
            : FLAGS.enqueues) |
        (sends.length > 0 && this.isBounded ? FLAGS.bounded : 0) |
        (isInside ? 0 : FLAGS.outside),
      process: p,
      next,
      consumed,
      sends,
      change,
      view: this.viewId(p, next),
      ...this.#delta(p, local, next, consumed, sends),
    });
  }

  /** What the environment has to say about an event. */
  #guards(event: { readonly type: string }): Pick<NewMove, "effect" | "suspect" | "wait"> {
    const { protocol, environment, processes } = this.model;
    const suspect = environment.detection === "perfect" ? protocol.suspects?.(event) : undefined;
    return {
      effect: this.environments.spending(event.type) ?? NONE,
      suspect: suspect === undefined ? NONE : processes.indexOf(suspect),
      wait: environment.timing === "synchronous" ? (protocol.waits?.(event) ?? 0) : 0,
    };
  }

  /** A move that does nothing yet. */
  #idle(step: Step): NewMove {
    const none = Array.from({ length: this.lanes }, () => 0);
    return {
      step,
      flags: 0,
      action: this.#action(actionOf(step)),
      process: NONE,
      next: NONE,
      consumed: NONE,
      sends: [],
      effect: NONE,
      suspect: NONE,
      wait: 0,
      change: NONE,
      view: NONE,
      low: none,
      high: none,
    };
  }

  #action(name: string): number {
    const known = this.actions.indexOf(name);
    return known === -1 ? this.actions.push(name) - 1 : known;
  }

  /** Adds a move, with the flags that follow from its other columns. */
  #add(move: NewMove): void {
    const guarded = move.effect !== NONE || move.suspect !== NONE || move.wait > 0;
    const everyStep = this.monitor.watchesEveryStep ? FLAGS.remembered : 0;
    const isIdle =
      (move.flags | everyStep) === 0 &&
      move.effect === NONE &&
      move.sends.length === 0 &&
      move.consumed === NONE &&
      move.low.every((half) => half === 0) &&
      move.high.every((half) => half === 0);
    this.moves.add({
      ...move,
      flags: move.flags | everyStep | (guarded ? FLAGS.guarded : 0) | (isIdle ? FLAGS.stutter : 0),
    });
  }

  #change(
    p: number,
    local: number,
    next: number,
    how: Pick<Change<unknown>, "cause" | "acknowledged">,
  ): number {
    const before = this.viewId(p, local);
    const after = this.viewId(p, next);
    if (before === after && how.acknowledged.length === 0) return NONE;
    const { snapshots } = this.monitor;
    const change: Change<unknown> = {
      process: this.model.processes[p]!,
      before: snapshots.viewOf(before),
      after: snapshots.viewOf(after),
      ...how,
    };
    return isVisible(change) ? this.monitor.change(change) : NONE;
  }

  #visibility(change: number): number {
    if (change === NONE) return 0;
    const { watchesChanges, watchesHistoryChanges, histories } = this.monitor;
    return (
      FLAGS.visible |
      (watchesChanges || watchesHistoryChanges ? FLAGS.judged : 0) |
      (histories.length > 0 ? FLAGS.remembered : 0)
    );
  }

  /** What a move adds to the fingerprint, by lane, as far as that depends on it alone. */
  #delta(
    p: number,
    local: number,
    next: number,
    consumed: number,
    sends: NewMove["sends"],
  ): Pick<NewMove, "low" | "high"> {
    const { lanes, locals, inboxes } = this;
    const half = (which: "low" | "high"): number[] =>
      Array.from({ length: lanes }, (_, lane) => {
        const of = ({ contributions }: { contributions: Contributions }, id: number): number =>
          id === NONE ? 0 : contributions[which][id * lanes + lane]!;
        let sum = of(locals[p]!, next) - of(locals[p]!, local);
        if (this.#isAdditive) {
          sum -= of(inboxes[p]!.messages, consumed);
          for (const { to, message } of sends) sum += of(inboxes[to]!.messages, message);
        }
        return sum | 0;
      });
    return { low: half("low"), high: half("high") };
  }

  /** Under each permutation: the slot that this one goes to, and the renaming. */
  #lanesOf(kind: string, process: string): Lane[] {
    return this.model.renamings.map((renaming) => ({
      slot: `${kind} ${renaming.get(process) ?? process}`,
      renaming,
    }));
  }
}

const LOSES_INBOX = FLAGS.clears | FLAGS.general;
