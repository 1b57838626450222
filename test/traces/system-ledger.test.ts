/** The ledger of transition systems: what their models say of decisions is so in the behaviours. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import type { AnySystem, Typed } from "../../checker/protocol.ts";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { majorityOf } from "../../models/kit/cluster.ts";
import { actorOf, participantsOf } from "../../traces/actors.ts";
import { clashesOf } from "../../traces/explanation/clashes.ts";
import {
  type Ledger,
  systemLedgerOf,
  type Violating,
} from "../../traces/explanation/explanation.ts";
import type { Decision } from "../../traces/explanation/ledger.ts";
import { clashTexts, decisionText } from "../../traces/explanation/ledger-text.ts";
import { decisionsOfSystem } from "../../traces/explanation/system-ledger.ts";
import { type Stage, stageOf } from "../../traces/stage.ts";
import { mutantOf, violatingOf } from "./violating.ts";

const systems = catalog.filter(({ model }) => "system" in model);
/** What takes a second or more to find: others of the same models are as telling. */
const LONG_SOUGHT = ["older-config-wins", "commits-not-on-quorum", "imposes-own-history"];
const mutants = systems.flatMap((entry) =>
  entry.mutants
    .filter(({ length, isSlow }) => length !== null && isSlow !== true)
    .filter(({ name }) => !LONG_SOUGHT.includes(name))
    .map(({ name }) => [entry.model.name, name] as const),
);

/** Found once: several tests look at one. */
const found = new Map<string, Violating>();

function violatingBy(protocol: string, name: string): Violating {
  const entry = entryOf(catalog, protocol);
  const key = `${protocol} ${name}`;
  const violating = found.get(key) ?? violatingOf(entry, mutantOf(entry, name));
  found.set(key, violating);
  return violating;
}

function ledgerOf(protocol: string, name: string): Ledger {
  return systemLedgerOf(violatingBy(protocol, name))!;
}

function wordsOf(ledger: Ledger): string[] {
  return ledger.clashes.flatMap((clash) => clashTexts(clash, ledger));
}

/** A random behaviour of a model, as far as its constraint goes. */
function walked(model: AnySystem, seed: number, length: number) {
  const target = targetOf(model);
  const { subject, config } = target;
  const { system } = subject;
  const states = [system.initialStates().at(-1)];
  const steps = [];
  for (let random = seed; steps.length < length; random = (random * 48_271) % 2_147_483_647) {
    const enabled = system.enabled(states.at(-1)).filter((action) => {
      return system.constraint?.(system.next(states.at(-1), action)) ?? true;
    });
    if (enabled.length === 0) break;
    const step = enabled[random % enabled.length]!;
    steps.push(step);
    states.push(system.next(states.at(-1), step));
  }
  return { config, steps, states, stage: stageOf(target) };
}

/** Each answer was given with a step of who gave it, and what it has came with one that it is in. */
function expectDone(decisions: readonly Decision[], steps: readonly Typed[], stage: Stage): void {
  for (const { answers, votes, state } of decisions) {
    for (const { from, given, how } of answers) {
      if (how === "read") expect(actorOf(steps[given - 1]!, stage)).toBe(from);
      else if (given > 0) expect(participantsOf(steps[given - 1]!, stage)).toContain(from);
      expect(how === "said" ? given : state).toBe(state);
    }
    for (const { from, given } of votes) expect(actorOf(steps[given - 1]!, stage)).toBe(from);
  }
}

