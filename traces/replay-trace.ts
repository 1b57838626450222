/**
 * Replays a trace in the model as it is now: does it still violate its property, or does it hold, or
 * at which step has the model become another, and why?
 */
import type { Target } from "../checker/check.ts";
import { budgetOf } from "../checker/environment.ts";
import { encode } from "../checker/data.ts";
import { linked } from "../checker/world/faults.ts";
import { actionOf, type Step } from "../checker/world/step.ts";
import type { WorldState } from "../checker/world/world-state.ts";
import { TRIGGERS_IGNORED } from "../checker/search/exploration.ts";
import { replay } from "../checker/search/replay.ts";
import { typedText } from "../checker/data-text.ts";
import { fieldTexts } from "./data-text.ts";
import type { AnyTrace, Trace } from "./format.ts";
import { headline } from "./narrate.ts";
import { type Stage, stageOf } from "./stage.ts";

/** What became of a trace. */
export type ReplayedTrace =
  /** The property is violated; `at` counts the states from 1. */
  | {
      readonly kind: "violates";
      readonly reason: string;
      readonly at: number;
      readonly states: readonly unknown[];
    }
  | { readonly kind: "holds"; readonly states: readonly unknown[] }
  /** Step `step`, from 1, is not possible any more; `states` are those before it. */
  | {
      readonly kind: "diverges";
      readonly step: number;
      readonly reason: string;
      readonly states: readonly unknown[];
    };

/**
 * Replays a behaviour against `target`. If it violates nothing that was known, any property of the
 * target may object to it now; the reason then says which.
 */
export function replayAnyTrace(trace: AnyTrace, target: Target): ReplayedTrace {
  const { property } = trace;
  if (property !== null) return replayTrace({ ...trace, property }, target);
  const results = target.properties.map(({ name }) => {
    const replayed = replayTrace({ ...trace, property: name }, target);
    const isViolated = replayed.kind === "violates";
    return isViolated ? { ...replayed, reason: `${name}: ${replayed.reason}` } : replayed;
  });
  const objection = results.find(({ kind }) => kind === "violates");
  return objection ?? results[0] ?? replayTrace({ ...trace, property: "" }, target);
}

/**
 * Replays `trace` against `target`, which is made from the same model, config and environment. If a
 * step is not possible any more, what can be replayed is still judged.
 */
export function replayTrace(trace: Trace, target: Target): ReplayedTrace {
  const result = replay(target.subject, trace);
  const { states } = result;
  switch (result.kind) {
    case "violates":
      return { kind: "violates", reason: result.reason, at: states.length, states };
    case "holds":
      return violationOnTheWay(trace, target, states) ?? { kind: "holds", states };
    case "diverges": {
      const before = violationBefore(result.index, trace, target);
      if (before !== undefined) return before;
      const reason =
        result.step === undefined
          ? result.reason
          : whyImpossible(result.step, states.at(-1), target);
      return { kind: "diverges", step: result.index + 1, reason, states };
    }
  }
}

/** The violation by the first `index` steps of `trace`, all of which are possible. */
function violationBefore(index: number, trace: Trace, target: Target): ReplayedTrace | undefined {
  const steps = trace.steps.slice(0, index);
  const replayed =
    index === 0 ? undefined : replayTrace({ ...trace, steps, length: index + 1 }, target);
  return replayed?.kind === "violates" ? replayed : undefined;
}

/** A property that holds at the end may be violated before: then the trace has become longer. */
function violationOnTheWay(
  trace: Trace,
  { subject }: Target,
  states: readonly unknown[],
): ReplayedTrace | undefined {
  for (const [index, state] of states.entries()) {
    let reason: string | undefined;
    const findings = {
      triggered: TRIGGERS_IGNORED,
      violated: (property: string, why: string) => {
        if (property === trace.property) reason ??= why;
      },
    };
    if (index === 0) subject.judgeInitial(state, findings);
    else subject.judgeStep(states[index - 1], trace.steps[index - 1]!, state, findings);
    subject.judgeState(state, findings);
    if (reason !== undefined) {
      return { kind: "violates", reason, at: index + 1, states: states.slice(0, index + 1) };
    }
  }
  return undefined;
}

