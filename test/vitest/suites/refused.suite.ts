/** Run by test/vitest/suites.test.ts: a suite that makes no sense. */
import { describeModel } from "../../../vitest/index.ts";
import { staysBelow, toThree } from "../counters.ts";

describeModel(toThree, { config: { nodes: 3 }, properties: [staysBelow(9)] });