describe("the ledger of a transition system", () => {
  it("has the voter of both elections", () => {
    const ledger = ledgerOf("raft-static", "votes-twice");

    expect(ledger.decisions.map((each) => decisionText(each))).toEqual([
      "state 2: n1 leads epoch 1 on n1 (Vote, state 2), n2 (Vote, state 2)",
      "state 3: n3 leads epoch 1 on n2 (Vote, state 3), n3 (Vote, state 3)",
    ]);
    expect(wordsOf(ledger)).toEqual([
      "quorums {n1, n2} (state 2) and {n2, n3} (state 3) have n2 in common",
      "n2 gave n1 Vote {term: 1, log: []} in state 2, and gave n3 Vote {term: 1, log: []} in state 3; it forgot nothing in between",
    ]);
  });

  it("has since when an entry was there that a quorum lost by an election", () => {
    expect(wordsOf(ledgerOf("raft-static", "commits-older-term"))).toEqual([
      "quorums {n1, n3} (state 8) and {n1, n2} (state 10) have n1 in common",
      "n1 had Entry {index: 1, term: 1} since state 3, and gave n2 Vote {term: 4, log: [1]} in state 10; it forgot nothing in between",
    ]);
  });

  it("has a commit that an election of a later epoch came before", () => {
    expect(wordsOf(ledgerOf("raft-static", "acknowledges-in-any-term"))).toEqual([
      "quorums {n2, n3} (state 4) and {n1, n3} (state 6) have n3 in common",
      "n3 gave n2 Vote {term: 2, log: []} in state 4, and had Entry {index: 1, term: 1} since state 5; it forgot nothing in between",
    ]);
  });

  it("has the members whose quorum it had to be, and who let them be replaced", () => {
    const { decisions } = ledgerOf("raft-reconfiguration", "config-not-on-quorum");

    expect(decisions.slice(1, 4).map((each) => decisionText(each))).toEqual([
      "state 3: n1 makes {n1, n2} the members on n1 (Configuration, since state 2), n1 (Term, since state 2), n2 (Term, since state 2), out of {n1, n2, n3}",
      "state 4: n1 makes {n1} the members on n1 (Configuration, since state 3), n1 (Term, since state 2), n2 (Term, since state 2), out of {n1, n2}",
      "state 5: n1 leads epoch 2 on n1 (Vote, state 5), out of {n1}",
    ]);
  });

  it("has the replies that were counted, and two that nobody gave both of", () => {
    const ledger = ledgerOf("multi-paxos-smr", "less-than-a-majority");

    expect(ledger.decisions.slice(1, 3).map((each) => decisionText(each))).toEqual([
      "state 5: s1 has w1 in slot 1 committed on s1 (AcceptReply, sent in state 4)",
      "state 7: s2 leads epoch 2 on s2 (PrepareReply, sent in state 6)",
    ]);
    expect(wordsOf(ledger)).toEqual([
      "quorums {s1} (state 5) and {s2} (state 7) have no process in common",
    ]);
  });

  it("has the acceptor that voted below what it had promised", () => {
    expect(wordsOf(ledgerOf("voting", "votes-below-its-promise")).at(-1)).toBe(
      "a1 proposed v2 of epoch 1 in state 5, and voted for v1 of epoch 0 in state 7",
    );
  });

  it("has the restart in which a follower forgot", () => {
    expect(wordsOf(ledgerOf("zab-tla", "forgets-accepted-epoch"))).toEqual([
      "quorums {n1, n2} (state 8) and {n2, n3} (state 14) have n2 in common",
      "n2 sent n1 ACKEPOCH {epoch: 0, history: []} in state 7, took Restart in state 9, and led epoch 1 in state 14",
    ]);
  });

  it("has the acknowledgement of a history for that of a transaction in it", () => {
    const { decisions } = ledgerOf("zab-tla", "latecomer-commits-what-it-knows");

    expect(decisionText(decisions[1]!)).toMatch(/ n3 \(Acknowledgement, sent in state 18\)/);
  });
});

describe("what is told of decisions", () => {
  it.each(mutants)("of %s, %s: is what the processes did in these states", (protocol, name) => {
    const violating = violatingBy(protocol, name);
    const { decisions, stage } = systemLedgerOf(violating)!;

    expectDone(decisions, violating.steps, stage);
    // Consensus has no processes that could answer.
    expect(decisions.length > 0).toBe(protocol !== "consensus");
  });

  it.each(mutants)("of %s, %s: has the decisions that clash", (protocol, name) => {
    const violating = violatingBy(protocol, name);
    const { clashes } = systemLedgerOf(violating)!;
    const { concern } = violating.target.properties[0]!;

    if (concern === "split-brain") expect(clashes).not.toEqual([]);
    for (const { decisions, meetings } of clashes) {
      const [one, other] = decisions;
      for (const { process, parts } of meetings) {
        expect([one.process === other.process, one.quorum.includes(process)]).toContain(true);
        expect(parts[0].state).toBeLessThanOrEqual(parts[1].state);
      }
    }
  });

  it.each(systems.filter(({ model }) => model.name !== "consensus").map(({ model }) => [model]))(
    "of $name as it is: stands on a majority, and nothing clashes",
    (model) => {
      const system = model as AnySystem;
      let count = 0;
      for (let seed = 1; seed <= 15; seed++) {
        const walk = walked(system, seed, 40);
        const decisions = decisionsOfSystem(system, walk.config, walk);
        const all = Number(
          walk.config["nodes"] ?? walk.config["replicas"] ?? walk.config["acceptors"],
        );
        expectDone(decisions, walk.steps, walk.stage);
        for (const { quorum, of } of decisions) {
          const members = of ?? quorum;
          const least = majorityOf(of?.length ?? all);
          expect(quorum.length).toBeGreaterThanOrEqual(least);
          expect(quorum.every((each) => members.includes(each))).toBe(true);
        }
        expect(clashesOf(decisions, [])).toEqual([]);
        count += decisions.length;
      }
      expect(count).toBeGreaterThan(0);
    },
  );
});
