/** Replays the steps of a trace in the plain world, and looks whether they still violate a property. */
import { encode } from "../data.ts";
import { CheckerError } from "../errors.ts";
import { type Findings, TRIGGERS_IGNORED, type Violation } from "./exploration.ts";
import type { Subject } from "./subject.ts";

export interface Replayable<A> {
  readonly property: string;
  readonly initial: number;
  readonly steps: readonly A[];
}

export type Replay<S, A> =
  /** The property is violated at the end, and only there. */
  | { readonly kind: "violates"; readonly reason: string; readonly states: readonly S[] }
  /** All steps are possible, and the property holds at the end. */
  | { readonly kind: "holds"; readonly states: readonly S[] }
  /** The step at `index` is not possible any more. */
  | {
      readonly kind: "diverges";
      readonly index: number;
      readonly step: A | undefined;
      readonly reason: string;
      readonly states: readonly S[];
    };

/** Replays `trace`; states are recomputed, never taken from it. */
export function replay<S, A>(subject: Subject<S, A>, trace: Replayable<A>): Replay<S, A> {
  const { system } = subject;
  const initialStates = system.initialStates();
  if (trace.initial >= initialStates.length) {
    const reason = `there is no initial state ${trace.initial}`;
    return { kind: "diverges", index: 0, step: undefined, reason, states: [] };
  }
  const first = initialStates[trace.initial]!;
  const states: S[] = [first];
  let found = reasonAt(trace.property, (findings) => {
    subject.judgeInitial(first, findings);
    subject.judgeState(first, findings);
  });
  for (const [index, step] of trace.steps.entries()) {
    const before = states.at(-1)!;
    const wanted = encode(step);
    const enabled = system.enabled(before);
    const action = enabled.find((candidate) => encode(candidate) === wanted);
    if (action === undefined) {
      const names = [...new Set(enabled.map((each) => subject.actionOf(each)))];
      const possible = names.length === 0 ? "no step is" : `possible are ${names.join(", ")}`;
      const reason = `step ${index + 1} (${subject.actionOf(step)}) is not possible: ${possible}`;
      return { kind: "diverges", index, step, reason, states };
    }
    const after = system.next(before, action);
    states.push(after);
    found = reasonAt(trace.property, (findings) => {
      subject.judgeStep(before, action, after, findings);
      subject.judgeState(after, findings);
    });
  }
  found ??= stuckReason(subject, trace.property, states.at(-1)!);
  return found === undefined
    ? { kind: "holds", states }
    : { kind: "violates", reason: found, states };
}

/**
 * `violation`, explained by the plain world: a counterexample is shown only if that agrees with it.
 * @throws CheckerError `ReplayDiverged` if it does not.
 */
export function confirmed<S, A>(subject: Subject<S, A>, violation: Violation<A>): Violation<A> {
  const replayed = replay(subject, violation);
  if (replayed.kind === "violates") return { ...violation, reason: replayed.reason };
  const why = replayed.kind === "diverges" ? replayed.reason : "it violates nothing there";
  throw new CheckerError(
    "ReplayDiverged",
    `The counterexample to ${violation.property} does not replay: ${why}.`,
    { hint: "An impure model is the usual cause: run again with --audit." },
  );
}

function reasonAt(property: string, body: (findings: Findings) => void): string | undefined {
  let found: string | undefined;
  body({
    triggered: TRIGGERS_IGNORED,
    violated: (name, reason) => {
      if (name === property) found ??= reason;
    },
  });
  return found;
}

/** Why the state that no step leaves is a violation of `property`; undefined if it is none. */
function stuckReason<S, A>(subject: Subject<S, A>, property: string, state: S): string | undefined {
  const here = encode(state);
  const { system } = subject;
  const isStuck = system
    .enabled(state)
    .every((action) => encode(system.next(state, action)) === here);
  return isStuck
    ? reasonAt(property, (findings) => subject.judgeStuck(state, findings))
    : undefined;
}
