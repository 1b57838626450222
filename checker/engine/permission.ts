/**
 * Whether the environment lets a move happen: is there budget left, does the failure detector agree,
 * has the time come? Means the same as world/permission.ts.
 */
import { REFUSED } from "./environment-table.ts";
import { EMPTY_INBOX } from "./inbox-table.ts";
import type { Layout } from "./layout.ts";
import type { MoveRows } from "./move-rows.ts";
import { NONE } from "./move-table.ts";
import type { Tables } from "./tables.ts";

export class Permission {
  readonly #tables: Tables;
  readonly #rows: MoveRows;
  readonly #layout: Layout;
  readonly #isUnreliable: boolean;

  constructor(tables: Tables, rows: MoveRows, layout: Layout) {
    this.#tables = tables;
    this.#rows = rows;
    this.#layout = layout;
    this.#isUnreliable = tables.model.environment.detection === "unreliable";
  }

  /** Is there budget for `move`? */
  isAffordable(environment: number, move: number): boolean {
    const effect = this.#tables.moves.effect(move);
    return effect === NONE || this.#tables.environments.after(environment, effect) !== REFUSED;
  }

  /** Does the failure detector let `move` suspect whom it suspects? */
  isDetected(environment: number, move: number): boolean {
    return this.#isUnreliable || this.#isWarranted(environment, move);
  }

  /** Is whoever `move` suspects gone, if it suspects anyone? */
  #isWarranted(environment: number, move: number): boolean {
    const { moves, environments, model } = this.#tables;
    const suspect = moves.suspect(move);
    if (suspect === NONE) return true;
    const self = model.processes[moves.process(move)]!;
    return environments.isGone(environment, self, model.processes[suspect]!);
  }

  isDown(environment: number, p: number): boolean {
    const { environments, model } = this.#tables;
    return environments.isDown(environment, model.processes[p]!);
  }

  /** Is the link whole over which `message` comes to process `p`? */
  isLinked(environment: number, p: number, message: number): boolean {
    const { inboxes, environments, model } = this.#tables;
    const { from } = inboxes[p]!.messages.values[message]!;
    return environments.isLinked(environment, from, model.processes[p]!);
  }

  /** Is no message in flight to a running process over a whole link? */
  isQuiet(vector: Int32Array): boolean {
    const environment = vector[this.#layout.environment]!;
    for (let p = 0; p < this.#layout.processes; p++) {
      const inbox = this.#tables.situations[p]!.inbox(vector[p]!);
      if (inbox !== EMPTY_INBOX && this.#isAwaited(environment, p, inbox)) return false;
    }
    return true;
  }

  /** May some message of `inbox` reach process `p`? */
  #isAwaited(environment: number, p: number, inbox: number): boolean {
    if (this.isDown(environment, p)) return false;
    const contents = this.#tables.inboxes[p]!.contents[inbox]!;
    return contents.some((message) => this.isLinked(environment, p, message));
  }

  /**
   * The longest that a time-out may wait to fire now. Under synchronous timing messages come first,
   * then the shortest time-out that is due, even one whose budget is spent. A suspicion is due when it
   * is warranted; a false one may happen, but nothing has to wait for it.
   */
  longestWait(vectors: Int32Array, at: number): number {
    const environment = vectors[at + this.#layout.environment]!;
    let shortest = Infinity;
    for (let p = 0; p < this.#layout.processes; p++) {
      if (this.isDown(environment, p)) continue;
      const situations = this.#tables.situations[p]!;
      const local = situations.local(vectors[at + p]!);
      const inbox = situations.inbox(vectors[at + p]!);
      if (this.#hasArrival(environment, p, local, inbox)) return 0;
      shortest = Math.min(shortest, this.#shortestWait(environment, p, local, inbox));
    }
    return shortest;
  }

  #hasArrival(environment: number, p: number, local: number, inbox: number): boolean {
    return this.#tables.inboxes[p]!.deliverable[inbox]!.some(
      (message) =>
        this.isLinked(environment, p, message) &&
        this.#rows.hasMoves(this.#rows.deliveries(p, local, message)),
    );
  }

  #shortestWait(environment: number, p: number, local: number, inbox: number): number {
    const { moves } = this.#tables;
    const row = this.#rows.events(p, local, inbox);
    let shortest = Infinity;
    for (let move = this.#rows.start(row); move < this.#rows.end(row); move++) {
      const candidate = moves.wait(move);
      if (candidate > 0 && candidate < shortest && this.#isWarranted(environment, move)) {
        shortest = candidate;
      }
    }
    return shortest;
  }
}
