/** What a behaviour is played on: the processes and names that its states speak of. */
import type { Target } from "../checker/check.ts";
import type { Model } from "../checker/world/model.ts";

/** What has to be known of a model to tell its behaviours. */
export interface Stage {
  /** False for a transition system: its state is one piece of data, and it has no processes. */
  readonly isWorld: boolean;
  /** Are messages never consumed? */
  readonly isMonotone: boolean;
  readonly processes: readonly string[];
  readonly names: ReadonlySet<string>;
  /** The names of the properties' histories, in the order in which states hold them. */
  readonly histories: readonly string[];
  /** What its reducers can be asked again by; undefined for a transition system. */
  readonly model: Model | undefined;
}

/** The stage that the behaviours of `target` are played on. */
export function stageOf({ environment, processes, names, histories, model }: Target): Stage {
  return {
    isWorld: environment !== undefined,
    isMonotone: environment?.delivery === "monotone",
    processes,
    names: new Set(names),
    histories,
    model,
  };
}
