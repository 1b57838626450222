/**
 * Miniature protocols, and ways to look at all that they can do. What they show is computed by hand in
 * the tests; each is explored by the engine and by the reference explorer, which must agree.
 */
import { expect } from "vitest";
import { type AnyModel, type CheckOptions, targetOf } from "../checker/check.ts";
import type { EnvironmentOverrides } from "../checker/environment.ts";
import { always, type Property, type Snapshot } from "../checker/property.ts";
import {
  type AnyProtocol,
  defineProtocol,
  type Delivered,
  type Outcomes,
  type ProcessId,
  type Protocol,
  type Typed,
} from "../checker/protocol.ts";
import type { Step } from "../checker/world/step.ts";
import { type Agreed, byEngine, byReference } from "./checker/agreement.ts";

/** What a property says about itself, where a test does not care. */
export const about = { source: "a test", claim: "something", concern: "integrity" } as const;

/** The parts of a protocol that a miniature is about; the rest are defaults. */
export interface Parts<S, E extends Typed, M extends Typed> {
  readonly processes?: readonly ProcessId[];
  readonly init: (self: ProcessId) => S;
  readonly events?: (self: ProcessId, state: S, inbox: readonly Delivered<M>[]) => readonly E[];
  readonly reduce: (self: ProcessId, state: S, input: E | Delivered<M>) => Outcomes<S, M>;
}

type Rest<S, E extends Typed, M extends Typed> = Partial<
  Omit<
    Protocol<Record<string, never>, { state: S; event: E; message: M }, S>,
    keyof Parts<S, E, M> | "parameters" | "types"
  >
>;

/** A protocol whose properties see the local states as they are. */
export function miniature<S, E extends Typed, M extends Typed = never>(
  parts: Parts<S, E, M>,
  rest: Rest<S, E, M> = {},
): AnyProtocol<S> {
  return defineProtocol<{ state: S; event: E; message: M }>()({
    name: "miniature",
    source: "a test",
    about: "A miniature.",
    parameters: {},
    processes: () => parts.processes ?? ["a"],
    init: parts.init,
    events: (self, state, _config, inbox) => parts.events?.(self, state, inbox) ?? [],
    reduce: parts.reduce,
    view: (_self, state) => state,
    ...rest,
  });
}

/** A process that counts by ones, up to `top`. */
export function counter(top: number): AnyProtocol<number> {
  return miniature<number, { type: "Count" }>({
    init: () => 0,
    events: (_self, count) => (count < top ? [{ type: "Count" }] : []),
    reduce: (_self, count) => ({ state: count + 1 }),
  });
}

/** What both explorers find. */
export function explored<V>(model: AnyModel<V>, options: CheckOptions<V> = {}): Agreed {
  const found = byEngine(model, options);
  expect(byReference(model, options)).toEqual(found);
  return found;
}

/** All snapshots that can be reached, as texts like "a:1 b:2", those that are down in brackets. */
export function reachable<V>(
  model: AnyProtocol<V>,
  environment: EnvironmentOverrides = {},
  when: "always" | "quiet" = "always",
): string[] {
  const found = new Set<string>();
  const watch = (snapshot: Snapshot<V>): undefined => {
    found.add(textOf(snapshot));
  };
  const collector: Property<V> = always<Snapshot<V>>({
    ...about,
    name: "Collector",
    ...(when === "quiet" ? { when } : {}),
    check: watch,
  });
  byReference(model, { environment, properties: [collector] });
  const byReferenceAlone = [...found].toSorted();
  found.clear();
  byEngine(model, { environment, properties: [collector] });
  expect([...found].toSorted()).toEqual(byReferenceAlone);
  return byReferenceAlone;
}

function textOf<V>({ members }: Snapshot<V>): string {
  return members
    .map(({ process, up, view }) => {
      const text = `${process}:${typeof view === "string" ? view : JSON.stringify(view)}`;
      return up ? text : `(${text})`;
    })
    .join(" ");
}

/** The steps that are possible after `path`, each a text; `path` picks steps by their texts. */
export function stepsAfter<V>(
  model: AnyProtocol<V>,
  environment: EnvironmentOverrides,
  path: readonly string[] = [],
): string[] {
  const { system } = targetOf(model, { environment }).subject;
  let state: unknown = system.initialStates()[0];
  for (const wanted of path) {
    const step = system.enabled(state).find((each) => stepText(each as Step) === wanted);
    expect(step, `${wanted} is possible`).toBeDefined();
    state = system.next(state, step!);
  }
  return system.enabled(state).map((each) => stepText(each as Step));
}

function stepText(step: Step): string {
  switch (step.type) {
    case "event":
      return `${step.process} ${step.event.type}`;
    case "deliver":
      return `${step.process} gets ${step.message.type} from ${step.from}`;
    case "drop":
    case "duplicate":
      return `${step.type} ${step.message.type} from ${step.from} to ${step.process}`;
    case "crash":
    case "restart":
      return `${step.type} ${step.process}`;
    case "partition":
      return `cut ${step.links.map(([from, to]) => from + to).join(" ")}`;
    case "heal":
      return "heal";
  }
}
