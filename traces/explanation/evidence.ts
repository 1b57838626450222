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
import { encode, isRecord } from "../../checker/data.ts";
import type { ProcessId, Typed } from "../../checker/protocol.ts";
import { deliveryMoves, eventMove, type Move, recoveredState } from "../../checker/world/moves.ts";
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
  /**
   * Was it delivered, or read where it lies? In a transition system it may also be what a process had,
   * or said in the step itself.
   */
  readonly how: "delivered" | "read" | "held" | "said";
  /** Does it not count, but only prompt? */
  readonly isPrompt: boolean;
}

/** A process's way from one state to a later one, and what it has come to there. */
export interface Way {
  readonly index: number;
  readonly since: number;
  readonly until: number;
  /** Has it come to it, if this is its local state, and it has just sent these? */
  readonly arrives: (local: unknown, sends: Move["sends"]) => boolean;
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

  /**
   * What `answers`, which `to` took in, stand on all the way back: they themselves, and the messages
   * that the others needed to send them.
   */
  behind(answers: readonly Answer[], to: ProcessId): Answer[] {
    const found: Answer[] = [];
    const open = answers.map((answer) => ({ answer, to }));
    for (const { answer, to: taker } of open) {
      if (found.some((each) => isSameAnswer(each, answer))) continue;
      found.push(answer);
      const { from, given } = answer;
      const wanted = encode(answer.message);
      const way: Way = {
        index: this.#told.stage.processes.indexOf(from),
        since: 0,
        until: given,
        arrives: (_local, sends) =>
          sends.some((sent) => sent.to === taker && encode(sent.envelope.message) === wanted),
      };
      open.push(...this.answersFor(way).map((each) => ({ answer: each, to: from })));
    }
    return found;
  }

  #isPrompt(answer: Answer, needed: readonly Answer[], way: Way): boolean {
    if (answer.how === "read" || this.#isAskedFor(answer, way)) return false;
    const self = this.#told.stage.processes[way.index]!;
    if (answer.from === self) return false;
    const fromSelf = needed.with(needed.indexOf(answer), { ...answer, from: self });
    if (!this.#arrives(way, fromSelf)) return false;
    const thus = { ...way, until: answer.taken };
    const [theirs, own] = [needed, fromSelf].map((allowed) => this.#ending(thus, allowed).state);
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
        answers.push(answerIn(flight, at, "read"));
      }
      if (step.type !== "deliver" || !changesState(this.#told, at, index)) continue;
      const flight = this.#flights.find(({ deliveredAt }) => deliveredAt.includes(at));
      answers.push(answerIn(flight ?? { ...step, sentAt: at }, at, "delivered"));
    }
    return answers;
  }

  /** Does it arrive if, of the messages that it took in, it gets only these? */
  #arrives(way: Way, allowed: readonly Answer[]): boolean {
    try {
      const { state, sends } = this.#ending(way, allowed);
      return way.arrives(state, sends);
    } catch {
      // In a state that it is never in, its functions may fail.
      return false;
    }
  }

  /** Where its way ends, and what its last step sends, if it gets only these. */
  #ending({ index, since, until }: Way, allowed: readonly Answer[]): Outcome {
    const { steps, states, stage } = this.#told;
    let ending: Outcome = { state: states[since]!.processes[index], sends: [] };
    for (let at = since; at < until; at++) {
      const step = steps[at]!;
      if (processOf(step) !== stage.processes[index]) continue;
      const atOnce = allowed.filter((answer) => answer.taken === at + 1);
      ending = outcomeOf(stage.model!, ending.state, step, atOnce);
    }
    return ending;
  }
}

/** What becomes of a process with a step, and what it sends. */
type Outcome = Pick<Move, "state" | "sends">;

function isSameAnswer(one: Answer, other: Answer): boolean {
  return (
    one.from === other.from &&
    one.given === other.given &&
    one.taken === other.taken &&
    encode(one.message) === encode(other.message)
  );
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
  how: Answer["how"],
): Answer {
  return { from, message, given: sentAt + 1, taken: at + 1, how, isPrompt: false };
}

/** What comes of a step of a process that has taken in, with this step, only `allowed`. */
function outcomeOf(
  model: Model,
  state: unknown,
  step: Step,
  allowed: readonly Envelope[],
): Outcome {
  const unchanged: Outcome = { state, sends: [] };
  switch (step.type) {
    case "event":
      return eventMove(model, step, state, allowed) ?? unchanged;
    case "deliver": {
      const [envelope] = allowed;
      if (envelope === undefined) return unchanged;
      return deliveryMoves(model, step.process, state, envelope)[step.outcome] ?? unchanged;
    }
    case "crash":
      return { state: recoveredState(model, step.process, state), sends: [] };
    default:
      return unchanged;
  }
}
