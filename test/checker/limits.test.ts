/** Limits that make no sense are refused before the search begins. */
import { describe, expect, it } from "vitest";
import { always, type Snapshot } from "../../checker/property.ts";
import { about, counter, explored } from "../miniatures.ts";

describe("a limit", () => {
  it.each([-1, 2.5, NaN, -Infinity])("of %d is no limit", (depth) => {
    expect(() => explored(counter(3), { limits: { depth } })).toThrow(
      `limits.depth can't be ${depth}.`,
    );
  });

  it("at a property that nobody judges is refused", () => {
    const three = always<Snapshot<number>>({ ...about, name: "Three", check: () => undefined });

    expect(() =>
      explored(counter(3), { properties: [three], limits: { stopAt: ["Tree"] } }),
    ).toThrow('There is no property "Tree". Did you mean "Three"?');
  });
});
