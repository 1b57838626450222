/**
 * The states of a small model as a graph, searched breadth-first in the plain world up to a number of
 * them. A picture that stops there says so: the states that were not looked into are grey.
 */
import type { Target } from "../../checker/check.ts";
import { TRIGGERS_IGNORED } from "../../checker/search/exploration.ts";
import { headline } from "../narrate.ts";
import { type Stage, stageOf } from "../stage.ts";
import { type Edge, graphText, type Node } from "./dot.ts";
import { factText, stateFacts } from "./facts.ts";

/** What was drawn. */
export interface StateGraph {
  readonly text: string;
  readonly states: number;
  /** Those that lead to another state. */
  readonly steps: number;
  /** Were there more states than were asked for? */
  readonly isCut: boolean;
}

interface Visited {
  readonly id: string;
  readonly state: unknown;
  readonly objections: ReadonlySet<string>;
  isExpanded: boolean;
}

/** The graph of the states of `target`, at most `max` of them. */
export function stateGraph(target: Target, max: number): StateGraph {
  const { subject } = target;
  const { system } = subject;
  const stage = stageOf(target);
  const [identity] = subject.renamings;
  const visited = new Map<string, Visited>();
  const edges = new Map<string, Edge>();
  let isCut = false;
  const visit = (state: unknown): Visited | undefined => {
    const key = subject.keyOf(state, identity ?? new Map());
    const known = visited.get(key);
    if (known !== undefined) return known;
    if (visited.size >= max) {
      isCut = true;
      return undefined;
    }
    const id = `s${visited.size + 1}`;
    const objections = objectionsTo(state, target);
    // A state outside the constraint is looked at, but not into, as in TLC.
    const found = { id, state, objections, isExpanded: system.constraint?.(state) === false };
    visited.set(key, found);
    return found;
  };
  for (const state of system.initialStates()) visit(state);
  // A map's entries come in the order in which they were added, those added meanwhile as well.
  for (const from of visited.values()) {
    if (from.isExpanded) continue;
    let isWhole = true;
    for (const action of system.enabled(from.state)) {
      const to = visit(system.next(from.state, action));
      if (to === undefined) isWhole = false;
      // What changes nothing would only hide the rest.
      else if (to !== from) addEdge(edges, from.id, to.id, headline(action, stage));
    }
    from.isExpanded = isWhole;
  }
  const nodes = [...visited.values()].map((each) => nodeOf(each, stage));
  const title = titleOf(target, nodes.length, edges.size, isCut);
  const text = graphText(title, nodes, [...edges.values()]);
  return { text, states: nodes.length, steps: edges.size, isCut };
}

/** Two outcomes may look the same: one arrow is enough. */
function addEdge(edges: Map<string, Edge>, from: string, to: string, text: string): void {
  edges.set(`${from} ${to} ${text}`, { from, to, text });
}

/** The invariants that `state` violates. */
function objectionsTo(state: unknown, { subject }: Target): ReadonlySet<string> {
  const objections = new Set<string>();
  subject.judgeState(state, {
    triggered: TRIGGERS_IGNORED,
    violated: (property) => objections.add(property),
  });
  return objections;
}

function nodeOf({ id, state, objections, isExpanded }: Visited, stage: Stage): Node {
  const violated = [...objections].map((property) => `violates ${property}`);
  return {
    id,
    lines: [`state ${id.slice(1)}`, ...violated, ...stateFacts(state, stage).map(factText)],
    look: violated.length > 0 ? "violated" : isExpanded ? undefined : "unexplored",
  };
}

function titleOf(target: Target, states: number, steps: number, isCut: boolean): string {
  const config = Object.entries(target.config).map(([key, value]) => `${key}=${value}`);
  const what = [target.name, ...config].join(" ");
  const limit = isCut
    ? `; there are more states: the search ended with the first ${states}, and the grey ones lead to others`
    : "; these are all";
  return `${what}: ${states} states, ${steps} steps that change something${limit}`;
}
