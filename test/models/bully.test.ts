/**
 * The Bully algorithm: right where Garcia-Molina's assumptions hold, wrong where they don't; what
 * each repair repairs; every instance as expected, every mutant caught.
 */
import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { eachStep, type Change } from "../../checker/property.ts";
import type { AnyProtocol, EnvironmentOverrides } from "../../checker/protocol.ts";
import type { Instance } from "../../models/kit/instance.ts";
import {
  bully,
  type BullyConfig,
  bullyInstances,
  bullyMutants,
  type BullyNode,
  bullyVariants,
  type BullyView,
} from "../../models/bully/index.ts";
import { bullyProperties, largestReplaced } from "../../properties/bully.ts";
import { byEngine, lengths } from "../checker/agreement.ts";

const SYNCHRONOUS = { timing: "synchronous", detection: "perfect" } as const;
/** More states than this take too long. */
const AFFORDABLE = 100_000;

describe("bully", () => {
  const known = bullyInstances.map((instance) => [instance.name, instance] as const);

  it.each(known.filter(([, instance]) => isWithin(instance, AFFORDABLE)))(
    "finds in %s what is expected",
    (_name, instance) => {
      const { violated = {}, distinctStates, generatedStates, depth } = instance.expected;

      const found = byEngine<BullyView>(bully, optionsOf(instance));

      expect(found).toMatchObject({ violated, distinctStates, generatedStates, depth });
      expect(found.verdicts.filter((verdict) => verdict.endsWith("vacuous"))).toEqual([]);
    },
  );

  it.each([1, 2, 3])("is right with %i nodes under synchrony, crashes and restarts", (nodes) => {
    const environment = { ...SYNCHRONOUS, budgets: { crashes: 2, restarts: 2 } };

    expect(violations({ nodes }, environment)).toEqual({});
  });

  it("has two leaders for a moment when the largest id returns", () => {
    const environment = { ...SYNCHRONOUS, budgets: { crashes: 2, restarts: 1 } };

    expect(violations({ strict: true }, environment)).toEqual({ OneLeaderAtATime: 7 });
  });

  it("has two leaders in 4 states if messages may be late", () => {
    const environment = { timing: "asynchronous", detection: "perfect" } as const;

    expect(violations({ strict: true }, environment)).toEqual({ OneLeaderAtATime: 4 });
    expect(violations({ strict: true, nodes: 2 }, environment)).toEqual({ OneLeaderAtATime: 4 });
  });

  it("has a leader on each side of a split, in 5 states with 2 nodes", () => {
    const environment = { ...SYNCHRONOUS, budgets: { partitions: 1 } };

    expect(violations({ nodes: 2 }, environment)).toEqual({ OneLeaderAtATime: 5, LargestLeads: 5 });
  });

  it("needs votes that count towards a majority of an epoch", () => {
    expect(() => violations({ votes: true }, {})).toThrow(/need epochs and majority/);
    expect(() => violations({ votes: true, epochs: true }, {})).toThrow(/need epochs and majority/);
    expect(violations({ votes: true, epochs: true, majority: true }, {})).toEqual({});
  });
});

describe("a node of a Bully election", () => {
  it("answers a smaller id and calls an election of its own", () => {
    const outcome = receive("n2", {}, { type: "Election", epoch: 0, from: "n1" });

    expect(outcome).toMatchObject({
      state: { role: "electing" },
      send: [
        { to: "n1", message: { type: "Alive" } },
        { to: "n3", message: { type: "Election" } },
      ],
    });
  });

  it("wins at once if no id is larger, and tells all others", () => {
    const outcome = receive("n3", {}, { type: "Election", epoch: 0, from: "n1" });

    expect(outcome).toMatchObject({
      state: { role: "leader", leader: "n3" },
      send: [
        { to: "n1", message: { type: "Victory" } },
        { to: "n2", message: { type: "Victory" } },
      ],
    });
  });

  it("tells the winner of a past election that it is past", () => {
    const outcome = receive(
      "n1",
      { epoch: 3, leader: "n2" },
      { type: "Victory", epoch: 2, from: "n3" },
    );

    expect(outcome).toMatchObject({
      state: { epoch: 3, leader: "n2" },
      send: [{ to: "n3", message: { type: "Alive", epoch: 3 } }],
    });
  });
});

