/** Who believed to lead which epoch, and when: reigns, and where two of one epoch overlap. */
import type { Told } from "./told.ts";

/** A process leads an epoch from one state to another, both included; states count from 0. */
export interface Reign {
  readonly process: string;
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
}

/** Two processes that lead at the same time. */
export interface Overlap {
  readonly reigns: readonly [Reign, Reign];
  readonly from: number;
  readonly to: number;
  /** In one epoch it is a split brain; in two, the older leader only does not know yet. */
  readonly isOneEpoch: boolean;
}

/** All reigns, in the order in which they begin. A process that is down leads nothing. */
export function reignsIn({ stage, shown }: Told): Reign[] {
  const reigns = stage.processes.flatMap((process, index) => {
    const found: Reign[] = [];
    for (const [at, members] of shown.entries()) {
      const { isUp, leader } = members[index]!;
      const last = found.at(-1);
      if (!isUp || leader === null) continue;
      if (last?.to === at - 1 && last.epoch === leader)
        found[found.length - 1] = { ...last, to: at };
      else found.push({ process, epoch: leader, from: at, to: at });
    }
    return found;
  });
  return reigns.toSorted((a, b) => a.from - b.from);
}

/** Where two reigns overlap, in the order in which they begin to. */
export function overlapsOf(reigns: readonly Reign[]): Overlap[] {
  const overlaps = reigns.flatMap((one, index) =>
    reigns.slice(index + 1).flatMap((other): Overlap[] => {
      const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
      if (one.process === other.process || from > to) return [];
      return [{ reigns: [one, other], from, to, isOneEpoch: one.epoch === other.epoch }];
    }),
  );
  return overlaps.toSorted((a, b) => a.from - b.from);
}
