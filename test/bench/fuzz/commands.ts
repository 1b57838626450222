/**
 * What a user of fast-check would write without us: a command for each action, `fc.commands` and
 * `fc.modelRun` over the plain meaning of the model. fast-check draws lists of commands, leaves out
 * those whose `check` says no, and is run until one fails; what it shrinks to is not waited for.
 */
import * as fc from "fast-check";
import type { Target } from "../../../checker/check.ts";
import { encode } from "../../../checker/data.ts";
import { FAULTS } from "../../../checker/environment.ts";
import type { Typed } from "../../../checker/protocol.ts";
import { type Findings, TRIGGERS_IGNORED } from "../../../checker/search/exploration.ts";
import type { Extent, Trial } from "./contenders.ts";
import { cpuClock } from "./cpu-clock.ts";

/** The steps of the network and of crashes, as `Subject.actionOf` names them. */
const FAULT_ACTIONS = ["crash", "restart", "drop", "duplicate", "partition", "heal"];

/** More than there is time for. */
const RUNS_MAX = 2 ** 31 - 1;

/** Runs plain commands until a property is violated or the time is over. */
export function commandsTrial(target: Target, seed: number, { seconds, steps }: Extent): Trial {
  const elapsed = cpuClock();
  const run = new PlainRun(target);
  const commands = actionsOf(target).map((action) =>
    fc.nat().map((pick) => new TakeStep(action, pick)),
  );
  const property = fc.property(
    fc.commands(commands, { maxCommands: steps, size: "max" }),
    (list) => {
      if (elapsed() >= seconds) throw new Error("the time is over");
      run.begin();
      fc.modelRun(() => ({ model: run, real: undefined }), list);
    },
  );
  fc.check(property, {
    seed,
    numRuns: RUNS_MAX,
    endOnFailure: true,
  });
  return {
    property: run.violated,
    steps: run.steps,
    seconds: elapsed(),
  };
}

function actionsOf({ actions, environment }: Target): string[] {
  const hasFaults = environment !== undefined && FAULTS.some((name) => environment.budgets[name]);
  return [...Object.keys(actions), ...(hasFaults ? FAULT_ACTIONS : [])];
}

/** A behaviour of the plain model, which knows what is enabled in the state that it is in. */
class PlainRun {
  violated: string | null = null;
  steps = 0;
  readonly #target: Target;
  #state: unknown;
  #byAction = new Map<string, Typed[]>();

  constructor(target: Target) {
    this.#target = target;
  }

  begin(): void {
    const { system } = this.#target.subject;
    const initial = system.initialStates()[0];
    this.#target.subject.judgeInitial(initial, this.#findings);
    this.#enter(initial);
  }

  stepsOf(action: string): readonly Typed[] {
    return this.#byAction.get(action) ?? [];
  }

  take(step: Typed): void {
    const { subject } = this.#target;
    const before = this.#state;
    const after = subject.system.next(before, step);
    this.steps++;
    subject.judgeStep(before, step, after, this.#findings);
    this.#enter(after);
  }

  readonly #findings: Findings = {
    triggered: TRIGGERS_IGNORED,
    violated: (property) => void (this.violated ??= property),
  };

  #enter(state: unknown): void {
    const { subject } = this.#target;
    const { system } = subject;
    this.#state = state;
    this.#byAction = new Map();
    subject.judgeState(state, this.#findings);
    const isInside = system.constraint?.(state) ?? true;
    let moves = false;
    for (const step of isInside ? system.enabled(state) : []) {
      moves ||= encode(system.next(state, step)) !== encode(state);
      const action = subject.actionOf(step);
      const known = this.#byAction.get(action);
      if (known === undefined) this.#byAction.set(action, [step]);
      else known.push(step);
    }
    if (isInside && !moves) subject.judgeStuck(state, this.#findings);
    if (this.violated !== null) throw new Error(this.violated);
  }
}

class TakeStep implements fc.Command<PlainRun, undefined> {
  readonly #action: string;
  readonly #pick: number;

  constructor(action: string, pick: number) {
    this.#action = action;
    this.#pick = pick;
  }

  check(run: Readonly<PlainRun>): boolean {
    return run.stepsOf(this.#action).length > 0;
  }

  run(run: PlainRun): void {
    const steps = run.stepsOf(this.#action);
    run.take(steps[this.#pick % steps.length]!);
  }

  toString(): string {
    return `${this.#action}(${this.#pick})`;
  }
}
