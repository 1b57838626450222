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
