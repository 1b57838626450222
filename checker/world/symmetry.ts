/**
 * Symmetries: ids are strings, so a symmetry is a renaming of strings. All permutations within each
 * class of interchangeable ids are generated, the identity first.
 */
import type { Renaming } from "../data.ts";
import { CheckerError } from "../errors.ts";

/** The canonical form is the least over all permutations, so their number has to stay small. */
const PERMUTATIONS_MAX = 5040;

/** Every renaming that permutes ids within their class; the identity comes first. */
export function renamings(classes: readonly (readonly string[])[]): Renaming[] {
  const all = classes.flat();
  const double = all.find((id, index) => all.indexOf(id) !== index);
  if (double !== undefined) {
    throw new CheckerError("BadValue", `Symmetry classes overlap: "${double}" is there twice.`);
  }
  const count = classes.reduce((product, ids) => product * factorial(ids.length), 1);
  if (count > PERMUTATIONS_MAX) {
    throw new CheckerError(
      "UsageError",
      `Symmetry would need ${count} permutations of every state; at most ${PERMUTATIONS_MAX}.`,
      { hint: "Check without symmetry, or a smaller cluster." },
    );
  }
  return classes.reduce<Renaming[]>(
    (renamed, ids) =>
      renamed.flatMap((renaming) =>
        permutations(ids).map((order) => new Map([...renaming, ...moved(ids, order)])),
      ),
    [new Map()],
  );
}

/** What changes its name when `ids` are put into `order`: nothing, for the identity. */
function moved(ids: readonly string[], order: readonly string[]): (readonly [string, string])[] {
  return ids.map((id, index) => [id, order[index]!] as const).filter(([from, to]) => from !== to);
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
