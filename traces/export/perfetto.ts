/**
 * A behaviour as trace events, which Perfetto and Chrome's about:tracing open. A process is a thread, a
 * step takes a millisecond: there is no other time in a behaviour. Messages are flows, from the step
 * that sent them to each that delivered them; crashed processes are spans.
 */
import type { Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { actorOf, faultOf } from "../actors.ts";
import { typedText } from "../../checker/data-text.ts";
import { type Flight, flightsOf } from "../flights.ts";
import { headline } from "../narrate.ts";
import { conclusionOf, type Scene } from "../scene.ts";
import { messagesInFlight } from "../world-changes.ts";
import { changeFacts } from "./facts.ts";
import { oneLine } from "./one-line.ts";

/** An event; what it holds besides depends on its phase. */
export interface TraceEvent {
  readonly name: string;
  /** X: a span; M: metadata; s, f: a flow's ends; i: an instant; b, e: a long span's; C: a count. */
  readonly ph: "X" | "M" | "s" | "f" | "i" | "b" | "e" | "C";
  /** In microseconds. */
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly cat?: string;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: "e";
  readonly s?: "p";
  readonly args?: Readonly<Record<string, unknown>>;
}

const STEP_US = 1000;
/** Shorter than a step: spans of one thread must not touch. */
const SPAN_US = 800;
const FLOW_US = 400;
const PID = 1;
const NETWORK_TID = 1;

/** The text of the file. */
export function perfettoText(scene: Scene): string {
  const { trace } = scene;
  const events = eventsOf(scene).map((event) => `    ${JSON.stringify(event)}`);
  const about = {
    protocol: trace.protocol,
    mutant: trace.mutant,
    conclusion: conclusionOf(scene),
    tool: trace.tool,
  };
  return [
    "{",
    '  "displayTimeUnit": "ms",',
    `  "otherData": ${JSON.stringify(about)},`,
    `  "traceEvents": [\n${events.join(",\n")}\n  ]`,
    "}\n",
  ].join("\n");
}

function eventsOf(scene: Scene): TraceEvent[] {
  const { trace, states, stage } = scene;
  const actors = trace.steps.map((step) => actorOf(step, stage));
  const threads = [...new Set([...stage.processes, ...actors])].filter((actor) => actor !== "");
  const tids = new Map([["", NETWORK_TID], ...threads.map((name, i) => [name, i + 2] as const)]);
  const steps = trace.steps.map((step, index): TraceEvent => {
    const facts = changeFacts(states[index], states[index + 1], step, stage);
    const [ts, tid] = [index * STEP_US, tids.get(actors[index]!)!];
    const changes = facts.map(({ subject, text }) => oneLine(`${subject} ${text}`).trim());
    const args = { step: index + 1, state: index + 2, changes };
    const cat = faultOf(step, stage) === undefined ? "step" : "fault";
    const name = oneLine(headline(step, stage));
    return { name, ph: "X", cat, ts, dur: SPAN_US, pid: PID, tid, args };
  });
  const world = stage.isWorld ? worldEvents(scene, tids) : [];
  return [...metadata(oneLine(trace.protocol), tids), ...steps, ...world, conclusion(scene)];
}

function metadata(name: string, tids: ReadonlyMap<string, number>): TraceEvent[] {
  const threads = [...tids].flatMap(([actor, tid]) => [
    metadatum("thread_name", tid, { name: actor === "" ? "(network)" : oneLine(actor) }),
    metadatum("thread_sort_index", tid, { sort_index: tid }),
  ]);
  return [metadatum("process_name", NETWORK_TID, { name }), ...threads];
}

function metadatum(name: string, tid: number, args: Readonly<Record<string, unknown>>): TraceEvent {
  return { name, ph: "M", ts: 0, pid: PID, tid, args };
}

function conclusion(scene: Scene): TraceEvent {
  const { violation, states } = scene;
  const at = (violation?.at ?? states.length) - 1;
  const ts = at * STEP_US - (STEP_US - SPAN_US);
  return {
    name: oneLine(conclusionOf(scene)),
    ph: "i",
    ts: Math.max(0, ts),
    pid: PID,
    tid: NETWORK_TID,
    s: "p",
  };
}

/** Flows, spans in which a process is down, and how many messages are in flight. */
function worldEvents(
  { trace, states, stage }: Scene,
  tids: ReadonlyMap<string, number>,
): TraceEvent[] {
  const steps = trace.steps as readonly Step[];
  const worlds = states as readonly WorldState[];
  const flights = flightsOf(steps, worlds, stage.processes);
  const flows = flights
    .flatMap((flight) => flight.deliveredAt.map((at) => ({ flight, at })))
    .flatMap(({ flight, at }, id) => flow(flight, at, id + 1, tids, stage));
  const counters = worlds.map((world, index): TraceEvent => {
    const args = { messages: messagesInFlight(world) };
    const ts = index * STEP_US;
    return { name: "in flight", ph: "C", ts, pid: PID, tid: NETWORK_TID, args };
  });
  return [...flows, ...counters, ...downSpans(steps, tids)];
}

function flow(
  { from, to, message, sentAt }: Flight,
  deliveredAt: number,
  id: number,
  tids: ReadonlyMap<string, number>,
  { names }: Scene["stage"],
): TraceEvent[] {
  const name = oneLine(typedText(message, names));
  const common = { name, cat: "message", id, pid: PID };
  const [start, end] = [sentAt * STEP_US + FLOW_US, deliveredAt * STEP_US + FLOW_US];
  return [
    { ...common, ph: "s", ts: start, tid: tids.get(from)! },
    { ...common, ph: "f", bp: "e", ts: end, tid: tids.get(to)! },
  ];
}

/** From a crash to the restart, or to the end. */
function downSpans(steps: readonly Step[], tids: ReadonlyMap<string, number>): TraceEvent[] {
  const span = (ph: "b" | "e", process: string, at: number): TraceEvent => {
    const id = tids.get(process)!;
    const name = oneLine(`${process} is down`);
    return { name, cat: "down", ph, id, ts: at * STEP_US, pid: PID, tid: id };
  };
  const down = new Set<string>();
  const events = steps.flatMap((step, index) => {
    if (step.type !== "crash" && step.type !== "restart") return [];
    if (step.type === "crash") down.add(step.process);
    else down.delete(step.process);
    return [span(step.type === "crash" ? "b" : "e", step.process, index)];
  });
  return [...events, ...[...down].map((process) => span("e", process, steps.length))];
}
