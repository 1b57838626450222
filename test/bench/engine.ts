/** The engine as a contender: compiled, one thread, with its properties and parent links. */
import { join } from "node:path";
import { type Contender, type Problem, ToolError } from "./contender.ts";
import { run } from "./child-process.ts";

/** What subjects/engine.mjs prints. */
interface Measured {
  readonly seconds: number;
  readonly distinctStates: number;
  readonly generatedStates: number;
  readonly bytes: number;
  readonly properties: readonly { readonly name: string; readonly verdict: string }[];
}

export const ENGINE = "scrutineer";

/** The engine on `problem`, from the compiled code in `dist`. */
export function engine(problem: Problem, directory: string, dist: string): Contender {
  const subject = join(directory, "subjects", "engine.mjs");
  const { protocol, config, budgets } = problem;
  const args = [subject, dist, JSON.stringify({ protocol, config, budgets })];
  return {
    problem,
    tool: ENGINE,
    mode: "breadth-first, properties, traces",
    async sample() {
      const { output, usage } = await run(process.execPath, args, directory);
      const measured = JSON.parse(output) as Measured;
      const violated = measured.properties.filter(({ verdict }) => verdict === "violated");
      if (violated.length > 0) {
        throw new ToolError(`${problem.name} violates ${violated.map((p) => p.name).join(", ")}.`);
      }
      const { seconds, distinctStates, generatedStates, bytes } = measured;
      return { seconds, distinctStates, generatedStates, bytes, usage };
    },
  };
}
