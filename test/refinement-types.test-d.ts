/** The types of a refinement: its map answers with states of its specification. */
import { describe, expectTypeOf, it } from "vitest";
import { check } from "../checker/check.ts";
import {
  type Refinement,
  refines,
  type Snapshot,
  type TransitionSystem,
} from "../checker/property.ts";
import { counter } from "./miniatures.ts";

const about = { name: "P", source: "", claim: "", concern: "integrity" } as const;

describe("a refinement", () => {
  const lock: TransitionSystem<{ readonly held: boolean }, { readonly type: "Turn" }> = {
    initialStates: () => [{ held: false }],
    enabled: () => [{ type: "Turn" }],
    next: ({ held }) => ({ held: !held }),
  };

  it("has the types of its map and its specification", () => {
    const property = refines({
      ...about,
      spec: lock,
      map: ({ members }: Snapshot<number>) => ({
        held: members.some(({ view }) => view > 0),
      }),
    });

    expectTypeOf(property).toEqualTypeOf<
      Refinement<Snapshot<number>, { readonly held: boolean }>
    >();
    check(counter(1), { properties: [property] });
  });

  it("can't map to what is no state of its specification", () => {
    refines({
      ...about,
      spec: lock,
      // @ts-expect-error It is held or not.
      map: ({ members }: Snapshot<number>) => ({
        held: members.length,
      }),
    });
  });

  it("can't be checked of a model that does not show what it asks for", () => {
    const property = refines({
      ...about,
      spec: lock,
      map: ({ members }: Snapshot<{ readonly held: boolean }>) => members[0]!.view,
    });

    // @ts-expect-error It shows a number.
    check(counter(1), { properties: [property] });
  });
});
