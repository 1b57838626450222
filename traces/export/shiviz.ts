/**
 * A behaviour as a log for ShiViz (Beschastnikh et al. 2016): a step is two lines, what happened, then
 * the host and its vector clock. The file's first line is the regular expression that ShiViz reads it
 * by, the second, which is empty, would separate executions.
 */
import { CheckerError } from "../../checker/errors.ts";
import type { Step } from "../../checker/world/step.ts";
import { actorOf } from "../actors.ts";
import { causesOf, processOf, vectorClocks } from "../causality.ts";
import { headline } from "../narrate.ts";
import { conclusionOf, type Scene } from "../scene.ts";
import { oneLine } from "./one-line.ts";

/** What ShiViz takes an event for; it is its default too. */
export const SHIVIZ_REGEXP = String.raw`(?<event>.*)\n(?<host>\S*) (?<clock>{.*})`;

/** Whose the steps are that no process makes: drops, duplicates, partitions. */
const NETWORK = "network";

/** The text of the log. @throws CheckerError `BadTrace` if there is no step: ShiViz shows only those. */
export function shivizText(scene: Scene): string {
  const { trace, states, stage } = scene;
  const { steps } = trace;
  if (steps.length === 0) {
    throw new CheckerError("BadTrace", "The trace has no steps, and ShiViz shows only steps.");
  }
  const actors = steps.map((step) =>
    stage.isWorld ? (processOf(step as Step) ?? "") : actorOf(step, stage),
  );
  const names = hostNames([...stage.processes, ...actors]);
  const hosts = actors.map((actor) => names.get(actor)!);
  const clocks = vectorClocks(causesOf(steps, states, stage), hosts);
  const events = steps.flatMap((step, index) => {
    const isLast = index === steps.length - 1;
    const end = isLast ? ` — ${conclusionOf(scene)}` : "";
    return [
      oneLine(`${index + 2} ${headline(step, stage)}${end}`),
      `${hosts[index]} ${JSON.stringify(Object.fromEntries(clocks[index]!))}`,
    ];
  });
  return [SHIVIZ_REGEXP, "", ...events, ""].join("\n");
}

/** A host's name has no spaces, and is none that JavaScript's objects have already. */
function hostNames(actors: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const actor of new Set(actors)) {
    const plain = actor === "" ? NETWORK : actor.replaceAll(/[^\p{L}\p{N}.-]+/gu, "_");
    const base = plain in {} || plain.startsWith("_") ? `host${plain}` : plain;
    let name = base;
    for (let copy = 2; taken.has(name); copy++) name = `${base}-${copy}`;
    taken.add(name);
    names.set(actor, name);
  }
  return names;
}
