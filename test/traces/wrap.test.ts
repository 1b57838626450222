/** Lines end before the edge, and what belongs together stays together. */
import { describe, expect, it } from "vitest";
import { wrap } from "../../traces/wrap.ts";

describe("wrapped text", () => {
  it("is indented from the second line on", () => {
    expect(wrap("one two three four five six seven", 24, 4)).toBe(
      "one two three four\n    five six seven",
    );
  });

  it("keeps `term: 1 → 2` on a line", () => {
    expect(wrap("votedFor: null → n1, term: 1 → 2", 30, 0)).toBe(
      "votedFor: null → n1,\nterm: 1 → 2",
    );
  });

  it("breaks what is too long for a line all the same", () => {
    const wide = `a: ${"word ".repeat(20).trim()}`;

    expect(
      Math.max(
        ...wrap(wide, 30, 4)
          .split("\n")
          .map((line) => line.length),
      ),
    ).toBeLessThan(31);
  });
});
