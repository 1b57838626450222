/** What the explorer shows is what the model's own meaning says: states, steps, and verdicts. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../checker/data.ts";
import { always, noDeadlock, type Snapshot, sometimes } from "../../checker/property.ts";
import { REGRESSIONS } from "../../traces/regressions.ts";
import { readTrace } from "../../traces/read-trace.ts";
import { about, counter, miniature } from "../miniatures.ts";
import {
  drawnPath,
  exploring,
  exploringModel,
  pathOf,
  seen,
  standingIn,
  stepsOf,
} from "./sessions.ts";

const DRAWS = fc.array(fc.nat(999), { maxLength: 12 });

describe("the enabled steps", () => {
  it.each(["two-phase-commit", "bully", "raft", "raft-static", "voting"])(
    "of %s are those of its transition system, and lead where that leads",
    (protocol) => {
      const explorer = exploring(protocol);
      const { system } = exploring(protocol).session.target.subject;
      fc.assert(
        fc.property(DRAWS, (draws) => {
          const choices = drawnPath(explorer, draws);
          let state = system.initialStates()[0];
          for (const choice of choices) state = system.next(state, system.enabled(state)[choice]!);

          const here = explorer.session.places.along(0, choices).at(-1)!;
          const steps = stepsOf(seen(explorer, ...choices));

          expect(encode(here.state)).toBe(encode(state));
          expect(steps.map(({ choice }) => encode(here.enabled[choice]!))).toEqual(
            // From a state outside the constraint no step begins.
            system.constraint?.(state) === false
              ? []
              : system.enabled(state).map((step) => encode(step)),
          );
        }),
        { numRuns: 8 },
      );
    },
  );

  it("stand by the process that makes them, in the order of the processes", () => {
    const { actors } = seen(exploring("raft", "forgets-vote"), 0);

    expect(actors.map(({ name, steps }) => [name, steps.map(({ title }) => title)])).toEqual([
      ["n1", ["n1 crashes"]],
      [
        "n2",
        [
          "n2: ElectionTimeout",
          expect.stringContaining("n1 → n2: RequestVoteRequest"),
          "n2 crashes",
        ],
      ],
      [
        "n3",
        [
          "n3: ElectionTimeout",
          expect.stringContaining("n1 → n3: RequestVoteRequest"),
          "n3 crashes",
        ],
      ],
    ]);
  });

  it("say what they would change, or that they change nothing", () => {
    const idler = miniature<number, { type: "Add"; by: number }>({
      init: () => 0,
      events: () => [
        { type: "Add", by: 0 },
        { type: "Add", by: 2 },
      ],
      reduce: (_self, sum, { by }) => ({ state: sum + by }),
    });

    const steps = stepsOf(seen(exploringModel(idler, {})));

    expect(steps.map(({ leads }) => leads)).toEqual(["nothing", "on"]);
    expect(steps.map(({ changes }) => changes)).toEqual([[], [{ subject: "a", text: "0 → 2" }]]);
  });

  it("tell apart the outcomes of one input", () => {
    const coin = miniature<string, { type: "Toss" }>({
      init: () => "up",
      events: () => [{ type: "Toss" }],
      reduce: () => [{ state: "heads" }, { state: "tails" }],
    });

    expect(stepsOf(seen(exploringModel(coin, {}))).map(({ title }) => title)).toEqual([
      "a: Toss (1 of 2 outcomes)",
      "a: Toss (2 of 2 outcomes)",
    ]);
  });

  it("end outside the bounds, where the state is still judged", () => {
    const low = always<Snapshot<number>>({
      ...about,
      name: "Low",
      check: ({ members }) => (members[0]!.view > 1 ? "it is too high" : undefined),
    });
    const bounded = miniature<number, { type: "Count" }>(
      {
        init: () => 0,
        events: () => [{ type: "Count" }],
        reduce: (_self, count) => ({ state: count + 1 }),
      },
      { constraint: { state: (_self, count) => count < 2 } },
    );
    const explorer = exploringModel(bounded, { properties: [low] });

    expect(stepsOf(seen(explorer, 0)).map(({ leads }) => leads)).toEqual(["outside"]);
    const outside = seen(explorer, 0, 0);
    expect(outside.end).toContain("outside the bounds");
    expect(stepsOf(outside)).toEqual([]);
    expect(standingIn(outside, "Low")?.sentence).toBe("objects here: it is too high");
  });
});

describe("a path", () => {
  it("to a known violation shows it, with its sentence, and not before", async () => {
    const trace = await readTrace(`${REGRESSIONS}/raft.forgets-vote.ElectionSafety.trace.json`);
    const explorer = exploring("raft", "forgets-vote");
    const { places } = explorer.session;
    const choices: number[] = [];
    for (const step of trace.steps) {
      choices.push(places.choiceOf(places.along(0, choices).at(-1)!, step)!);
    }

    const end = seen(explorer, ...choices);
    const before = seen(explorer, ...choices.slice(0, -1));

    expect(standingIn(end, "ElectionSafety")).toMatchObject({
      verdict: "objects",
      sentence: `objects here: ${trace.reason}`,
    });
    expect(standingIn(before, "ElectionSafety")?.verdict).toBe("silent");
    expect(end.visits.map(({ objecting }) => objecting.length)).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0, 1,
    ]);
  });

  it("of which steps are taken back shows what the shorter path shows", () => {
    fc.assert(
      fc.property(DRAWS, fc.nat(12), (draws, back) => {
        const explorer = exploring("two-phase-commit");
        const choices = drawnPath(explorer, draws);
        const at = Math.max(0, choices.length - back);

        const undone = explorer.session.positionAt({ initial: 0, choices, at });
        const shorter = seen(explorer, ...choices.slice(0, at));

        expect({ ...undone, path: 0, visits: 0 }).toEqual({ ...shorter, path: 0, visits: 0 });
        expect(undone.visits.slice(0, at + 1)).toEqual(shorter.visits);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    [{ initial: 0, choices: [99], at: 1 }, "There is no step 99 in state 1: 3 are enabled."],
    [{ initial: 7, choices: [], at: 0 }, "There is no initial state 7."],
  ])("that there is not is refused: %j", (path, sentence) => {
    expect(() => exploring("bully").session.positionAt(path)).toThrow(sentence);
  });
});

/** Objects to one more than `most`; is put to the test from `most` on. */
const atMost = (name: string, most: number) =>
  always<Snapshot<number>>({
    ...about,
    name,
    trigger: ({ members }) => members[0]!.view >= most,
    check: ({ members }) =>
      members[0]!.view === most + 1 ? `${members[0]!.view} are too many` : undefined,
  });

