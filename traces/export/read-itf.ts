/**
 * Reads back what `export --format itf` wrote: the trace is in the `#meta` fields. The file may be
 * anyone's, and is as little trusted as a trace file; its states are only compared with what the steps
 * make now. Whatever other tools add or put in another order does no harm.
 */
import { isRecord } from "../../checker/data.ts";
import { CheckerError } from "../../checker/errors.ts";
import type { Trace } from "../format.ts";
import { parseJson, readText } from "../read-json.ts";
import { naming, showableTrace } from "../read-trace.ts";
import type { Scene } from "../scene.ts";
import { ITF_HEAD, variablesOf } from "./itf.ts";
import { itfKey } from "./itf-value.ts";

/** What is in a file: the trace, and the states that it claims to have. */
export interface ItfFile {
  readonly trace: Trace;
  readonly states: readonly Readonly<Record<string, unknown>>[];
}

/** The trace in `file`. @throws CheckerError `BadTrace`, with a sentence that says what is wrong. */
export async function readItf(file: string): Promise<ItfFile> {
  const text = await readText(file);
  return naming(file, () => parseItf(text));
}

/** The trace that `text` holds. @throws CheckerError `BadTrace`. */
export function parseItf(text: string): ItfFile {
  const json = parseJson(text);
  if (!isRecord(json) || !Array.isArray(json["vars"]) || !Array.isArray(json["states"])) {
    reject("It is not in the Informal Trace Format: that has lists of `vars` and `states`.");
  }
  const head = fieldOf(json["#meta"], ITF_HEAD);
  if (!isRecord(head)) {
    reject(
      'It has no "#meta" of Scrutineer.',
      "Only what `scrutineer export --format itf` wrote can be imported: of other traces neither the model nor the steps are known.",
    );
  }
  if (json["loop"] !== undefined) reject("It has a loop, which no trace of Scrutineer has.");
  const states: readonly unknown[] = json["states"];
  if (!states.every(isRecord)) reject("One of its states is not a record.");
  const steps = states.slice(1).map((state, index) => {
    const step = fieldOf(state["#meta"], "step");
    if (step === undefined) reject(`State ${index + 2} does not say which step leads to it.`);
    return step;
  });
  return { trace: showableTrace({ ...head, steps }), states };
}

/** The first variable in which `states` differ from those of `scene`, in words; if there is one. */
export function differenceFrom(scene: Scene, states: ItfFile["states"]): string | undefined {
  for (const [index, state] of scene.states.entries()) {
    const claimed = states[index] ?? {};
    const variables = Object.entries(variablesOf(state, scene));
    const different = variables.find(
      ([name, value]) => !Object.hasOwn(claimed, name) || itfKey(claimed[name]) !== itfKey(value),
    );
    if (different !== undefined) return `"${different[0]}" of state ${index + 1}`;
  }
  return undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function reject(sentence: string, hint?: string): never {
  throw new CheckerError("BadTrace", sentence, hint === undefined ? {} : { hint });
}
