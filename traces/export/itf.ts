/**
 * A behaviour in the Informal Trace Format, for the ITF trace viewer and the tools around Apalache and
 * Quint. What ITF has no place for, all that a trace file says, is in `#meta` fields: from those the
 * trace can be read again (read-itf.ts), and nothing is lost.
 */
import { isRecord } from "../../checker/data.ts";
import type { Typed } from "../../checker/protocol.ts";
import { actionOf, type Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { type Json, toJson } from "../codec.ts";
import { conclusionOf, type Scene } from "../scene.ts";
import type { Stage } from "../stage.ts";
import { ITF_NONE, itfMap, itfValue } from "./itf-value.ts";

/** How the names of these files end. */
export const ITF_SUFFIX = ".itf.json";
/** Where in the `#meta` of the whole the trace is, but for its steps, which are with the states. */
export const ITF_HEAD = "scrutineer";

/** What Quint calls the variables that say which action led to a state, and by which choices. */
const ACTION = "mbt::actionTaken";
const PICKS = "mbt::nondetPicks";

/** The text of the file: each state on a line. */
export function itfText(scene: Scene): string {
  const { trace, states, stage } = scene;
  const { steps, ...head } = trace;
  const variables = states.map((state) => variablesOf(state, scene));
  const vars = [...Object.keys(variables[0]!), ACTION, PICKS];
  const meta = {
    format: "ITF",
    "format-description": "https://apalache-mc.org/docs/adr/015adr-trace.html",
    description: conclusionOf(scene),
    source: trace.protocol,
    [ITF_HEAD]: toJson(head),
  };
  const lines = states.map((_, index) => {
    const step = steps[index - 1];
    const own = { index, ...(step !== undefined && { step: toJson(step) }) };
    const taken = step === undefined ? "init" : nameOf(step, stage);
    const state = { ...variables[index], [ACTION]: taken, [PICKS]: picksOf(step) };
    return `    ${JSON.stringify({ "#meta": own, ...state })}`;
  });
  const parts = [
    `  "#meta": ${JSON.stringify(meta)}`,
    `  "vars": ${JSON.stringify(vars)}`,
    `  "states": [\n${lines.join(",\n")}\n  ]`,
  ];
  return `{\n${parts.join(",\n")}\n}\n`;
}

/** The variables of `state`, the same in each state of `scene`. */
export function variablesOf(
  state: unknown,
  { stage, states }: Scene,
): Readonly<Record<string, Json>> {
  if (stage.isWorld) return worldVariables(state as WorldState, stage);
  const fields = sharedFields(states);
  if (fields === undefined || !isRecord(state)) return { state: itfValue(state) };
  return Object.fromEntries(fields.map((field) => [field, itfValue(state[field])]));
}

function worldVariables(state: WorldState, stage: Stage): Readonly<Record<string, Json>> {
  const { environment } = state;
  const byProcess = (of: (index: number) => unknown): Json =>
    itfMap(stage.processes.map((process, index) => [process, of(index)]));
  return {
    processes: byProcess((index) => state.processes[index]),
    inboxes: byProcess((index) => state.inboxes[index]),
    down: itfValue(environment.down),
    cut: itfValue(environment.cut),
    spent: itfMap(Object.entries(environment.spent)),
    histories: itfMap(stage.histories.map((name, index) => [name, state.histories[index]])),
  };
}

/** The fields of the states of a system, if each has the same, and all may be names of variables. */
function sharedFields(states: readonly unknown[]): readonly string[] | undefined {
  const [first] = states;
  if (!isRecord(first)) return undefined;
  const fields = Object.keys(first);
  const isFine = fields.length > 0 && fields.every((field) => /^[A-Za-z]\w*$/.test(field));
  const isShared = states.every(
    (state) =>
      isRecord(state) &&
      Object.keys(state).length === fields.length &&
      fields.every((field) => Object.hasOwn(state, field)),
  );
  return isFine && isShared ? fields : undefined;
}

function nameOf(step: Typed, stage: Stage): string {
  return stage.isWorld ? actionOf(step as Step) : step.type;
}

/** The choices behind a step, each `Some` or `None`, as Quint has them: the same in every state. */
function picksOf(step: Typed | undefined): Json {
  const fields = ["process", "from", "outcome"] as const;
  const given: Readonly<Record<string, unknown>> = step === undefined ? {} : { ...step };
  const picks = fields.map((field): [string, Json] => {
    const value = given[field];
    const isPick = typeof value === "string" || Number.isSafeInteger(value);
    return [field, isPick ? { tag: "Some", value: itfValue(value) } : ITF_NONE];
  });
  return Object.fromEntries(picks);
}
