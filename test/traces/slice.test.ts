/** The causal slice: that it leaves out what nothing came of, and that what is left is a violation. */
import { describe, expect, it } from "vitest";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { explanationOf, type Violating } from "../../traces/explanation/explanation.ts";
import { Player } from "../../traces/player.ts";
import { expectSound } from "./sound-slice.ts";
import { fuzzedOf, mutantOf, played, violatingOf } from "./violating.ts";

/** The shortest counterexample of a mutant, with one more step at `at` that `is` says. */
function withOneMore(
  protocol: string,
  name: string,
  at: number,
  is: (step: { readonly type: string; readonly process?: string }) => boolean,
  faults: Readonly<Record<string, number>> = {},
): Violating {
  const entry = entryOf(catalog, protocol);
  const mutant = mutantOf(entry, name);
  const budgets = { ...mutant.environment?.budgets, ...faults };
  const violating = violatingOf(entry, {
    ...mutant,
    environment: { ...mutant.environment, budgets },
  });
  const { steps, target } = violating;
  const more = new Player(target).possibleAfter(0, steps.slice(0, at)).find(is)!;
  return played(violating, steps.toSpliced(at, 0, more));
}

function sliceOf(violating: Violating): readonly boolean[] {
  return explanationOf(violating)!.slice;
}

describe("the causal slice", () => {
  it("leaves out a step that nothing came of, and keeps all the others", () => {
    const lossy = withOneMore(
      "raft",
      "votes-many-times",
      5,
      ({ type, process }) => type === "drop" && process === "n3",
      { drops: 1 },
    );

    expect(sliceOf(lossy)).toEqual(lossy.steps.map((_, index) => index !== 5));
  });

  it("leaves out a promise that its proposer could do without, and keeps the one that it needed", () => {
    const more = withOneMore(
      "paxos",
      "less-than-a-majority",
      3,
      ({ type, process }) => type === "deliver" && process === "a3",
    );

    expect(more.steps[3]).toMatchObject({ process: "a3", message: { type: "Prepare" } });
    expect(sliceOf(more)).toEqual(more.steps.map((_, index) => index !== 3));
  });

  it("keeps all of a behaviour that violates nothing", () => {
    const entry = entryOf(catalog, "paxos");
    const violating = violatingOf(entry, mutantOf(entry, "less-than-a-majority"));
    const [steps, states] = [violating.steps.slice(0, -1), violating.states.slice(0, -1)];

    expect(sliceOf({ ...violating, steps, states }).every(Boolean)).toBe(true);
  });
});

describe("the slice of what random runs come upon", () => {
  const readers = ["paxos", "multi-paxos"].flatMap((protocol) => {
    const entry = entryOf(catalog, protocol);
    const { mutants } = entry;
    return mutants
      .filter(({ length }) => length !== null && length <= 12)
      .map((mutant) => [`${protocol}, ${mutant.name}`, entry, mutant] as const);
  });

  it.each(readers)("in %s, violates the property by itself", (_name, entry, mutant) => {
    const violating = fuzzedOf(entry, mutant, { runs: 20_000 })!;

    expectSound(violating);
  });

  it("is shorter than the run in most of them", () => {
    const shorter = readers.filter(([, entry, mutant]) =>
      sliceOf(fuzzedOf(entry, mutant, { runs: 20_000 })!).includes(false),
    );

    expect(shorter.length).toBeGreaterThan(readers.length / 2);
  });
});
