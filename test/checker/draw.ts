/**
 * Draws random protocols, worlds and claims with fast-check. What it draws is plain data, so that a
 * failure shrinks to a few rules and prints as something that can be pasted into a test.
 */
import * as fc from "fast-check";
import type { Budget, Budgets, EnvironmentOverrides } from "../../checker/environment.ts";
import { CUTS, DETECTIONS, ORDERS, TIMINGS } from "../../checker/environment.ts";
import type { Claim, Memory } from "./claims.ts";
import { type Kind, KINDS } from "./collectors.ts";
import type { EventRule, MessageRule, OutcomeRule, Recipe, SendRule } from "./recipe.ts";

/** All that a comparison of two explorers needs. */
export interface Case {
  readonly recipe: Recipe;
  readonly environment: EnvironmentOverrides;
  readonly memories: readonly Memory[];
  readonly claims: readonly Claim[];
  /** Of what both explorers must show the same. */
  readonly collected: readonly Kind[];
}

const phase = fc.nat({ max: 3 });

/** `value` once in `every` times, `null` else; shrinks to that. */
function perhaps<T>(value: fc.Arbitrary<T>, every = 2): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: every - 1, arbitrary: fc.constant(null) }, value);
}

/** The first of `values` most often; shrinks to it. */
function mostly<const T>(first: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(fc.constant(first), fc.constantFrom(first, ...others));
}

const send: fc.Arbitrary<SendRule> = fc.record({
  to: mostly("others", "self", "all", "other", "friend"),
  type: fc.constantFrom("X", "Y"),
  size: fc.constantFrom<SendRule["size"]>(0, 1, "phase"),
  about: mostly("none", "self", "other", "friend"),
});

/** `keeps`: for a message, which may be kept or echoed. */
function outcome(keeps: boolean): fc.Arbitrary<OutcomeRule> {
  return fc.record({
    phase: mostly<OutcomeRule["phase"]>("next", "same", 0, 1, 2, 3),
    friend: mostly("same", "none", "self", "other"),
    knows: mostly("same", "other", "self", "clear"),
    value: mostly("same", "take", "none"),
    sends: fc.array(send, { maxLength: 2 }),
    acknowledge: mostly("nothing", "done", "value"),
    echoes: keeps ? mostly(false, false, true) : fc.constant(false),
    keep: keeps ? mostly(false, true) : fc.constant(false),
  });
}

function outcomes(keeps: boolean, least = 0): fc.Arbitrary<OutcomeRule[]> {
  const some = fc.array(outcome(keeps), { minLength: 1, maxLength: 2 });
  const none: fc.Arbitrary<OutcomeRule[]> = fc.constant([]);
  return least > 0 ? some : fc.oneof({ weight: 8, arbitrary: some }, none);
}

function eventRule(isSymmetric: boolean): fc.Arbitrary<EventRule> {
  return fc.record({
    type: fc.constantFrom("A", "B", "C"),
    only: isSymmetric ? fc.constant(null) : perhaps(fc.nat({ max: 2 }), 5),
    phase: mostly(0, null, 1, 2, 3),
    each: mostly("once", "peer", "value"),
    waits: fc.constantFrom(0, 1, 2, 3),
    suspects: fc.boolean(),
    inbox: perhaps(
      fc.record({
        least: fc.nat({ max: 2 }),
        // Which message is first is not symmetric.
        first: isSymmetric ? fc.constant(null) : perhaps(fc.nat({ max: 1 })),
      }),
    ),
    outcomes: outcomes(false),
  });
}

function messageRule(isSymmetric: boolean): fc.Arbitrary<MessageRule> {
  return fc.record({
    type: fc.constantFrom("X", "Y"),
    only: isSymmetric ? fc.constant(null) : perhaps(fc.nat({ max: 2 }), 5),
    phase: perhaps(phase, 3),
    size: perhaps(fc.nat({ max: 1 }), 3),
    outcomes: outcomes(true),
  });
}

/** A rule that applies from the start, so that something happens. */
function firstRule(isSymmetric: boolean): fc.Arbitrary<EventRule> {
  return fc
    .tuple(eventRule(isSymmetric), outcomes(false, 1), fc.constantFrom(0, null))
    .map(([rule, some, at]) => ({ ...rule, only: null, inbox: null, phase: at, outcomes: some }));
}