function whyImpossible(step: Trace["steps"][number], state: unknown, target: Target): string {
  const stage = stageOf(target);
  if (!stage.isWorld) return possibleInstead(state, target, stage, () => true);
  // A target with an environment is a protocol's, so its states and steps are a world's.
  return whyNotInWorld(step as Step, state as WorldState, target, stage);
}

function whyNotInWorld(step: Step, state: WorldState, target: Target, stage: Stage): string {
  const { environment } = state;
  if (!("process" in step)) return spentBudget(step, state, target) ?? "nothing is cut";
  const { process, type } = step;
  const index = stage.processes.indexOf(process);
  if (index === -1) {
    return `there is no process ${process}; there are ${stage.processes.join(", ")}`;
  }
  if (environment.down.has(process) !== (type === "restart")) {
    if (type === "restart") return `${process} is not down`;
    if (type !== "drop" && type !== "duplicate") return `${process} is down`;
  }
  const unsent = "message" in step ? missingMessage(step, state, index, stage) : undefined;
  const spent = spentBudget(step, state, target);
  const local = `${process} has ${fieldTexts(state.processes[index], stage.names).join(", ")}`;
  const instead = possibleInstead(
    state,
    target,
    stage,
    (other) => other.type === type && "process" in other && other.process === process,
  );
  return unsent ?? spent ?? missingOutcome(step, state, target) ?? `${local}; ${instead}`;
}

/** Is all the same possible but for how it turns out? */
function missingOutcome(step: Step, state: WorldState, { subject }: Target): string | undefined {
  if (!("outcome" in step)) return undefined;
  const wanted = encode({ ...step, outcome: 0 });
  const count = subject.system
    .enabled(state)
    .filter((other) => encode({ ...other, outcome: 0 }) === wanted).length;
  return count === 0
    ? undefined
    : `it was outcome ${step.outcome + 1} of the reducer, which has ${count} here now`;
}

/** Why the message of `step` can't be delivered, dropped or duplicated, if it can't. */
function missingMessage(
  step: Extract<Step, { readonly from: string }>,
  { inboxes, environment }: WorldState,
  index: number,
  { names }: Stage,
): string | undefined {
  const { process, from, message } = step;
  const inbox = inboxes[index]!;
  const isThere = inbox.some((other) => encode(other) === encode({ from, message }));
  if (!isThere) {
    const texts = inbox.map((other) => `${typedText(other.message, names)} from ${other.from}`);
    const list = texts.length === 0 ? "nothing" : texts.join(", ");
    return `${from} has sent no such message to ${process}; in flight to it: ${list}`;
  }
  return step.type === "deliver" && !linked(environment, from, process)
    ? `the link from ${from} to ${process} is cut`
    : undefined;
}

const BUDGET_OF_FAULT: Readonly<Record<string, string>> = {
  crash: "crashes",
  restart: "restarts",
  drop: "drops",
  duplicate: "duplicates",
  partition: "partitions",
};

function spentBudget(step: Step, state: WorldState, target: Target): string | undefined {
  const name = BUDGET_OF_FAULT[step.type] ?? actionOf(step);
  const budget = target.environment && budgetOf(target.environment, name);
  const spent = state.environment.spent[name] ?? 0;
  return budget === undefined || budget === "unlimited" || spent < budget
    ? undefined
    : `the budget of ${name}, ${budget}, is spent`;
}

/** The steps that are possible in `state`, of those that are `comparable`. */
function possibleInstead(
  state: unknown,
  { subject }: Target,
  stage: Stage,
  comparable: (step: Step) => boolean,
): string {
  const enabled = subject.system.enabled(state);
  const shown = enabled.filter((action) => comparable(action as Step));
  const texts = [...new Set(shown.map((action) => headline(action, stage)))];
  if (texts.length > 0) return `possible are ${texts.slice(0, 8).join("; ")}`;
  const names = [...new Set(enabled.map((action) => subject.actionOf(action)))];
  return names.length === 0 ? "no step is possible" : `only ${names.join(", ")} are possible`;
}
