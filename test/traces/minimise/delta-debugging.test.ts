/** Delta debugging on plain lists: what remains fails, and no item of it can be left out. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ddmin } from "../../../traces/minimise/delta-debugging.ts";

/** What remains of `items` if `fails` is asked of fewer and fewer, and how often it is asked. */
function minimised<T>(items: readonly T[], fails: (items: readonly T[]) => boolean) {
  const passes = ddmin(items, (fewer) => (fails(fewer) ? fewer : undefined));
  let asked = 0;
  for (;;) {
    const { done, value } = passes.next();
    if (done === true) return { remaining: value, asked };
    asked++;
  }
}

function sum(list: readonly number[]): number {
  return list.reduce((all, one) => all + one, 0);
}

/** Fails if there is a 4; without a 1 the other odd ones are gone too. */
function attempt(fewer: readonly number[]): readonly number[] | undefined {
  const left = fewer.includes(1) ? fewer : fewer.filter((item) => item % 2 === 0);
  return left.includes(4) ? left : undefined;
}

const numbers = fc.uniqueArray(fc.nat(200), { maxLength: 60 });

describe("ddmin", () => {
  it("finds the items that are needed, if a list fails exactly when it has them all", () => {
    fc.assert(
      fc.property(numbers, fc.array(fc.nat(59)), (items, picks) => {
        const needed = items.filter((_item, index) => picks.includes(index));

        const { remaining } = minimised(items, (fewer) =>
          needed.every((item) => fewer.includes(item)),
        );

        expect(remaining).toEqual(needed);
      }),
    );
  });

  it("leaves nothing that can be left out alone, whatever makes a list fail", () => {
    const modulus = fc.integer({ min: 2, max: 7 });
    fc.assert(
      fc.property(numbers, modulus, (items, divisor) => {
        const fails = (list: readonly number[]): boolean => sum(list) % divisor === 1;
        fc.pre(fails(items));

        const { remaining } = minimised(items, fails);

        expect(fails(remaining)).toBe(true);
        for (const index of remaining.keys()) {
          expect(fails(remaining.toSpliced(index, 1))).toBe(false);
        }
      }),
    );
  });

  it("asks far fewer times than there are items, if few of many are needed", () => {
    const items = Array.from({ length: 1000 }, (_, index) => index);

    const { remaining, asked } = minimised(items, (fewer) => fewer.includes(617));

    expect(remaining).toEqual([617]);
    expect(asked).toBeLessThan(100);
  });

  it("goes on with what an attempt really left", () => {
    const passes = ddmin([1, 2, 3, 4, 5], attempt);
    let end = passes.next();
    while (end.done !== true) end = passes.next();

    expect(end.value).toEqual([4]);
  });
});
