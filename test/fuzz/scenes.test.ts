/** What a walk remembers of what properties said, and what it has to ask again. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { ProtocolWalk } from "../../checker/fuzz/protocol-walk.ts";
import { always, type Snapshot } from "../../checker/property.ts";
import { type Step, titleOf } from "../../checker/world/step.ts";
import { about, counter, miniature } from "../miniatures.ts";
import { expectLockstep } from "./lockstep.ts";

describe("a walk through tables", () => {
  it("objects to the state that it begins in each time that it begins", () => {
    const positive = always<Snapshot<number>>({
      ...about,
      name: "Positive",
      check: ({ members }) => (members[0]!.view > 0 ? undefined : "it is zero"),
    });
    const walk = targetOf(counter(2), { properties: [positive] }).walk();
    expect(walk).toBeInstanceOf(ProtocolWalk);

    for (let time = 1; time <= 2; time++) {
      walk.begin(0);

      expect(walk.objections).toEqual([{ property: "Positive", reason: "it is zero" }]);
    }
  });

  it("objects to a change each time that it is made", () => {
    const small = always<Snapshot<number>>({
      ...about,
      name: "Small",
      check: ({ members }) => (members[0]!.view < 2 ? undefined : "it is two"),
    });
    const walk = targetOf(counter(2), { properties: [small] }).walk();

    for (let time = 1; time <= 3; time++) {
      walk.begin(0);
      walk.take(0);
      expect(walk.objections).toEqual([]);
      walk.take(0);

      expect(walk.objections).toEqual([{ property: "Small", reason: "it is two" }]);
    }
  });

  it("asks again whether what was shown while a message was in flight may be shown in peace", () => {
    const model = miniature<
      { readonly sent: boolean; readonly shown: boolean },
      { type: "Send" | "Show" },
      { type: "Hello" }
    >(
      {
        init: () => ({ sent: false, shown: false }),
        events: (_self, { sent, shown }) => [
          ...(sent ? [] : [{ type: "Send" } as const]),
          ...(shown ? [] : [{ type: "Show" } as const]),
        ],
        reduce: (self, state, { type }) => {
          const hello = { to: self, message: { type: "Hello" } } as const;
          if (type === "Send") return { state: { ...state, sent: true }, send: [hello] };
          return { state: type === "Show" ? { ...state, shown: true } : state };
        },
      },
      // Who has sent is not seen: the change is the same with a message in flight and without.
      { view: (_self, { shown }) => ({ sent: false, shown }) },
    );
    const hidden = always<Snapshot<{ readonly shown: boolean }>>({
      ...about,
      name: "HiddenInPeace",
      when: "quiet",
      check: ({ members }) => (members[0]!.view.shown ? "it is shown" : undefined),
    });
    const target = targetOf(model, { properties: [hidden] });
    const walk = target.walk();
    expect(walk).toBeInstanceOf(ProtocolWalk);
    const take = (type: string): void => {
      const steps = Array.from({ length: walk.count }, (_, choice) =>
        titleOf(walk.stepAt(choice) as Step),
      );
      walk.take(steps.findIndex((title) => title.includes(type)));
    };

    walk.begin(0);
    take("Send");
    take("Show");
    expect(walk.objections).toEqual([]);
    walk.begin(0);
    take("Show");

    expect(walk.objections).toEqual([{ property: "HiddenInPeace", reason: "it is shown" }]);
    expect(expectLockstep(target, "1", 20, 3)).toBeGreaterThan(20);
  });
});
