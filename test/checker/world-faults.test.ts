/** What goes wrong in a world: crashes and restarts, partitions, and who is suspected. */
import { describe, expect, it } from "vitest";
import type { EnvironmentOverrides } from "../../checker/environment.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { explored, miniature, reachable, stepsAfter } from "../miniatures.ts";

interface Disk {
  readonly disk: number;
  readonly memory: number;
}

/** One process that writes to its disk and to its memory. */
function writer(recover?: (state: Disk) => Disk): AnyProtocol<Disk> {
  return miniature<Disk, { type: "Write" }>(
    {
      init: () => ({ disk: 0, memory: 0 }),
      events: (_self, { disk }) => (disk === 0 ? [{ type: "Write" }] : []),
      reduce: () => ({ state: { disk: 1, memory: 1 } }),
    },
    recover === undefined ? {} : { recover: (_self, state) => recover(state) },
  );
}

describe("a crash", () => {
  it("leaves only what recover returns", () => {
    const model = writer(({ disk }) => ({ disk, memory: 0 }));

    expect(reachable(model, { budgets: { crashes: 1 } })).toEqual([
      '(a:{"disk":0,"memory":0})',
      '(a:{"disk":1,"memory":0})',
      'a:{"disk":0,"memory":0}',
      'a:{"disk":1,"memory":1}',
    ]);
  });

  it("forgets everything if there is no recover", () => {
    expect(reachable(writer(), { budgets: { crashes: 1 } })).toEqual([
      '(a:{"disk":0,"memory":0})',
      'a:{"disk":0,"memory":0}',
      'a:{"disk":1,"memory":1}',
    ]);
  });

  it("lets a process do nothing until it is restarted", () => {
    const budgets = { crashes: 1, restarts: 1 };

    expect(stepsAfter(writer(), { budgets }, ["crash a"])).toEqual(["restart a"]);
    expect(stepsAfter(writer(), { budgets }, ["crash a", "restart a"])).toEqual(["a Write"]);
    expect(stepsAfter(writer(), { budgets: { crashes: 1 } }, ["crash a"])).toEqual([]);
  });

  it("happens as often as its budget allows, at all processes together", () => {
    const idle = miniature<number, { type: "Never" }>({
      processes: ["a", "b", "c"],
      init: () => 0,
      reduce: () => undefined,
    });

    expect(explored(idle, { environment: { budgets: { crashes: 1 } } }).distinctStates).toBe(1 + 3);
    expect(explored(idle, { environment: { budgets: { crashes: 2 } } }).distinctStates).toBe(
      1 + 3 + 3,
    );
    expect(reachable(idle, { budgets: { crashes: "unlimited" } })).toHaveLength(8);
  });

  it("may come again after a restart, until the budgets are spent", () => {
    const idle = miniature<number, { type: "Never" }>({ init: () => 0, reduce: () => undefined });
    const twice = { crashes: 2, restarts: 1 };
    const forever = { crashes: "unlimited", restarts: "unlimited" } as const;

    // Up, down, up, down: the budgets tell them apart.
    expect(explored(idle, { environment: { budgets: twice } })).toMatchObject({
      distinctStates: 4,
      depth: 4,
      generatedBy: { crash: 2, restart: 1 },
    });
    expect(explored(idle, { environment: { budgets: forever } }).distinctStates).toBe(2);
  });
});

/** a sends one message; what b has got and how often it came up are on its disk. */
const courier = miniature<string, { type: "Send" }, { type: "Letter" }>(
  {
    processes: ["a", "b"],
    init: () => "",
    events: (self, state) => (self === "a" && state === "" ? [{ type: "Send" }] : []),
    reduce: (_self, state, { type }) =>
      type === "Send"
        ? { state: "sent", send: [{ to: "b", message: { type: "Letter" } }] }
        : { state: `${state}letter` },
  },
  { recover: (self, state) => (self === "b" ? `${state}crash ` : state) },
);

