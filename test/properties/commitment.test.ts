/** The shared claims about commits, on views that only a broken protocol shows. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Change, Snapshot } from "../../checker/property.ts";
import {
  committedNeverChanges,
  committedNeverLost,
  committedNeverTruncated,
  committedPrefixesAgree,
  droppedNeverReappears,
} from "../../properties/commitment.ts";
import type { Leading, Logging } from "../../properties/vocabulary.ts";

type View = Logging & Leading;

const proposals = fc.record({ epoch: fc.integer({ min: 1, max: 2 }), value: fc.constant("x") });
const views: fc.Arbitrary<View> = fc.record({
  leader: fc.option(fc.integer({ min: 1, max: 3 })),
  epoch: fc.integer({ min: 1, max: 3 }),
  log: fc.array(proposals, { maxLength: 3 }),
  committed: fc.integer({ min: 0, max: 3 }),
});
const commits = fc.array(
  fc.record({ proposal: proposals, epoch: fc.integer({ min: 1, max: 3 }) }),
  {
    maxLength: 3,
  },
);

it("says something of every view, even if more is committed than the log has", () => {
  const property = fc.property(views, views, commits, (before, after, history) => {
    const snapshot = snapshotOf([before, after]);
    const change: Change<View> = { process: "n1", before, after, cause: "event", acknowledged: [] };
    const said = [
      committedPrefixesAgree().check(snapshot),
      committedNeverTruncated().check(change),
      committedNeverLost().checkState?.(history, snapshot),
      committedNeverChanges().checkChange?.(history, change),
      droppedNeverReappears().checkChange?.(history, change),
    ];
    for (const sentence of said) expect(sentence ?? "").not.toMatch(/undefined|null/);
  });
  fc.assert(property, { seed: 1, numRuns: 2000 });
});

it("takes the loss of a committed entry for truncation, not for divergence", () => {
  const before = { leader: null, epoch: 1, log: [{ epoch: 1, value: "x" }], committed: 1 };
  const after = { ...before, log: [] };
  const change: Change<View> = { process: "n1", before, after, cause: "event", acknowledged: [] };
  expect(committedNeverTruncated().check(change)).toMatch(/^n1 gives up x of epoch 1 at index 1/);
  expect(committedPrefixesAgree().check(snapshotOf([before, after]))).toBeUndefined();
});

it("is put to the test by a dropped proposal only where one is that may reappear", () => {
  const { trigger } = droppedNeverReappears();
  const committed = [{ proposal: { epoch: 2, value: "y" }, epoch: 2 }];

  expect(trigger?.(committed, having(1))).toBe(true);
  expect(trigger?.(committed, having(2))).toBe(false);
  expect(trigger?.([], having(1))).toBe(false);
});

function snapshotOf(shown: readonly View[]): Snapshot<View> {
  const members = shown.map((view, index) => ({ process: `n${index + 1}`, up: true, view }));
  return { members };
}

/** One process in epoch 2 that has "x" of `epoch`. */
function having(epoch: number): Snapshot<View> {
  return snapshotOf([{ leader: null, epoch: 2, log: [{ epoch, value: "x" }], committed: 0 }]);
}
