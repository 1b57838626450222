/**
 * The messages in flight to one process, in a network that is a bag, as the ids of the engine's table.
 * A walk changes it in place: an inbox that comes up once is not worth a place in a table.
 */

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
