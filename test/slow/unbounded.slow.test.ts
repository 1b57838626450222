/** A network that fills up without end is found too; the plain world takes its time to say so. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { miniature } from "../miniatures.ts";

describe("a model without bound", () => {
  it("may be one whose messages pile up", () => {
    const model = miniature<number, { type: "Send" }, { type: "Ping" }>({
      init: () => 0,
      events: () => [{ type: "Send" }],
      reduce: (_self, _state, { type }) =>
        type === "Send" ? { state: 0, send: [{ to: "a", message: { type: "Ping" } }] } : undefined,
    });

    expect(() => check(model)).toThrow("has no bound: .inboxes[0].length grows from 0");
  });
});
