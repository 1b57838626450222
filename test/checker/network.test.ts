/** The network's algebra against naive collections, and the engine's interning of it against itself. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InboxTable } from "../../checker/engine/inbox-table.ts";
import { type EnvironmentOverrides, resolveEnvironment } from "../../checker/environment.ts";
import { inboxAlgebra } from "../../checker/world/network.ts";
import type { Envelope } from "../../checker/world/step.ts";

/** "b2": message 2 from b. */
type Item = string;

const SENDERS = ["a", "b", "c"];
const item: fc.Arbitrary<Item> = fc
  .tuple(fc.constantFrom(...SENDERS), fc.nat({ max: 2 }))
  .map(([sender, message]) => `${sender}${message}`);

interface Operation {
  readonly add: boolean;
  readonly item: Item;
  /** Which of the deliverable items is taken. */
  readonly pick: number;
}
const operations: fc.Arbitrary<Operation[]> = fc.array(
  fc.record({ add: fc.boolean(), item, pick: fc.nat() }),
  { maxLength: 30 },
);

function algebra(overrides: EnvironmentOverrides): ReturnType<typeof inboxAlgebra<Item>> {
  return inboxAlgebra<Item>(
    resolveEnvironment(overrides),
    (a, b) => (a < b ? -1 : a > b ? 1 : 0),
    (each) => SENDERS.indexOf(each[0]!),
  );
}

/** Runs the operations on an inbox and on what it stands for, and compares them after each. */
function expectLike(
  overrides: EnvironmentOverrides,
  all: readonly Operation[],
  add: (item: Item) => void,
  take: (item: Item) => void,
  deliverable: () => readonly Item[],
  size: () => number,
): void {
  const { add: adds, remove, deliverable: heads } = algebra(overrides);
  let inbox: readonly Item[] = [];
  for (const operation of all) {
    const available = heads(inbox);
    if (operation.add || available.length === 0) {
      inbox = adds(inbox, operation.item);
      add(operation.item);
    } else {
      const taken = available[operation.pick % available.length]!;
      inbox = remove(inbox, taken);
      take(taken);
    }
    expect(heads(inbox).toSorted()).toEqual(deliverable().toSorted());
    expect(inbox).toHaveLength(size());
  }
}

describe("an unordered network", () => {
  it("is a bag: each copy is delivered once, in any order", () => {
    fc.assert(
      fc.property(operations, (all) => {
        const counts = new Map<Item, number>();
        const change = (by: number) => (each: Item) => {
          const count = (counts.get(each) ?? 0) + by;
          if (count === 0) counts.delete(each);
          else counts.set(each, count);
        };
        const size = (): number => [...counts.values()].reduce((sum, count) => sum + count, 0);
        expectLike({}, all, change(1), change(-1), () => [...counts.keys()], size);
      }),
    );
  });

  it("has one content for one bag, in whatever order it was filled", () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (items, seeds) => {
        const { add } = algebra({});
        const sorted = items
          .map((each) => ({ each, at: seeds.next().value }))
          .toSorted((a, b) => a.at - b.at);
        const inOrder = items.reduce<readonly Item[]>((inbox, each) => add(inbox, each), []);
        const shuffled = sorted.reduce<readonly Item[]>((inbox, { each }) => add(inbox, each), []);
        expect(shuffled).toEqual(inOrder);
      }),
    );
  });
});

describe("a monotone network", () => {
  it("is a set that only grows", () => {
    fc.assert(
      fc.property(operations, (all) => {
        const set = new Set<Item>();
        expectLike(
          { delivery: "monotone" },
          all,
          (each) => set.add(each),
          () => undefined,
          () => [...set],
          () => set.size,
        );
      }),
    );
  });
});

describe("a fifo network", () => {
  it("is a queue for each sender, and only its head can be delivered", () => {
    fc.assert(
      fc.property(operations, (all) => {
        const queues = new Map<string, Item[]>();
        expectLike(
          { order: "fifo" },
          all,
          (each) => queues.set(each[0]!, [...(queues.get(each[0]!) ?? []), each]),
          (each) => queues.set(each[0]!, queues.get(each[0]!)!.slice(1)),
          () => [...queues.values()].flatMap((queue) => queue.slice(0, 1)),
          () => [...queues.values()].flat().length,
        );
      }),
    );
  });
});

describe("the engine's inboxes", () => {
  const worlds: readonly EnvironmentOverrides[] = [{}, { delivery: "monotone" }, { order: "fifo" }];

  it.each(worlds)("are interned, and change as the plain ones do: %j", (overrides) => {
    fc.assert(
      fc.property(operations, (all) => {
        const table = inboxTable(overrides);
        const plain = algebra(overrides);
        let inbox: readonly Item[] = [];
        let id = 0;
        for (const { add, item: added, pick } of all) {
          const available = plain.deliverable(inbox);
          const isAdded = add || available.length === 0;
          const each = isAdded ? added : available[pick % available.length]!;
          const message = table.messages.intern(envelope(each));
          inbox = isAdded ? plain.add(inbox, each) : plain.remove(inbox, each);
          id = isAdded ? table.add(id, message) : table.remove(id, message);
          expect(itemsOf(table, id).toSorted()).toEqual(inbox.toSorted());
          expect(deliverableOf(table, id)).toEqual(plain.deliverable(inbox).toSorted());
          expect(table.copies(id, message)).toBe(inbox.filter((other) => other === each).length);
        }
      }),
    );
  });

  it.each(worlds)("contribute alike however they came about: %j", (overrides) => {
    fc.assert(
      fc.property(
        fc.array(item, { maxLength: 6 }),
        fc.array(item, { maxLength: 3 }),
        (items, more) => {
          const [first, second] = [inboxTable(overrides), inboxTable(overrides)];
          // The second has seen other messages before, so that its ids differ.
          more.forEach((each) => second.messages.intern(envelope(each)));

          const [a, b] = [first, second].map((table) => {
            const filled = items.reduce(
              (id, each) => table.add(id, table.messages.intern(envelope(each))),
              0,
            );
            return [table.contributions.low[filled], table.contributions.high[filled]];
          });

          expect(a).toEqual(b);
        },
      ),
    );
  });
});

function inboxTable(overrides: EnvironmentOverrides): InboxTable {
  const lanes = [{ slot: "inbox n1", renaming: new Map<string, string>() }];
  return new InboxTable(resolveEnvironment(overrides), SENDERS, lanes);
}

function envelope(each: Item): Envelope {
  return { from: each[0]!, message: { type: each.slice(1) } };
}

function itemsOf(table: InboxTable, id: number): Item[] {
  return table.envelopes(id).map(({ from, message }) => from + message.type);
}

function deliverableOf(table: InboxTable, id: number): Item[] {
  return table.deliverable[id]!.map((message) => {
    const { from, message: content } = table.messages.values[message]!;
    return from + content.type;
  }).toSorted();
}
