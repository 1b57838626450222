/** Authoring a model, saying what must hold, and checking it. */
export {
  type AnyModel,
  Check,
  check,
  type CheckOptions,
  type CheckResult,
  type Target,
  targetOf,
} from "./check.ts";
export type { Data } from "./data.ts";
export type { Budget, Budgets, EnvironmentOptions, EnvironmentOverrides } from "./environment.ts";
export { CheckerError, type ErrorCode } from "./errors.ts";
export * from "./property.ts";
export * from "./protocol.ts";
export { exploreByReference } from "./search/reference.ts";
export type { Limits } from "./search/limits.ts";
export type {
  ActionCount,
  Ending,
  Exploration,
  Progress,
  Violation,
} from "./search/exploration.ts";
export type { Step } from "./world/step.ts";
export type { PropertyVerdict, Verdict } from "./verdict.ts";
export { VERSION } from "./version.ts";
