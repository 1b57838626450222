/** Builds the vector that a move makes of a state vector. */
import { EMPTY_INBOX } from "./inbox-table.ts";
import type { Layout } from "./layout.ts";
import { FLAGS, NONE } from "./move-table.ts";
import type { Tables } from "./tables.ts";

export class Successor {
  readonly #tables: Tables;
  readonly #layout: Layout;

  constructor(tables: Tables, layout: Layout) {
    this.#tables = tables;
    this.#layout = layout;
  }

  /** Writes to `into` what `move` makes of the vector that begins at `at` of `vectors`. */
  build(vectors: Int32Array, at: number, move: number, into: Int32Array): void {
    const { moves, environments, monitor } = this.#tables;
    const layout = this.#layout;
    for (let slot = 0; slot < layout.width; slot++) into[slot] = vectors[at + slot]!;
    const flags = moves.flags(move);
    this.#moveProcesses(move, flags, into);
    if ((flags & FLAGS.remembered) !== 0) {
      const change = moves.change(move);
      const before = vectors[at + layout.snapshot]!;
      for (let index = 0; index < layout.histories; index++) {
        const slot = layout.history(index);
        into[slot] = monitor.historyAfter(index, into[slot]!, change, before);
      }
    }
    const effect = moves.effect(move);
    if (effect !== NONE) {
      into[layout.environment] = environments.after(into[layout.environment]!, effect) - 1;
    }
    if ((flags & FLAGS.visible) !== 0) {
      into[layout.snapshot] = this.snapshotAfter(into[layout.snapshot]!, move);
    }
  }

  /** The snapshot that a visible move makes of `before`. */
  snapshotAfter(before: number, move: number): number {
    const { moves, monitor } = this.#tables;
    const flags = moves.flags(move);
    const p = moves.process(move);
    // Who is down does nothing but come back.
    const isUp = (flags & FLAGS.crashes) === 0;
    return monitor.snapshots.replace(before, p, moves.view(move), isUp);
  }

  /** Changes the situations of the process that moves and of those that it sends to. */
  #moveProcesses(move: number, flags: number, into: Int32Array): void {
    const { moves, situations } = this.#tables;
    const p = moves.process(move);
    if (moves.next(move) !== NONE || moves.consumed(move) !== NONE) {
      into[p] = situations[p]!.afterMove(into[p]!, move);
    }
    const end = moves.sendsEnd(move);
    for (let send = moves.firstSend(move); send < end; send++) {
      const to = moves.sendTo(send);
      into[to] = situations[to]!.afterSend(into[to]!, moves.sendMessage(send));
    }
    if ((flags & FLAGS.clears) !== 0) {
      into[p] = situations[p]!.of(situations[p]!.local(into[p]!), EMPTY_INBOX);
    }
    if ((flags & FLAGS.purges) !== 0) this.#purge(into);
  }

  /** Takes out the messages over cut links. */
  #purge(into: Int32Array): void {
    const { inboxes, situations, environments, model } = this.#tables;
    const environment = into[this.#layout.environment]!;
    situations.forEach((table, p) => {
      const inbox = inboxes[p]!.filter(table.inbox(into[p]!), ({ from }) =>
        environments.isLinked(environment, from, model.processes[p]!),
      );
      into[p] = table.of(table.local(into[p]!), inbox);
    });
  }
}
