/** The search from where a person is: compared with the reference explorer, begun in the same state. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Change, eachStep } from "../../checker/property.ts";
import { exploreByReference } from "../../checker/search/reference.ts";
import type { Subject } from "../../checker/search/subject.ts";
import type { Typed } from "../../checker/protocol.ts";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { searchOn } from "../../traces/explorer/continuation.ts";
import { about, miniature } from "../miniatures.ts";
import {
  drawnPath,
  exploring,
  type Exploring,
  exploringModel,
  pathOf,
  searched,
  seen,
  standingIn,
} from "./sessions.ts";

/** The least number of steps to a new violation, by the reference explorer; how many states else. */
function byReference({ session, targetWith }: Exploring, choices: readonly number[]) {
  const places = session.places.along(0, choices);
  const objected = (name: string): boolean =>
    places.some(({ judged }) => judged.get(name)?.reason !== undefined);
  const { subject } = targetWith(({ name, kind }) => kind !== "witness" && !objected(name));
  const { system } = subject;
  const begun: Subject<unknown, Typed> = {
    ...subject,
    judgeInitial: () => undefined,
    system: {
      initialStates: () => [places.at(-1)!.state],
      enabled: (state) => system.enabled(state),
      next: (state, step) => system.next(state, step),
      ...(system.constraint && { constraint: (state) => system.constraint!(state) }),
    },
  };
  const { violations, distinctStates } = exploreByReference(begun);
  return violations.length > 0
    ? { steps: Math.min(...violations.map(({ steps }) => steps.length)), states: undefined }
    : { steps: undefined, states: distinctStates };
}

/** The number of states in the sentence of a search that found nothing. */
function statesIn(sentence: string): number | undefined {
  const [, states] = /all ([\d,]+) states? were looked at/.exec(sentence) ?? [];
  return states === undefined ? undefined : Number(states.replaceAll(",", ""));
}

describe("a search from where one is", () => {
  it.each([
    ["two-phase-commit", "transaction-manager-forgets"],
    ["bully", "impatient"],
    ["voting", "votes-twice"],
    ["raft-static", "votes-twice"],
    ["non-blocking-commit", "forwards-nothing"],
  ])("finds in %s (%s) what the reference explorer finds", (protocol, mutant) => {
    const explorer = exploring(protocol, mutant);
    fc.assert(
      fc.property(fc.array(fc.nat(999), { maxLength: 6 }), (draws) => {
        const choices = drawnPath(explorer, draws);
        fc.pre(seen(explorer, ...choices).end === null);

        const { choices: found, sentence } = searched(explorer, pathOf(...choices));

        const expected = byReference(explorer, choices);
        expect(found?.slice(0, choices.length) ?? choices).toEqual(choices);
        expect(found === null ? undefined : found.length - choices.length).toBe(expected.steps);
        expect(statesIn(sentence)).toBe(expected.states);
      }),
      { numRuns: 4 },
    );
  });

  it.each([
    ["raft", "forgets-vote"],
    ["raft-static", "commits-older-term"],
    ["bully", "minority-serves"],
  ])("finds the shortest behaviour of %s, %s, from the beginning", (protocol, mutant) => {
    const explorer = exploring(protocol, mutant);
    const known = entryOf(catalog, protocol).mutants.find(({ name }) => name === mutant)!;

    const { choices } = searched(explorer, pathOf());

    expect(choices!.length + 1).toBe(known.length);
    expect(standingIn(seen(explorer, ...choices!), known.violates!)?.verdict).toBe("objects");
  });

  it("goes on past a violation, to the next property that objects", () => {
    const explorer = exploring("bully", "minority-serves");
    const first = searched(explorer, pathOf()).choices!;
    const { properties } = seen(explorer, ...first);
    const objecting = properties.filter(({ verdict }) => verdict === "objects");

    const { choices, sentence } = searched(explorer, pathOf(...first));

    const { steps, states } = byReference(explorer, first);
    expect(objecting.length).toBeGreaterThan(0);
    expect(choices === null ? undefined : choices.length - first.length).toBe(steps);
    expect(statesIn(sentence)).toBe(states);
    for (const { name } of objecting) expect(sentence).not.toContain(name);
  });

  it("does not take what might have happened on the way for what can happen", () => {
    const once = miniature<string, { type: string }>({
      init: () => "start",
      events: (_self, state) => {
        if (state === "start") return [{ type: "Left" }, { type: "Right" }];
        return state === "Left" ? [{ type: "On" }] : [];
      },
      reduce: (_self, _state, { type }) => ({ state: type }),
    });
    const neverRight = eachStep<Change<string>>({
      ...about,
      name: "NeverRight",
      check: ({ after }) => (after === "Right" ? "it went right" : undefined),
    });
    const explorer = exploringModel(once, { properties: [neverRight] });

    expect(searched(explorer, pathOf()).sentence).toContain("NeverRight objects 1 step later");
    expect(searched(explorer, pathOf(0))).toEqual({
      choices: null,
      sentence:
        "No property objects anew in any state that can be reached from here: all 2 states were looked at.",
    });
  });

  it("does not take the state that it begins in for an initial one", () => {
    const explorer = exploring("voting");
    const chosen = [4, 0, 9, 4, 0, 3];
    const position = seen(explorer, ...chosen);
    // Consensus, which voting refines, begins with nothing chosen.
    expect(standingIn(position, "ValueChosen")?.verdict).toBe("witnessed");
    expect(position.end).toBeNull();

    expect(searched(explorer, pathOf(...chosen)).choices).toBeNull();
  });

  it("says how far it looked when a limit ends it, and no more", () => {
    const { choices, sentence } = searched(exploring("raft"), pathOf(), {
      seconds: 60,
      states: 500,
    });

    expect(choices).toBeNull();
    expect(sentence).toMatch(
      /^No violation was found in [\d,]+ states; the limit on states was reached\. All continuations of up to \d+ steps were covered\.$/,
    );
  });

  it("works in slices, and ends when nobody asks on", () => {
    const { session, targetWith } = exploring("raft");

    const search = searchOn(session, targetWith, pathOf());
    const { value, done } = search.next();

    expect(done).toBe(false);
    expect(value).toMatchObject({ states: expect.any(Number) as number });
    expect(search.return({ choices: null, sentence: "" }).done).toBe(true);
  });
});