describe("what is known of a property", () => {
  const explorer = exploringModel(counter(4), {
    properties: [
      atMost("AtMost2", 2),
      sometimes<Snapshot<number>>({
        ...about,
        name: "One",
        holds: ({ members }) => members[0]!.view === 1,
      }),
      noDeadlock<Snapshot<number>>({ ...about, name: "GoesOn", check: () => "it has counted" }),
    ],
  });
  const said = (steps: number) =>
    seen(explorer, ...Array.from({ length: steps }, () => 0)).properties.map(
      ({ sentence }) => sentence,
    );

  it("is said of the path alone, step by step", () => {
    expect(said(0)).toEqual([
      "not put to the test so far",
      "not witnessed so far",
      "some step leads elsewhere: no objection",
    ]);
    expect(said(1)[1]).toBe("witnessed here");
    expect(said(2).slice(0, 2)).toEqual([
      "put to the test here: no objection",
      "witnessed in state 2",
    ]);
    expect(said(3)[0]).toBe("objects here: 3 are too many");
    expect(said(4)).toEqual([
      "objected in state 4: 3 are too many",
      "witnessed in state 2",
      "objects here: it has counted",
    ]);
  });

  it("is never that it holds", () => {
    for (const protocol of ["two-phase-commit", "raft-static"]) {
      const { properties } = seen(exploring(protocol), 0);
      for (const { sentence } of properties) expect(sentence).not.toMatch(/\bholds\b/);
    }
  });
});

describe("the network", () => {
  it("has the messages that are in flight, and says which the last step sent", () => {
    const explorer = exploring("raft", "forgets-vote");

    const sent = seen(explorer, 0).messages!;
    const later = seen(explorer, 0, 1).messages!;

    expect(sent.map(({ from, to, isNew }) => [from, to, isNew])).toEqual([
      ["n1", "n2", true],
      ["n1", "n3", true],
    ]);
    expect(later.filter(({ isNew }) => isNew).map(({ from }) => from)).toEqual(["n2", "n2"]);
    expect(seen(exploring("raft-static")).messages).toBeUndefined();
  });

  it("has those who are down", () => {
    expect(seen(exploring("raft", "forgets-vote"), 0, 0).down).toEqual(["n1"]);
  });

  it("is of one path alone, whatever was asked in between", () => {
    const explorer = exploring("bully");
    const first = explorer.session.positionAt(pathOf(0));

    explorer.session.positionAt(pathOf(1));

    expect(explorer.session.positionAt(pathOf(0))).toEqual(first);
  });
});
