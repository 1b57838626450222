/** What a mix promises beside its weights: a pace, and phases. */
import { describe, expect, it } from "vitest";
import { Mix } from "../../checker/fuzz/mix.ts";
import { Random } from "../../checker/fuzz/random.ts";
import type { Walk } from "../../checker/fuzz/walk.ts";

/** A place where each actor has a step of its own, of a type of its own: always the same place. */
function placeOf(types: readonly string[]): Walk {
  const place: Partial<Walk> = {
    count: types.length,
    actionAt: (choice) => types.indexOf(types[choice]!),
    actorAt: (choice) => choice,
    stepAt: (choice) => ({ type: types[choice]! }),
  };
  return place as Walk;
}

function choicesOf(walk: Walk, seed: string, steps: number): number[] {
  const random = new Random(seed);
  const mix = new Mix();
  mix.renew(random);
  return Array.from({ length: steps }, (_, length) => mix.choose({ ...walk, length }, random));
}

function shareOfFirst(choices: readonly number[]): number {
  return choices.filter((choice) => choice === 0).length / choices.length;
}

const SEEDS = Array.from({ length: 60 }, (_, index) => String(index));

describe("a mix", () => {
  it("delivers a message more often than its share of what is possible", () => {
    const walk = placeOf(["deliver", ...Array.from({ length: 9 }, () => "event")]);

    const share = shareOfFirst(SEEDS.flatMap((seed) => choicesOf(walk, seed, 20)));

    // By their number it would be a tenth.
    expect(share).toBeGreaterThan(1 / 3);
    expect(share).toBeLessThan(0.9);
  });

  it("lets an actor who was all but alone stand back later in the same run", () => {
    const walk = placeOf(["event", "event"]);

    const turned = SEEDS.filter((seed) => {
      const choices = choicesOf(walk, seed, 200);
      const windows = [0, 40, 80, 120, 160].map((at) => shareOfFirst(choices.slice(at, at + 40)));
      return Math.max(...windows) > 0.85 && Math.min(...windows) < 0.15;
    });

    expect(turned).not.toEqual([]);
  });
});
