/** Run by test/vitest/suites.test.ts: a test for each verdict, most of which have to fail. */
import { describe } from "vitest";
import { raft } from "../../../models/index.ts";
import { electionSafety } from "../../../properties/index.ts";
import { describeModel } from "../../../vitest/index.ts";
import { counter } from "../../miniatures.ts";
import { comesTo, comesToEnd, faulty, staysBelow, toThree, untested } from "../counters.ts";

describeModel(toThree, {
  name: "a counter",
  properties: [staysBelow(9), staysBelow(3), untested, comesTo(2), comesTo(7)],
});

describeModel(toThree, {
  name: "to depth 3",
  depth: 3,
  properties: [staysBelow(3), comesToEnd, comesTo(3)],
});

describeModel(counter(500), {
  name: "few states",
  limits: { states: 100 },
  properties: [staysBelow(600), staysBelow(50)],
});

describeModel(raft, {
  name: "little time",
  config: { nodes: 5 },
  timeout: 2000,
  properties: [electionSafety],
});

describeModel(faulty, { name: "a fault", properties: [staysBelow(9), comesTo(1)] });

describe.concurrent("at the same time", () => {
  describeModel(toThree, { properties: [staysBelow(9), staysBelow(3), comesTo(2)] });
});
