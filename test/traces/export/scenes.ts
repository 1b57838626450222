/** Behaviours to export: with every kind of step, made to do harm, long, and of a transition system. */
import { type Target, targetOf } from "../../../checker/check.ts";
import { always, type Snapshot } from "../../../checker/property.ts";
import { defineProtocol, type Typed } from "../../../checker/protocol.ts";
import type { Step } from "../../../checker/world/step.ts";
import type { Trace } from "../../../traces/format.ts";
import { type Scene, sceneOf } from "../../../traces/scene.ts";
import { BLOCKING } from "../blocking.ts";
import { gossipTarget, gossipTrace, tank } from "../gossip.ts";

/** Texts that mean something to one program or another. */
export const HOSTILE = [
  "a\nb\r\nc",
  `"q" 'x' \`y\``,
  "<script>alert(1)</script><br/>",
  "--> ->> -x: y",
  '%%{init: {"theme": "dark"}}%%',
  "a; b #35; #quot; &lt;b&gt; &#60;",
  "\\N \\l \\n \\",
  "wrap: nowrap: x",
  "\u202e\u0000\u001b[2J\u2028\u200b",
  "end",
  "@enduml\n!include x %date() $y",
  "**b** //i// __u__ --s-- ~~w~~ [[l]] {{x}} <b>",
  'n1 {} n1 {"n1": 9}',
  "constructor",
  "__proto__",
  "ﬂ°°60¶ß \ud800 𝔘𝔫𝔦",
  " ",
];

/** An event or a message; its type may not be a name that objects have. */
function typed(text: string): Typed {
  const type = text in {} ? `${text}!` : text;
  const fields = { [type]: [text], with: new Map([[text, text]]) };
  return { type, ...fields };
}

/** Two processes, with `text` wherever a model may have one. */
function hostileProtocol(text: string) {
  const ids = [text, `${text} 2`];
  return defineProtocol<{
    state: { readonly heard: readonly string[] };
    event: Typed;
    message: Typed;
  }>()({
    name: text,
    source: text,
    about: text,
    parameters: {},
    processes: () => ids,
    init: () => ({ heard: [] }),
    events: (self, { heard }) => (self === text && heard.length === 0 ? [typed(text)] : []),
    reduce: (self, { heard }, input) => ({
      state: { heard: [...heard, text], [text]: { tag: text, value: null } },
      ...(self === text && !("from" in input) && { send: [{ to: ids[1]!, message: typed(text) }] }),
    }),
    view: (_self, { heard }) => ({ heard }),
  });
}

/** One step of each of these kinds, in this order. */
const KINDS = [
  "event",
  "duplicate",
  "duplicate",
  "drop",
  "deliver",
  "crash",
  "restart",
  "partition",
  "heal",
];

/** A behaviour of `KINDS` in which every text is `text`. */
export function hostileScene(text: string): Scene {
  const property = always<Snapshot<{ readonly heard: readonly string[] }>>({
    name: text,
    source: text,
    claim: text,
    concern: "integrity",
    check: ({ members }) => (members.some(({ view }) => view.heard.length > 0) ? text : undefined),
  });
  const budgets = { duplicates: 2, drops: 1, crashes: 1, restarts: 1, partitions: 1 };
  const target = targetOf(hostileProtocol(text), {
    environment: { budgets },
    properties: [property],
  });
  const { system } = target.subject;
  const steps: Typed[] = [];
  let [state] = system.initialStates();
  for (const kind of KINDS) {
    const step = system.enabled(state).find(({ type }) => type === kind)!;
    steps.push(step);
    state = system.next(state, step);
  }
  const trace: Trace = {
    ...BLOCKING,
    protocol: text,
    property: text,
    reason: text,
    mutant: text,
    config: {},
    environment: target.environment!,
    steps,
    length: steps.length + 1,
  };
  return sceneOf(trace, target);
}

const event = { type: "Begin", word: "fire" };
const rumour = { type: "Rumour", word: "fire" };
const toBob = { process: "bob", from: "ann", message: rumour } as const;

/** Every kind of step, a message that is delivered twice, and one that is lost when a link heals. */
export const EVERYTHING: readonly Step[] = [
  { type: "event", process: "ann", event, outcome: 0 },
  { type: "duplicate", ...toBob },
  { type: "deliver", ...toBob, outcome: 0 },
  { type: "drop", process: "cyd", from: "ann", message: rumour },
  {
    type: "partition",
    links: [
      ["ann", "bob"],
      ["ann", "cyd"],
      ["bob", "ann"],
      ["cyd", "ann"],
    ],
  },
  { type: "crash", process: "cyd" },
  { type: "restart", process: "cyd" },
  { type: "heal" },
  { type: "deliver", process: "bob", from: "ann", message: rumour, outcome: 0 },
];

const BUDGETS = { duplicates: 1, drops: 1, partitions: 1, crashes: 1, restarts: 1 };

/** Gossip in which bob hears of the fire twice. */
export function gossipScene(steps = EVERYTHING): Scene {
  return sceneOf(gossipTrace(steps), gossipTarget({ budgets: BUDGETS }));
}

/** A crash and a restart, as often as it takes. */
export function longScene(steps: number): Scene {
  const kinds = ["crash", "restart"] as const;
  const all = Array.from({ length: steps }, (_, i): Step => ({
    type: kinds[i % 2]!,
    process: "bob",
  }));
  const budgets = { crashes: steps, restarts: steps };
  return sceneOf(gossipTrace(all), gossipTarget({ budgets }));
}

/** A tank, which has no processes and no world. */
export const tankTarget: Target = targetOf(tank, {
  properties: [
    always<{ readonly level: number }>({
      name: "NeverFull",
      source: "none",
      claim: "The tank is never full.",
      concern: "integrity",
      check: ({ level }) => (level === 2 ? "it is full" : undefined),
    }),
  ],
});

/** The tank, filled up, and what comes then. */
export function tankScene(then: readonly Typed[] = []): Scene {
  const steps = [
    { type: "Fill", by: 1 },
    { type: "Empty" },
    { type: "Fill", by: 1 },
    { type: "Fill", by: 1 },
    ...then,
  ];
  const about = { protocol: "tank", property: "NeverFull", environment: null, config: {} };
  return sceneOf({ ...BLOCKING, ...about, steps, length: steps.length + 1 }, tankTarget);
}
