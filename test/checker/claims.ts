/**
 * Claims are properties of a random protocol as small pieces of data, of every kind that there is.
 * None looks at which id it sees, so that they are symmetric whenever the protocol is.
 */
import {
  always,
  type Change,
  changeHistory,
  eachStep,
  type Finding,
  type History,
  noDeadlock,
  observer,
  type Property,
  refines,
  type Snapshot,
  sometimes,
  stepHistory,
  type TransitionSystem,
} from "../../checker/property.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Mark } from "./recipe.ts";

export type Claim =
  | {
      readonly kind: "invariant";
      readonly quiet: boolean;
      /** At most so many processes have this mark. */
      readonly mark: number;
      readonly most: number;
      readonly upOnly: boolean;
      readonly trigger: number | null;
    }
  | {
      readonly kind: "transition";
      /** No step leads from this mark to that (null: any). */
      readonly from: number | null;
      readonly to: number | null;
      readonly cause: Change<Mark>["cause"] | null;
      readonly acknowledging: boolean;
      readonly trigger: number | null;
    }
  | {
      readonly kind: "observer";
      readonly history: number;
      /** The history never weighs more, in a state or before a change. */
      readonly mostInState: number | null;
      readonly mostAtChange: number | null;
      readonly trigger: number | null;
    }
  | { readonly kind: "witness"; readonly mark: number; readonly least: number }
  | { readonly kind: "deadlock"; readonly excused: number | null }
  | {
      readonly kind: "refinement";
      /** How many processes have this mark begins with one of these numbers. */
      readonly mark: number;
      readonly upOnly: boolean;
      readonly begins: readonly number[];
      /** It changes in these ways alone, and not from more than `most`. */
      readonly ways: readonly (readonly [from: number, to: number])[];
      readonly most: number | null;
    };

/** A history as data; its value is a set or a number, and its weight what observers look at. */
export interface Memory {
  readonly kind: "changes" | "steps";
  readonly what: "visitors" | "count" | "last";
  readonly mark: number;
}

type HistoryValue = ReadonlySet<string> | number | string | null;

/** Makes the properties that `claims` describe over the histories that `memories` describe. */
export function propertiesOf(
  claims: readonly Claim[],
  memories: readonly Memory[],
): Property<Mark>[] {
  const histories = memories.map(historyOf);
  return claims.map((claim, index) => propertyOf(claim, `${claim.kind} ${index}`, histories));
}

/** The same properties and histories, but none is ever violated. */
export function harmless(properties: readonly Property<Mark>[]): Property<Mark>[] {
  return properties.map((property): Property<Mark> => {
    switch (property.kind) {
      case "witness":
        return property;
      case "observer": {
        const { checkChange: _change, checkState: _state, ...rest } = property;
        return rest;
      }
      case "refinement":
        return { ...property, spec: ANYTHING, map: () => null };
      default:
        return { ...property, check: () => undefined };
    }
  });
}

/** A specification of one state: whatever happens maps to it. */
const ANYTHING: TransitionSystem<unknown, Typed> = {
  initialStates: () => [null],
  enabled: () => [],
  next: (state) => state,
};

function propertyOf(
  claim: Claim,
  name: string,
  histories: readonly History<unknown, Mark>[],
): Property<Mark> {
  const about = { name, source: "random", claim: "something", concern: "integrity" } as const;
  switch (claim.kind) {
    case "invariant":
      return always<Snapshot<Mark>>({
        ...about,
        ...(claim.quiet ? { when: "quiet" } : {}),
        check: (snapshot) => tooMany(countOf(snapshot, claim.mark, claim.upOnly), claim.most),
        ...(claim.trigger === null
          ? {}
          : { trigger: (it) => countOf(it, claim.trigger, true) > 0 }),
      });
    case "transition":
      return eachStep<Change<Mark>>({
        ...about,
        check: (change) => forbidden(claim, change),
        ...(claim.trigger === null ? {} : { trigger: (it) => it.before.mark === claim.trigger }),
      });
    case "observer":
      return observerOf(claim, about, histories);
    case "witness":
      return sometimes<Snapshot<Mark>>({
        ...about,
        holds: (snapshot) => countOf(snapshot, claim.mark, false) >= claim.least,
      });
    case "deadlock":
      return noDeadlock<Snapshot<Mark>>({
        ...about,
        check: (snapshot) =>
          claim.excused !== null && countOf(snapshot, claim.excused, false) > 0
            ? undefined
            : "it is stuck",
      });
    case "refinement":
      return refines<Snapshot<Mark>, number>({
        ...about,
        spec: countingBy(claim),
        map: (snapshot) => countOf(snapshot, claim.mark, claim.upOnly),
      });
  }
}

