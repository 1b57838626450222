/**
 * Nothing is trusted that was not seen to fail. Most properties are, by a mutant or an instance of the
 * catalog; those that no mutant gets to violate fail here, in behaviours that are written down.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { defineProtocol, type Property } from "../../checker/index.ts";
import { configOf } from "../../checker/parameters.ts";
import { type CatalogEntry, catalog } from "../../models/catalog.ts";
import {
  committedNeverTruncated,
  committedPrefixesAgree,
  droppedNeverReappears,
  type Logging,
  type Proposal,
} from "../../properties/index.ts";
import { leaderAppendOnly, stateMachineSafety } from "../../properties/raft.ts";
import {
  allLogsMatch,
  type Electing,
  electionsRecordLogs,
  entriesWithinTerm,
  termsGrowInLogs,
} from "../../properties/raft-tla.ts";

type View = Logging & Electing & { readonly leader: number | null };

/** By process, what it shows one after the other. */
type Script = Readonly<Record<string, readonly View[]>>;

/** A protocol whose processes show what is in `script`, whatever that would take. */
function scripted(script: Script) {
  return defineProtocol<{ state: number; event: { readonly type: "Go" }; message: never }>()({
    name: "scripted",
    source: "a test",
    about: "Shows what it is told to.",
    parameters: {},
    processes: () => Object.keys(script),
    init: () => 0,
    events: (self, at) => (at + 1 < script[self]!.length ? [{ type: "Go" }] : []),
    reduce: (_self, at) => ({ state: at + 1 }),
    view: (self, at) => script[self]![at]!,
  });
}

const x = (epoch: number): Proposal => ({ epoch, value: "x" });
const y = (epoch: number): Proposal => ({ epoch, value: "y" });

function view(log: readonly Proposal[], committed: number, more: Partial<View> = {}): View {
  return { epoch: 9, leader: null, elections: [], log, committed, ...more };
}

const leads = { leader: 2, epoch: 2 };
const election = { epoch: 2, log: [x(1)], voterLogs: new Map() };

interface Row {
  readonly property: Property<View>;
  readonly script: Script;
  readonly reason: string;
}

/** What breaks each property, and how it says so. */
const ROWS: readonly Row[] = [
  {
    property: leaderAppendOnly(),
    script: { a: [view([x(1), x(1)], 0, leads), view([x(1)], 0, leads)] },
    reason: "a, which leads epoch 2, gives up x of epoch 1 at index 2",
  },
  {
    property: stateMachineSafety,
    script: { a: [view([x(1)], 0), view([x(1)], 1), view([y(2)], 0), view([y(2)], 1)] },
    reason: "a commits y of epoch 2 at index 1, where x of epoch 1 was committed before",
  },
  {
    property: committedNeverTruncated(),
    script: { a: [view([x(1), y(1)], 2), view([x(1)], 1)] },
    reason: "a gives up y of epoch 1 at index 2, which it knew to be committed",
  },
  {
    property: committedPrefixesAgree(),
    script: { a: [view([x(1), x(1)], 2)], b: [view([x(1), y(2)], 1), view([x(1), y(2)], 2)] },
    reason: "at index 2 a has committed x of epoch 1, and b y of epoch 2",
  },
  {
    property: droppedNeverReappears(),
    script: { a: [view([y(2)], 0), view([y(2)], 1)], b: [view([x(1)], 0), view([x(1)], 1)] },
    reason: "b commits x of epoch 1 at index 1, though y of epoch 2 had displaced it there",
  },
  {
    property: entriesWithinTerm,
    script: { a: [view([], 0, { epoch: 1 }), view([x(2)], 0, { epoch: 1 })] },
    reason: "a is in term 1, but has x of epoch 2",
  },
  {
    property: termsGrowInLogs,
    script: { a: [view([x(2), y(1)], 0), view([], 0)] },
    reason: "a log went from term 2 at index 1 back to term 1",
  },
  {
    property: allLogsMatch,
    script: { a: [view([x(1), x(2)], 0), view([], 0), view([y(1), x(2)], 0), view([], 0)] },
    reason: "two logs agreed on term 2 at index 2, but not on all up to it",
  },
  {
    property: electionsRecordLogs,
    script: { a: [view([], 0), view([], 0, { elections: [election] })] },
    reason: "the election of a in term 2 records a log that no server had",
  },
];

describe("a property that no mutant of its own violates", () => {
  it.each(ROWS)("$property.name can fail: $reason", ({ property, script, reason }) => {
    const { verdicts } = check(scripted(script), { properties: [property] });

    expect(verdicts[0]).toMatchObject({ verdict: "violated", reason });
  });
});

it("DroppedNeverReappears is vacuous where no proposal loses its place to another", () => {
  const script = { a: [view([x(1)], 0), view([x(1)], 1)], b: [view([], 0), view([x(1)], 1)] };

  const { verdicts } = check(scripted(script), { properties: [droppedNeverReappears()] });

  expect(verdicts[0]).toMatchObject({ verdict: "vacuous" });
});

/** What an entry claims in its instances, witnesses left out: those are met, or vacuous. */
function claimsOf({ model, properties, variants, instances }: CatalogEntry): string[] {
  return instances
    .flatMap(({ variant, config }) => {
      const varied = variants.find(({ name }) => name === variant)?.config;
      return properties(configOf(model.parameters, { ...varied, ...config }));
    })
    .filter(({ kind }) => kind !== "witness")
    .map(({ name }) => name);
}

it("every property of the catalog is seen to fail, here or by a mutant or an instance", () => {
  const seen = new Set([
    ...ROWS.map(({ property }) => property.name),
    ...catalog.flatMap(({ mutants }) => mutants.map(({ violates }) => violates)),
    ...catalog.flatMap(({ instances }) =>
      instances.flatMap(({ expected }) => Object.keys(expected.violated ?? {})),
    ),
  ]);

  expect(catalog.flatMap(claimsOf).filter((name) => !seen.has(name))).toEqual([]);
});
