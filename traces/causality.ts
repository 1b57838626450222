/**
 * Which steps happen before which (Lamport 1978, "Time, clocks, and the ordering of events"): those of
 * one process in their order, and the sending of a message before its delivery, or before an event that
 * reads it where it lies (reads.ts); and vector clocks, which say the same (Fidge 1988, Mattern 1989).
 *
 * It is about what processes can know. That a step is only possible since a link healed, or since a
 * failure detector could see a crash, is no cause here. The network's own steps are in no order but
 * that a message is sent before it is lost or doubled, and doubled before its copy arrives.
 */
import type { ProcessId, Typed } from "../checker/protocol.ts";
import type { Step } from "../checker/world/step.ts";
import type { WorldState } from "../checker/world/world-state.ts";
import { type Flight, flightsOf } from "./flights.ts";
import { readsIn, type Reads, setOutAt } from "./reads.ts";
import type { Stage } from "./stage.ts";

/** For each step the steps, by index, that it comes straight after; the others follow from them. */
export type Causes = readonly (readonly number[])[];

/** For each step, how many steps of each host it knows of, its own among them. */
export type Clock = ReadonlyMap<string, number>;

/**
 * The causes of each of `steps`, which make `states`. A transition system's steps read and write one
 * state, and nothing says which part: each is taken to depend on all before it.
 */
export function causesOf(
  steps: readonly Typed[],
  states: readonly unknown[],
  stage: Stage,
): Causes {
  if (!stage.isWorld) return steps.map((_, index) => (index === 0 ? [] : [index - 1]));
  const { processes } = stage;
  // What has an environment has steps and states of a world.
  const worldSteps = steps as readonly Step[];
  const worlds = states as readonly WorldState[];
  const flights = flightsOf(worldSteps, worlds, processes);
  const reads = readsIn(worldSteps, worlds, flights, stage);
  const sources = sourcesOf(worldSteps, flights, reads);
  const latest = new Map<ProcessId, number>();
  return worldSteps.map((step, index) => {
    const process = processOf(step);
    const before = process === undefined ? undefined : latest.get(process);
    if (process !== undefined) latest.set(process, index);
    const causes = [...(before === undefined ? [] : [before]), ...(sources.get(index) ?? [])];
    return [...new Set(causes)].toSorted((a, b) => a - b);
  });
}

/** The process whose step it is; undefined for the network's own. */
export function processOf(step: Step): ProcessId | undefined {
  switch (step.type) {
    case "event":
    case "deliver":
    case "crash":
    case "restart":
      return step.process;
    case "drop":
    case "duplicate":
    case "partition":
    case "heal":
      return undefined;
  }
}

/** By step that takes messages: the steps that they are from. */
function sourcesOf(
  steps: readonly Step[],
  flights: readonly Flight[],
  reads: Reads,
): ReadonlyMap<number, readonly number[]> {
  const sources = new Map<number, readonly number[]>();
  for (const [at, read] of reads) sources.set(at, read.map(setOutAt));
  for (const flight of flights) {
    const { copiedAt, copiedFrom, deliveredAt, lostAt } = flight;
    for (const at of deliveredAt) sources.set(at, [setOutAt(flight)]);
    if (lostAt !== undefined && steps[lostAt]!.type === "drop") {
      sources.set(lostAt, [setOutAt(flight)]);
    }
    if (copiedAt !== undefined && copiedFrom !== undefined) sources.set(copiedAt, [copiedFrom]);
  }
  return sources;
}

/** The steps that happen before step `index`, in their order. */
export function pastOf(causes: Causes, index: number): number[] {
  const past = new Set<number>();
  const open = [...causes[index]!];
  for (let cause = open.pop(); cause !== undefined; cause = open.pop()) {
    if (past.has(cause)) continue;
    past.add(cause);
    open.push(...causes[cause]!);
  }
  return [...past].toSorted((a, b) => a - b);
}

/**
 * The vector clock of each step. The steps of a host are in order: whoever makes the network a host
 * orders its steps by that.
 * @param hosts whose each step is.
 */
export function vectorClocks(causes: Causes, hosts: readonly string[]): Clock[] {
  const clocks: Clock[] = [];
  const latest = new Map<string, number>();
  for (const [index, host] of hosts.entries()) {
    const clock = new Map<string, number>();
    const before = latest.get(host);
    for (const cause of before === undefined ? causes[index]! : [before, ...causes[index]!]) {
      for (const [other, time] of clocks[cause]!) {
        if (time > (clock.get(other) ?? 0)) clock.set(other, time);
      }
    }
    clock.set(host, (clock.get(host) ?? 0) + 1);
    latest.set(host, index);
    clocks.push(clock);
  }
  return clocks;
}
