/**
 * What may happen at a process, without a list of it. Where no one is down and no link is cut, where
 * messages suffer no faults and deliveries cost nothing, that is what the process may do by itself, and
 * the delivery of each message in flight to it. The first follows from its local state and the regime
 * (world/faults.ts), and is found once; the second are the messages themselves, as they lie there. So
 * it is known how much there is, and what a choice stands for. Means the same as what Lister lists.
 */
import { budgetOf } from "../environment.ts";
import { EMPTY_INBOX } from "../engine/inbox-table.ts";
import { IntList } from "../engine/int-list.ts";
import { NONE } from "../engine/move-table.ts";
import type { Admission } from "./admission.ts";
import type { Inputs } from "./inputs.ts";
import { environmentOf, type WalkState } from "./walk-state.ts";

const NOWHERE = new Int32Array(0);

export class Unlisted {
  readonly #state: WalkState;
  readonly #inputs: Inputs;
  readonly #admission: Admission;
  readonly #processes: number;
  /** Is that all that may happen, as far as the model says? */
  readonly #mayBe: boolean;
  /**
   * By regime: by local state, by process, two numbers: where in `#own` its own inputs are, 0 if that is
   * not known yet; and how many they are.
   */
  readonly #places: (Int32Array | undefined)[] = [];
  /** Inputs, each with the row of its moves; that is NONE until it was chosen. */
  readonly #own = new IntList();

  /** By process: the messages that it may get so far. */
  readonly #messages: readonly (readonly unknown[])[];
  /** By process: of how many of them it is known what their deliveries cost, and do none cost any? */
  readonly #priced: number[];
  readonly #free: boolean[];
  /** The environment that was looked at last. */
  #environment = -1;
  #isCalm = false;
  #regime = 0;
  /** Those of `#places` that are of its regime. */
  #here: Int32Array = NOWHERE;

  constructor(state: WalkState, inputs: Inputs, admission: Admission) {
    const { environment, processes } = state.tables.model;
    this.#state = state;
    this.#inputs = inputs;
    this.#admission = admission;
    this.#processes = processes.length;
    this.#mayBe =
      !inputs.isOftenIdle &&
      budgetOf(environment, "drops") === 0 &&
      budgetOf(environment, "duplicates") === 0;
    // What lies at 0 is no one's.
    this.#own.push(0);
    this.#messages = state.tables.inboxes.map(({ messages }) => messages.values);
    this.#priced = processes.map(() => 0);
    this.#free = processes.map(() => true);
  }

  /** Is there nothing else that may happen at process `p`? */
  isAll(p: number): boolean {
    if (!this.#mayBe) return false;
    const environment = environmentOf(this.#state);
    if (environment !== this.#environment) this.#look(environment);
    return this.#isCalm && this.#areDeliveriesFree(p);
  }

  /**
   * What process `p` may do by itself, and there is budget for: a place in `#here`, to ask more by as
   * long as the regime stays.
   */
  own(p: number): number {
    const at = 2 * (this.#state.vector[p]! * this.#processes + p);
    return at < this.#here.length && this.#here[at] !== 0 ? at : this.#add(p, at);
  }

  /** How much may happen at process `p`, given its `own`. */
  count(p: number, own: number): number {
    return this.#here[own + 1]! + this.#state.inFlight[p]!.messages.length;
  }

  /** The row of the moves that `choice` comes to, from 0 up to `count`. */
  row(p: number, own: number, choice: number): number {
    const { rows, vector, inFlight } = this.#state;
    const message = choice - this.#here[own + 1]!;
    if (message >= 0) return rows.deliveries(p, vector[p]!, inFlight[p]!.messages[message]!);
    const at = this.#here[own]! + 2 * choice;
    const known = this.#own.data[at + 1]!;
    if (known !== NONE) return known;
    const row = this.#inputs.row(this.#own.data[at]!, vector[p]!, EMPTY_INBOX);
    return (this.#own.data[at + 1] = row);
  }

  #areDeliveriesFree(p: number): boolean {
    const { length } = this.#messages[p]!;
    for (; this.#priced[p]! < length; this.#priced[p]!++) {
      const input = this.#inputs.delivery(p, this.#priced[p]!);
      if (this.#inputs.effect.data[input] !== NONE) this.#free[p] = false;
    }
    return this.#free[p]!;
  }

  #look(environment: number): void {
    const { environments } = this.#state.tables;
    this.#environment = environment;
    this.#isCalm = environments.isCalm(environment);
    this.#regime = environments.regime(environment);
    this.#here = this.#places[this.#regime] ?? NOWHERE;
  }

  #add(p: number, at: number): number {
    const { effect } = this.#inputs;
    const inputs = this.#inputs
      .ownOf(p, this.#state.vector[p]!, EMPTY_INBOX)
      .filter((input) => this.#admission.isAffordable(effect.data[input]!));
    if (at >= this.#here.length) {
      const wider = new Int32Array(2 * at + 4);
      wider.set(this.#here);
      this.#here = this.#places[this.#regime] = wider;
    }
    this.#here[at] = this.#own.length;
    this.#here[at + 1] = inputs.length;
    for (const input of inputs) {
      this.#own.push(input);
      this.#own.push(NONE);
    }
    return at;
  }
}
