/**
 * What the refinements of a protocol say of its steps: memoised by snapshot, since a snapshot is all
 * that they see. A step that leaves a snapshot's abstract state as it is costs two look-ups.
 */
import type { Property, Snapshot } from "../property.ts";
import type { Triggered } from "../search/exploration.ts";
import { type Step, titleOf } from "../world/step.ts";
import { Abstraction } from "./abstraction.ts";
import { NO_OBJECTIONS, type Objection } from "./objection.ts";
import type { Snapshots } from "./snapshots.ts";

/** One refinement, with what its states are by the ids of snapshots. */
interface Refined {
  readonly abstraction: Abstraction<Snapshot<unknown>>;
  readonly ids: (number | undefined)[];
  isTriggered: boolean;
}

export class Refinements {
  readonly #snapshots: Snapshots;
  readonly #refined: readonly Refined[];
  readonly #triggered: Triggered;

  constructor(
    properties: readonly Property<unknown>[],
    snapshots: Snapshots,
    triggered: Triggered,
  ) {
    this.#snapshots = snapshots;
    this.#triggered = triggered;
    this.#refined = properties.flatMap((property) =>
      property.kind === "refinement"
        ? [{ abstraction: new Abstraction(property), ids: [], isTriggered: false }]
        : [],
    );
  }

  /** Is there none? */
  get isEmpty(): boolean {
    return this.#refined.length === 0;
  }

  /** What they say of beginning with `snapshot`. */
  ofInitial(snapshot: number): readonly Objection[] {
    return this.#refined.flatMap((refined): Objection[] => {
      const { abstraction } = refined;
      const reason = abstraction.whyNotInitial(this.#idOf(refined, snapshot));
      return reason === undefined ? [] : [[abstraction.name, reason]];
    });
  }

  /** What they say of `step`, which leads from one snapshot to another. */
  ofStep(before: number, after: number, step: Step): readonly Objection[] {
    if (before === after) return NO_OBJECTIONS;
    let all = NO_OBJECTIONS;
    for (let index = 0; index < this.#refined.length; index++) {
      const refined = this.#refined[index]!;
      const from = this.#idOf(refined, before);
      const to = this.#idOf(refined, after);
      if (from === to) continue;
      if (!refined.isTriggered) this.#trigger(refined);
      const { abstraction } = refined;
      if (abstraction.allows(from, to)) continue;
      all = [...all, [abstraction.name, abstraction.reason(from, to, titleOf(step))]];
    }
    return all;
  }

  #trigger(refined: Refined): void {
    refined.isTriggered = true;
    this.#triggered.add(refined.abstraction.name);
  }

  #idOf({ abstraction, ids }: Refined, snapshot: number): number {
    return (ids[snapshot] ??= abstraction.idOf(this.#snapshots.get(snapshot)));
  }
}
