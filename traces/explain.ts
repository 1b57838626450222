/**
 * What a check found out, as text: how much was explored, a verdict on each property, and every
 * counterexample as a behaviour. For those who check from their own code; the command line has its
 * own words.
 */
import type { CheckResult } from "../checker/check.ts";
import { replay } from "../checker/search/replay.ts";
import { PLAIN } from "./palette.ts";
import { renderBehaviour, type RenderOptions } from "./render.ts";
import { stageOf } from "./stage.ts";

/** What `result` says, in words. */
export function explain(result: CheckResult, options: Partial<RenderOptions> = {}): string {
  const { distinctStates, generatedStates, depth, ending } = result.exploration;
  const counts = `${distinctStates} states (${generatedStates} generated), depth ${depth}, ending: ${ending}`;
  const verdicts = result.verdicts.map(
    ({ name, verdict, reason }) =>
      `  ${name}: ${verdict}${reason === undefined ? "" : ` (${reason})`}`,
  );
  return [counts, ...verdicts, ...counterexamples(result, options)].join("\n");
}

function counterexamples(
  { exploration, target }: CheckResult,
  options: Partial<RenderOptions>,
): string[] {
  return exploration.violations.flatMap((violation) => {
    const { states } = replay(target.subject, violation);
    const settings = { full: false, palette: PLAIN, columns: 100, ...options };
    const behaviour = renderBehaviour(violation.steps, states, stageOf(target), settings);
    return ["", `how ${violation.property} is violated, in ${states.length} states:`, behaviour];
  });
}
