/** Says what a step is, in a line: who did what, which message from whom. */
import type { Typed } from "../checker/protocol.ts";
import type { Link, Step } from "../checker/world/step.ts";
import { typedText } from "../checker/data-text.ts";
import type { Stage } from "./stage.ts";

/** The headline of `step`, which is one of the world or a system's action. */
export function headline(step: Typed, stage: Stage): string {
  // A trace's steps are steps of the world exactly if it has an environment; reading it checks that.
  return stage.isWorld ? worldHeadline(step as Step, stage) : typedText(step, stage.names);
}

function worldHeadline(step: Step, { names, processes }: Stage): string {
  switch (step.type) {
    case "event":
      return `${step.process}: ${typedText(step.event, names)}`;
    case "deliver":
      return `${step.from} → ${step.process}: ${typedText(step.message, names)}`;
    case "drop":
      return `lost: ${step.from} → ${step.process}: ${typedText(step.message, names)}`;
    case "duplicate":
      return `duplicated: ${step.from} → ${step.process}: ${typedText(step.message, names)}`;
    case "crash":
      return `${step.process} crashes`;
    case "restart":
      return `${step.process} restarts`;
    case "partition":
      return `partition: ${cutText(step.links, processes)}`;
    case "heal":
      return "the partition heals";
  }
}

/** What `links` cut: whole sides if they do, else each link. */
export function cutText(links: readonly Link[], processes: readonly string[]): string {
  const cuts = new Set(links.map(([from, to]) => `${from} ${to}`));
  const sides = sidesOf(cuts, processes);
  const across = processes.flatMap((a) =>
    processes.filter((b) => sides.get(a) !== sides.get(b)).map((b) => `${a} ${b}`),
  );
  if (across.length > 0 && across.length === cuts.size && across.every((cut) => cuts.has(cut))) {
    const names = [...new Set(sides.values())].map((side) =>
      processes.filter((process) => sides.get(process) === side).join(", "),
    );
    return names.join(" | ");
  }
  return links
    .filter(([from, to]) => from < to || !cuts.has(`${to} ${from}`))
    .map(([from, to]) => (cuts.has(`${to} ${from}`) ? `${from} ↮ ${to}` : `${from} ↛ ${to}`))
    .join(", ");
}

/** The side of each process: the first process that whole links, in both directions, join it to. */
function sidesOf(cuts: ReadonlySet<string>, processes: readonly string[]): Map<string, string> {
  const sides = new Map(processes.map((process) => [process, process]));
  for (const a of processes) {
    for (const b of processes) {
      const [sideA, sideB] = [sides.get(a)!, sides.get(b)!];
      const isWhole = !cuts.has(`${a} ${b}`) && !cuts.has(`${b} ${a}`);
      if (a === b || !isWhole || sideA === sideB) continue;
      for (const [process, side] of sides) if (side === sideB) sides.set(process, sideA);
    }
  }
  return sides;
}
