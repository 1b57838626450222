/**
 * A small family of transition systems as data: tokens that move along the edges of a graph. And an
 * oracle for it that shares nothing with the checker: breadth-first search over texts of digits.
 */
import * as fc from "fast-check";
import { type AnySystem, defineSystem } from "../../checker/protocol.ts";
import {
  always,
  eachStep,
  noDeadlock,
  refines,
  sometimes,
  type SystemProperty,
  type SystemStep,
} from "../../checker/property.ts";
import type { Agreed } from "./agreement.ts";

/** Where each token is. */
export type Tokens = Readonly<Record<string, number>>;

export interface Graph {
  readonly tokens: number;
  readonly edges: readonly { readonly from: number; readonly to: number; readonly type: string }[];
  /** By initial state: the node that all tokens start from. */
  readonly starts: readonly number[];
  /** States with a token here are outside the constraint. */
  readonly outside: readonly number[];
  /** Done when all tokens are here. */
  readonly goal: number | null;
  /** No token may be here, or move to there from elsewhere. */
  readonly bad: number | null;
  readonly forbidden: number | null;
  /** Some token must get here. */
  readonly wanted: number;
  /** Tokens get there and stay: none begins there, and none joins more than so many. */
  readonly arrivals: number | null;
  /** Is it a fault to be stuck? */
  readonly moves: boolean;
}

const NODES = 6;
const node = fc.nat({ max: NODES - 1 });

/** A random graph with this many tokens. */
export function someGraph(tokens: fc.Arbitrary<number>): fc.Arbitrary<Graph> {
  const edge = fc.record({ from: node, to: node, type: fc.constantFrom("left", "right") });
  return fc.record({
    tokens,
    edges: fc.array(edge, { minLength: 4, maxLength: 14 }),
    starts: fc.array(node, { minLength: 1, maxLength: 3 }),
    outside: fc.array(node, { maxLength: 1 }),
    goal: fc.option(node, { nil: null }),
    bad: fc.option(node, { nil: null, freq: 3 }),
    forbidden: fc.option(node, { nil: null, freq: 3 }),
    wanted: node,
    arrivals: fc.option(fc.nat({ max: 2 }), { nil: null, freq: 3 }),
    moves: fc.boolean(),
  });
}

/** The graph as a model of the lower door. */
export function systemOf(graph: Graph): AnySystem<Tokens> {
  const ids = Array.from({ length: graph.tokens }, (_, index) => `t${index}`);
  return defineSystem({
    name: "tokens",
    source: "made at random",
    about: "Tokens on a graph.",
    parameters: {},
    symmetry: () => [ids],
    system: () => ({
      initialStates: (): Tokens[] =>
        graph.starts.map((start) => Object.fromEntries(ids.map((id) => [id, start]))),
      enabled: (state: Tokens) =>
        ids.flatMap((token) =>
          graph.edges
            .filter(({ from }) => from === state[token])
            .map(({ to, type }) => ({ type, token, to })),
        ),
      next: (state: Tokens, { token, to }): Tokens => ({ ...state, [token]: to }),
      constraint: (state: Tokens) =>
        Object.values(state).every((at) => !graph.outside.includes(at)),
      done: (state: Tokens) => Object.values(state).every((at) => at === graph.goal),
    }),
  });
}

/** What is claimed of it. */
export function claimsOf(graph: Graph): SystemProperty<Tokens>[] {
  const about = { source: "random", claim: "something", concern: "integrity" } as const;
  const has = (state: Tokens, at: number | null): boolean =>
    Object.values(state).some((other) => other === at);
  const all: SystemProperty<Tokens>[] = [
    always<Tokens>({
      ...about,
      name: "bad",
      check: (state) => (has(state, graph.bad) ? "a token is there" : undefined),
    }),
    eachStep<SystemStep<Tokens>>({
      ...about,
      name: "forbidden",
      check: ({ before, after }) =>
        Object.keys(after).some(
          (token) => after[token] === graph.forbidden && before[token] !== after[token],
        )
          ? "a token moves there"
          : undefined,
    }),
    sometimes<Tokens>({ ...about, name: "wanted", holds: (state) => has(state, graph.wanted) }),
    noDeadlock<Tokens>({ ...about, name: "moves", check: () => "no token can move" }),
    refines<Tokens, number>({
      ...about,
      name: "arrivals",
      spec: {
        initialStates: () => [0],
        enabled: () => [{ type: "Arrive" }],
        next: (there) => there + 1,
        constraint: (there) => there <= graph.arrivals!,
      },
      map: (state) => Object.values(state).filter((at) => at === graph.wanted).length,
    }),
  ];
  return all.filter(
    ({ name }) =>
      (graph.moves || name !== "moves") && (graph.arrivals !== null || name !== "arrivals"),
  );
}

/** What an exploration must find, found by other means. */
export type Expected = Pick<
  Agreed,
  "distinctStates" | "generatedStates" | "depth" | "constrained" | "violated"
> & { readonly reachesWanted: boolean };

/** Explores the graph until a level has a violation; with symmetry only sorted states are told apart. */
export function explore(graph: Graph, isSymmetric: boolean): Expected {
  const seen = new Set<string>();
  const violated: Record<string, number> = {};
  const counts = { generatedStates: 0, constrained: 0, depth: 0 };
  let reachesWanted = false;
  const keyOf = (state: readonly number[]): string =>
    (isSymmetric ? state.toSorted((a, b) => a - b) : state).join("");
  const violate = (name: string, depth: number): number => (violated[name] ??= depth);
  const thereIn = (state: readonly number[]): number =>
    state.filter((at) => at === graph.wanted).length;
  const admit = (state: readonly number[], depth: number): boolean => {
    counts.generatedStates++;
    if (seen.has(keyOf(state))) return false;
    if (depth === 1 && graph.arrivals !== null && thereIn(state) > 0) violate("arrivals", 1);
    if (graph.bad !== null && state.includes(graph.bad)) violate("bad", depth);
    reachesWanted ||= state.includes(graph.wanted);
    if (state.some((at) => graph.outside.includes(at))) {
      counts.constrained++;
      return false;
    }
    seen.add(keyOf(state));
    return true;
  };
  const expand = (state: readonly number[], depth: number): number[][] => {
    const steps = state.flatMap((at, token) =>
      graph.edges.filter(({ from }) => from === at).map(({ to }) => ({ token, at, to })),
    );
    const isStuck = steps.every(({ at, to }) => at === to);
    const isDone = state.every((at) => at === graph.goal);
    if (graph.moves && isStuck && !isDone) violate("moves", depth);
    return steps.flatMap(({ token, at, to }) => {
      if (at !== to && to === graph.forbidden) violate("forbidden", depth + 1);
      const after = state.with(token, to);
      const [there, then] = [thereIn(state), thereIn(after)];
      const isOdd = then < there || (then > there && there > (graph.arrivals ?? Infinity));
      if (graph.arrivals !== null && isOdd) violate("arrivals", depth + 1);
      return admit(after, depth + 1) ? [after] : [];
    });
  };
  let level = graph.starts
    .map((start) => Array.from({ length: graph.tokens }, () => start))
    .filter((state) => admit(state, 1));
  while (level.length > 0) {
    counts.depth++;
    if (Object.keys(violated).length > 0) break;
    level = level.flatMap((state) => expand(state, counts.depth));
  }
  return { ...counts, distinctStates: seen.size, violated, reachesWanted };
}
