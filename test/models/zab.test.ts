/**
 * ZAB message by message: its instances have the states that were counted and keep what ZAB promises;
 * each mutant is caught by the property that it names, with the shortest trace pinned; and what a
 * server does with what it is told.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { type Change, eachStep } from "../../checker/property.ts";
import {
  zab as protocol,
  zabMutants,
  zabRules,
  type ZabView,
  zabWith,
} from "../../models/zab/index.ts";
import { zabProperties } from "../../properties/zab.ts";
import { lengths } from "../checker/agreement.ts";
import { checkInstance, checkMutant, claimed, countsOf, traceLength } from "./check-instance.ts";
import { zab, zabRows } from "./zab-rows.ts";

const { instances, mutants } = zabRows("quick");

describe("zab", () => {
  it.each(instances)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts, unfired } = checkInstance(zab, instance);
    const isImpossible = instance.environment?.budgets?.["Timeout"] === 0;

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(unfired).toEqual(isImpossible ? ["Timeout"] : []);
  });

  it("truncates what an old leader proposed alone", () => {
    expect(stepsOf("truncates", truncates)).toEqual({ truncates: 23 });
  });

  it("commits what its leader had not yet committed when it lost it", () => {
    expect(stepsOf("inherits", inherits)).toHaveProperty("inherits");
  });

  it.each([
    [{ nodes: 0 }, /nodes/],
    [{ maxEpoch: 0 }, /maxEpoch/],
    [{ history: "mine" }, /history/],
    [{ candidates: 0 }, /candidates/],
  ])("refuses a config that makes no sense: %j", (config, message) => {
    expect(() => check(protocol, { config })).toThrow(message);
  });

  it("elects and commits alone, if it is alone", () => {
    const { verdicts } = checkInstance(zab, {
      name: "alone",
      about: "1 server",
      config: { nodes: 1, maxEpoch: 1 },
      only: ["LeaderElected", "ProposalCommitted"],
      expected: {},
    });

    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["holds", "holds"]);
  });

  it.each(["one", "the other"])(
    "is safe if only %s of its two guards of an epoch is missing",
    (which) => {
      const { rule } = {
        one: { rule: { chooseEpoch: (own: number) => own + 1 } },
        "the other": { rule: { followsInto: () => "first" as const } },
      }[which]!;
      const model = zabWith({ ...zabRules, ...rule });
      const only = ["Leadership1", "Leadership2"];

      const { exploration } = checkInstance(claimed({ model, properties: zabProperties }), {
        name: "one guard",
        about: which,
        symmetry: true,
        only,
        expected: {},
      });

      expect(exploration.ending).toBe("exhausted");
      expect(lengths(exploration)).toEqual({});
    },
  );
});

describe("mutants of zab", () => {
  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(zab, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  // Two more: zab.slow.test.ts.
  it.each<readonly [string, Readonly<Record<string, number>>]>([
    ["forgets-accepted-epoch", { PromiseIsKept: 5, HistoryIsPromised: 7, Leadership1: 13 }],
    [
      "sends-recent-only",
      {
        MessagesInPlace: 18,
        CommittedNeverChanges: 20,
        PrefixConsistency: 20,
        TotalOrder: 20,
        LocalPrimaryOrder: 20,
      },
    ],
    [
      "last-txn-not-on-disk",
      { CrashLosesNothingWritten: 10, CommittedNeverTruncated: 13, CommittedOnDisks: 13 },
    ],
    ["epoch-after-acknowledgement", { EpochOnDisks: 11 }],
    ["snapshot-not-saved", { WrittenIsOnDisk: 20 }],
    ["acknowledgement-overtakes", { CommittedOnDisks: 24 }],
    ["queue-outlives-connection", { WrittenIsOnDisk: 30 }],
    ["last-zxid-before-differences", { CommittedOnDisks: 31, MessagesInPlace: 33 }],
  ])("catches %s by other properties too, in so many states: %o", (name, expected) => {
    const [violates, ...also] = Object.keys(expected);

    const { exploration } = checkMutant(zab, { ...mutantCalled(name), violates: violates! }, also);

    expect(lengths(exploration)).toEqual(expected);
  });

  it("catches ignores-recency with two values as a violation of three properties more", () => {
    const mutant = mutantCalled("ignores-recency");
    const environment = { budgets: { ...mutant.environment?.budgets, ClientRequest: 2 } };
    const config = { ...mutant.config, values: 2 };
    const expected = {
      SkippedNeverDelivered: 20,
      DeliveryAgreement: 24,
      DroppedNeverReappears: 24,
    };

    const [violates, ...also] = Object.keys(expected);
    const wider = { ...mutant, config, environment, violates: violates! };

    expect(lengths(checkMutant(zab, wider, also).exploration)).toEqual(expected);
  });

  it("known limit: with three servers one follower's acknowledgement is a quorum with the leader's", () => {
    const mutant = { ...mutantCalled("one-ack-commits"), config: { nodes: 3 }, environment: {} };
    const all = { ...mutant, violates: null };

    expect(lengths(checkMutant(zab, all).exploration)).toEqual({});
  });
});

function truncates(before: ZabView, after: ZabView): boolean {
  return after.log.length < before.log.length;
}

/** Does the leader of epoch 2 deliver what epoch 1 had not? */
function inherits(before: ZabView, after: ZabView): boolean {
  return after.leader === 2 && before.committed < after.committed && after.log[0]?.epoch === 1;
}

function mutantCalled(name: string): (typeof zabMutants)[number] {
  return zabMutants.find((each) => each.name === name)!;
}

/** The states up to the first step of `zab` that has a message for its cause and is `wanted`. */
function stepsOf(
  name: string,
  wanted: (before: ZabView, after: ZabView) => boolean,
): Record<string, number> {
  const never = eachStep<Change<ZabView>>({
    name,
    source: "what can happen",
    claim: "It never does.",
    concern: "progress",
    check: ({ before, after, cause }) =>
      cause === "message" && wanted(before, after) ? "it does" : undefined,
  });
  return lengths(check(protocol, { symmetry: true, properties: [never] }).exploration);
}