describe("messages to a process that is down", () => {
  const path = ["a Send", "crash b", "restart b"];
  const budgets = { crashes: 1, restarts: 1 };

  it("are held until it comes back, if asynchronous", () => {
    expect(stepsAfter(courier, { budgets }, path.slice(0, 2))).toEqual(["restart b"]);
    expect(stepsAfter(courier, { budgets }, path)).toEqual(["b gets Letter from a"]);
    expect(reachable(courier, { budgets })).toContain("a:sent b:crash letter");
  });

  it.each<[string, EnvironmentOverrides]>([
    ["synchronous", { timing: "synchronous" }],
    ["fifo", { order: "fifo" }],
  ])("are lost when it comes back, if %s", (_name, options) => {
    expect(stepsAfter(courier, { ...options, budgets }, path)).toEqual([]);
    expect(
      stepsAfter(courier, { ...options, budgets }, ["crash b", "a Send", "restart b"]),
    ).toEqual([]);
  });

  it("count as none in flight: the world is quiet", () => {
    const quiet = reachable(courier, { budgets: { crashes: 1 } }, "quiet");

    expect(quiet).toContain("a:sent (b:crash )");
    expect(quiet).not.toContain("a:sent b:");
  });

  it("arrive if they were sent by a process that is down now", () => {
    expect(stepsAfter(courier, { budgets: { crashes: 1 } }, ["a Send", "crash a"])).toEqual([
      "b gets Letter from a",
    ]);
  });
});

const three = miniature<number, { type: "Never" }>({
  processes: ["a", "b", "c"],
  init: () => 0,
  reduce: () => undefined,
});

describe("a partition", () => {
  const budgets = { partitions: 1 };

  it("splits the processes into two sides", () => {
    expect(stepsAfter(three, { budgets })).toEqual([
      "cut ab ac ba ca",
      "cut ac bc ca cb",
      "cut ab ba bc cb",
    ]);
  });

  it("may be partial: one link, while both reach the third", () => {
    expect(stepsAfter(three, { cuts: "partial", budgets })).toEqual([
      "cut ab ba",
      "cut ac ca",
      "cut bc cb",
    ]);
  });

  it("may be one-way", () => {
    expect(stepsAfter(three, { cuts: "one-way", budgets })).toEqual([
      "cut ab", "cut ac", "cut ba", "cut bc", "cut ca", "cut cb",
    ]); // prettier-ignore
  });

  it("has as many splits as there are ways to divide the processes in two", () => {
    const four = miniature<number, { type: "Never" }>({
      processes: ["a", "b", "c", "d"],
      init: () => 0,
      reduce: () => undefined,
    });

    expect(stepsAfter(four, { budgets })).toHaveLength(7);
  });

  it("heals at any time and for free, and may come again if there is budget", () => {
    const [first] = stepsAfter(three, { budgets });
    const twice = { budgets: { partitions: 2 } };

    expect(stepsAfter(three, { budgets }, [first!])).toEqual(["heal"]);
    expect(stepsAfter(three, { budgets }, [first!, "heal"])).toEqual([]);
    expect(stepsAfter(three, twice, [first!, "heal"])).toHaveLength(3);
  });

  it("comes on top of those that are there, if it cuts something new", () => {
    const unlimited = { cuts: "one-way", budgets: { partitions: "unlimited" } } as const;

    expect(stepsAfter(three, unlimited, ["cut ab", "cut ba"])).toEqual([
      "cut ac", "cut bc", "cut ca", "cut cb", "heal",
    ]); // prettier-ignore
    // Any set of the six directed links may be cut.
    expect(explored(three, { environment: unlimited }).distinctStates).toBe(2 ** 6);
  });

  it("never happens without a budget, and nothing heals", () => {
    expect(stepsAfter(three, {})).toEqual([]);
  });
});

