/** A trace as other programs are given it: up to its end, and only if it is possible. */
import { describe, expect, it } from "vitest";
import type { Step } from "../../checker/world/step.ts";
import { conclusionOf } from "../../traces/scene.ts";
import { EVERYTHING, gossipScene, tankScene } from "./export/scenes.ts";

describe("a scene", () => {
  it("goes on to the end of a behaviour that violates its property before", () => {
    const scene = tankScene([{ type: "Empty" }]);

    expect(scene.states).toHaveLength(6);
    expect(scene.violation).toMatchObject({ at: 5 });
  });

  it("does not say that a property is violated that holds", () => {
    const scene = gossipScene(EVERYTHING.slice(0, 3));

    expect(scene.violation).toBeUndefined();
    expect(conclusionOf(scene)).toBe("NobodyHearsTwice holds here now");
  });

  it("can't have a step that is not possible", () => {
    const steps: readonly Step[] = [...EVERYTHING.slice(0, 1), { type: "heal" }];

    expect(() => gossipScene(steps)).toThrow(
      "The step to state 3 is not possible any more: nothing is cut.",
    );
  });
});
