/** The quorum ledger: on whose answers decisions stand, and where two quorums meet. */
import { describe, expect, it } from "vitest";
import { encode } from "../../checker/data.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import type { EventStep } from "../../checker/world/step.ts";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { clashesOf } from "../../traces/explanation/clashes.ts";
import { lossesIn } from "../../traces/explanation/losses.ts";
import { clashTexts, decisionText } from "../../traces/explanation/ledger-text.ts";
import {
  type Explanation,
  explanationOf,
  type Violating,
} from "../../traces/explanation/explanation.ts";
import type { Told } from "../../traces/explanation/told.ts";
import { mutantOf, violatingOf } from "./violating.ts";

/** Found once: several tests look at one. */
const found = new Map<string, Violating>();

function violatingBy(protocol: string, name: string): Violating {
  const known = found.get(`${protocol} ${name}`);
  if (known !== undefined) return known;
  const entry = entryOf(catalog, protocol);
  const violating = violatingOf(entry, mutantOf(entry, name));
  found.set(`${protocol} ${name}`, violating);
  return violating;
}

function explained(protocol: string, name: string): Explanation {
  return explanationOf(violatingBy(protocol, name))!;
}

/** What the ledger says of the first clash, without the states that each decision is of. */
function wordsOf(explanation: Explanation): string[] {
  const [clash] = explanation.clashes;
  return clashTexts(clash!, explanation).map((text) => text.replaceAll(/ \(state \d+\)/g, ""));
}

/** Who is in both quorums, and whether it crashed in between. */
function meetingsIn({ clashes }: Explanation): [string, "forgot" | "did not crash"][] {
  expect(clashes).not.toEqual([]);
  return clashes
    .flatMap(({ meetings }) => meetings)
    .map(({ process, losses }) => [process, losses.length > 0 ? "forgot" : "did not crash"]);
}

