/** Which lanes a workflow plans: each job with a LANE, once for each combination of its matrix. */
import * as v from "valibot";
import { parse } from "yaml";

const scalar = v.union([v.string(), v.number()]);
const job = v.object({
  env: v.optional(v.record(v.string(), scalar)),
  strategy: v.optional(v.object({ matrix: v.optional(v.record(v.string(), v.array(scalar))) })),
});
const workflow = v.object({ jobs: v.record(v.string(), job) });

/** The names of the lanes that the workflow in `text`, YAML, plans. */
export function plannedLanes(text: string): string[] {
  const { jobs } = v.parse(workflow, parse(text));
  return Object.values(jobs).flatMap(({ env, strategy }) => {
    const lane = env?.["LANE"];
    if (lane === undefined) return [];
    return combinations(strategy?.matrix ?? {}).map((values) => filledIn(String(lane), values));
  });
}

type Values = Readonly<Record<string, string | number>>;

function combinations(matrix: Readonly<Record<string, readonly (string | number)[]>>): Values[] {
  return Object.entries(matrix).reduce<Values[]>(
    (some, [key, values]) =>
      some.flatMap((before) => values.map((value) => ({ ...before, [key]: value }))),
    [{}],
  );
}

function filledIn(template: string, values: Values): string {
  return template.replaceAll(/\$\{\{\s*matrix\.(\w+)\s*\}\}/g, (_whole, key: string) =>
    String(values[key]),
  );
}