describe("fake death", () => {
  /**
   * No follower calls an election by itself, or because others agree: while nothing crashes, none
   * is needed after the first.
   */
  const noNeedlessElection = eachStep<Change<BullyView>>({
    name: "NoNeedlessElection",
    source: "fake death",
    claim: "No follower calls an election.",
    concern: "progress",
    check({ process, before, after, cause }) {
      const leaves = before.follows !== null && after.follows === null;
      const decides = cause === "event" || !before.settled;
      return leaves && decides ? `${process} leaves ${before.follows}` : undefined;
    },
  });
  const suspicious = {
    timing: "synchronous",
    detection: "unreliable",
    budgets: { SuspectLeader: 1 },
  } as const;

  it("costs an election, but is no split-brain while messages are in time", () => {
    expect(violations({}, suspicious)).toEqual({});
    expect(violations({}, suspicious, [noNeedlessElection])).toEqual({ NoNeedlessElection: 5 });
  });

  it("costs nothing where one node that asks finds no second", () => {
    expect(violations({ ask: true }, suspicious, [noNeedlessElection])).toEqual({});
  });

  it("costs an election again where two nodes of three agree", () => {
    const budgets = { SuspectLeader: 2 };

    expect(
      violations({ ask: true }, { ...suspicious, budgets }, [noNeedlessElection]),
    ).toHaveProperty("NoNeedlessElection");
  });
});

describe("mutants of bully", () => {
  const caught = bullyMutants.filter(({ violates }) => violates !== null);

  it.each(caught.map((mutant) => [mutant.name, mutant] as const))(
    "catches %s in the shortest trace",
    (_name, { model, config = {}, environment, violates, length }) => {
      const stopAt = [violates!];
      const properties = claimsOf(config);
      const options = { config, environment, properties, limits: { stopAt } };

      const { exploration } = check(model as AnyProtocol<BullyView>, options);

      expect(lengths(exploration)).toHaveProperty(violates!, length);
    },
  );

  it.each(caught.map((mutant) => [mutant.name, mutant] as const))(
    "finds nothing as short without %s",
    (_name, { config = {}, environment, violates, length }) => {
      const properties = claimsOf(config).filter(({ name }) => name === violates);
      const options = { config, environment, properties, limits: { depth: length! } };

      expect(lengths(check<BullyView>(bully, options).exploration)).toEqual({});
    },
  );

  it("finds nothing wrong with one vote an epoch, where it catches forgets-vote", () => {
    const { config, environment } = bullyMutants.find(({ bug }) => bug === "BUL-11")!;
    const forgetful = bullyMutants.find(({ bug }) => bug === "BUL-06")!;
    const options = { config, environment, properties: claimsOf(config ?? {}) };

    const right = check<BullyView>(bully, options);
    const wrong = check(forgetful.model as AnyProtocol<BullyView>, options);

    expect(right.verdicts.map(({ verdict }) => verdict)).toEqual(right.verdicts.map(() => "holds"));
    expect(lengths(wrong.exploration)).toEqual({ OneLeaderPerEpoch: 10 });
  });

  it("never replaces the largest id where the dead must answer", () => {
    const mutant = bullyMutants.find(({ bug }) => bug === "BUL-08")!;
    const options = {
      environment: { ...SYNCHRONOUS, budgets: { crashes: 1 } },
      properties: [largestReplaced],
    };

    const verdictOn = (model: AnyProtocol<BullyView>) => check(model, options).verdicts[0]?.verdict;

    expect(verdictOn(bully)).toBe("holds");
    expect(verdictOn(mutant.model as AnyProtocol<BullyView>)).toBe("vacuous");
  });
});

type Claims = NonNullable<CheckOptions<BullyView>["properties"]>;

function claimsOf(settings: Readonly<Record<string, unknown>>): Claims {
  return bullyProperties(configOf(bully.parameters, settings));
}

function optionsOf({ variant, config, environment, only }: Instance): CheckOptions<BullyView> {
  const settings = { ...bullyVariants.find(({ name }) => name === variant)?.config, ...config };
  const properties = claimsOf(settings).filter(({ name }) => only?.includes(name) ?? true);
  return { config: settings, environment, properties };
}

function isWithin({ expected }: Instance, states: number): boolean {
  return (expected.distinctStates ?? Infinity) <= states;
}

/** The properties that are violated, each with the states of its shortest trace. */
function violations(
  config: Partial<BullyConfig>,
  environment: EnvironmentOverrides,
  properties: Claims = claimsOf(config),
): Record<string, number> {
  return lengths(check<BullyView>(bully, { config, environment, properties }).exploration);
}

/** What a node of three, otherwise as it starts, makes of a message in an election with epochs. */
function receive(
  self: string,
  state: Partial<BullyNode>,
  message: Parameters<typeof bully.reduce>[2],
): unknown {
  const config = configOf(bully.parameters, { epochs: (state.epoch ?? 0) > 0 });
  return bully.reduce(self, { ...bully.init(self, config), ...state }, message, config, []);
}
