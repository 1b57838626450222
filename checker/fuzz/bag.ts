/**
 * The messages in flight to one process, in a network that is a bag, as the ids of the engine's table.
 * A walk changes it in place: an inbox that comes up once is not worth a place in a table.
 */
import type { MoveTable } from "../engine/move-table.ts";

export class Bag {
  /** The distinct messages, the first `size` of them; their order depends on how they came and went. */
  readonly messages: number[] = [];
  /** How many messages there are, with their copies. */
  total = 0;
  readonly #copies: number[] = [];

  clear(): void {
    this.messages.length = 0;
    this.#copies.length = 0;
    this.total = 0;
  }

  copiesOf(message: number): number {
    const at = this.messages.indexOf(message);
    return at === -1 ? 0 : this.#copies[at]!;
  }

  add(message: number): void {
    const at = this.messages.indexOf(message);
    if (at === -1) {
      this.messages.push(message);
      this.#copies.push(1);
    } else {
      this.#copies[at]!++;
    }
    this.total++;
  }

  /** Takes out one copy of `message`, which is there. */
  remove(message: number): void {
    const at = this.messages.indexOf(message);
    if (--this.#copies[at]! === 0) {
      const last = this.messages.length - 1;
      this.messages[at] = this.messages[last]!;
      this.#copies[at] = this.#copies[last]!;
      this.messages.length = last;
      this.#copies.length = last;
    }
    this.total--;
  }
}

/** How many copies there are, after `move`, of what it sends with its send number `send`. */
export function copiesAfter(
  moves: MoveTable,
  move: number,
  send: number,
  bags: readonly Bag[],
): number {
  const to = moves.sendTo.data[send]!;
  const message = moves.sendMessage.data[send]!;
  let copies = bags[to]!.copiesOf(message);
  if (moves.process.data[move] === to && moves.consumed.data[move] === message) copies--;
  const end = moves.sendStart.data[move + 1]!;
  for (let other = moves.sendStart.data[move]!; other < end; other++) {
    const isSame = moves.sendTo.data[other] === to && moves.sendMessage.data[other] === message;
    if (isSame) copies++;
  }
  return copies;
}
