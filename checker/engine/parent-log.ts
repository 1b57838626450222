/**
 * For every state, in the order in which they were found, which state it was first reached from and
 * by which of that state's successors: six bytes a state, from which a trace is rebuilt by replay.
 */
import { CheckerError } from "../errors.ts";

const CHUNK_BITS = 16;
const CHUNK_STATES = 2 ** CHUNK_BITS;
const CHOICES_MAX = 2 ** 16;

export class ParentLog {
  readonly #parents: Int32Array[] = [];
  readonly #choices: Uint16Array[] = [];
  length = 0;

  get bytes(): number {
    return this.#parents.length * CHUNK_STATES * 6;
  }

  /**
   * @param parent the number of the state that this one was reached from, or -1 for an initial one.
   * @param choice which of its successors it is, or which of the initial states.
   */
  push(parent: number, choice: number): void {
    if (choice >= CHOICES_MAX) {
      throw new CheckerError("CapacityReached", `A state has more than ${CHOICES_MAX} successors.`);
    }
    const chunk = this.length >>> CHUNK_BITS;
    const at = this.length++ & (CHUNK_STATES - 1);
    if (chunk === this.#parents.length) {
      this.#parents.push(new Int32Array(CHUNK_STATES));
      this.#choices.push(new Uint16Array(CHUNK_STATES));
    }
    this.#parents[chunk]![at] = parent;
    this.#choices[chunk]![at] = choice;
  }

  /** The choices that lead from an initial state to `state`: first which initial state. */
  pathTo(state: number): number[] {
    const path: number[] = [];
    for (let at = state; at !== -1;) {
      const chunk = at >>> CHUNK_BITS;
      const within = at & (CHUNK_STATES - 1);
      path.unshift(this.#choices[chunk]![within]!);
      at = this.#parents[chunk]![within]!;
    }
    return path;
  }
}
