/** The matchers pass where everything was looked at, and say what is missing where it was not. */
import { describe, expect, it } from "vitest";
import { describeModel } from "../../vitest/index.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { counter } from "../miniatures.ts";
import { comesTo, faulty, staysBelow, toThree, untested } from "./counters.ts";

/** The failure of an assertion. */
async function failureOf(assertion: Promise<void>): Promise<Error> {
  const failure: unknown = await assertion.then(
    () => new Error("passed"),
    (error: unknown) => error,
  );
  return failure as Error;
}

describeModel(toThree, { properties: [staysBelow(9), comesTo(3)] });

describe("toSatisfyProperties", () => {
  it("passes if each of the properties holds of everything", async () => {
    await expect(toThree).toSatisfyProperties([staysBelow(9), comesTo(3)]);
  });

  it("tells every property that does not, and nothing of those that do", async () => {
    const traces = temporaryFolder();
    const claims = [staysBelow(2), staysBelow(3), staysBelow(9), untested];

    const { name, message } = await failureOf(
      expect(toThree).toSatisfyProperties(claims, { traces }),
    );

    expect(name).toBe("Violated");
    expect(message).toMatch(/^StaysBelow2: it is 2\nin 3 states.*^StaysBelow3: it is 3\nin 4/ms);
    expect(message).toMatch(/^Untested: vacuous/m);
    expect(message).not.toContain("StaysBelow9");
    expect(message.match(/^trace: .*StaysBelow[23]\..*\.trace\.json$/gm)).toHaveLength(2);
  });

  it("fails where a limit was reached, and passes to the depth that it claims", async () => {
    const limited = await failureOf(
      expect(counter(500)).toSatisfyProperties([staysBelow(900)], { limits: { states: 10 } }),
    );

    expect(limited.name).toBe("Inconclusive");
    expect(limited.message).toContain("the limit on states was reached");
    await expect(counter(500)).toSatisfyProperties([staysBelow(900)], { depth: 10 });
  });

  it("tells a violation even where its trace can't be written", async () => {
    const traces = new URL(import.meta.url).pathname;

    const { name, message } = await failureOf(
      expect(toThree).toSatisfyProperties([staysBelow(3)], { traces }),
    );

    expect(name).toBe("Violated");
    expect(message).toMatch(
      /^StaysBelow3: it is 3$.*^There is no trace: Traces can't be written/ms,
    );
  });
});

describe("toViolate", () => {
  it("passes if some behaviour violates the property", async () => {
    await expect(toThree).toViolate(staysBelow(3));
  });

  it.each([
    ["what holds", {}, staysBelow(9), /^StaysBelow9 is not violated: holds\n/],
    ["what is vacuous", {}, untested, /^Untested is not violated: vacuous, /],
    ["what was not decided", { limits: { states: 2 } }, staysBelow(3), /: inconclusive, the limit/],
    ["what lies deeper", { depth: 3 }, staysBelow(3), /is not violated: holds to depth 3, /],
  ])("fails for %s", async (_what, options, property, message) => {
    const failure = await failureOf(expect(toThree).toViolate(property, options));

    expect(failure.name).toBe("NotViolated");
    expect(failure.message).toMatch(message);
    expect(failure.message).toMatch(/explored: \d+ states/);
  });
});

describe("either matcher", () => {
  it("can't be negated, for what was not decided would pass", async () => {
    const satisfy = await failureOf(expect(toThree).not.toSatisfyProperties([staysBelow(3)]));
    const violate = await failureOf(expect(toThree).not.toViolate(staysBelow(9)));

    expect(satisfy.message).toMatch(/would pass where nothing was decided\.\nSay toViolate\./);
    expect(violate.message).toMatch(/would pass where nothing was decided\.\nSay toSatisfyProp/);
  });

  it("is refused for what is no model, and without a property", async () => {
    const model = await failureOf(expect("raft").toViolate(staysBelow(3) as never));
    const claims = await failureOf(expect(toThree).toSatisfyProperties([]));
    const depth = await failureOf(expect(toThree).toViolate(untested, { depth: 0.5 }));

    expect(model.message).toMatch(/^toViolate is for a protocol or a transition system\./);
    expect(claims.message).toMatch(/^No property of miniature is named\./);
    expect(depth.message).toMatch(/^miniature can't be checked to depth 0\.5\.\nAllowed: 1, 2, 3/);
  });

  it("names the fault of a model, and points at the test", async () => {
    const failure = await failureOf(expect(faulty).toViolate(staysBelow(3)));

    expect(failure.name).toBe("ModelThrew");
    expect(failure.message).toMatch(/no more fingers/);
    expect(failure.stack).toMatch(/^ +at .*matchers\.test\.ts/m);
    expect(failure.stack).not.toMatch(/checker\//);
  });
});
