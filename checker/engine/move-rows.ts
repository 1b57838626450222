/**
 * Which moves there are in a local situation, remembered. Rows are compiled once per (local state),
 * per (local state, message) and per message, and joined once per (local state, inbox) into what a
 * process may do when all is calm: no one down, no link cut, no clock to ask.
 */
import { budgetOf } from "../environment.ts";
import type { Compiler } from "./compiler.ts";
import { IntList } from "./int-list.ts";
import { CAREFUL, FLAGS } from "./move-table.ts";
import { PairMap } from "./pair-map.ts";

export class MoveRows {
  /** The moves of a row are those from start[row] up to end[row]. */
  readonly start = new IntList();
  readonly end = new IntList();
  /**
   * A joined row lists its moves in `joined`, from joinedStart[row] on: up to carefulStart[row]
   * those that are made by adding their delta, up to joinedEnd[row] those that ask for care.
   */
  readonly joined = new IntList();
  readonly joinedStart = new IntList();
  readonly carefulStart = new IntList();
  readonly joinedEnd = new IntList();
  /** How many moves of the row change nothing; they are in none of the lists. */
  readonly stutters = new IntList();
  /** How often the row was used. */
  readonly uses = new IntList();

  readonly #compiler: Compiler;
  readonly #events: readonly PairMap[];
  readonly #deliveries: readonly PairMap[];
  readonly #faults: readonly PairMap[];
  readonly #restarts: readonly PairMap[];
  readonly #joined: readonly PairMap[];
  readonly #stutterMoves: (readonly number[])[] = [];
  readonly #faultsOnMessages: boolean;
  #links = -1;

  constructor(compiler: Compiler) {
    const { processes, environment } = compiler.model;
    this.#compiler = compiler;
    this.#events = processes.map(() => new PairMap());
    this.#deliveries = processes.map(() => new PairMap());
    this.#faults = processes.map(() => new PairMap());
    this.#restarts = processes.map(() => new PairMap());
    this.#joined = processes.map(() => new PairMap());
    this.#faultsOnMessages =
      budgetOf(environment, "drops") !== 0 || budgetOf(environment, "duplicates") !== 0;
  }

  /** What process `p` may do by itself, a crash included. */
  events(p: number, local: number, inbox: number): number {
    const key = this.#compiler.model.protocol.readsInbox === true ? inbox : 0;
    const known = this.#events[p]!.get(local, key);
    if (known !== -1) return known;
    const row = this.#row(() => this.#compiler.addEvents(p, local, inbox));
    return this.#events[p]!.add(local, key, row);
  }

  /** What delivering `message` to process `p` may lead to. */
  deliveries(p: number, local: number, message: number): number {
    const known = this.#deliveries[p]!.get(local, message);
    if (known !== -1) return known;
    const row = this.#row(() => this.#compiler.addDeliveries(p, local, message));
    return this.#deliveries[p]!.add(local, message, row);
  }

  /** What the network may do to `message`, which is in the inbox of process `p`. */
  messageFaults(p: number, message: number): number {
    const known = this.#faults[p]!.get(message, 0);
    if (known !== -1) return known;
    const row = this.#row(() => this.#compiler.addMessageFaults(p, message));
    return this.#faults[p]!.add(message, 0, row);
  }

  /** The restart of process `p`, which is down. */
  restart(p: number, local: number): number {
    const known = this.#restarts[p]!.get(local, 0);
    if (known !== -1) return known;
    const row = this.#row(() => this.#compiler.addRestart(p, local));
    return this.#restarts[p]!.add(local, 0, row);
  }

  /** The partitions, and healing. */
  links(): number {
    if (this.#links === -1) this.#links = this.#row(() => this.#compiler.addLinkFaults());
    return this.#links;
  }

  /** The joined row of all that may happen at process `p` when all is calm. */
  all(p: number, local: number, inbox: number): number {
    const known = this.#joined[p]!.get(local, inbox);
    return known !== -1 ? known : this.#joined[p]!.add(local, inbox, this.#join(p, local, inbox));
  }

  /** Does a joined row have a move of which nothing is known but that it may happen? */
  hasMoves(row: number): boolean {
    return this.end.data[row]! > this.start.data[row]!;
  }

  /** Adds to `generated`, by action, the moves of the joined rows that were not counted one by one. */
  countUses(generated: Float64Array): void {
    const { action } = this.#compiler.moves;
    for (let row = 0; row < this.uses.length; row++) {
      const uses = this.uses.data[row]!;
      for (let at = this.joinedStart.data[row]!; at < this.carefulStart.data[row]!; at++) {
        generated[action.data[this.joined.data[at]!]!]! += uses;
      }
      for (const move of this.#stutterMoves[row]!) generated[action.data[move]!]! += uses;
    }
  }

  #join(p: number, local: number, inbox: number): number {
    const rows = [this.events(p, local, inbox)];
    for (const message of this.#compiler.inboxes[p]!.deliverable[inbox]!) {
      rows.push(this.deliveries(p, local, message));
      if (this.#faultsOnMessages) rows.push(this.messageFaults(p, message));
    }
    const moves = rows.flatMap((row) => this.#movesOf(row));
    moves.forEach((move) => this.#settle(move));
    const { flags } = this.#compiler.moves;
    const isStutter = (move: number): boolean => (flags.data[move]! & FLAGS.stutter) !== 0;
    const isCareful = (move: number): boolean => (flags.data[move]! & CAREFUL) !== 0;
    const stutters = moves.filter((move) => isStutter(move) && !this.#isGuarded(move));
    const others = moves.filter((move) => !stutters.includes(move));
    this.joinedStart.push(this.joined.length);
    for (const move of others.filter((other) => !isCareful(other))) this.joined.push(move);
    this.carefulStart.push(this.joined.length);
    for (const move of others.filter(isCareful)) this.joined.push(move);
    this.joinedEnd.push(this.joined.length);
    this.stutters.push(stutters.length);
    this.#stutterMoves.push(stutters);
    return this.uses.push(0);
  }

  /**
   * Lets transition properties judge a move once and for all, if it surely happens now and only its
   * change matters: one to which they have no objection need not be judged again.
   */
  #settle(move: number): void {
    const { moves, monitor } = this.#compiler;
    const flags = moves.flags.data[move]!;
    if ((flags & FLAGS.judged) === 0 || this.#isGuarded(move)) return;
    if (monitor.watchesHistoryChanges || monitor.ofChange(moves.change.data[move]!).length > 0) {
      return;
    }
    moves.flags.data[move] = flags & ~FLAGS.judged;
  }

  #isGuarded(move: number): boolean {
    return (this.#compiler.moves.flags.data[move]! & FLAGS.guarded) !== 0;
  }

  #movesOf(row: number): number[] {
    const from = this.start.data[row]!;
    return Array.from({ length: this.end.data[row]! - from }, (_, index) => from + index);
  }

  #row(compile: () => void): number {
    const from = this.#compiler.moves.size;
    compile();
    this.end.push(this.#compiler.moves.size);
    return this.start.push(from);
  }
}
