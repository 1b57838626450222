/** Earlier results of the yardstick put together: shards, or other contenders on the same mutants. */
import { CheckerError } from "../../../checker/errors.ts";
import type { Row } from "./measure.ts";

/** What `--json` prints of the mutants, and `--merge` reads. */
export interface Results {
  readonly nodes: number;
  /** The time of one seed. */
  readonly seconds: number;
  readonly rows: readonly Row[];
}

/**
 * A mutant has one row, with what any part measured of it; of the same contender the last part's. All
 * contenders are judged by the shortest time that one of them had.
 *
 * @throws CheckerError if the parts have not the same number of processes.
 */
export function merged(parts: readonly Results[]): Results {
  const sizes = [...new Set(parts.map(({ nodes }) => nodes))];
  if (sizes.length > 1) {
    throw new CheckerError("BadValue", `Measured with ${sizes.join(", ")} processes.`, {
      hint: "Results can be put together if --nodes was the same.",
    });
  }
  const rows = new Map<string, Row>();
  for (const row of parts.flatMap((part) => part.rows)) {
    const key = `${row.protocol} ${row.mutant}`;
    const again = new Set(row.measured.map(({ contender }) => contender));
    const known = rows.get(key)?.measured.filter(({ contender }) => !again.has(contender)) ?? [];
    rows.set(key, { ...row, measured: [...known, ...row.measured] });
  }
  const seconds = Math.min(...parts.map((part) => part.seconds));
  return { nodes: sizes[0]!, seconds, rows: [...rows.values()] };
}
