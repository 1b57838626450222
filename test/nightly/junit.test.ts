/** The JUnit file is XML to a strict parser, and says of each property what the lane said. */
import { describe, expect, it } from "vitest";
import { junitXml } from "../../scripts/nightly/junit.ts";
import { missingLane, outcomeOf } from "../../scripts/nightly/outcome.ts";
import { xmlText } from "../../scripts/nightly/text.ts";
import { elementsIn } from "../xml.ts";
import { failedOutcome, HOSTILE, laneRunning, openOutcome, violatedOutcome } from "./some-lanes.ts";

/** The suites of `xml`: their counts, without names and times. */
function countsIn(xml: string): object[] {
  return elementsIn(xml)
    .filter(({ name }) => name === "testsuite")
    .map(({ attributes: { tests, failures, errors, skipped } }) => ({
      tests,
      failures,
      errors,
      skipped,
    }));
}

describe("the JUnit file", () => {
  it("has a suite a lane, and counts failures, errors and what is skipped apart", async () => {
    const blocking = ["check", "two-phase-commit", "--instance", "blocking"];
    const outcomes = [
      outcomeOf(await laneRunning(["check", "two-phase-commit", "--crashes", "0"])),
      outcomeOf(await laneRunning(blocking)),
      outcomeOf(await laneRunning(["fuzz", "raft", "--runs", "1", "--steps", "5"])),
      openOutcome(),
      failedOutcome(),
      missingLane("fuzz-raft-1"),
    ];

    expect(countsIn(junitXml(outcomes))).toEqual([
      { tests: "3", failures: "0", errors: "0", skipped: "0" },
      { tests: "3", failures: "1", errors: "0", skipped: "2" },
      { tests: "1", failures: "0", errors: "0", skipped: "0" },
      { tests: "1", failures: "0", errors: "0", skipped: "1" },
      { tests: "1", failures: "0", errors: "1", skipped: "0" },
      { tests: "1", failures: "0", errors: "1", skipped: "0" },
    ]);
  });

  it("says why", () => {
    const elements = elementsIn(junitXml([violatedOutcome(), failedOutcome(), openOutcome()]));
    const messages = elements.map(({ attributes: { type, message } }) => [type, message]);

    expect(messages).toContainEqual(["violated", "violated: two lead"]);
    expect(messages).toContainEqual(["usage error", expect.stringContaining("no such protocol")]);
    expect(messages).toContainEqual([undefined, expect.stringContaining("the time was up")]);
  });

  it("keeps hostile names and sentences whole", () => {
    const hostile = violatedOutcome({ sentence: HOSTILE, command: HOSTILE }, HOSTILE);
    const [violation] = hostile.cases;

    const elements = elementsIn(
      junitXml([{ ...hostile, cases: [{ ...violation!, sentence: HOSTILE }] }]),
    );

    expect(elements.map(({ name }) => name).join(" ")).toBe(
      "testsuites testsuite testcase failure system-out",
    );
    expect(elements[2]?.attributes["name"]).toBe(xmlText(HOSTILE).replace("\n", " "));
    expect(elements[3]?.text.trimEnd()).toBe(xmlText(HOSTILE));
  });

  it("is there for a night without lanes too", () => {
    expect(elementsIn(junitXml([]))).toHaveLength(1);
  });
});
