/** A protocol made to be told: every kind of step has something to change. */
import { targetOf } from "../../checker/check.ts";
import type { EnvironmentOverrides } from "../../checker/environment.ts";
import { always, type Snapshot } from "../../checker/property.ts";
import { defineProtocol, type Delivered, integer } from "../../checker/protocol.ts";
import { defineSystem } from "../../checker/transition-system.ts";
import type { Step } from "../../checker/world/step.ts";
import { renderBehaviour, type RenderOptions } from "../../traces/render.ts";
import { replayTrace } from "../../traces/replay-trace.ts";
import { stageOf } from "../../traces/stage.ts";
import type { Trace } from "../../traces/format.ts";
import { BLOCKING } from "./blocking.ts";

interface Person {
  readonly heard: readonly string[];
  readonly from: ReadonlyMap<string, string>;
  readonly mood: "calm" | "excited";
}

type Rumour = { readonly type: "Rumour"; readonly word: string } | { readonly type: "Echo" };

const PEOPLE = ["ann", "bob", "cyd"];

/** The protocol: ann begins, and all tell. */
export const gossip = defineProtocol<{
  state: Person;
  event: { readonly type: "Begin"; readonly word: string };
  message: Rumour;
}>()({
  name: "gossip",
  source: "none",
  about: "Whoever hears something new tells it to the others.",
  parameters: { words: integer(2, { min: 1, max: 3 }, "how many words there are") },
  actions: { Begin: "starts a rumour", Rumour: "is heard", Echo: "is heard" },
  processes: () => PEOPLE,
  symmetry: () => [PEOPLE],
  init: () => ({ heard: [], from: new Map(), mood: "calm" }),
  events: (self, { heard }) =>
    self === "ann" && heard.length === 0 ? [{ type: "Begin", word: "fire" }] : [],
  reduce: (self, person, input) =>
    input.type === "Begin"
      ? {
          state: { ...person, heard: [input.word], mood: "excited" },
          send: PEOPLE.filter((other) => other !== self).map((to) => ({
            to,
            message: { type: "Rumour", word: input.word },
          })),
        }
      : hear(person, input),
  recover: (_self, { heard }) => ({ heard, from: new Map(), mood: "calm" }),
  view: (_self, { heard }) => ({ heard }),
});

function hear(person: Person, rumour: Delivered<Rumour>) {
  if (rumour.type === "Echo") return { state: { ...person, mood: "calm" as const }, keep: true };
  const { from, word } = rumour;
  return {
    state: {
      heard: [...person.heard, word],
      from: new Map([...person.from, [word, from]]),
      mood: "excited" as const,
    },
    send: [{ to: from, message: { type: "Echo" as const } }],
  };
}

const quiet = always<Snapshot<{ readonly heard: readonly string[] }>>({
  name: "NobodyHearsTwice",
  source: "none",
  claim: "Nobody hears a word twice.",
  concern: "integrity",
  check({ members }) {
    const gossiper = members.find(({ view }) => new Set(view.heard).size < view.heard.length);
    return gossiper && `${gossiper.process} hears a word twice`;
  },
});

/** Gossip in `environment`, ready to be replayed. */
export function gossipTarget(environment: EnvironmentOverrides) {
  return targetOf(gossip, { environment, properties: [quiet] });
}

/** A trace of gossip. */
export function gossipTrace(steps: readonly Step[]): Trace {
  const property = quiet.name;
  return { ...BLOCKING, protocol: "gossip", property, config: {}, steps, length: steps.length + 1 };
}

/** What a terminal shows of these steps of gossip. */
export function told(
  steps: readonly Step[],
  environment: EnvironmentOverrides,
  options: Partial<RenderOptions> & Pick<RenderOptions, "palette">,
): string {
  const target = gossipTarget(environment);
  const { states } = replayTrace(gossipTrace(steps), target);
  const rendering = { full: false, columns: 80, howToSeeAll: "--full", ...options };
  return `${renderBehaviour(steps, states, stageOf(target), rendering)}\n`;
}

/** A tank that is filled and poured: a model of the lower door. */
export const tank = defineSystem({
  name: "tank",
  source: "none",
  about: "A tank that can be filled by one or emptied.",
  parameters: { size: integer(2, { min: 1, max: 9 }, "how much fits in") },
  system: ({ size }) => ({
    initialStates: () => [{ level: 0, log: [] as readonly string[] }],
    enabled: ({ level }) => [
      ...(level < size ? [{ type: "Fill" as const, by: 1 }] : []),
      ...(level > 0 ? [{ type: "Empty" as const }] : []),
    ],
    next: ({ level, log }, action) => ({
      level: action.type === "Fill" ? level + 1 : 0,
      log: [...log, action.type],
    }),
  }),
});
