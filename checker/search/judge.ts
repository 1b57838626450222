/** How each kind of property is put to the test; said once, for both explorers. */
import type {
  Change,
  DeadlockFreedom,
  Finding,
  Invariant,
  Observer,
  Snapshot,
  TransitionProperty,
  Witness,
} from "../property.ts";
import { CheckerError } from "../errors.ts";
import { show } from "../world/ask.ts";
import { judged } from "../world/observe.ts";
import type { Findings } from "./exploration.ts";
import type { Specification } from "./specification.ts";

/** Judges a state, or a step, by a property that has a check and perhaps a trigger. */
export function judge<Subject>(
  property: Invariant<Subject> | TransitionProperty<Subject>,
  subject: Subject,
  findings: Findings,
): void {
  const { name } = property;
  const { triggered } = findings;
  if (!triggered.has(name)) {
    const happens =
      property.trigger === undefined || judged(name, subject, () => property.trigger!(subject));
    if (happens) triggered.add(name);
  }
  const reason = findingOf(name, subject, () => property.check(subject));
  if (reason !== undefined) findings.violated(name, reason);
}

/** Looks for a witness in a state. */
export function judgeWitness<Subject>(
  property: Witness<Subject>,
  subject: Subject,
  findings: Findings,
): void {
  const { name } = property;
  if (findings.triggered.has(name)) return;
  if (judged(name, subject, () => property.holds(subject))) findings.triggered.add(name);
}

/** Judges a state together with its history. */
export function judgeHistory<V>(
  property: Observer<unknown, V>,
  history: unknown,
  snapshot: Snapshot<V>,
  findings: Findings,
): void {
  const { name } = property;
  const { triggered } = findings;
  if (!triggered.has(name)) {
    const happens =
      property.trigger === undefined ||
      judged(name, snapshot, () => property.trigger!(history, snapshot));
    if (happens) triggered.add(name);
  }
  const reason = findingOf(name, snapshot, () => property.checkState?.(history, snapshot));
  if (reason !== undefined) findings.violated(name, reason);
}

/** Judges a change in the light of the history before it. */
export function judgeChange<V>(
  property: Observer<unknown, V>,
  history: unknown,
  change: Change<V>,
  findings: Findings,
): void {
  const reason = findingOf(property.name, change, () => property.checkChange?.(history, change));
  if (reason !== undefined) findings.violated(property.name, reason);
}

/** Explains a state that no step leaves. */
export function judgeStuck<Subject>(
  property: DeadlockFreedom<Subject>,
  subject: Subject,
  findings: Findings,
): void {
  const reason = findingOf(property.name, subject, () => property.check(subject));
  if (reason !== undefined) findings.violated(property.name, reason);
}

/** Judges a step by a specification, which has to allow it; `title` says which step it is. */
export function judgeRefinement<Subject>(
  specification: Specification<Subject>,
  before: Subject,
  after: Subject,
  title: string,
  findings: Findings,
): void {
  const [from, to] = [specification.imageOf(before), specification.imageOf(after)];
  if (from.text === to.text) return;
  findings.triggered.add(specification.name);
  if (specification.allowedIn(from).some(({ image }) => image.text === to.text)) return;
  const reason = specification.whyNotAllowed(from, to);
  findings.violated(specification.name, `${title} ${reason}`);
}

/** Judges an initial state by a specification, which has to begin there too. */
export function judgeInitial<Subject>(
  specification: Specification<Subject>,
  initial: Subject,
  findings: Findings,
): void {
  const image = specification.imageOf(initial);
  if (specification.beginsIn(image)) return;
  findings.violated(specification.name, specification.whyNotInitial(image));
}

/** What a check answers: a sentence or nothing, or the property is at fault. */
function findingOf(name: string, subject: unknown, check: () => unknown): Finding {
  const answer = judged(name, subject, check);
  if (answer === undefined || typeof answer === "string") return answer;
  throw new CheckerError("PropertyThrew", `property ${name} answers ${show(answer)}.`, {
    hint: "Allowed: undefined if it holds, or the sentence that says why it does not.",
  });
}
