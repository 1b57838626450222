/** Run by test/vitest/suites.test.ts: the same names as in another file, for another model. */
import { describeModel } from "../../../vitest/index.ts";
import { counter } from "../../miniatures.ts";
import { comesTo, staysBelow } from "../counters.ts";

describeModel(counter(5), { name: "a counter", properties: [staysBelow(3), comesTo(5)] });
