/** Explanations: what they say of bugs that are known, and that they say it of all. */
import { describe, expect, it } from "vitest";
import { replay } from "../../checker/search/replay.ts";
import { entryOf } from "../../cli/plan.ts";
import { type CatalogEntry, catalog } from "../../models/catalog.ts";
import {
  causesOf,
  type Explanation,
  explanationOf,
  type Violating,
} from "../../traces/explanation/explanation.ts";
import { overlapsOf } from "../../traces/explanation/leadership.ts";
import { applied } from "../../traces/explanation/sibling.ts";
import { causesText, explanationText } from "../../traces/explanation/text.ts";
import { PLAIN } from "../../traces/palette.ts";
import { stageOf } from "../../traces/stage.ts";
import { mutantOf, violatingOf } from "./violating.ts";

/** Longer ones: test/slow/decisive.slow.test.ts. */
const LENGTH_MAX = 7;

const quick = catalog.flatMap((entry) =>
  entry.mutants
    .filter(({ isSlow, length }) => isSlow !== true && length !== null && length <= LENGTH_MAX)
    .map((mutant) => [`${entry.model.name} ${mutant.name}`, entry, mutant] as const),
);

describe("the decisive step", () => {
  it.each(quick)(
    "of %s is one that the model without the bug would not take so",
    (_n, entry, mutant) => {
      const violating = violatingOf(entry, mutant);

      const { decisive } = causesOf(violating, entry.model);

      expect(decisive).toBeDefined();
      expect(causesOf(violating, mutant.model).decisive).toBeUndefined();
    },
  );

  it("of a vote that a crash loses is the crash, and it says what is lost", () => {
    const { violating, entry } = raftWith("forgets-vote");
    const causes = causesOf(violating, entry.model);

    const [sentence] = causesText(causes, aboutOf(violating), "raft");

    expect(sentence).toMatch(/^decisive: (n\d) crashes .* \1 has votedFor: n\d → null$/);
  });
});

describe("the decisive step of a counterexample of Paxos", () => {
  it("is the one for which the promises did not suffice", () => {
    const entry = entryOf(catalog, "paxos");
    const violating = violatingOf(entry, mutantOf(entry, "less-than-a-majority"));

    const { decisive } = causesOf(violating, entry.model);

    expect(decisive?.kind).toBe("impossible");
    expect(violating.steps[decisive!.step]).toMatchObject({ event: { type: "Phase2a" } });
  });
});

describe("the leadership timeline", () => {
  it("shows two leaders of one epoch as an overlap of one epoch, from the last state on", () => {
    const { overlaps, told } = explained("votes-many-times");

    expect(overlaps).toMatchObject([{ isOneEpoch: true, from: told.states.length - 1 }]);
  });

  it("takes leaders of two epochs at a time for what they are", () => {
    const [one, other] = [
      { process: "a", epoch: 1, from: 2, to: 5 },
      { process: "b", epoch: 2, from: 4, to: 9 },
    ];

    expect(overlapsOf([one, other])).toEqual([
      { reigns: [one, other], from: 4, to: 5, isOneEpoch: false },
    ]);
    expect(overlapsOf([one, { ...other, from: 6 }])).toEqual([]);
    expect(overlapsOf([one, { ...other, process: "a" }])).toEqual([]);
  });
});

describe("the provenance of a proposal", () => {
  it("tells who proposed what, and who voted for it, where nobody has a log", () => {
    const entry = entryOf(catalog, "paxos");
    const violating = violatingOf(entry, mutantOf(entry, "less-than-a-majority"));

    const { provenance } = explanationOf(violating)!;

    expect(provenance.map(({ story }) => story.map(({ kind }) => kind))).toEqual([
      ["proposed", "stored"],
      ["proposed", "stored"],
    ]);
  });

  it("tells who proposed, stored and committed it, in order", () => {
    const { provenance } = explained("ignores-candidates-log");

    expect(provenance.map(({ story }) => story.map(({ kind }) => kind))).toEqual([
      ["proposed", "stored", "committed"],
    ]);
  });
});

describe("the nearest passing sibling", () => {
  it("is a behaviour of the same steps that violates nothing", () => {
    const { violating, entry } = raftWith("ignores-candidates-log");
    const { sibling } = causesOf(violating, entry.model);
    const steps = applied(sibling!, violating.steps);

    const replayed = replay(violating.target.subject, {
      ...violating,
      steps,
      property: "LeaderCompleteness",
    });

    expect(steps).toHaveLength(violating.steps.length);
    expect(replayed.kind).toBe("holds");
  });
});

describe("the nearest passing sibling of a behaviour whose steps all depend on each other", () => {
  it("goes on with what comes then, and says what is the first to be otherwise", () => {
    const { violating, entry } = raftWith("forgets-vote");
    const causes = causesOf(violating, entry.model);

    const [, sentence] = causesText(causes, aboutOf(violating), "raft");

    expect(sentence).toBe(
      "without n2 crashes (to state 5) it would have held: n2 → n3: RequestVoteResponse {term: 1, " +
        "voteGranted: false} instead of n2 → n3: RequestVoteResponse {term: 1, voteGranted: true}",
    );
  });

  it("has the restart gone with the crash", () => {
    const steps = [
      { type: "crash", process: "n1" },
      { type: "restart", process: "n2" },
      { type: "restart", process: "n1" },
    ];

    expect(applied({ kind: "left out", step: 0, other: null }, steps)).toEqual([steps[1]]);
  });
});

describe("an explanation as text", () => {
  it("has a row a process and a column a state, and the words of the violation below", () => {
    const text = explanationText(explained("votes-many-times"), { palette: PLAIN, columns: 100 });

    expect(text.split("\n").slice(0, 6)).toEqual([
      "who led when",
      "      1   5  ",
      "  n1  ···1111",
      "  n2  ·······",
      "  n3  ······1",
      "  from state 7 on n1 and n3 lead epoch 1 both",
    ]);
  });
});

function raftWith(name: string): {
  readonly violating: Violating;
  readonly entry: CatalogEntry;
} {
  const entry = entryOf(catalog, "raft");
  return { violating: violatingOf(entry, mutantOf(entry, name)), entry };
}

function explained(name: string): Explanation {
  return explanationOf(raftWith(name).violating)!;
}

function aboutOf({ steps, states, target }: Violating) {
  return { steps, states, stage: stageOf(target) };
}
