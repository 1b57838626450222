/**
 * One measurement of the engine, in a process of its own, from compiled code: what a user runs.
 * Arguments: the folder of the compiled code, and the problem as JSON. Prints the sample as JSON.
 * The clock runs from resolving the model to the end of the search; loading the code is left out.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [, , dist = "", problem = "{}"] = process.argv;
const { protocol, config: settings, budgets = {} } = JSON.parse(problem);
const load = (path) => import(pathToFileURL(resolve(dist, path)).href);
const { Check, targetOf } = await load("checker/index.js");
const { configOf } = await load("checker/parameters.js");
const { optimiseLater } = await load("cli/just-in-time.js");
const { catalog } = await load("models/catalog.js");

const entry = catalog.find(({ model }) => model.name === protocol);
if (entry === undefined) throw new Error(`The catalog has no ${protocol}.`);
const { model } = entry;

// As the bin does.
optimiseLater();
const start = performance.now();
const config = configOf(model.parameters, settings);
const properties = entry.properties(config);
const target = targetOf(model, { config: settings, environment: { budgets }, properties });
const check = new Check(target);
while (check.advance());
const seconds = (performance.now() - start) / 1000;

const { exploration, verdicts } = check.result();
process.stdout.write(
  `${JSON.stringify({
    seconds,
    distinctStates: exploration.distinctStates,
    generatedStates: exploration.generatedStates,
    depth: exploration.depth,
    bytes: check.progress.peakBytes,
    properties: verdicts.map(({ name, verdict }) => ({ name, verdict })),
  })}\n`,
);
