/**
 * The dumb twin of flights and causality: it asks the reducer itself what was sent, keeps each copy of
 * a message as a token of its own, and closes the relation "happens before" by trying every way.
 */
import { encode } from "../../checker/data.ts";
import { losesUndeliverable } from "../../checker/environment.ts";
import type { Target } from "../../checker/check.ts";
import type { AnyProtocol, Outcome, ProcessId, Typed } from "../../checker/protocol.ts";
import type { Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";

/** A copy of a message in the network. */
interface Token {
  readonly key: string;
  readonly from: ProcessId;
  readonly to: ProcessId;
  /** The step that it is from: one that sends or doubles. */
  readonly origin: number;
  readonly message: Typed;
}

type Pair = readonly [before: number, after: number];

/** Is step `a` before step `b`? By both indices. */
export type Relation = readonly (readonly boolean[])[];

/** Which steps happen before which. */
export function happensBefore(
  protocol: AnyProtocol,
  target: Target,
  steps: readonly Step[],
  states: readonly WorldState[],
): Relation {
  const pairs = [...programOrder(steps), ...messageOrder(protocol, target, steps, states)];
  const before = steps.map((_, a) =>
    steps.map((_step, b) => pairs.some(([x, y]) => x === a && y === b)),
  );
  for (const via of steps.keys()) {
    for (const a of steps.keys()) {
      for (const b of steps.keys()) {
        if (before[a]![via] === true && before[via]![b] === true) before[a]![b] = true;
      }
    }
  }
  return before;
}

/**
 * Is it a delivery with which a process sends itself the very message again? Inboxes do not show that,
 * so of what the network does with such a message less is known.
 */
export function resends(
  protocol: AnyProtocol,
  target: Target,
  step: Step,
  state: WorldState,
): boolean {
  if (step.type !== "deliver" || step.from !== step.process) return false;
  const { send = [] } = outcomeOf(protocol, target, step, state);
  return send.some(
    ({ to, message }) => to === step.process && encode(message) === encode(step.message),
  );
}

/** Who makes `step`, if a process does. */
export function makerOf(step: Step): ProcessId | undefined {
  return "process" in step && step.type !== "drop" && step.type !== "duplicate"
    ? step.process
    : undefined;
}

function programOrder(steps: readonly Step[]): Pair[] {
  return steps.flatMap((step, b) =>
    steps
      .slice(0, b)
      .flatMap((earlier, a): Pair[] =>
        makerOf(step) !== undefined && makerOf(earlier) === makerOf(step) ? [[a, b]] : [],
      ),
  );
}

function messageOrder(
  protocol: AnyProtocol,
  target: Target,
  steps: readonly Step[],
  states: readonly WorldState[],
): Pair[] {
  const environment = target.environment!;
  const isMonotone = environment.delivery === "monotone";
  const isLossy = losesUndeliverable(environment);
  const pairs: Pair[] = [];
  let tokens: Token[] = [];
  const add = (token: Token): void => {
    if (!isMonotone || !tokens.some(({ key }) => key === token.key)) tokens.push(token);
  };
  steps.forEach((step, at) => {
    const taken = "message" in step ? tokens.find(({ key }) => key === keyOf(step)) : undefined;
    if (taken !== undefined) pairs.push([taken.origin, at]);
    if (step.type === "duplicate") add({ ...taken!, origin: at });
    if (step.type === "drop" && !isMonotone) tokens = tokens.filter((token) => token !== taken);
    if (step.type === "restart" && isLossy) tokens = tokens.filter(({ to }) => to !== step.process);
    if (step.type === "heal" && isLossy) {
      const { cut } = states[at]!.environment;
      tokens = tokens.filter(({ from, to }) => cut.get(from)?.has(to) !== true);
    }
    if (step.type !== "event" && step.type !== "deliver") return;
    for (const { origin } of readBy(protocol, target, step, states[at]!, tokens)) {
      pairs.push([origin, at]);
    }
    const outcome = outcomeOf(protocol, target, step, states[at]!);
    const isKept = step.type === "event" || outcome.keep === true || isMonotone;
    if (!isKept) tokens = tokens.filter((token) => token !== taken);
    for (const { to, message } of outcome.send ?? []) {
      const from = step.process;
      add({ key: keyOf({ from, process: to, message }), from, to, origin: at, message });
    }
  });
  return pairs;
}

/** Messages that an event can't do without; of several that it can, it keeps the earlier ones. */
function readBy(
  protocol: AnyProtocol,
  { config, processes, environment }: Target,
  step: Step,
  state: WorldState,
  tokens: readonly Token[],
): readonly Token[] {
  if (step.type !== "event" || protocol.readsInbox !== true) return [];
  const { process: self, event, outcome } = step;
  const local = state.processes[processes.indexOf(self)];
  const rank = ({ from, message }: Token): string =>
    environment!.order === "fifo" ? from : encode({ from, message });
  const result = (some: readonly Token[]): string | undefined => {
    const inbox = some
      .toSorted((a, b) => (rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b))))
      .map(({ from, message }) => ({ ...message, from }));
    const events = protocol.events(self, local, config, inbox);
    if (!events.some((each) => encode(each) === encode(event))) return undefined;
    const answer = protocol.reduce(self, local, event, config, inbox) ?? [];
    return encode([answer].flat()[outcome] ?? "nothing");
  };
  let read = tokens.filter(({ to }) => to === self);
  const whole = result(read);
  for (let length = Infinity; read.length < length;) {
    length = read.length;
    for (const token of read.toReversed()) {
      const rest = read.filter((other) => other !== token);
      if (result(rest) === whole) read = rest;
    }
  }
  return read;
}

function outcomeOf(
  protocol: AnyProtocol,
  { config, processes }: Target,
  step: Extract<Step, { readonly outcome: number }>,
  state: WorldState,
): Outcome<unknown, Typed> {
  const index = processes.indexOf(step.process);
  const input = step.type === "event" ? step.event : { ...step.message, from: step.from };
  const inbox = state.inboxes[index]!.map(({ from, message }) => ({ ...message, from }));
  const answer = protocol.reduce(step.process, state.processes[index], input, config, inbox);
  const outcomes = (Array.isArray(answer) ? answer : [answer]) as Outcome<unknown, Typed>[];
  return outcomes[step.outcome]!;
}

interface Sending {
  readonly from: ProcessId;
  readonly process: ProcessId;
  readonly message: Typed;
}

function keyOf(step: Sending): string {
  return encode([step.from, step.process, step.message]);
}
