/**
 * `zab-tla` against TLC: the same states, counted the same, on the same specification. And its
 * mutants, each caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { zabTla, zabTlaMutants } from "../../models/zab-tla/index.ts";
import { globalPrimaryOrder, localPrimaryOrder } from "../../properties/zab-tla-primaries.ts";
import type { Broadcasting, Delivery, Replica } from "../../properties/zab-tla-state.ts";
import { totalOrder, zabAgreement, zabTlaProperties } from "../../properties/zab-tla.ts";
import { checkInstance, checkMutant, claimed, countsOf, traceLength } from "./check-instance.ts";
import { zabRows } from "./zab-tla-rows.ts";

const zab = claimed({ model: zabTla, properties: zabTlaProperties });
const { instances, mutants } = zabRows("quick");

describe("zab-tla", () => {
  it.each(instances)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(zab, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("never meets a message that should not exist", () => {
    const { exploration } = check(zabTla, { config: { maxTransactions: 1, maxTimeouts: 0 } });

    expect(exploration.actions.has("LeaderProcessACK")).toBe(true);
    expect(exploration.actions.has("FilterNonexistentMessage")).toBe(false);
  });

  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(zab, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it("commits as before where one follower and the leader are a quorum (ZAB-06)", () => {
    const { model } = zabTlaMutants.find(({ bug }) => bug === "ZAB-06")!;
    const config = { maxTransactions: 1, maxTimeouts: 0 };

    const mutated = check(model, { config }).exploration;

    const { distinctStates, generatedStates } = check(zabTla, { config }).exploration;
    expect(mutated).toMatchObject({ distinctStates, generatedStates });
  });
});

describe("what Zab promises of deliveries", () => {
  const [a, b, c] = [delivery(1, 1), delivery(1, 2), delivery(2, 1)];

  it("finds two followers that have each what the other lacks (Agreement)", () => {
    expect(zabAgreement.check(delivering([a, b], [a]))).toBe(undefined);
    expect(zabAgreement.check(delivering([a, b], [a, c]))).toBe(
      "n1 has delivered transaction 1.2 (value 102) but not transaction 2.1 (value 201), and n2 the reverse",
    );
  });

  it("finds a transaction that was skipped (TotalOrder)", () => {
    expect(totalOrder.check(delivering([a, b], [a, b, c]))).toBe(undefined);
    expect(totalOrder.check(delivering([a, b, c], [a, c]))).toBe(
      "n1 has delivered transaction 1.2 (value 102) before transaction 2.1 (value 201), but n2 has not",
    );
    expect(totalOrder.check(delivering([a, b], [b, a]))).toContain("but n2 has not");
  });

  it("finds what a primary broadcast earlier and nobody delivered (LocalPrimaryOrder)", () => {
    expect(localPrimaryOrder.check(broadcasting(delivering([a, b]), a, b))).toBe(undefined);
    expect(localPrimaryOrder.check(broadcasting(delivering([b]), a, b))).toBe(
      "n1 has delivered transaction 1.2 (value 102), but not before it transaction 1.1 (value 101), both broadcast by n1 in epoch 1",
    );
  });

  it("finds an epoch that is delivered after a later one (GlobalPrimaryOrder)", () => {
    expect(globalPrimaryOrder.check(delivering([a, b, c]))).toBe(undefined);
    expect(globalPrimaryOrder.check(delivering([a, c, b]))).toBe(
      "n1 has delivered transaction 1.2 (value 102) after transaction 2.1 (value 201)",
    );
  });
});

function delivery(epoch: number, counter: number): Delivery {
  return { zxid: [epoch, counter], value: 100 * epoch + counter };
}

/** Followers that have delivered these histories. */
function delivering(...histories: readonly (readonly Delivery[])[]): Broadcasting {
  const servers = histories.map((history, index): [string, Replica] => [
    `n${index + 1}`,
    {
      state: "following",
      zabState: "broadcast",
      currentEpoch: 2,
      history,
      lastCommitted: { index: history.length },
      learners: new Set(),
      connectInfo: null,
    },
  ]);
  return {
    servers: new Map(servers),
    epochLeader: new Map(),
    proposalMsgsLog: new Set(),
    violatedInvariants: new Set(),
  };
}

/** The same, after n1 has broadcast these in epoch 1. */
function broadcasting(state: Broadcasting, ...deliveries: readonly Delivery[]): Broadcasting {
  const log = deliveries.map(({ zxid, value }) => ({ source: "n1", epoch: 1, zxid, data: value }));
  return { ...state, proposalMsgsLog: new Set(log) };
}
