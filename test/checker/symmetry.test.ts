/** The symmetries that classes of interchangeable ids give rise to. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../checker/data.ts";
import { renamings } from "../../checker/world/symmetry.ts";

/** Classes of ids, no id in two of them. */
const someClasses = fc
  .array(fc.nat({ max: 3 }), { maxLength: 3 })
  .map((sizes) =>
    sizes.map((size, index) => Array.from({ length: size }, (_, i) => `${"nvw"[index]}${i}`)),
  );

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

describe("symmetries", () => {
  it("are as many as there are permutations within each class, all different", () => {
    fc.assert(
      fc.property(someClasses, (classes) => {
        const found = renamings(classes);
        const expected = classes.reduce((product, ids) => product * factorial(ids.length), 1);
        const texts = found.map((renaming) => encode(renaming));
        expect(found).toHaveLength(expected);
        expect(new Set(texts).size).toBe(expected);
      }),
    );
  });

  it("begin with the identity, and permute ids only within their class", () => {
    fc.assert(
      fc.property(someClasses, (classes) => {
        const [identity, ...others] = renamings(classes);
        expect([...identity!].every(([id, image]) => id === image)).toBe(true);
        for (const renaming of others) {
          for (const ids of classes) {
            const images = ids.map((id) => renaming.get(id) ?? id);
            expect(images.toSorted()).toEqual(ids.toSorted());
          }
        }
      }),
    );
  });

  it("are refused for classes that overlap: a renaming would not be a permutation", () => {
    expect(() => renamings([["a", "b"], ["b", "c"]])).toThrow(
      expect.objectContaining({ code: "BadValue", message: expect.stringContaining('"b"') }),
    ); // prettier-ignore
    expect(() => renamings([["a", "a"]])).toThrow('"a" is there twice');
  });

  it("are refused when they are too many to try for every state", () => {
    const ids = Array.from({ length: 8 }, (_, index) => `n${index}`);

    expect(renamings([ids.slice(0, 7)])).toHaveLength(5040);
    expect(() => renamings([ids])).toThrow(
      expect.objectContaining({
        code: "UsageError",
        message: "Symmetry would need 40320 permutations of every state; at most 5040.",
      }),
    );
  });
});
