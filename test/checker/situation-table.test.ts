/** Situations, against the pairs of a local state and an inbox that they stand for. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { InboxTable } from "../../checker/engine/inbox-table.ts";
import { MoveTable } from "../../checker/engine/move-table.ts";
import { SITUATION, SituationTable } from "../../checker/engine/situation-table.ts";
import { resolveEnvironment } from "../../checker/environment.ts";

const MESSAGES = ["x", "y", "z"];
const messageId = fc.nat({ max: MESSAGES.length - 1 });

/** A message is sent to the process; or the process moves, and may take a message that is there. */
type Operation =
  | { readonly send: number }
  | { readonly next: number | undefined; readonly takes: boolean; readonly pick: number };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ send: messageId }),
  fc.record({
    next: fc.option(fc.nat({ max: 4 }), { nil: undefined }),
    takes: fc.boolean(),
    pick: fc.nat(),
  }),
);

function tables(): { inboxes: InboxTable; moves: MoveTable; situations: SituationTable } {
  const inboxes = new InboxTable(
    resolveEnvironment({}),
    ["p"],
    [{ slot: "p", renaming: new Map() }],
  );
  for (const type of MESSAGES) inboxes.messages.intern({ from: "p", message: { type } });
  const moves = new MoveTable(1);
  return { inboxes, moves, situations: new SituationTable(moves, inboxes) };
}

/** Adds a move to the table, one for each `next` and `consumed`. */
function moveOf(moves: MoveTable, next: number | undefined, consumed: number | undefined): number {
  const columns = {
    ...(next === undefined ? {} : { next }),
    ...(consumed === undefined ? {} : { consumed }),
  };
  moves.add({ step: { type: "heal" }, ...columns }, 0, 0);
  return moves.size - 1;
}

it("a situation becomes what its local state and its inbox become", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
      const { inboxes, moves, situations } = tables();
      const known = new Map<string, number>();
      let local = 0;
      let inbox: number[] = [];
      let situation = situations.of(0, 0);
      for (const each of operations) {
        if ("send" in each) {
          inbox = [...inbox, each.send];
          // Twice: as it is worked out, and as it is remembered.
          situations.afterSend(situation, each.send);
          situation = situations.afterSend(situation, each.send);
        } else {
          const consumed = each.takes ? inbox[each.pick % inbox.length] : undefined;
          local = each.next ?? local;
          if (consumed !== undefined) inbox = inbox.toSpliced(inbox.indexOf(consumed), 1);
          const move = moveOf(moves, each.next, consumed);
          situations.afterMove(situation, move);
          situation = situations.afterMove(situation, move);
        }
        const contents = inboxes.contents[situations.inbox(situation)]!;
        expect(situations.local(situation)).toBe(local);
        expect(contents.toSorted((a, b) => a - b)).toEqual(inbox.toSorted((a, b) => a - b));

        const key = `${local} ${inbox.toSorted((a, b) => a - b).join()}`;
        expect(situation).toBe(known.get(key) ?? situation);
        known.set(key, situation);
      }
      expect(new Set(known.values()).size).toBe(known.size);
    }),
  );
});

it("a new situation has no moves yet, and was never used", () => {
  const { situations } = tables();

  const situation = situations.of(3, 0);

  const { plain, bounded, careful, stutters, end, uses } = SITUATION;
  const field = (name: number): number =>
    situations.fields.data[situation * SITUATION.width + name]!;
  expect([plain, bounded, careful, stutters, end].map(field)).toEqual([-1, -1, -1, -1, -1]);
  expect(field(uses)).toBe(0);
  expect(situations.size).toBe(1);
});
