/** Properties that throw, or answer nonsense, are reported by name and input; so are histories. */
import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "../../checker/check.ts";
import type { CheckerError } from "../../checker/errors.ts";
import type { Property } from "../../checker/property.ts";
import { about, counter } from "../miniatures.ts";

function boom(): never {
  throw new Error("boom");
}

/** The error that checking a counter ends with; `parts` are of a property called Odd. */
function errorOf(
  parts: Readonly<Record<string, unknown>>,
  options: CheckOptions<number> = {},
): CheckerError {
  const property = { ...about, name: "Odd", ...parts } as unknown as Property<number>;
  let caught: unknown;
  try {
    check(counter(2), { properties: [property], ...options });
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ name: "CheckerError" });
  return caught as CheckerError;
}

/** A specification that counts without end. */
const numbers = {
  initialStates: (): number[] => [0],
  enabled: (): { type: string }[] => [{ type: "Add" }],
  next: (count: number): number => count + 1,
};

const history = { kind: "changes", name: "past", initial: 0, observe: (): number => 0 };

describe("a property that throws", () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["check of an invariant", { kind: "invariant", check: boom }],
    ["trigger of an invariant", { kind: "invariant", check: () => undefined, trigger: boom }],
    ["check of a step", { kind: "transition", check: boom }],
    ["trigger of a step", { kind: "transition", check: () => undefined, trigger: boom }],
    ["a witness", { kind: "witness", holds: boom }],
    ["deadlock", { kind: "deadlock", check: boom }],
    ["checkState of an observer", { kind: "observer", history, checkState: boom }],
    ["checkChange of an observer", { kind: "observer", history, checkChange: boom }],
    ["trigger of an observer", { kind: "observer", history, trigger: boom }],
    ["the map of a refinement", { kind: "refinement", spec: numbers, map: boom }],
  ])("is named: %s", (_name, parts) => {
    const error = errorOf(parts);

    expect(error).toMatchObject({ code: "PropertyThrew", exitCode: 2 });
    expect(error.message).toBe("property Odd threw: boom");
    expect(error.hint).toMatch(/^It was given \{.*\}\.$/);
  });

  it("is named with the steps that lead there", () => {
    const check3 = ({ members }: { members: readonly { view: number }[] }): undefined =>
      members[0]!.view === 2 ? boom() : undefined;

    expect(errorOf({ kind: "invariant", check: check3 }).path).toHaveLength(2);
    expect(errorOf({ kind: "invariant", check: boom }).path ?? []).toHaveLength(0);
  });

  it("may be a history", () => {
    const error = errorOf({ kind: "observer", history: { ...history, observe: boom } });

    expect(error).toMatchObject({ code: "PropertyThrew", exitCode: 2 });
    expect(error.message).toBe("property past threw: boom");
  });

  it("may be one that changes what it is shown", () => {
    const error = errorOf({
      kind: "invariant",
      check: ({ members }: { members: { view: number }[] }) => {
        members[0]!.view = 3;
        members.pop();
      },
    });

    expect(error.code).toBe("PropertyThrew");
  });
});

function firstOf({ members }: { members: readonly { view: number }[] }): number {
  return members[0]!.view;
}

describe("a refinement", () => {
  const refinement = { kind: "refinement", spec: numbers, map: firstOf };

  it("that maps to what is no data is named", () => {
    const error = errorOf({ ...refinement, map: () => ({ log: [undefined] }) });

    expect(error).toMatchObject({ code: "NotData", exitCode: 2 });
    expect(error.message).toBe("what property Odd maps to is not data: .log[0] is undefined.");
    expect(error.hint).toMatch(/^It was given \{.*\}\.$/);
  });

  it("that changes what it is shown is named", () => {
    const error = errorOf({
      ...refinement,
      map: ({ members }: { members: { view: number }[] }) => members.pop(),
    });

    expect(error).toMatchObject({ code: "PropertyThrew", exitCode: 2 });
  });

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ["initialStates throws", { initialStates: boom }, /initialStates threw: boom/],
    ["enabled throws", { enabled: boom }, /enabled threw: boom/],
    ["next throws", { next: boom }, /next by \{ type: 'Add' \} threw: boom/],
    ["constraint throws", { constraint: boom }, /constraint threw: boom/],
    ["enabled answers no list", { enabled: () => "all" }, /enabled answers 'all'/],
    ["enabled has no end", { enabled: forever }, /enabled answers .*Generator/],
    ["an action has no type", { enabled: () => [{}], next: boom }, /has no type/],
    ["a next state is no data", { next: () => NaN }, /is not data: it is NaN/],
  ])("whose specification is wrong is named: %s", (_name, parts, message) => {
    const error = errorOf({ ...refinement, spec: { ...numbers, ...parts } });

    expect(error).toMatchObject({ code: expect.stringMatching(/ModelThrew|NotData/), exitCode: 2 });
    expect(error.message).toMatch(/^the specification of Odd: /);
    expect(error.message).toMatch(message);
  });

  it.each([undefined, null, 3, {}, { initialStates: (): number[] => [0] }])(
    "whose specification is none is refused: %j",
    (spec) => {
      const error = errorOf({ ...refinement, spec });

      expect(error).toMatchObject({ code: "BadValue", exitCode: 2 });
      expect(error.message).toMatch(/^property Odd: its spec is no transition system: it lacks /);
    },
  );
});

function* forever(): Generator<{ type: string }> {
  for (;;) yield { type: "Add" };
}

describe("a property that answers nonsense", () => {
  it.each([true, false, 0, null, {}, []])("is refused: %j", (answer) => {
    const kinds = [
      { kind: "invariant", check: () => answer },
      { kind: "transition", check: () => answer },
      { kind: "deadlock", check: () => answer },
      { kind: "observer", history, checkState: () => answer },
      { kind: "observer", history, checkChange: () => answer },
    ];

    for (const parts of kinds) {
      const error = errorOf(parts);
      expect(error).toMatchObject({ code: "PropertyThrew", exitCode: 2 });
      expect(error.message).toMatch(/^property Odd answers .+\.$/);
      expect(error.hint).toContain("Allowed: undefined");
    }
  });

  it("is no violation, and none without a reason, when it answers a text", () => {
    const property = { ...about, name: "Empty", kind: "invariant", check: () => "" } as const;

    expect(check(counter(1), { properties: [property] }).verdicts).toMatchObject([
      { verdict: "violated" },
    ]);
  });

  it("may be a history that is no data", () => {
    const error = errorOf({
      kind: "observer",
      history: { ...history, observe: () => ({ seen: [undefined] }) },
    });

    expect(error).toMatchObject({ code: "NotData", exitCode: 2 });
    expect(error.message).toBe("the history past is not data: .seen[0] is undefined.");
  });
});
