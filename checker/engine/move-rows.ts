/**
 * Which moves there are in a local situation, remembered. Rows are compiled once per (local state),
 * per (local state, message) and per message, and joined once per situation into what a process may
 * do when all is calm: no one down, no link cut, no clock to ask.
 */
import { budgetOf } from "../environment.ts";
import type { Delivered, Typed } from "../protocol.ts";
import { Compiler } from "./compiler.ts";
import { FaultCompiler } from "./fault-compiler.ts";
import { bytesOf, IntList } from "./int-list.ts";
import { CAREFUL, FLAGS } from "./move-table.ts";
import { PairMap } from "./pair-map.ts";
import { SITUATION } from "./situation-table.ts";
import type { Tables } from "./tables.ts";

export class MoveRows {
  /**
   * Mostly a row is one move: then its number is twice the move's, plus one. Another's is the place, an
   * even one, where two numbers lie: its moves are those from the first up to the second.
   */
  readonly #bounds = new IntList();
  /** The moves of all situations, each one's in one stretch; where, `SITUATION` says. */
  readonly joined = new IntList();

  readonly #tables: Tables;
  readonly #compiler: Compiler;
  readonly #faultCompiler: FaultCompiler;
  readonly #events: readonly PairMap[];
  readonly #deliveries: readonly PairMap[];
  readonly #faults: readonly PairMap[];
  readonly #restarts: readonly PairMap[];
  /** The moves of the situation that is being joined, by kind. */
  readonly #plain = new IntList();
  readonly #bounded = new IntList();
  readonly #outside = new IntList();
  readonly #careful = new IntList();
  readonly #stutters = new IntList();
  readonly #faultsOnMessages: boolean;
  readonly #crashes: boolean;
  #links = -1;

  constructor(tables: Tables) {
    const { processes, environment } = tables.model;
    this.#tables = tables;
    this.#compiler = new Compiler(tables);
    this.#faultCompiler = new FaultCompiler(tables);
    this.#events = processes.map(() => new PairMap());
    this.#deliveries = processes.map(() => new PairMap());
    this.#faults = processes.map(() => new PairMap());
    this.#restarts = processes.map(() => new PairMap());
    this.#crashes = budgetOf(environment, "crashes") !== 0;
    this.#faultsOnMessages =
      budgetOf(environment, "drops") !== 0 || budgetOf(environment, "duplicates") !== 0;
  }

