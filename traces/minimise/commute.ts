/**
 * Puts independent steps into an order that reads well: what one process does stands together. Each
 * order is replayed; the steps stay the same ones, and the last is still the one that violates.
 */
import { actorOf } from "../actors.ts";
import type { Reduction } from "./reduction.ts";

/** Moves runs of steps by one process next to others by it, as long as there are fewer switches. */
export function* commute(reduction: Reduction): Generator<undefined, void> {
  let isBetter = true;
  while (isBetter) {
    isBetter = false;
    for (let run = 0; run < runsOf(reduction).length; run++) {
      for (const order of ordersWithout(reduction, run)) {
        const isFound = reduction.attempt(order);
        yield;
        if (!isFound) continue;
        isBetter = true;
        break;
      }
    }
  }
}

type Steps = Reduction["steps"];

/** The steps, cut where another process acts. */
function runsOf({ steps, player }: Reduction): Steps[] {
  const runs: Steps[number][][] = [];
  let before: string | undefined;
  for (const step of steps) {
    const actor = actorOf(step, player.stage);
    if (actor === before) runs.at(-1)!.push(step);
    else runs.push([step]);
    before = actor;
  }
  return runs;
}

/** The orders in which run `moved` joins an earlier or a later run of the same process. */
function* ordersWithout(reduction: Reduction, moved: number): Generator<Steps> {
  const runs = runsOf(reduction);
  const { stage } = reduction.player;
  const actorIn = (run: Steps): string => actorOf(run[0]!, stage);
  const run = runs[moved]!;
  const others = runs.toSpliced(moved, 1);
  for (let distance = 1; distance < runs.length; distance++) {
    for (const target of [moved - distance, moved + distance]) {
      const other = runs[target];
      if (other === undefined || actorIn(other) !== actorIn(run)) continue;
      const at = target < moved ? target + 1 : target - 1;
      yield others.toSpliced(at, 0, run).flat();
    }
  }
}
