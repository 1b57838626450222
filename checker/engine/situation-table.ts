/**
 * Interning of situations: what one process is in, its local state and its inbox, as one id. All that
 * may happen at a process when all is calm follows from its situation, and there are far fewer of
 * them than states. A state vector holds a situation a process, so that what may happen there is
 * found without any look-up.
 */
import type { InboxTable } from "./inbox-table.ts";
import { IntList } from "./int-list.ts";
import { type MoveTable, NONE } from "./move-table.ts";
import { PairMap } from "./pair-map.ts";

/**
 * What there is to know of a situation, side by side: the ids of its local state and inbox, and where
 * its moves begin in `MoveRows.joined`. First those that are made by adding their delta; then those
 * that are if the constraint on messages lets them, those that send least first; then those that lead
 * outside the constraint, where only what is shown matters; then those that ask for care; then those
 * that change nothing.
 */
export const SITUATION = {
  local: 0,
  inbox: 1,
  /** NONE until the moves are joined, which is when the first state with this situation is expanded. */
  plain: 2,
  bounded: 3,
  outside: 4,
  careful: 5,
  stutters: 6,
  end: 7,
  /** How often its moves were emitted. */
  uses: 8,
  /** The snapshot for which its moves to the outside were judged last, with nothing to report. */
  judged: 9,
  width: 10,
} as const;

export class SituationTable {
  /** By situation, at [situation * SITUATION.width + …]. */
  readonly fields = new IntList();
  readonly #moves: MoveTable;
  readonly #inboxes: InboxTable;
  readonly #ids = new PairMap();
  readonly #afterMove = new PairMap();
  readonly #afterSend = new PairMap();

  constructor(moves: MoveTable, inboxes: InboxTable) {
    this.#moves = moves;
    this.#inboxes = inboxes;
  }

  get size(): number {
    return this.fields.length / SITUATION.width;
  }

  /** How much memory the table takes. */
  get bytes(): number {
    const { fields } = this;
    return fields.bytes + this.#ids.bytes + this.#afterMove.bytes + this.#afterSend.bytes;
  }

  /** The id of the local state. */
  local(situation: number): number {
    return this.fields.data[situation * SITUATION.width + SITUATION.local]!;
  }

  /** The id of the inbox. */
  inbox(situation: number): number {
    return this.fields.data[situation * SITUATION.width + SITUATION.inbox]!;
  }

  /** The id of a local state with an inbox. */
  of(local: number, inbox: number): number {
    const known = this.#ids.get(local, inbox);
    if (known !== -1) return known;
    const id = this.#ids.add(local, inbox, this.size);
    const unjoined = [NONE, NONE, NONE, NONE, NONE, NONE];
    for (const field of [local, inbox, ...unjoined, 0, NONE]) this.fields.push(field);
    return id;
  }

  /** What `situation` becomes by a move of the process itself, before anything that it sends arrives. */
  afterMove(situation: number, move: number): number {
    const known = this.#afterMove.get(situation, move);
    if (known !== -1) return known;
    const next = this.#moves.next(move);
    const consumed = this.#moves.consumed(move);
    const inbox = this.inbox(situation);
    const after = this.of(
      next === NONE ? this.local(situation) : next,
      consumed === NONE ? inbox : this.#inboxes.remove(inbox, consumed),
    );
    return this.#afterMove.add(situation, move, after);
  }

  /** What `situation` becomes when `message` is sent to the process. */
  afterSend(situation: number, message: number): number {
    const known = this.#afterSend.get(situation, message);
    if (known !== -1) return known;
    const inbox = this.#inboxes.add(this.inbox(situation), message);
    return this.#afterSend.add(situation, message, this.of(this.local(situation), inbox));
  }
}