function recipe(isSymmetric: boolean): fc.Arbitrary<Recipe> {
  const start = isSymmetric ? fc.constant(0) : mostly(0, 1);
  return fc.record({
    processes: mostly(2, 3),
    isSymmetric: fc.constant(isSymmetric),
    starts: fc.array(start, { minLength: 3, maxLength: 3 }),
    events: fc
      .tuple(firstRule(isSymmetric), fc.array(eventRule(isSymmetric), { maxLength: 4 }))
      .map(([first, others]) => [first, ...others]),
    messages: fc.array(messageRule(isSymmetric), { minLength: 2, maxLength: 4 }),
    readsInbox: mostly(false, true),
    view: mostly("all", "phase", "half", "nothing"),
    recover: fc.oneof(fc.constantFrom("forgets", "phase", "everything"), phase),
    done: perhaps(phase, 3),
    bounds: fc.record({
      phase: perhaps(fc.nat({ max: 2 }), 6),
      knows: perhaps(fc.nat({ max: 1 }), 6),
      messages: perhaps(fc.nat({ max: 4 }), 3),
      copies: perhaps(fc.integer({ min: 1, max: 2 }), 5),
    }),
  });
}

const some = mostly<Budget>(1, 2, "unlimited");

/** One sort of trouble at a time: each multiplies the states, and none is then reached deep down. */
const faultBudgets: fc.Arbitrary<Budgets> = fc.oneof(
  fc.constant({}),
  fc.record({ crashes: some }),
  fc.record({ crashes: some, restarts: some }),
  fc.record({ partitions: some }),
  fc.record({ drops: some, duplicates: some }, { requiredKeys: [] }),
  fc.record({ crashes: some, restarts: some, partitions: some, drops: some }, { requiredKeys: [] }),
);

const inputBudgets: fc.Arbitrary<Budgets> = fc.dictionary(
  fc.constantFrom("A", "B", "C", "X", "Y"),
  mostly<Budget>(1, 2, 0, "unlimited"),
  { maxKeys: 3 },
);

const environment: fc.Arbitrary<EnvironmentOverrides> = fc
  .record({
    order: mostly(...ORDERS),
    isMonotone: mostly(false, true),
    cuts: fc.constantFrom(...CUTS),
    detection: fc.constantFrom(...DETECTIONS),
    timing: fc.constantFrom(...TIMINGS),
    faultBudgets,
    inputBudgets,
  })
  .map(({ isMonotone, faultBudgets: drawn, inputBudgets: ofEvents, ...rest }) => {
    const order = isMonotone ? "unordered" : rest.order;
    const faults = Object.entries(drawn).filter(
      ([fault]) =>
        !(isMonotone && (fault === "drops" || fault === "duplicates")) &&
        !(order === "fifo" && fault === "duplicates") &&
        !(fault === "restarts" && drawn["crashes"] === undefined),
    );
    return {
      ...rest,
      order,
      ...(isMonotone ? { delivery: "monotone", timing: "asynchronous" } : {}),
      budgets: { ...Object.fromEntries(faults), ...ofEvents },
    };
  });

const memory: fc.Arbitrary<Memory> = fc.record({
  kind: mostly("changes", "steps"),
  what: fc.constantFrom("visitors", "count", "last"),
  mark: phase,
});

/** How the number of processes that have a mark may change: one at a time. */
const WAYS: [number, number][] = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 2],
  [2, 1],
  [1, 0],
];

const claim: fc.Arbitrary<Claim> = fc.oneof(
  fc.record({
    kind: fc.constant("invariant" as const),
    quiet: fc.boolean(),
    mark: phase,
    most: fc.nat({ max: 2 }),
    upOnly: fc.boolean(),
    trigger: perhaps(phase),
  }),
  fc.record({
    kind: fc.constant("transition" as const),
    from: perhaps(phase, 3),
    to: perhaps(phase, 3),
    cause: perhaps(fc.constantFrom("crash", "event", "message")),
    acknowledging: fc.boolean(),
    trigger: perhaps(phase),
  }),
  fc.record({
    kind: fc.constant("observer" as const),
    history: fc.nat({ max: 1 }),
    mostInState: perhaps(fc.nat({ max: 3 })),
    mostAtChange: perhaps(fc.nat({ max: 4 })),
    trigger: perhaps(phase),
  }),
  fc.record({ kind: fc.constant("witness" as const), mark: phase, least: fc.nat({ max: 3 }) }),
  fc.record({ kind: fc.constant("deadlock" as const), excused: perhaps(phase) }),
  fc.record({
    kind: fc.constant("refinement" as const),
    mark: phase,
    upOnly: fc.boolean(),
    begins: fc.oneof({ weight: 4, arbitrary: fc.constant([0, 1, 2, 3]) }, fc.constant([1])),
    ways: fc.subarray(WAYS, { minLength: 4 }),
    most: perhaps(fc.nat({ max: 2 })),
  }),
);

/** A random protocol in a random world with random claims. */
export function someCase(isSymmetric: boolean): fc.Arbitrary<Case> {
  return fc.record({
    recipe: recipe(isSymmetric),
    environment,
    memories: fc.array(memory, { minLength: 1, maxLength: 2 }),
    claims: fc.oneof(fc.array(claim, { maxLength: 5 }), fc.constant([])),
    collected: fc.subarray([...KINDS]),
  });
}
