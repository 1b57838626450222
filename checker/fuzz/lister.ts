/**
 * Lists what may happen at a process in the state of a walk: the moves that are possible, which asks the
 * reducer about each of them; or, given a table of inputs, only what the reducer may be asked about.
 */
import type { IntList } from "../engine/int-list.ts";
import { budgetOf } from "../environment.ts";
import type { Admission } from "./admission.ts";
import type { Inputs } from "./inputs.ts";
import { environmentOf, type WalkState } from "./walk-state.ts";

export class Lister {
  readonly #state: WalkState;
  readonly #admission: Admission;
  readonly #inputs: Inputs | undefined;
  readonly #faultsOnMessages: boolean;
  readonly #faultsOnLinks: boolean;

  constructor(state: WalkState, admission: Admission, inputs: Inputs | undefined) {
    const { environment } = state.tables.model;
    const granted = (budget: string): boolean => budgetOf(environment, budget) !== 0;
    this.#state = state;
    this.#admission = admission;
    this.#inputs = inputs;
    this.#faultsOnMessages = granted("drops") || granted("duplicates");
    this.#faultsOnLinks = granted("partitions");
  }

  /**
   * Adds what may happen at process `p` to `entries`: moves as they are, inputs as `~input`. Those
   * inputs for which there is no budget go to `refused`.
   */
  addAt(p: number, entries: IntList, refused: IntList): void {
    const { tables, permission, inFlight } = this.#state;
    const environment = environmentOf(this.#state);
    const isCalm = tables.environments.isCalm(environment);
    const isDown = !isCalm && permission.isDown(environment, p);
    this.#addOwn(p, isDown, entries, refused);
    const { messages } = inFlight[p]!;
    for (let index = 0; index < messages.length; index++) {
      const message = messages[index]!;
      if (isCalm || (!isDown && permission.isLinked(environment, p, message))) {
        this.#addDelivery(p, message, entries, refused);
      }
      if (this.#faultsOnMessages) {
        this.addRow(this.#state.rows.messageFaults(p, message), entries);
      }
    }
  }

  /** Adds the partitions that may happen, and healing. */
  addLinkFaults(entries: IntList): void {
    if (this.#faultsOnLinks) this.addRow(this.#state.rows.links(), entries);
  }

  /** The row of the moves that `input` comes to here. */
  rowOf(input: number): number {
    const p = this.#inputs!.process.data[input]!;
    const { vector, inFlight } = this.#state;
    return this.#inputs!.row(input, vector[p]!, inFlight[p]!.inbox);
  }

  /** Adds those moves of a row that are possible. */
  addRow(row: number, entries: IntList): void {
    const { rows } = this.#state;
    const end = rows.end(row);
    for (let move = rows.start(row); move < end; move++) {
      if (this.#admission.admits(move)) entries.push(move);
    }
  }

  /** What process `p` does by itself, or what brings it back. */
  #addOwn(p: number, isDown: boolean, entries: IntList, refused: IntList): void {
    const { rows, vector, inFlight } = this.#state;
    const local = vector[p]!;
    if (isDown) {
      this.addRow(rows.restart(p, local), entries);
    } else if (this.#inputs === undefined) {
      this.addRow(rows.events(p, local, inFlight[p]!.inbox), entries);
    } else {
      const { inbox } = inFlight[p]!;
      for (const input of this.#inputs.ownOf(p, local, inbox)) {
        this.#addInput(input, p, entries, refused);
      }
    }
  }

  #addDelivery(p: number, message: number, entries: IntList, refused: IntList): void {
    if (this.#inputs === undefined) {
      this.addRow(this.#state.rows.deliveries(p, this.#state.vector[p]!, message), entries);
    } else {
      this.#addInput(this.#inputs.delivery(p, message), p, entries, refused);
    }
  }

  #addInput(input: number, p: number, entries: IntList, refused: IntList): void {
    const { vector, inFlight } = this.#state;
    if (this.#inputs!.isIdle(input, vector[p]!, inFlight[p]!.inbox)) return;
    if (this.#admission.isAffordable(this.#inputs!.effect.data[input]!)) entries.push(~input);
    else refused.push(input);
  }
}