describe("messages over a cut link", () => {
  const cut = "cut ab ba";
  const budgets = { partitions: 1 };

  it("are held until it heals, if asynchronous", () => {
    expect(stepsAfter(courier, { budgets }, ["a Send", cut])).toEqual(["heal"]);
    expect(stepsAfter(courier, { budgets }, ["a Send", cut, "heal"])).toEqual([
      "b gets Letter from a",
    ]);
  });

  it.each<[string, EnvironmentOverrides]>([
    ["synchronous", { timing: "synchronous" }],
    ["fifo", { order: "fifo" }],
  ])("are lost when it heals, if %s", (_name, options) => {
    expect(stepsAfter(courier, { ...options, budgets }, ["a Send", cut, "heal"])).toEqual([]);
    expect(stepsAfter(courier, { ...options, budgets }, [cut, "a Send", "heal"])).toEqual([]);
  });

  it("are cut in one direction only by a one-way cut", () => {
    const environment: EnvironmentOverrides = { cuts: "one-way", budgets };

    expect(stepsAfter(courier, environment, ["a Send", "cut ab"])).toEqual(["heal"]);
    expect(stepsAfter(courier, environment, ["a Send", "cut ba"])).toEqual([
      "b gets Letter from a",
      "heal",
    ]);
  });

  it("may still be dropped or repeated", () => {
    const environment: EnvironmentOverrides = {
      budgets: { partitions: 1, drops: 1, duplicates: 1 },
    };

    expect(stepsAfter(courier, environment, ["a Send", cut])).toEqual([
      "drop Letter from a to b",
      "duplicate Letter from a to b",
      "heal",
    ]);
  });

  it("count as none in flight: the world is quiet", () => {
    const lost = reachable(courier, { budgets, timing: "synchronous" }, "quiet");

    expect(lost).toContain("a:sent b:");
    expect(reachable(courier, {}, "quiet")).not.toContain("a:sent b:");
  });

  it("survive the healing of other links, even if synchronous", () => {
    const relay = miniature<string, { type: "Send" }, { type: "Letter" }>({
      processes: ["a", "b", "c"],
      init: () => "",
      events: (self, state) => (self === "a" && state === "" ? [{ type: "Send" }] : []),
      reduce: (_self, _state, { type }) =>
        type === "Send"
          ? { state: "sent", send: [{ to: "b", message: { type: "Letter" } }] }
          : { state: "got" },
    });
    const environment: EnvironmentOverrides = { timing: "synchronous", cuts: "partial", budgets };

    expect(stepsAfter(relay, environment, ["a Send", "cut bc cb", "heal"])).toEqual([
      "b gets Letter from a",
    ]);
  });
});

/** Each suspects each other. */
const suspicious = miniature<number, { type: "Suspect"; of: string }>(
  {
    processes: ["a", "b"],
    init: () => 0,
    events: (self) => [{ type: "Suspect", of: self === "a" ? "b" : "a" }],
    reduce: () => ({ state: 1 }),
  },
  { suspects: ({ of }) => of },
);

describe("failure detection", () => {
  const budgets = { crashes: 1, restarts: 1, partitions: 1 };
  const suspicions = (environment: EnvironmentOverrides, path: readonly string[]): string[] =>
    stepsAfter(suspicious, { budgets, ...environment }, path).filter((text) =>
      text.endsWith("Suspect"),
    );

  it("that is unreliable suspects anyone at any time", () => {
    expect(suspicions({}, [])).toEqual(["a Suspect", "b Suspect"]);
  });

  it("that is perfect suspects those who are down, until they are back", () => {
    const detection = "perfect";

    expect(suspicions({ detection }, [])).toEqual([]);
    expect(suspicions({ detection }, ["crash b"])).toEqual(["a Suspect"]);
    expect(suspicions({ detection }, ["crash b", "restart b"])).toEqual([]);
  });

  it("that is perfect suspects those who can't be heard, until the link heals", () => {
    const detection = "perfect";

    expect(suspicions({ detection }, ["cut ab ba"])).toEqual(["a Suspect", "b Suspect"]);
    expect(suspicions({ detection }, ["cut ab ba", "heal"])).toEqual([]);
    // Cut from b to a: a does not hear b, and b hears a.
    expect(suspicions({ detection, cuts: "one-way" }, ["cut ba"])).toEqual(["a Suspect"]);
  });
});