describe("the quorum ledger", () => {
  it("names the process in both quorums, and the crash in which it forgot", () => {
    const explanation = explained("raft", "forgets-vote");

    expect(explanation.clashes).toHaveLength(1);
    expect(meetingsIn(explanation)).toEqual([["n2", "forgot"]]);
  });

  it("says that two quorums have no process in common", () => {
    const { clashes, decisions } = explained("raft", "minority-commits");

    expect(clashes[0]?.meetings).toEqual([]);
    expect(decisions.every(({ quorum }) => quorum.length <= 2)).toBe(true);
  });

  it("counts as answers only what decisions could not do without", () => {
    const { decisions } = explained("raft", "votes-many-times");

    const types = decisions.flatMap(({ answers }) => answers.map(({ message }) => message.type));
    expect(types).toEqual(["RequestVoteResponse", "RequestVoteResponse"]);
  });

  it("does not count who called the election among those who voted", () => {
    const { decisions } = explained("bully", "impatient");

    const [decision] = decisions.filter(({ answers }) => answers.some((each) => each.isPrompt));
    expect(decision!.quorum).toEqual([decision!.process]);
    expect(decisionText(decision!)).toMatch(/on nobody's answer, prompted by n1 \(Election, /);
  });

  it("has the crash of a process only if that was between its parts in the two", () => {
    const { told, decisions } = explained("raft", "forgets-vote");
    const crash = told.steps.findIndex(({ type }) => type === "crash");
    const crashesOf = (steps: Told["steps"]): readonly number[] =>
      clashesOf(decisions, lossesIn(steps, told.stage))[0]!.meetings[0]!.losses.map(
        ({ state }) => state,
      );

    expect(crashesOf(told.steps)).toEqual([crash + 1]);
    expect(crashesOf(told.steps.with(crash, told.steps[0]!).with(0, told.steps[crash]!))).toEqual(
      [],
    );
  });
});

describe("the ledger of Paxos", () => {
  it("has who promised, who voted, and that the two have nobody in common", () => {
    const explanation = explained("paxos", "less-than-a-majority");

    expect(explanation.decisions.map(decisionText)).toEqual([
      "state 5: p1 proposes v1 of epoch 0 on a1 (Promised, sent in state 4)",
      "state 6: v1 of epoch 0 is chosen by the votes of a1 (state 6)",
      "state 8: p2 proposes v2 of epoch 1 on a2 (Promised, sent in state 7)",
      "state 9: v2 of epoch 1 is chosen by the votes of a1 (state 9)",
    ]);
    expect(wordsOf(explanation)).toEqual(["quorums {a1} and {a2} have no process in common"]);
  });

  it("has the acceptor that forgot its promise, what it promised, and its vote", () => {
    const [quorums, memory] = wordsOf(explained("paxos", "forgets-promise"));

    expect(quorums).toBe("quorums {a1, a3} and {a1, a2} have a1 in common");
    expect(memory).toBe(
      "a1 sent p2 Promised {ballot: 1, vote: null} in state 5, crashed in state 6, and voted for v2 of epoch 0 in state 13",
    );
  });

  it.each([
    ["paxos", "forgets-vote", "forgot"],
    ["paxos", "forgets-all", "forgot"],
    ["paxos", "breaks-promise", "did not crash"],
    ["paxos", "promises-nothing", "did not crash"],
    ["paxos", "keeps-own-value", "did not crash"],
    ["multi-paxos", "forgets-promise", "forgot"],
    ["multi-paxos", "forgets-votes", "forgot"],
    ["multi-paxos", "breaks-promise", "did not crash"],
    ["multi-paxos", "shares-ballots", "did not crash"],
  ] as const)("of %s, %s: who is in both quorums %s", (protocol, name, how) => {
    const meetings = meetingsIn(explained(protocol, name));

    expect(new Set(meetings.map(([, memory]) => memory))).toEqual(new Set([how]));
  });

  it.each([
    ["paxos", "quorums-need-not-meet"],
    ["multi-paxos", "less-than-a-majority"],
    ["multi-paxos", "quorums-need-not-meet"],
  ] as const)("of %s, %s: nobody is in both", (protocol, name) => {
    expect(meetingsIn(explained(protocol, name))).toEqual([]);
  });

  it("has the proposer that proposed twice, and the crash in which it forgot that it had", () => {
    expect(meetingsIn(explained("paxos", "proposes-twice"))).toEqual([["p1", "did not crash"]]);
    expect(meetingsIn(explained("paxos", "forgets-ballot"))).toEqual([["p1", "forgot"]]);
  });

  it("has the votes that learners learned from", () => {
    const { decisions, clashes } = explained("paxos", "one-vote-is-enough");

    const learned = decisions.filter(({ kind }) => kind === "learns");
    expect(learned.map(({ answers }) => answers.map(({ message }) => message.type))).toEqual([
      ["Accepted"],
      ["Accepted"],
    ]);
    expect(clashes).toMatchObject([{ meetings: [] }]);
  });

  it("says what takes a slot of a log, and in which epoch if not its own", () => {
    const { decisions } = explained("multi-paxos", "adopts-lowest-ballot");

    const chosen = decisions.filter(({ kind }) => kind === "chosen").map(decisionText);
    expect(chosen[0]).toMatch(/v1 of epoch 0 is chosen for slot 1 in epoch 2 by the votes of /);
    expect(chosen[1]).toMatch(/v1 of epoch 1 is chosen for slot 1 by the votes of /);
  });
});

describe("the ledger of fast leader election", () => {
  it("has the votes that a server counted, whether it had asked for them or not", () => {
    const { decisions, clashes } = explained("fast-leader-election", "same-round-again");

    expect(decisions.map(({ quorum }) => quorum)).toEqual([
      ["n2", "n1"],
      ["n3", "n2"],
    ]);
    expect(clashes).toMatchObject([{ meetings: [{ process: "n2", losses: [] }] }]);
  });

  it("has the observer whose vote should not have counted", () => {
    const { decisions } = explained("fast-leader-election", "counts-observers");

    expect(decisions.map(({ quorum }) => quorum)).toEqual([["n1", "n4"]]);
  });

  it("has the vote of a past round, though it is not what a newer round asked for", () => {
    const { decisions } = explained("fast-leader-election", "counts-past-votes");

    expect(decisions.map(({ answers }) => answers)).toMatchObject([
      [{ from: "n1", message: { round: 1 }, isPrompt: false }],
    ]);
  });
});

describe("what is read where it lies", () => {
  const readers = ["paxos", "multi-paxos"].flatMap((protocol) =>
    entryOf(catalog, protocol)
      .mutants.filter(({ length }) => length !== null && length <= 13)
      .map(({ name }) => [protocol, name] as const),
  );

  it.each(readers)("of %s, %s: is enough, and nothing of it can be spared", (protocol, name) => {
    const violating = violatingBy(protocol, name);
    const { decisions, told } = explanationOf(violating)!;
    const reducer = violating.model as AnyProtocol;
    const reading = decisions.filter(({ answers }) => answers.some(({ how }) => how === "read"));

    for (const { process, state, answers } of reading) {
      const { event, outcome } = told.steps[state - 1] as EventStep;
      const index = told.stage.processes.indexOf(process!);
      const local = told.states[state - 1]!.processes[index];
      const inbox = answers
        .filter(({ taken }) => taken === state)
        .map(({ from, message }) => ({ ...message, from }));
      const after = (some: typeof inbox): string | undefined => {
        const { config } = violating.target;
        const answer = [reducer.reduce(process!, local, event, config, some)].flat()[outcome];
        return answer && encode(answer.state);
      };
      const shown = encode(told.states[state]!.processes[index]);
      expect(after(inbox)).toBe(shown);
      for (const each of inbox) expect(after(inbox.filter((x) => x !== each))).not.toBe(shown);
    }
    expect(reading.length > 0 || name === "less-than-a-majority").toBe(true);
  });
});
