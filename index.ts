/** The public interface: authoring, checking, and what was found out in words and as traces. */
export * from "./checker/index.ts";
export { explain } from "./traces/explain.ts";
export type { Trace } from "./traces/format.ts";
export { traceFromJson } from "./traces/read-trace.ts";
export { type Regression, regressionOf } from "./traces/regression.ts";
