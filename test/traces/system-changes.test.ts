/** A transition system's state is told by its fields, and by the names that they map. */
import { describe, expect, it } from "vitest";
import { systemChanges, wholeSystem } from "../../traces/system-changes.ts";

const names = new Set(["n1", "n2"]);
const idle = { role: "follower", log: [] as readonly number[] };
const before = {
  servers: new Map([
    ["n1", idle],
    ["n2", idle],
  ]),
  votes: new Set(["n1"]),
};
const after = {
  servers: new Map([
    ["n1", { role: "leader", log: [1] }],
    ["n2", idle],
  ]),
  votes: new Set(["n1", "n2"]),
};

describe("a transition system's state", () => {
  it("has names that are alike in one line", () => {
    expect(wholeSystem(before, names)).toEqual([
      { subject: "servers[n1, n2]", text: 'role: "follower", log: []' },
      { subject: "votes", text: "{n1}" },
    ]);
  });

  it("changes by field and by name", () => {
    expect(systemChanges(before, after, names)).toEqual([
      { subject: "servers[n1]", text: 'role: "follower" → "leader", log: +1' },
      { subject: "votes", text: "+n2" },
    ]);
  });

  it("may gain and lose a name", () => {
    const young = { ...before, servers: new Map([["n1", idle]]) };

    expect(systemChanges(before, young, names)).toEqual([
      { subject: "servers[n2]", text: '−{role: "follower", log: []}' },
    ]);
  });

  it("may be anything", () => {
    expect(wholeSystem(3, names)).toEqual([{ subject: "state", text: "3" }]);
    expect(systemChanges([1], [1, 2], names)).toEqual([{ subject: "state", text: "+2" }]);
  });
});
