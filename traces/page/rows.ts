/** The rows of a story: each step in a line, what it changed, and what it meant for proposals. */
import type { Typed } from "../../checker/protocol.ts";
import { actionOf, type Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { participantsOf } from "../actors.ts";
import type { Explanation } from "../explanation/explanation.ts";
import { headline } from "../narrate.ts";
import type { Stage } from "../stage.ts";
import { systemChanges } from "../system-changes.ts";
import { changesOf } from "../world-changes.ts";
import type { Change, Mark, Row, RowKind } from "./story.ts";

/** What is known of the behaviour besides. */
export interface Findings {
  readonly lanes: readonly string[];
  readonly explanation: Explanation | undefined;
  /** By step; undefined: none is left out. */
  readonly slice: readonly boolean[] | undefined;
  /** The index of the decisive step. */
  readonly decisive: number | undefined;
}

/** The rows: the initial state, then each step with what it led to, as far as `states` go. */
export function rowsOf(
  steps: readonly Typed[],
  states: readonly unknown[],
  stage: Stage,
  { lanes, explanation, slice, decisive }: Findings,
): Row[] {
  const marks = marksOf(explanation, lanes);
  const first: Row = {
    kind: "initially",
    type: "initially",
    title: "initially",
    lanes: [],
    isReplayed: states.length > 0,
    isInSlice: true,
    isDecisive: false,
    changes: [],
    marks: marks.get(0) ?? [],
  };
  const rest = steps.map((step, index): Row => {
    const isReplayed = index + 1 < states.length;
    return {
      kind: kindOf(step, stage),
      // Where there is a world, steps are a world's.
      type: stage.isWorld ? actionOf(step as Step) : step.type,
      title: headline(step, stage),
      lanes: lanesOf(step, stage).map((name) => lanes.indexOf(name)),
      isReplayed,
      isInSlice: slice === undefined || (isReplayed && slice[index] === true),
      isDecisive: index === decisive,
      changes: isReplayed ? changesBetween(states[index], states[index + 1], step, stage) : [],
      marks: marks.get(index + 1) ?? [],
    };
  });
  return [first, ...rest];
}

function kindOf(step: Typed, { isWorld }: Stage): RowKind {
  return isWorld ? (step as Step).type : "action";
}

/** Who takes part; of a message that is lost or doubled, whom it is for. */
function lanesOf(step: Typed, stage: Stage): readonly string[] {
  if (!stage.isWorld) return participantsOf(step, stage);
  return "process" in step ? [String(step.process)] : [];
}

/** What `step` changed. */
export function changesBetween(
  before: unknown,
  after: unknown,
  step: Typed,
  stage: Stage,
): Change[] {
  if (!stage.isWorld) return systemChanges(before, after, stage.names);
  return changesOf(before as WorldState, after as WorldState, step as Step, stage);
}

/** By row: who begins to lead, and what becomes of which proposal. */
function marksOf(
  explanation: Explanation | undefined,
  lanes: readonly string[],
): ReadonlyMap<number, Mark[]> {
  const marks = new Map<number, Mark[]>();
  const add = (row: number, process: string, kind: Mark["kind"], what: string): void => {
    const list = marks.get(row) ?? [];
    list.push({ lane: lanes.indexOf(process), kind, what });
    marks.set(row, list);
  };
  for (const { process, epoch, from } of explanation?.reigns ?? []) {
    add(from, process, "leads", String(epoch));
  }
  for (const { proposal, story } of explanation?.provenance ?? []) {
    for (const { kind, process, state } of story) {
      add(state, process, kind, `${proposal.value}@${proposal.epoch}`);
    }
  }
  return marks;
}
