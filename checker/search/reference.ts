/**
 * The reference explorer: breadth-first search with plain objects, whole states as texts, and a Map.
 * Exact, slow and short enough to be believed; the engine is compared with it, never the reverse.
 */
import type { ActionCount, Exploration, Violation } from "./exploration.ts";
import type { Subject } from "./subject.ts";

/** A state that was found, and how. */
interface Visit<S, A> {
  readonly state: S;
  readonly parent?: Visit<S, A>;
  readonly action?: A;
  readonly initial: number;
}

/** Explores `subject` level by level until a level has a violation, or nothing is left. */
export function exploreByReference<S, A>(
  subject: Subject<S, A>,
  limits: { readonly depth?: number } = {},
): Exploration<A> {
  const { system, renamings } = subject;
  const seen = new Set<string>();
  const violations: Violation<A>[] = [];
  const triggered = new Set<string>();
  const actions = new Map<string, ActionCount>();
  let generatedStates = 0;
  let constrained = 0;
  let depth = 0;

  const findingsAt = (visit: Visit<S, A>) => ({
    violated(property: string, reason: string): void {
      if (violations.some((violation) => violation.property === property)) return;
      violations.push({ property, reason, steps: stepsTo(visit), initial: visit.initial });
    },
    triggered,
  });
  /** Counts and judges a generated state; true if it is new and inside the constraint. */
  const admit = (visit: Visit<S, A>): boolean => {
    generatedStates++;
    const key = renamings.map((renaming) => subject.keyOf(visit.state, renaming)).toSorted()[0]!;
    if (seen.has(key)) return false;
    if (visit.parent === undefined) subject.judgeInitial(visit.state, findingsAt(visit));
    subject.judgeState(visit.state, findingsAt(visit));
    if (system.constraint?.(visit.state) === false) {
      constrained++;
      return false;
    }
    seen.add(key);
    return true;
  };
  const expand = (visit: Visit<S, A>): Visit<S, A>[] => {
    let moved = false;
    const found = system.enabled(visit.state).flatMap((action): Visit<S, A>[] => {
      const state = system.next(visit.state, action);
      const successor = { state, parent: visit, action, initial: visit.initial };
      subject.judgeStep(visit.state, action, state, findingsAt(successor));
      moved ||= subject.keyOf(state, new Map()) !== subject.keyOf(visit.state, new Map());
      const isNew = admit(successor);
      count(actions, subject.actionOf(action), isNew);
      return isNew ? [successor] : [];
    });
    if (!moved) subject.judgeStuck(visit.state, findingsAt(visit));
    return found;
  };

  let level = system
    .initialStates()
    .map((state, initial): Visit<S, A> => ({ state, initial }))
    .filter(admit);
  while (level.length > 0) {
    depth++;
    if (violations.length > 0 || depth >= (limits.depth ?? Infinity)) break;
    level = level.flatMap(expand);
  }
  return {
    distinctStates: seen.size,
    generatedStates,
    depth,
    completeDepth: depth,
    ending: level.length === 0 ? "exhausted" : violations.length > 0 ? "violated" : "depth",
    violations,
    triggered,
    actions,
    constrained,
  };
}

function stepsTo<S, A>(visit: Visit<S, A>): A[] {
  const steps: A[] = [];
  for (let at: Visit<S, A> | undefined = visit; at?.parent !== undefined; at = at.parent) {
    steps.unshift(at.action!);
  }
  return steps;
}

function count(actions: Map<string, ActionCount>, name: string, isNew: boolean): void {
  const { generated, distinct } = actions.get(name) ?? { generated: 0, distinct: 0 };
  actions.set(name, { generated: generated + 1, distinct: distinct + (isNew ? 1 : 0) });
}
