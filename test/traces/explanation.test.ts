/** Explanations: what they say of bugs that are known, and that they say it of all. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { replay } from "../../checker/search/replay.ts";
import { type CatalogEntry, catalog } from "../../models/catalog.ts";
import type { Mutant } from "../../models/kit/instance.ts";
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
import { Player } from "../../traces/player.ts";
import { stageOf } from "../../traces/stage.ts";
import { checkMutant } from "../models/check-instance.ts";

/** Longer traces take longer to find than a test of words is worth. */
const LENGTH_MAX = 9;

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

describe("the quorum ledger", () => {
  it("names the process in both quorums, and the crash in which it forgot", () => {
    const { clashes } = explained("forgets-vote");

    expect(clashes).toHaveLength(1);
    const [{ common, crashed }] = clashes as [(typeof clashes)[0]];
    expect(common).toHaveLength(1);
    expect(crashed.map(({ process }) => process)).toEqual(common);
  });

  it("says that two quorums have no process in common", () => {
    const { clashes, decisions } = explained("minority-commits");

    expect(clashes[0]?.common).toEqual([]);
    expect(decisions.every(({ quorum }) => quorum.length <= 2)).toBe(true);
  });

  it("counts as answers only what came of the process's own question", () => {
    const { decisions } = explained("votes-many-times");

    const messages = decisions.flatMap(({ answers }) => answers.map(({ message }) => message));
    expect(messages).toEqual(["RequestVoteResponse", "RequestVoteResponse"]);
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
  it("tells who proposed, stored and committed it, in order", () => {
    const { provenance } = explained("ignores-candidates-log");

    expect(provenance.map(({ story }) => story.map(({ kind }) => kind))).toEqual([
      ["proposed", "stored", "committed"],
    ]);
  });
});

describe("the causal slice", () => {
  it("leaves out a step that nothing came of, and keeps all the others", () => {
    const { violating } = raftWith("votes-many-times", { drops: 1 });
    const { steps, target } = violating;
    const before = steps.slice(0, -1);
    const loss = new Player(target)
      .possibleAfter(0, before)
      .find((step) => step.type === "drop" && "process" in step && step.process === "n3");

    const lossy = played(violating, [...before, loss!, steps.at(-1)!]);

    expect(explanationOf(lossy)!.slice).toEqual([...before.map(() => true), false, true]);
  });
});

describe("a protocol that reads its inbox", () => {
  it("is not said to stand on nobody's answer, nor to depend on fewer steps than it may", () => {
    const entry = catalog.find(({ model }) => model.name === "multi-paxos")!;
    const mutant = entry.mutants.find(({ name }) => name === "one-vote-is-enough")!;

    const { decisions, slice } = explanationOf(violatingOf(entry, mutant))!;

    expect(decisions).toEqual([]);
    expect(slice.every(Boolean)).toBe(true);
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

function raftWith(
  name: string,
  faults: Readonly<Record<string, number>> = {},
): { readonly violating: Violating; readonly entry: CatalogEntry } {
  const entry = catalog.find(({ model }) => model.name === "raft")!;
  const mutant = entry.mutants.find((each) => each.name === name)!;
  const budgets = { ...mutant.environment?.budgets, ...faults };
  const environment = { ...mutant.environment, budgets };
  return { violating: violatingOf(entry, { ...mutant, environment }), entry };
}

function explained(name: string): Explanation {
  return explanationOf(raftWith(name).violating)!;
}

function aboutOf({ steps, states, target }: Violating) {
  return { steps, states, stage: stageOf(target) };
}

function violatingOf(entry: CatalogEntry, mutant: Mutant): Violating {
  const { model, config: settings, environment, violates } = mutant;
  const { exploration } = checkMutant(entry, mutant);
  const violation = exploration.violations.find(({ property }) => property === violates)!;
  const config = configOf(model.parameters, settings);
  const properties = entry.properties(config).filter(({ name }) => name === violates);
  const target = targetOf(model, { config, environment, properties });
  const { initial, steps } = violation;
  return played({ model, target, initial }, steps);
}

/** What `steps` come to. */
function played(
  what: Pick<Violating, "model" | "target" | "initial">,
  steps: Violating["steps"],
): Violating {
  const { target, initial } = what;
  const property = target.properties[0]!.name;
  const replayed = replay(target.subject, { property, initial, steps });
  if (replayed.kind !== "violates") throw new Error(`it ${replayed.kind}`);
  return { ...what, steps, states: replayed.states, reason: replayed.reason };
}
