/** Tests of models in vitest: a test for each property, and matchers. Importing it extends `expect`. */
import { expect } from "vitest";
import { matchers } from "./matchers.ts";

export { describeModel } from "./describe-model.ts";
export type { PropertyOf } from "./matchers.ts";
export type { ModelOptions, SuiteOptions } from "./options.ts";

expect.extend(matchers);
