/** Interning of the environment, and what its steps make of it, computed once (world/faults.ts). */
import { encode } from "../data.ts";
import { budgetOf, losesUndeliverable } from "../environment.ts";
import type { ProcessId } from "../protocol.ts";
import * as faults from "../world/faults.ts";
import type { Model } from "../world/model.ts";
import type { Link } from "../world/step.ts";
import type { Lane } from "./contributions.ts";
import { SlotTable } from "./slot-table.ts";

/** What a step asks of the environment: the next one, or undefined if it is refused. */
type Effect = (environment: faults.Environment) => faults.Environment | undefined;

/** The answer of `after` for a step that the environment refuses. */
export const REFUSED = 0;

export class EnvironmentTable {
  readonly table: SlotTable<faults.Environment>;
  /** Every partition that may happen. */
  readonly cuts: readonly (readonly Link[])[];
  readonly #effects: Effect[] = [];
  readonly #effectIds = new Map<string, number>();
  /** By environment, by effect: the answers of `after`. */
  readonly #after: number[][] = [];
  /** By environment, by effect: the answers of `allows`. */
  readonly #allowed: boolean[][] = [];
  readonly #calm: boolean[] = [];
  /** By environment: its regime; and the regimes by text. */
  readonly #regimes: number[] = [];
  readonly #regimeIds = new Map<string, number>();
  readonly #model: Model;

  constructor(model: Model, lanes: readonly Lane[]) {
    this.#model = model;
    this.table = new SlotTable(lanes);
    this.table.intern(faults.CALM);
    this.cuts = faults.possibleCuts(model.environment, model.processes);
  }

  /** How much memory its numbers take. */
  get bytes(): number {
    return this.table.contributions.bytes;
  }

  /** The id after `effect`, plus one; `REFUSED` if it is not possible. */
  after(environment: number, effect: number): number {
    return this.#after[environment]?.[effect] ?? this.#findAfter(environment, effect);
  }

  #findAfter(environment: number, effect: number): number {
    const next = this.#effects[effect]!(this.table.values[environment]!);
    const answer = next === undefined ? REFUSED : this.table.intern(next) + 1;
    return ((this.#after[environment] ??= [])[effect] = answer);
  }

  /**
   * Is `effect` possible? Says so without interning what comes of it: of many steps that are possible
   * a walk takes one.
   */
  allows(environment: number, effect: number): boolean {
    return this.#allowed[environment]?.[effect] ?? this.#findAllowed(environment, effect);
  }

  #findAllowed(environment: number, effect: number): boolean {
    const isAllowed = this.#effects[effect]!(this.table.values[environment]!) !== undefined;
    return ((this.#allowed[environment] ??= [])[effect] = isAllowed);
  }

  /** Is no one down, and no link cut? */
  isCalm(environment: number): boolean {
    return (this.#calm[environment] ??= this.#isCalm(environment));
  }

  #isCalm(environment: number): boolean {
    const { down, cut } = this.table.values[environment]!;
    return down.size === 0 && cut.size === 0;
  }

  /** A number for the regime of an environment (world/faults.ts). */
  regime(environment: number): number {
    return (this.#regimes[environment] ??= this.#findRegime(environment));
  }

  #findRegime(environment: number): number {
    const text = encode(faults.regimeOf(this.table.values[environment]!, this.#model.environment));
    const known = this.#regimeIds.get(text) ?? this.#regimeIds.size;
    this.#regimeIds.set(text, known);
    return known;
  }

  isDown(environment: number, process: ProcessId): boolean {
    return this.table.values[environment]!.down.has(process);
  }

  isLinked(environment: number, from: ProcessId, to: ProcessId): boolean {
    return faults.linked(this.table.values[environment]!, from, to);
  }

  isGone(environment: number, self: ProcessId, other: ProcessId): boolean {
    return faults.isGone(this.table.values[environment]!, self, other);
  }

  /** The effect of spending one of `budget`, or -1 if that is unlimited. */
  spending(budget: string): number {
    if (budgetOf(this.#model.environment, budget) === "unlimited") return -1;
    return this.#effect(`spend ${budget}`, (environment) =>
      faults.spend(environment, this.#model.environment, budget),
    );
  }

  crashing(process: ProcessId): number {
    const { environment: options } = this.#model;
    return this.#effect(`crash ${process}`, (e) => faults.crash(e, options, process));
  }

  restarting(process: ProcessId): number {
    const { environment: options } = this.#model;
    return this.#effect(`restart ${process}`, (e) => faults.restart(e, options, process));
  }

  partitioning(links: readonly Link[]): number {
    const { environment: options } = this.#model;
    return this.#effect(`partition ${links.join(" ")}`, (e) =>
      faults.cutsAnew(e, links) ? faults.partition(e, options, links) : undefined,
    );
  }

  healing(): number {
    return this.#effect("heal", faults.heal);
  }

  /** Are messages to a crashed process or over a cut link lost? */
  get losesUndeliverable(): boolean {
    return losesUndeliverable(this.#model.environment);
  }

  #effect(name: string, effect: Effect): number {
    const known = this.#effectIds.get(name);
    if (known !== undefined) return known;
    this.#effectIds.set(name, this.#effects.length);
    return this.#effects.push(effect) - 1;
  }
}
