/**
 * A prototype of the engine as a contender, if its folder is given: scripts that explore one
 * protocol each, without properties and traces, and print what they counted.
 */
import { type Contender, numberIn, type Problem } from "./contender.ts";
import { run } from "./child-process.ts";

export const PROTOTYPE = "prototype";

/** The prototype in `directory` on `problem`, if it knows it. */
export function prototype(problem: Problem, directory: string | undefined): Contender[] {
  if (problem.prototype === undefined || directory === undefined) return [];
  const args = problem.prototype;
  return [
    {
      problem,
      tool: PROTOTYPE,
      mode: "no properties, no traces",
      async sample() {
        const { output, usage } = await run(process.execPath, args, directory);
        const isJson = output.includes('"count"');
        return {
          seconds: numberIn(output, isJson ? /"dt":([\d.]+)/ : / s ([\d.]+)/),
          distinctStates: numberIn(output, isJson ? /"count":(\d+)/ : / distinct (\d+)/),
          // Where it prints JSON, it leaves the initial state out.
          generatedStates: isJson
            ? numberIn(output, /"generated":(\d+)/) + 1
            : numberIn(output, / generated (\d+)/),
          bytes: undefined,
          usage,
        };
      },
    },
  ];
}
