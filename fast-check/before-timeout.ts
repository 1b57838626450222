/**
 * Parameters that end a run before the test runner does. A test that is killed at its time-out says
 * neither its seed nor what it had found; one that stops in time says both.
 */
import * as fc from "fast-check";
import { CheckerError } from "../checker/errors.ts";
import { reserveOf } from "../checker/search/reserve.ts";
import { Schedule } from "./schedule.ts";

/** The parameters of fast-check, but for those that say when to stop and how to report it. */
export type OtherParameters<Ts> = Omit<
  fc.Parameters<Ts>,
  "reporter" | "asyncReporter" | "interruptAfterTimeLimit" | "skipAllAfterTimeLimit"
>;

/**
 * Of the time that is not kept for the report: what is there to look for a failure; what is left then
 * is there to shrink it.
 */
const SEARCH_SHARE = 0.7;

/**
 * The parameters for a run in a test whose time-out is `timeoutMs`. It ends in time, finished or not; a
 * failure that was found is reported even if shrinking it had to stop. Without a failure, a run that
 * was cut short passes and says how far it came, or fails, with `markInterruptAsFailure`.
 */
export function beforeTimeout<Ts>(
  timeoutMs: number,
  parameters: NoInfer<OtherParameters<Ts>> = {},
): fc.Parameters<Ts> {
  if (!(timeoutMs > 0)) {
    throw new CheckerError("BadValue", `A test can't have a time-out of ${timeoutMs} ms.`, {
      hint: "Give the time-out of the test, in milliseconds.",
    });
  }
  const covered = new Coverage();
  return {
    ...parameters,
    plugins: [...(parameters.plugins ?? []), deadline<Ts>(timeoutMs, covered)],
    reporter: (details) => report(details, covered),
  };
}

/** What fast-check makes of one call of the predicate. */
type Outcome = fc.PropertyFailure | fc.PreconditionFailure | null;

/** Stops the search at its time, and shrinking at a later one. */
function deadline<Ts>(timeoutMs: number, covered: Coverage): fc.Plugin<Ts> {
  return () => {
    covered.clear();
    const reserve = reserveOf(timeoutMs);
    const started = performance.now();
    const end = started + timeoutMs - reserve;
    const endOfSearch = started + (timeoutMs - reserve) * SEARCH_SHARE;
    let isShrinking = false;
    const noted = (values: Ts, outcome: Outcome): Outcome => {
      if (outcome === null && !isShrinking) covered.add(values);
      isShrinking ||= outcome !== null && !fc.PreconditionFailure.isFailure(outcome);
      return outcome;
    };
    return {
      decorateRun: (run) => (values) => {
        if (performance.now() > (isShrinking ? end : endOfSearch)) {
          return new fc.PreconditionFailure(true);
        }
        const outcome = run(values);
        if (!(outcome instanceof Promise)) return noted(values, outcome);
        const late = isShrinking ? new fc.PreconditionFailure(true) : { error: new Error(HUNG) };
        return answered(outcome, late, end).then((answer) => noted(values, answer));
      },
    };
  };
}

const HUNG = "The predicate had not answered when the time was up.";

/** What `outcome` comes to, or `late` if it has not by `end`. */
async function answered(outcome: Promise<Outcome>, late: Outcome, end: number): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve(late), end - performance.now());
  });
  const answer = await Promise.race([outcome, patience]);
  clearTimeout(timer);
  return answer;
}

/** What the runs that held came through. */
class Coverage {
  #schedules = 0;
  #steps = 0;
  readonly #unseen = new Set<string>();
  readonly #seen = new Set<string>();

  clear(): void {
    this.#schedules = 0;
    this.#steps = 0;
    this.#unseen.clear();
    this.#seen.clear();
  }

  add(values: unknown): void {
    const schedules = Array.isArray(values)
      ? values.filter((value): value is Schedule => value instanceof Schedule)
      : [];
    for (const { steps, setting } of schedules) {
      this.#schedules++;
      this.#steps += steps.length;
      const { subject, actions } = setting.target;
      for (const step of steps) this.#seen.add(subject.actionOf(step));
      for (const name of Object.keys(actions)) this.#unseen.add(name);
    }
  }

  /** As the end of a sentence. */
  get text(): string {
    if (this.#schedules === 0) return "";
    const never = [...this.#unseen].filter((name) => !this.#seen.has(name));
    const missed = never.length === 0 ? "" : `; never happened: ${never.join(", ")}`;
    return `, ${this.#steps} steps in all${missed}`;
  }
}

function report<Ts>(details: fc.RunDetails<Ts>, covered: Coverage): void {
  const { failed, interrupted, numRuns, seed, runConfiguration } = details;
  const { numRuns: wanted = numRuns, logger = console.log } = runConfiguration;
  const ofAll = Number.isFinite(wanted) ? ` of ${wanted}` : "";
  const progress = `The time was up after ${numRuns}${ofAll} runs without a failure${covered.text}. { seed: ${seed} }`;
  if (!failed) {
    if (interrupted) logger(progress);
    return;
  }
  const isFound = details.counterexamplePath !== null;
  const note = !interrupted
    ? ""
    : isFound
      ? "\n\nThe time was up before it was shrunk to the end: the seed and the path, without endOnFailure, go on from here."
      : `\n\n${progress}`;
  throw new Error(`${fc.defaultReportMessage(details)}${note}`, { cause: details.errorInstance });
}
