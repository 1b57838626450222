/** Messages as arrows: lost, doubled, kept in the network, and those of which there are several. */
import { describe, expect, it } from "vitest";
import type { Envelope, Step } from "../../../checker/world/step.ts";
import type { WorldState } from "../../../checker/world/world-state.ts";
import { arrowsOf } from "../../../traces/page/arrows.ts";
import type { Reads } from "../../../traces/reads.ts";
import type { Stage } from "../../../traces/stage.ts";

const STAGE: Stage = {
  isWorld: true,
  isMonotone: false,
  processes: ["a", "b"],
  names: new Set(["a", "b"]),
  histories: [],
  model: undefined,
};
const PING: Envelope = { from: "a", message: { type: "Ping" } };
const EVENT: Step = { type: "event", process: "a", event: { type: "Go" }, outcome: 0 };
const DELIVER: Step = { type: "deliver", process: "b", ...PING, outcome: 0 };
const DROP: Step = { type: "drop", process: "b", ...PING };
const DUPLICATE: Step = { type: "duplicate", process: "b", ...PING };

/** The arrows of a behaviour in which b's inbox has so many pings after each step. */
function arrows(
  steps: readonly Step[],
  counts: readonly number[],
  stage = STAGE,
  reads: Reads = new Map(),
) {
  const states = [0, ...counts].map((count) => ({
    processes: [null, null],
    inboxes: [[], Array.from({ length: count }, () => PING)],
    environment: { down: new Set<string>(), cut: new Map(), spent: {} },
    histories: [],
  })) satisfies WorldState[];
  return arrowsOf(steps, states, stage, reads).map(({ sent, end, fate, isCopy }) => [
    sent,
    end,
    isCopy ? `${fate}, a copy` : fate,
  ]);
}

/** The ping, as what the second step read. */
const READ: Reads = new Map([
  [
    1,
    [
      {
        ...PING,
        to: "b",
        sentAt: 0,
        copiedAt: undefined,
        copiedFrom: undefined,
        deliveredAt: [],
        lostAt: undefined,
      },
    ],
  ],
]);

describe("an arrow", () => {
  it("of equal messages is that of the earliest", () => {
    expect(arrows([EVENT, EVENT, DELIVER], [1, 2, 1])).toEqual([
      [1, 3, "delivered"],
      [2, null, "in flight"],
    ]);
  });

  it("ends where the message is lost, by a drop or by a crash", () => {
    const crash: Step = { type: "crash", process: "b" };

    expect(arrows([EVENT, DROP], [1, 0])).toEqual([[1, 2, "lost"]]);
    expect(arrows([EVENT, crash], [1, 0])).toEqual([[1, 2, "lost"]]);
  });

  it("of a copy begins where the original was sent", () => {
    expect(arrows([EVENT, DUPLICATE, DELIVER, DELIVER], [1, 2, 1, 0])).toEqual([
      [1, 3, "delivered"],
      [1, 4, "delivered, a copy"],
    ]);
  });

  it("of a message that stays in the network ends at each delivery", () => {
    const monotone = { ...STAGE, isMonotone: true };

    expect(arrows([EVENT, DELIVER, DELIVER], [1, 1, 1], monotone)).toEqual([
      [1, 2, "delivered"],
      [1, 3, "delivered"],
    ]);
  });

  it("of a message that is read where it lies ends there, and is in flight no more if it stays", () => {
    const reading: Step = { ...EVENT, process: "b" };
    const monotone = { ...STAGE, isMonotone: true };

    expect(arrows([EVENT, reading], [1, 1], monotone, READ)).toEqual([[1, 2, "read"]]);
  });

  it("of a message that is read is another than the one that says what became of it", () => {
    const reading: Step = { ...EVENT, process: "b" };

    expect(arrows([EVENT, reading, DELIVER], [1, 1, 0], STAGE, READ)).toEqual([
      [1, 2, "read"],
      [1, 3, "delivered"],
    ]);
  });
});
