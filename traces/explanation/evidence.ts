/**
 * What a process's decision stands on: the messages that it took in, delivered or read where they lie,
 * without which it would not have come to it. The reducers are pure: the process is run again by
 * itself, with messages withheld from it. What is found is enough, and nothing of it can be spared; if
 * there are several such sets, later messages are spared first.
 *
 * Such a message is an answer, or it only prompts the process, as a call for an election does. It is an
 * answer if it was read, if it came of what the process had done on its way, or if it matters who sent
 * it: if it would not do from the process itself, or would go into another place of a tally.
 */
import { isRecord } from "../../checker/data.ts";
import type { ProcessId, Typed } from "../../checker/protocol.ts";
import { deliveryMoves, eventMove, recoveredState } from "../../checker/world/moves.ts";
import type { Model } from "../../checker/world/model.ts";
import type { Envelope, Step } from "../../checker/world/step.ts";
import { type Causes, causesOf, pastOf, processOf } from "../causality.ts";
import { type Flight, flightsOf } from "../flights.ts";
import { readsIn, type Reads } from "../reads.ts";
import { changesState, type Told } from "./told.ts";

/** A message that a process took in. */
export interface Answer {
  readonly from: ProcessId;
  readonly message: Typed;
  /** The state after the step that sent it. */
  readonly given: number;
  /** The state after its delivery, or after the event that read it. */
  readonly taken: number;
  /** Was it read where it lies, not delivered? */
  readonly isRead: boolean;
  /** Does it not count, but only prompt? */
  readonly isPrompt: boolean;
}

/** A process's way from one state to a later one, and what it has come to there. */
export interface Way {
  readonly index: number;
  readonly since: number;
  readonly until: number;
  /** Has it come to it, if this is its local state? */
  readonly arrives: (local: unknown) => boolean;
}

/** Finds what decisions of one behaviour stand on. */
export class Evidence {
  readonly #told: Told;
  readonly #flights: readonly Flight[];
  readonly #reads: Reads;
  readonly #causes: Causes;

  constructor(told: Told) {
    const { steps, states, stage } = told;
    this.#told = told;
    this.#flights = flightsOf(steps, states, stage.processes);
    this.#reads = readsIn(steps, states, this.#flights, stage);
    this.#causes = causesOf(steps, states, stage);
  }

  /** The messages that the process needs to arrive, in the order in which it took them in. */
  answersFor(way: Way): Answer[] {
    const needed = this.#takenOn(way);
    for (const answer of needed.toReversed()) {
      const rest = needed.filter((each) => each !== answer);
      if (this.#arrives(way, rest)) needed.splice(needed.indexOf(answer), 1);
    }
    return needed.map((answer) => ({ ...answer, isPrompt: this.#isPrompt(answer, needed, way) }));
  }

  #isPrompt(answer: Answer, needed: readonly Answer[], way: Way): boolean {
    if (answer.isRead || this.#isAskedFor(answer, way)) return false;
    const self = this.#told.stage.processes[way.index]!;
    if (answer.from === self) return false;
    const fromSelf = needed.with(needed.indexOf(answer), { ...answer, from: self });
    if (!this.#arrives(way, fromSelf)) return false;
    const thus = { ...way, until: answer.taken };
    const [theirs, own] = [needed, fromSelf].map((allowed) => this.#ending(thus, allowed));
    return placesOf(answer.from, theirs) <= placesOf(answer.from, own);
  }

  /** Did it come of what the process had done on its way? */
  #isAskedFor({ given }: Answer, { index, since }: Way): boolean {
    const { steps, stage } = this.#told;
    const sent = given - 1;
    return [sent, ...pastOf(this.#causes, sent)].some(
      (at) => at >= since && processOf(steps[at]!) === stage.processes[index],
    );
  }

  /** All messages that it took in on its way, and that changed anything. */
  #takenOn({ index, since, until }: Way): Answer[] {
    const { steps, stage } = this.#told;
    const answers: Answer[] = [];
    for (let at = since; at < until; at++) {
      const step = steps[at]!;
      if (processOf(step) !== stage.processes[index]) continue;
      for (const flight of this.#reads.get(at) ?? []) {
        answers.push(answerIn(flight, at, true));
      }
      if (step.type !== "deliver" || !changesState(this.#told, at, index)) continue;
      const flight = this.#flights.find(({ deliveredAt }) => deliveredAt.includes(at));
      answers.push(answerIn(flight ?? { ...step, sentAt: at }, at, false));
    }
    return answers;
  }

  /** Does it arrive if, of the messages that it took in, it gets only these? */
  #arrives(way: Way, allowed: readonly Answer[]): boolean {
    try {
      return way.arrives(this.#ending(way, allowed));
    } catch {
      // In a state that it is never in, its functions may fail.
      return false;
    }
  }

  /** Its local state at the end of its way, if it gets only these. */
  #ending({ index, since, until }: Way, allowed: readonly Answer[]): unknown {
    const { steps, states, stage } = this.#told;
    let local = states[since]!.processes[index];
    for (let at = since; at < until; at++) {
      const step = steps[at]!;
      if (processOf(step) !== stage.processes[index]) continue;
      const atOnce = allowed.filter((answer) => answer.taken === at + 1);
      local = taken(stage.model!, local, step, atOnce);
    }
    return local;
  }
}

/** How often `name` is a member of a set, or a key of a map, in `data`. */
function placesOf(name: string, data: unknown): number {
  const inside = (values: Iterable<unknown>): number =>
    [...values].reduce<number>((sum, value) => sum + placesOf(name, value), 0);
  if (data instanceof Set) return Number(data.has(name)) + inside(data);
  if (data instanceof Map) return Number(data.has(name)) + inside(data.values());
  if (Array.isArray(data)) return inside(data);
  return isRecord(data) ? inside(Object.values(data)) : 0;
}

function answerIn(
  { from, message, sentAt }: Pick<Flight, "from" | "message" | "sentAt">,
  at: number,
  isRead: boolean,
): Answer {
  return { from, message, given: sentAt + 1, taken: at + 1, isRead, isPrompt: false };
}

/** What a step of its own makes of a process that has taken in, with this step, only `allowed`. */
function taken(model: Model, local: unknown, step: Step, allowed: readonly Envelope[]): unknown {
  switch (step.type) {
    case "event":
      return (eventMove(model, step, local, allowed) ?? { state: local }).state;
    case "deliver": {
      if (allowed.length === 0) return local;
      const move = deliveryMoves(model, step.process, local, allowed[0]!)[step.outcome];
      return (move ?? { state: local }).state;
    }
    case "crash":
      return recoveredState(model, step.process, local);
    default:
      return local;
  }
}
