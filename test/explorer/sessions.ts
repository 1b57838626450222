/** Sessions of the explorer for tests: of the catalog's models, and of small ones made here. */
import { type AnyModel, type CheckOptions, targetOf } from "../../checker/check.ts";
import { planFor, entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import {
  searchOn,
  type SearchLimits,
  type TargetWith,
} from "../../traces/explorer/continuation.ts";
import type { Path, Position, SearchOutcome } from "../../traces/explorer/position.ts";
import { Session } from "../../traces/explorer/session.ts";

export const WORDS = { protocol: "test", named: [], about: "a test", setting: [] };

/** A session, and what else a search needs. */
export interface Exploring {
  readonly session: Session;
  readonly targetWith: TargetWith;
}

/** The explorer of a protocol of the catalog, or of a mutant. */
export function exploring(protocol: string, mutant?: string): Exploring {
  const flags = { out: "", ...(mutant !== undefined && { mutant }) };
  const { model, options } = planFor(entryOf(catalog, protocol), flags);
  return exploringModel(model, options);
}

/** The explorer of `model`. */
export function exploringModel<V>(model: AnyModel<V>, options: CheckOptions<V>): Exploring {
  const { properties = [] } = options;
  return {
    session: new Session(targetOf(model, { ...options, symmetry: false }), WORDS),
    targetWith: (isWanted) =>
      targetOf(model, { ...options, properties: properties.filter((each) => isWanted(each)) }),
  };
}

/** The path of all `choices`. */
export function pathOf(...choices: readonly number[]): Path {
  return { initial: 0, choices, at: choices.length };
}

/** What is seen after `choices`. */
export function seen({ session }: Exploring, ...choices: readonly number[]): Position {
  return session.positionAt(pathOf(...choices));
}

/** All that can be done in a position, in the order of the choices. */
export function stepsOf({ actors }: Position) {
  return actors.flatMap(({ steps }) => steps).toSorted((a, b) => a.choice - b.choice);
}

/** What the property called `name` says in a position. */
export function standingIn({ properties }: Position, name: string) {
  return properties.find((each) => each.name === name);
}

/** What a search from `path` comes to. */
export function searched(
  { session, targetWith }: Exploring,
  path: Path,
  limits?: SearchLimits,
): SearchOutcome {
  const search = searchOn(session, targetWith, path, limits);
  let next = search.next();
  while (next.done !== true) next = search.next();
  return next.value;
}

/** `count` steps from the beginning; `draws` says which, each taken among those that are possible. */
export function drawnPath({ session }: Exploring, draws: readonly number[]): number[] {
  const choices: number[] = [];
  for (const draw of draws) {
    const { enabled } = session.places.along(0, choices).at(-1)!;
    if (enabled.length === 0) break;
    choices.push(draw % enabled.length);
  }
  return choices;
}
