/**
 * Makes a replayed trace the story that its page tells. Pure: what is said of it was recomputed by the
 * caller's replay or is recomputed here; nothing is taken from the file but its steps.
 */
import type { AnyModel } from "../../checker/check.ts";
import type { Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { participants } from "../actors.ts";
import {
  type Causes,
  causesOf,
  type Explanation,
  explanationOf,
  systemLedgerOf,
  type Violating,
} from "../explanation/explanation.ts";
import { causesText, ledgerSection, sectionsOf } from "../explanation/text.ts";
import { flightsOf } from "../flights.ts";
import type { AnyTrace } from "../format.ts";
import { readsIn } from "../reads.ts";
import type { ReplayedTrace } from "../replay-trace.ts";
import { settingOf } from "../setting.ts";
import { type Stage, stageOf } from "../stage.ts";
import type { AnyTraceTarget } from "../trace-target.ts";
import { arrowsOf } from "./arrows.ts";
import { groupsOf } from "./groups.ts";
import { rowsOf } from "./rows.ts";
import { cutsOf, outagesOf } from "./spans.ts";
import type { Heading, Outcome, Section, Story } from "./story.ts";

/** A trace, and what it came to when it was replayed. */
export interface Replayed {
  readonly trace: AnyTrace;
  readonly traced: AnyTraceTarget;
  readonly replayed: ReplayedTrace;
  /** The model without the bug, if the trace is of one with a bug. */
  readonly right: AnyModel | undefined;
  /** What else there is to know, in a sentence each. */
  readonly notes: readonly string[];
}

/** The story of a trace. */
export function storyOf(told: Replayed): Story {
  const { trace, traced, replayed, right } = told;
  const { states } = replayed;
  const stage = stageOf(traced.target);
  const reason = replayed.kind === "violates" ? replayed.reason : trace.reason;
  const violating: Violating = {
    model: traced.model,
    target: traced.target,
    initial: trace.initial,
    steps: trace.steps.slice(0, states.length - 1),
    states,
    reason,
  };
  const explanation = explanationOf(violating);
  const causes = replayed.kind === "violates" ? causesOf(violating, right) : undefined;
  const lanes = stage.isWorld ? stage.processes : participants(trace.steps, stage);
  return {
    heading: headingOf(trace, traced),
    outcome: outcomeOf(told),
    lanes,
    rows: rowsOf(trace.steps, states, stage, {
      lanes,
      explanation,
      slice: replayed.kind === "violates" ? explanation?.slice : undefined,
      decisive: causes?.decisive?.step,
    }),
    ...worldOf(violating, stage),
    keepsMessages: stage.isMonotone,
    ...groupsOf(states, stage),
    ...leadershipOf(explanation, lanes),
    sections:
      causes === undefined ? [] : sectionsIn(explanation, causes, violating, stage, trace.protocol),
  };
}

/** What only a world has: messages, processes that are down, links that are cut. */
function worldOf(
  { steps, states }: Violating,
  stage: Stage,
): Pick<Story, "arrows" | "outages" | "cuts"> {
  if (!stage.isWorld) return { arrows: [], outages: [], cuts: [] };
  const [worldSteps, worlds] = [steps as readonly Step[], states as readonly WorldState[]];
  const flights = flightsOf(worldSteps, worlds, stage.processes);
  return {
    arrows: arrowsOf(worldSteps, worlds, stage, readsIn(worldSteps, worlds, flights, stage)),
    outages: outagesOf(worlds, stage),
    cuts: cutsOf(worlds, stage),
  };
}

function leadershipOf(
  explanation: Explanation | undefined,
  lanes: readonly string[],
): Pick<Story, "reigns" | "splits"> {
  const lane = (process: string): number => lanes.indexOf(process);
  return {
    reigns: (explanation?.reigns ?? []).map(({ process, epoch, from, to }) => ({
      lane: lane(process),
      epoch,
      from,
      to,
    })),
    splits: (explanation?.overlaps ?? [])
      .filter(({ isOneEpoch }) => isOneEpoch)
      .map(({ reigns: [one, other], from, to }) => ({
        lanes: [lane(one.process), lane(other.process)],
        epoch: one.epoch,
        from,
        to,
      })),
  };
}

function headingOf(trace: AnyTrace, { target, about }: AnyTraceTarget): Heading {
  return {
    protocol: trace.protocol,
    instance: trace.instance,
    mutant: trace.mutant,
    about,
    setting: settingOf(trace),
    property: trace.property,
    claim: trace.property === null ? "" : (target.properties[0]?.claim ?? ""),
    tool: trace.tool,
  };
}

/** Only what the replay shows is said as a fact; the rest is what the file says. */
function outcomeOf({ trace, replayed, notes }: Replayed): Outcome {
  const row = replayed.states.length - 1;
  const written = `The trace was written because: ${trace.reason}`;
  switch (replayed.kind) {
    case "violates":
      return { kind: "violates", sentence: replayed.reason, row, notes };
    case "holds": {
      if (trace.property === null) {
        return { kind: "holds", sentence: trace.reason, row, notes };
      }
      const sentence = `${trace.property} holds here now.`;
      return { kind: "holds", sentence, row, notes: [written, ...notes] };
    }
    case "diverges": {
      const { step, reason } = replayed;
      const sentence = `The step to state ${step + 1} is not possible any more: ${reason}.`;
      return { kind: "diverges", sentence, row, notes: [written, ...notes] };
    }
  }
}

function sectionsIn(
  explanation: Explanation | undefined,
  causes: Causes,
  violating: Violating,
  stage: Stage,
  protocol: string,
): Section[] {
  const { steps, states } = violating;
  const sentences = causesText(causes, { steps, states, stage }, protocol);
  const prevention: Section = {
    title: "what would have prevented it",
    lines: sentences.map((text) => ({ text, tone: "plain" })),
  };
  const ledger = systemLedgerOf(violating);
  const others = explanation === undefined ? [ledgerSection(ledger!)] : sectionsOf(explanation);
  return [prevention, ...others].filter(({ lines }) => lines.length > 0);
}
