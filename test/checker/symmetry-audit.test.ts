/** A symmetry that is declared but not there is found out by an audit. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { defineProtocol, type ProcessId } from "../../checker/protocol.ts";
import { catalog } from "../../models/catalog.ts";
import { CRASHES, errorOf } from "./faulty.ts";

const IDS: readonly ProcessId[] = ["n1", "n2", "n3"];

interface Voter {
  readonly votedFor: ProcessId | null;
}
type Stand = { readonly type: "Stand" };
type Candidacy = { readonly type: "Candidacy" };

/** Whoever stands asks all others for their one vote. */
const voting = defineProtocol<{ state: Voter; event: Stand; message: Candidacy }>()({
  name: "voting",
  source: "a test",
  about: "one vote each",
  parameters: {},
  processes: () => IDS,
  symmetry: () => [IDS],
  init: () => ({ votedFor: null }),
  events: () => [{ type: "Stand" }],
  reduce(self, voter, input) {
    if (input.type === "Candidacy") {
      return { state: { votedFor: voter.votedFor ?? input.from } };
    }
    if (voter.votedFor !== null) return undefined;
    const others = IDS.filter((other) => other !== self);
    return {
      state: { votedFor: self },
      send: others.map((to) => ({ to, message: { type: "Candidacy" } })),
    };
  },
  view: (_self, voter) => voter,
});

describe("a symmetry", () => {
  it("passes an audit where it is there, whatever the order of lists", () => {
    const plain = check(voting, { symmetry: true }).exploration;

    expect(check(voting, { symmetry: true, audit: true }).exploration).toEqual(plain);
  });

  const { init, events, reduce, view } = voting;
  const asymmetric: Readonly<Record<string, Partial<typeof voting>>> = {
    init: { init: (self, config) => (self === "n2" ? { votedFor: "n2" } : init(self, config)) },
    events: {
      events: (self, ...rest) => (self === "n3" ? [] : events(self, ...rest)),
    },
    reduce: {
      // The smaller id wins.
      reduce(self, voter, input, ...rest) {
        const { votedFor } = voter;
        return input.type === "Candidacy" && votedFor !== null && input.from < votedFor
          ? { state: { votedFor: input.from } }
          : reduce(self, voter, input, ...rest);
      },
    },
    view: { view: (self, ...rest) => (self === "n1" ? { votedFor: null } : view(self, ...rest)) },
    recover: { recover: (self, voter) => (self === "n1" ? { votedFor: null } : voter) },
  };

  it.each(Object.keys(asymmetric))("that %s breaks is caught by an audit", (name) => {
    const lopsided = { ...voting, ...asymmetric[name] };

    const error = errorOf(lopsided, { ...CRASHES, symmetry: true, audit: true });

    expect(error).toMatchObject({
      code: "FalseSymmetry",
      exitCode: 2,
      message: expect.stringMatching(new RegExp(`^voting: ${name} is not symmetric: it treats n`)),
      hint: expect.stringContaining("The input was"),
    });
  });

  it("that is broken is none of the audit's business where nothing is reduced by it", () => {
    const lopsided = { ...voting, ...asymmetric["reduce"] };

    expect(check(lopsided, { audit: true }).exploration.ending).toBe("exhausted");
  });

  const declared = catalog.flatMap(({ model, instances, variants }) =>
    "system" in model
      ? []
      : instances
          .filter(({ symmetry }) => symmetry === true)
          .map((instance) => {
            const variant = variants.find(({ name }) => name === instance.variant);
            const config = { ...variant?.config, ...instance.config };
            return { name: `${model.name} ${instance.name}`, model, config, instance };
          }),
  );

  it.each(declared)("of the catalogue passes an audit: $name", ({ model, config, instance }) => {
    const { environment } = instance;
    const options = { config, environment, symmetry: true, audit: true, limits: { states: 50 } };

    expect(check(model, options).exploration.distinctStates).toBeGreaterThan(0);
  });
});