  /** How much memory the rows take. */
  get bytes(): number {
    const known = [this.#events, this.#deliveries, this.#faults, this.#restarts].flat();
    return bytesOf([this.#bounds, this.joined, ...known]);
  }

  /** What process `p` may do by itself, a crash included. */
  events(p: number, local: number, inbox: number): number {
    const key = this.#tables.model.protocol.readsInbox === true ? inbox : 0;
    const known = this.#events[p]!.get(local, key);
    if (known !== -1) return known;
    const row = this.#row(() => {
      this.#compiler.addEvents(p, local, inbox);
      if (this.#crashes) this.#faultCompiler.addCrash(p, local);
    });
    return this.#events[p]!.add(local, key, row);
  }

  /** What one event may lead to, compiled anew: the caller remembers it. */
  event(p: number, local: number, inbox: number, event: Typed): number {
    return this.#row(() => this.#compiler.addEvent(p, local, inbox, event));
  }

  /** What process `p` sees of an inbox. */
  visible(p: number, inbox: number): readonly Delivered<Typed>[] {
    return this.#compiler.visible(p, inbox);
  }

  /** The crash of process `p`, compiled anew: the caller remembers it. */
  crash(p: number, local: number): number {
    return this.#row(() => this.#faultCompiler.addCrash(p, local));
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
    const row = this.#row(() => this.#faultCompiler.addMessageFaults(p, message));
    return this.#faults[p]!.add(message, 0, row);
  }

  /** The restart of process `p`, which is down. */
  restart(p: number, local: number): number {
    const known = this.#restarts[p]!.get(local, 0);
    if (known !== -1) return known;
    const row = this.#row(() => this.#faultCompiler.addRestart(p, local));
    return this.#restarts[p]!.add(local, 0, row);
  }

  /** The partitions, and healing. */
  links(): number {
    if (this.#links === -1) this.#links = this.#row(() => this.#faultCompiler.addLinkFaults());
    return this.#links;
  }

  /** Is there any move in a row? */
  hasMoves(row: number): boolean {
    return this.end(row) > this.start(row);
  }

  /** The first move of a row. */
  start(row: number): number {
    return (row & 1) === 1 ? row >> 1 : this.#bounds.data[row]!;
  }

  /** The move after the last of a row. */
  end(row: number): number {
    return (row & 1) === 1 ? (row >> 1) + 1 : this.#bounds.data[row + 1]!;
  }

  /** Adds to `generated`, by action, the moves of situations that were not counted one by one. */
  countUses(generated: Float64Array): void {
    for (const { fields, size } of this.#tables.situations) {
      for (let situation = 0; situation < size; situation++) {
        const of = (field: number): number => fields.data[situation * SITUATION.width + field]!;
        const uses = of(SITUATION.uses);
        if (uses === 0) continue;
        this.#countUses(of(SITUATION.plain), of(SITUATION.careful), uses, generated);
        this.#countUses(of(SITUATION.stutters), of(SITUATION.end), uses, generated);
      }
    }
  }

  #countUses(start: number, end: number, uses: number, generated: Float64Array): void {
    const { moves } = this.#tables;
    for (let at = start; at < end; at++) generated[moves.action(this.joined.data[at]!)]! += uses;
  }

  /** Joins all that may happen at process `p` in a situation when all is calm. */
  join(p: number, situation: number): void {
    const kinds = [this.#plain, this.#bounded, this.#outside, this.#careful, this.#stutters];
    for (const kind of kinds) kind.length = 0;
    const situations = this.#tables.situations[p]!;
    const local = situations.local(situation);
    const inbox = situations.inbox(situation);
    this.#sort(this.events(p, local, inbox));
    for (const message of this.#tables.inboxes[p]!.deliverable[inbox]!) {
      this.#sort(this.deliveries(p, local, message));
      if (this.#faultsOnMessages) this.#sort(this.messageFaults(p, message));
    }
    const { moves } = this.#tables;
    const inFlight = (move: number): number => moves.inFlight(move);
    const bounded = this.#bounded.data.subarray(0, this.#bounded.length);
    bounded.sort((a, b) => inFlight(a) - inFlight(b));
    let field = situation * SITUATION.width + SITUATION.plain;
    for (const kind of kinds) {
      situations.fields.data[field++] = this.joined.length;
      for (let index = 0; index < kind.length; index++) this.joined.push(kind.data[index]!);
    }
    situations.fields.data[field] = this.joined.length;
  }

  /** Sorts the moves of a row by what they ask for. */
  #sort(row: number): void {
    const end = this.end(row);
    for (let move = this.start(row); move < end; move++) {
      this.#settle(move);
      const flags = this.#tables.moves.flags(move) & CAREFUL;
      if (flags === FLAGS.stutter) this.#stutters.push(move);
      else if (this.#isMerelyOutside(flags)) this.#outside.push(move);
      else if (!this.#changesFingerprint(move)) this.#careful.push(move);
      else if (flags === 0) this.#plain.push(move);
      else if (flags === FLAGS.bounded && this.#isUnseen(move)) this.#bounded.push(move);
      else this.#careful.push(move);
    }
  }

  /**
   * Lets transition properties judge a move once and for all, if it surely happens now and only its
   * change matters: one to which they have no objection need not be judged again.
   */
  #settle(move: number): void {
    const { moves, monitor } = this.#tables;
    const flags = moves.flags(move);
    if ((flags & FLAGS.judged) === 0 || this.#isGuarded(move)) return;
    if (monitor.watchesHistoryChanges || monitor.ofChange(moves.change(move)).length > 0) {
      return;
    }
    moves.setFlags(move, flags & ~FLAGS.judged);
  }

  /** Does only what is shown outside the constraint matter of a move with these flags? */
  #isMerelyOutside(flags: number): boolean {
    const { watchesQuiet, histories } = this.#tables.monitor;
    const ofMessages = FLAGS.bounded | FLAGS.enqueues | FLAGS.general;
    return (flags & ~ofMessages) === FLAGS.outside && !watchesQuiet && histories.length === 0;
  }

  /** Does it lead elsewhere? What a move takes from an inbox it may send there again. */
  #changesFingerprint(move: number): boolean {
    const { moves } = this.#tables;
    return moves.low(move) !== 0 || moves.high(move) !== 0;
  }

  /** Have properties nothing to say of the state that `move` leads to, even outside the constraint? */
  #isUnseen(move: number): boolean {
    const { moves, monitor } = this.#tables;
    const isVisible = (moves.flags(move) & FLAGS.visible) !== 0;
    return !isVisible && !monitor.watchesQuiet && !monitor.watchesEveryStep;
  }

  #isGuarded(move: number): boolean {
    return (this.#tables.moves.flags(move) & FLAGS.guarded) !== 0;
  }

  #row(compile: () => void): number {
    const { moves } = this.#tables;
    const start = moves.size;
    // What throws half way leaves moves behind: they belong to no row.
    compile();
    if (moves.size === start + 1) return 2 * start + 1;
    const row = this.#bounds.push(start);
    this.#bounds.push(moves.size);
    return row;
  }
}
