/** What is checked: settings override each other in a stated order, and a config has a variant. */
import { describe, expect, it } from "vitest";
import { flag, integer } from "../../checker/parameters.ts";
import { defineSystem } from "../../checker/transition-system.ts";
import type { CheckFlags } from "../../cli/flags.ts";
import { planFor } from "../../cli/plan.ts";
import type { CatalogEntry } from "../../models/catalog.ts";

const model = defineSystem({
  name: "toy",
  source: "none",
  about: "nothing",
  parameters: {
    nodes: integer(3, { min: 1, max: 9 }, "nodes"),
    epochs: flag(false, "epochs"),
    majority: flag(false, "majority"),
  },
  system: () => ({ initialStates: () => [0], enabled: () => [], next: (state) => state }),
});

const entry: CatalogEntry = {
  model,
  properties: () => [],
  variants: [
    { name: "plain", about: "", config: { epochs: false, majority: false } },
    { name: "epochs", about: "", config: { epochs: true } },
    { name: "both", about: "", config: { epochs: true, majority: true } },
  ],
  instances: [
    { name: "small", about: "", config: { nodes: 2 }, variant: "epochs", expected: { depth: 1 } },
  ],
  mutants: [
    { name: "broken", bug: "X", about: "", model, violates: "P", length: 2, config: { nodes: 5 } },
  ],
  fuzz: { size: "nodes", sizes: [3] },
};

function plan(flags: Partial<CheckFlags> = {}) {
  return planFor(entry, { out: "", ...flags });
}

const set = (...settings: readonly string[]) =>
  settings.map((text) => ({ name: text.split("=")[0]!, value: text.split("=")[1]! }));

describe("the config of a check", () => {
  it("is the protocol's own without an instance", () => {
    expect(plan().config).toEqual({ nodes: 3, epochs: false, majority: false });
  });

  it("is the instance's, with its variant", () => {
    expect(plan({ instance: "small" }).config).toMatchObject({ nodes: 2, epochs: true });
  });

  it("is the mutant's, unless an instance is named", () => {
    expect(plan({ mutant: "broken" }).config["nodes"]).toBe(5);
    expect(plan({ mutant: "broken", instance: "small" }).config["nodes"]).toBe(2);
  });

  it("lets a variant and then --set override the rest", () => {
    const { config } = plan({ instance: "small", variant: "both", set: set("nodes=7") });

    expect(config).toEqual({ nodes: 7, epochs: true, majority: true });
  });
});

describe("the variant of a check", () => {
  it.each<readonly [string, Partial<CheckFlags>, string | undefined]>([
    ["of the defaults", {}, "plain"],
    ["that is named", { variant: "both" }, "both"],
    ["of the instance", { instance: "small" }, "epochs"],
    ["that the settings make", { set: set("epochs=true", "majority=true") }, "both"],
    ["that nothing in the catalog has", { set: set("majority=true") }, undefined],
    ["that --set undoes", { variant: "epochs", set: set("epochs=false") }, "plain"],
  ])("is the one %s", (_what, flags, name) => {
    expect(plan(flags).variant?.name).toBe(name);
  });
});

describe("what is known of a check", () => {
  it("is what the catalog says of the instance", () => {
    expect(plan({ instance: "small" }).expected).toMatchObject({ depth: 1 });
  });

  it.each<readonly [string, Partial<CheckFlags>]>([
    ["no instance", {}],
    ["another config", { instance: "small", set: set("nodes=2") }],
    ["another world", { instance: "small", crashes: 1 }],
    ["a mutant", { instance: "small", mutant: "broken" }],
  ])("is nothing with %s", (_what, flags) => {
    expect(plan(flags).expected).toBeUndefined();
  });
});