function countingBy({
  begins,
  ways,
  most,
}: Claim & { readonly kind: "refinement" }): TransitionSystem<number, Typed> {
  return {
    initialStates: () => begins,
    enabled: (count) =>
      ways.filter(([from]) => from === count).map(([, to]) => ({ type: "Turn", to })),
    next: (_count, turn) => (turn as unknown as { readonly to: number }).to,
    ...(most === null ? {} : { constraint: (count: number) => count <= most }),
  };
}

function observerOf(
  claim: Claim & { readonly kind: "observer" },
  about: Pick<Property<Mark>, "name" | "source" | "claim" | "concern">,
  histories: readonly History<unknown, Mark>[],
): Property<Mark> {
  const history = histories[claim.history % histories.length]!;
  const { mostInState, mostAtChange, trigger } = claim;
  return observer<unknown, Mark>({
    ...about,
    history,
    ...(mostInState === null
      ? {}
      : { checkState: (value) => tooMany(weightOf(value), mostInState) }),
    ...(mostAtChange === null
      ? {}
      : {
          checkChange: (value, change) =>
            tooMany(weightOf(value) + change.after.mark, mostAtChange),
        }),
    ...(trigger === null
      ? {}
      : {
          trigger: (value, snapshot) =>
            weightOf(value) > 0 && countOf(snapshot, trigger, false) > 0,
        }),
  });
}

function countOf({ members }: Snapshot<Mark>, mark: number | null, upOnly: boolean): number {
  return members.filter(({ up, view }) => view.mark === mark && (up || !upOnly)).length;
}

function tooMany(count: number, most: number): Finding {
  return count > most ? `${count} are more than ${most}` : undefined;
}

function forbidden(claim: Claim & { readonly kind: "transition" }, change: Change<Mark>): Finding {
  const matches =
    (claim.from ?? change.before.mark) === change.before.mark &&
    (claim.to ?? change.after.mark) === change.after.mark &&
    (claim.cause ?? change.cause) === change.cause &&
    (!claim.acknowledging || change.acknowledged.length > 0);
  return matches ? `${change.process} does what it must not` : undefined;
}

function weightOf(value: unknown): number {
  if (value instanceof Set) return value.size;
  if (typeof value === "number") return value;
  return value === null ? 0 : 1;
}

function historyOf(memory: Memory, index: number): History<unknown, Mark> {
  const name = `memory ${index}`;
  const initial: HistoryValue = { visitors: new Set<string>(), count: 0, last: null }[memory.what];
  if (memory.kind === "changes") {
    return changeHistory<unknown, Mark>({
      name,
      initial,
      observe: (history, { process, after }) => remember(memory, history, process, after.mark),
    });
  }
  return stepHistory<unknown, Mark>({
    name,
    initial,
    observe: (history, { members }) =>
      members.reduce(
        (value, { process, view }) => remember(memory, value, process, view.mark),
        // The last by order of the processes would not be symmetric.
        history,
      ),
  });
}

function remember(memory: Memory, history: unknown, process: string, mark: number): unknown {
  if (mark !== memory.mark) return history;
  switch (memory.what) {
    case "visitors":
      return new Set([...(history as ReadonlySet<string>), process]);
    case "count":
      return Math.min(3, (history as number) + 1);
    case "last":
      return memory.kind === "steps" ? "some" : process;
  }
}
