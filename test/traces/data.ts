/** Random plain data, for the tests of codec and diff. */
import * as fc from "fast-check";
import { type Data, encode } from "../../checker/data.ts";

const text = fc.oneof(fc.constantFrom("n1", "n2", "leader", ""), fc.string({ maxLength: 4 }));
const key = text.filter(
  (name) => !name.startsWith("#") && !["__proto__", "constructor", "prototype"].includes(name),
);

/** Any data that a trace can hold. */
export const data: fc.Arbitrary<Data> = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.oneof(fc.nat(3), fc.maxSafeInteger()).map((n) => n + 0),
    text,
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(key, tie("data"), { maxKeys: 4, noNullPrototype: true }),
    distinct(tie("data")).map((items) => new Set(items)),
    distinct(tie("data")).chain((keys) =>
      fc
        .tuple(...keys.map(() => tie("data")))
        .map((values) => new Map(keys.map((item, index) => [item, values[index]!]))),
    ),
  ),
})).data;

function distinct(item: fc.Arbitrary<Data>): fc.Arbitrary<Data[]> {
  return fc.uniqueArray(item, { maxLength: 4, selector: encode });
}
