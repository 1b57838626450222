/**
 * The quorum ledger: on whose answers each decision stands, and where two decisions that contradict each
 * other stand on quorums that have no process in common, or one that had forgotten.
 *
 * A decision is to begin to lead an epoch, or to be the first to know a proposal to be committed. It
 * stands on the process itself and on those who answered it: whose messages changed its state since it
 * entered that epoch, or had the proposal, and came of what it had done since.
 */
import { type Causes, causesOf, pastOf } from "../causality.ts";
import { changesState, nameOf, type Proposal, type Told } from "./told.ts";

/** A message that a decision stands on. */
export interface Answer {
  readonly from: string;
  readonly message: string;
  /** The state after its delivery. */
  readonly state: number;
}

export interface Decision {
  readonly kind: "leads" | "commits";
  readonly process: string;
  /** The state in which it stands for the first time. */
  readonly state: number;
  readonly epoch: number;
  /** What is committed. */
  readonly proposal: Proposal | null;
  readonly answers: readonly Answer[];
  /** The process itself and those that answered. */
  readonly quorum: readonly string[];
}

/** Two decisions that can't both be right. */
export interface Clash {
  readonly decisions: readonly [Decision, Decision];
  /** The processes that both stand on. */
  readonly common: readonly string[];
  /** Those of them that crashed in between, with the state after the crash. */
  readonly crashed: readonly { readonly process: string; readonly state: number }[];
}

/** All decisions, in order. */
export function decisionsIn(told: Told): Decision[] {
  const causes = causesOf(told.steps, told.states, told.stage);
  const decisions: Decision[] = [];
  const committed = new Set<string>();
  for (let state = 1; state < told.shown.length; state++) {
    for (const index of told.stage.processes.keys()) {
      const before = told.shown[state - 1]![index]!;
      const after = told.shown[state]![index]!;
      if (!after.isUp) continue;
      const { leader } = after;
      if (leader !== null && leader !== before.leader) {
        decisions.push(
          decision(told, causes, { kind: "leads", index, state, epoch: leader, proposal: null }),
        );
      }
      for (const proposal of after.log.slice(before.committed, after.committed)) {
        const name = nameOf(proposal);
        if (committed.has(name)) continue;
        committed.add(name);
        const epoch = after.epoch ?? proposal.epoch;
        decisions.push(decision(told, causes, { kind: "commits", index, state, epoch, proposal }));
      }
    }
  }
  return decisions;
}

/** Two leaders of one epoch; something committed, and a later leader that has not got it. */
export function clashesOf(told: Told, decisions: readonly Decision[]): Clash[] {
  return decisions.flatMap((one, index) =>
    decisions
      .slice(index + 1)
      .filter((other) => contradict(told, one, other))
      .map((other) => clash(told, one, other)),
  );
}

function decision(
  told: Told,
  causes: Causes,
  made: Pick<Decision, "kind" | "state" | "epoch" | "proposal"> & { readonly index: number },
): Decision {
  const { index, kind, state, epoch, proposal } = made;
  const process = told.stage.processes[index]!;
  const since = lastStateWithout(told, index, state, epoch, proposal);
  const isOwn = (step: number): boolean => {
    const taken = told.steps[step]!;
    return step >= since && "process" in taken && taken.process === process;
  };
  const answers: Answer[] = [];
  for (let step = since; step < state; step++) {
    const taken = told.steps[step]!;
    if (taken.type !== "deliver" || !isOwn(step) || !changesState(told, step, index)) continue;
    const senders = causes[step]!.filter((cause) => !isOwn(cause));
    if (!senders.some((sender) => isOwn(sender) || pastOf(causes, sender).some(isOwn))) continue;
    answers.push({ from: taken.from, message: taken.message.type, state: step + 1 });
  }
  const quorum = [...new Set([process, ...answers.map(({ from }) => from)])];
  return { kind, process, state, epoch, proposal, answers, quorum };
}

/** The last state before `state` in which the process was not in `epoch`, or had not `proposal`. */
function lastStateWithout(
  told: Told,
  index: number,
  state: number,
  epoch: number,
  proposal: Proposal | null,
): number {
  for (let at = state - 1; at >= 0; at--) {
    const { epoch: then, log } = told.shown[at]![index]!;
    const has =
      proposal === null ? then === epoch : log.some((other) => nameOf(other) === nameOf(proposal));
    if (!has) return at;
  }
  return 0;
}

function contradict(told: Told, one: Decision, other: Decision): boolean {
  if (one.kind === "leads" && other.kind === "leads") {
    return one.epoch === other.epoch && one.process !== other.process;
  }
  if (one.kind !== "commits" || other.kind !== "leads" || other.epoch < one.epoch) return false;
  const { log } = told.shown[other.state]![told.stage.processes.indexOf(other.process)]!;
  return log.every((held) => nameOf(held) !== nameOf(one.proposal!));
}

function clash(told: Told, one: Decision, other: Decision): Clash {
  const common = one.quorum.filter((process) => other.quorum.includes(process));
  const crashed = common.flatMap((process) => {
    const crash = told.steps.findIndex(
      (step, index) => step.type === "crash" && step.process === process && index < other.state,
    );
    return crash === -1 ? [] : [{ process, state: crash + 1 }];
  });
  return { decisions: [one, other], common, crashed };
}
