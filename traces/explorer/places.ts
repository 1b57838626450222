/**
 * The states that a person has been in: each is worked out once, from the plain meaning of the model,
 * and judged by all properties. Nothing is worked out before someone goes there.
 */
import type { Target } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import { CheckerError } from "../../checker/errors.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Findings } from "../../checker/search/exploration.ts";

/** What a property says of a state and of the step to it. */
export interface Judged {
  /** The sentence that objects. */
  reason: string | undefined;
  /** Was it put to the test; was a witness seen? */
  isTriggered: boolean;
}

/** A state that was reached. */
export interface Place {
  readonly state: unknown;
  /** None outside the constraint: there a behaviour ends. */
  readonly enabled: readonly Typed[];
  readonly isInside: boolean;
  /** Does no step lead elsewhere? */
  readonly isStuck: boolean;
  /** By the names of the properties; those that were not asked are missing. */
  readonly judged: ReadonlyMap<string, Judged>;
}

/** A place, and those that its steps led to, by choice. */
interface Node extends Place {
  readonly next: Map<number, Node>;
}

/** When so many are remembered, all are forgotten: they can be worked out again. */
const PLACES_MAX = 10_000;

export class Places {
  readonly #target: Target;
  readonly #initialStates: readonly unknown[];
  readonly #roots = new Map<number, Node>();
  #count = 0;

  constructor(target: Target) {
    this.#target = target;
    this.#initialStates = target.subject.system.initialStates();
  }

  /** How many initial states there are. */
  get initials(): number {
    return this.#initialStates.length;
  }

  /**
   * The places from an initial state along `choices`, one more than there are choices.
   * @throws CheckerError `BadValue` if there is no such path.
   */
  along(initial: number, choices: readonly number[]): readonly [Place, ...Place[]] {
    if (this.#count > PLACES_MAX) this.#forget();
    if (initial >= this.initials) {
      throw new CheckerError("BadValue", `There is no initial state ${initial}.`);
    }
    let node = this.#root(initial);
    const path: [Place, ...Place[]] = [node];
    for (const [index, choice] of choices.entries()) {
      if (choice >= node.enabled.length) {
        const count = node.enabled.length;
        const sentence = `There is no step ${choice} in state ${index + 1}: ${count} are enabled.`;
        throw new CheckerError("BadValue", sentence);
      }
      path.push((node = this.#next(node, choice)));
    }
    return path;
  }

  /** Which of the steps that are enabled in `place` is `step`; undefined if it is not. */
  choiceOf(place: Place, step: Typed): number | undefined {
    const text = encode(step);
    const choice = place.enabled.findIndex((each) => encode(each) === text);
    return choice === -1 ? undefined : choice;
  }

  #root(initial: number): Node {
    const known = this.#roots.get(initial);
    if (known !== undefined) return known;
    const state = this.#initialStates[initial];
    const root = this.#look(state, (findings) =>
      this.#target.subject.judgeInitial(state, findings),
    );
    this.#roots.set(initial, root);
    return root;
  }

  #next(before: Node, choice: number): Node {
    const known = before.next.get(choice);
    if (known !== undefined) return known;
    const { subject } = this.#target;
    const step = before.enabled[choice]!;
    const state = subject.system.next(before.state, step);
    const node = this.#look(state, (findings) =>
      subject.judgeStep(before.state, step, state, findings),
    );
    before.next.set(choice, node);
    return node;
  }

  /** Looks at `state` for the first time; `judgeWay` judges how it was come by. */
  #look(state: unknown, judgeWay: (findings: Findings) => void): Node {
    this.#count++;
    const { system } = this.#target.subject;
    const { subject } = this.#target;
    const judged = new Map<string, Judged>();
    const findings = findingsIn(judged);
    judgeWay(findings);
    subject.judgeState(state, findings);
    const isInside = system.constraint?.(state) ?? true;
    const enabled = isInside ? system.enabled(state) : [];
    const text = encode(state);
    const isStuck = enabled.every((step) => encode(system.next(state, step)) === text);
    if (isInside && isStuck) subject.judgeStuck(state, findings);
    return { state, enabled, isInside, isStuck, judged, next: new Map() };
  }

  #forget(): void {
    this.#roots.clear();
    this.#count = 0;
  }
}

function findingsIn(judged: Map<string, Judged>): Findings {
  const of = (property: string): Judged => {
    const known = judged.get(property) ?? { reason: undefined, isTriggered: false };
    judged.set(property, known);
    return known;
  };
  return {
    triggered: {
      has: (property) => of(property).isTriggered,
      add: (property) => (of(property).isTriggered = true),
    },
    violated: (property, reason) => void (of(property).reason ??= reason),
  };
}
