/** The ledger of transition systems: what a model says that its steps decide, and who let them. */
import { describe, expect, it } from "vitest";
import { encode } from "../../checker/data.ts";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { systemLedgerOf, type Violating } from "../../traces/explanation/explanation.ts";
import { clashTexts, decisionText } from "../../traces/explanation/ledger-text.ts";
import { mutantOf, violatingOf } from "./violating.ts";

const SYSTEMS = ["voting", "multi-paxos-smr", "raft-static", "raft-reconfiguration", "zab-tla"];
/** They take a second or more to find. */
const SLOW = new Set([
  "keeps-longer-history",
  "imposes-own-history",
  "nothing-committed-in-term",
  "commits-not-on-quorum",
  "older-config-wins",
]);
/** A vote is wrong before anything is chosen. */
const UNDECIDED = new Set([
  "voting votes-twice",
  "voting contradicts-others",
  "voting asks-who-is-behind",
]);

const mutants = SYSTEMS.flatMap((protocol) => {
  const entry = entryOf(catalog, protocol);
  const quick = entry.mutants.filter(({ name, violates }) => violates !== null && !SLOW.has(name));
  return quick.map(({ name }) => [protocol, name] as const);
});

function violatingBy(protocol: string, name: string): Violating {
  const entry = entryOf(catalog, protocol);
  return violatingOf(entry, mutantOf(entry, name));
}

function linesOf(protocol: string, name: string): string[] {
  const ledger = systemLedgerOf(violatingBy(protocol, name))!;
  return [
    ...ledger.decisions.map((each) => decisionText(each)),
    ...ledger.clashes.flatMap((each) => clashTexts(each, ledger)),
  ];
}

describe("the ledger of a transition system", () => {
  it("has the process that voted twice", () => {
    expect(linesOf("raft-static", "votes-twice")).toEqual([
      "state 2: n1 leads epoch 1 on n1 (Vote, state 2), n2 (Vote, state 2)",
      "state 3: n3 leads epoch 1 on n2 (Vote, state 3), n3 (Vote, state 3)",
      "quorums {n1, n2} (state 2) and {n2, n3} (state 3) have n2 in common",
      "n2 gave n1 Vote {term: 1, log: []} in state 2, and gave n3 Vote {term: 1, log: []} in state 3; it forgot nothing in between",
    ]);
  });

  it("has the members of whom a quorum was one", () => {
    expect(linesOf("raft-reconfiguration", "config-not-on-quorum").slice(1)).toEqual([
      "state 3: n1 makes {n1, n2} the members on n1 (Configuration, since state 2), out of {n1, n2, n3}",
      "state 4: n1 makes {n1} the members on n1 (Configuration, since state 3), out of {n1, n2}",
      "state 5: n1 leads epoch 2 on n1 (Vote, state 5), out of {n1}",
      "state 6: n2 leads epoch 2 on n2 (Vote, state 6), n3 (Vote, state 6), out of {n1, n2, n3}",
      "quorums {n1} (state 5) and {n2, n3} (state 6) have no process in common",
    ]);
  });

  it("has the restart in which a process forgot", () => {
    expect(linesOf("zab-tla", "forgets-accepted-epoch").at(-1)).toBe(
      "n2 sent n1 ACKEPOCH in state 7, took Restart in state 9, and led epoch 1 in state 14",
    );
  });

  it("has the quorum that was none", () => {
    expect(linesOf("multi-paxos-smr", "less-than-a-majority").slice(1)).toEqual([
      "state 5: s1 has w1 in slot 1 committed on s1 (AcceptReply, sent in state 4)",
      "state 7: s2 leads epoch 2 on s2 (PrepareReply, sent in state 6)",
      "state 9: s2 has r1 in slot 1 committed on s2 (AcceptReply, sent in state 8)",
      "quorums {s1} (state 5) and {s2} (state 7) have no process in common",
    ]);
  });

  it("has the voter that did not keep to its promise", () => {
    expect(linesOf("voting", "votes-below-its-promise")).toEqual([
      "state 6: v2 of epoch 1 is chosen by the votes of a1 (state 5), a2 (state 6)",
      "state 7: v1 of epoch 0 is chosen by the votes of a1 (state 7), a3 (state 4)",
      "quorums {a1, a3} (state 7) and {a1, a2} (state 6) have a1 in common",
      "a1 voted for v2 of epoch 1 in state 5, and voted for v1 of epoch 0 in state 7",
    ]);
  });

  it("is none of a system that says nothing of its decisions", () => {
    expect(linesOf("consensus", "chooses-again")).toEqual([]);
  });

  it.each(mutants)(
    "of %s, %s: who gave an answer took part when it came to be",
    (protocol, name) => {
      const violating = violatingBy(protocol, name);
      const { decisions } = systemLedgerOf(violating)!;

      expect(decisions.length > 0).toBe(!UNDECIDED.has(`${protocol} ${name}`));
      for (const { answers, votes, state, quorum } of decisions) {
        const given = [...answers, ...votes];
        expect(new Set(quorum)).toEqual(new Set(given.map(({ from }) => from)));
        for (const { from, given: since } of given) {
          expect(since).toBeLessThanOrEqual(state);
          expect(encode(violating.steps[since - 1])).toContain(encode(from));
        }
      }
    },
  );
});
