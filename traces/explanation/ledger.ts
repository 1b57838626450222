/**
 * The quorum ledger: on whose answers, or whose votes, each decision stands.
 *
 * A process decides to lead an epoch, to propose something, to take it for committed or for chosen; it
 * stands on those whose messages it needed to come to it (evidence.ts), since it entered the epoch, or
 * had the proposal. A transaction it decides on all that it took in from the beginning
 * (transaction.ts). Where votes are shown, that they choose something is a decision that no process
 * makes: it stands on those that cast them.
 */
import { type Answer, Evidence, type Way } from "./evidence.ts";
import type { Named } from "../../checker/transition-system.ts";
import { ofTransaction, type OfTransaction } from "./transaction.ts";
import { type Ballot, isAmong, nameOf, type Shown, type Told } from "./told.ts";

/** A vote that chooses. */
export interface Vote {
  readonly from: string;
  /** The state in which it is there for the first time. */
  readonly given: number;
}

export interface Decision {
  readonly kind:
    "leads" | "commits" | "proposes" | "learns" | "chosen" | "configures" | "decides" | "loses";
  /** Who decides; null if it is the votes that do. */
  readonly process: string | null;
  /** The state in which it stands for the first time. */
  readonly state: number;
  readonly epoch: number;
  /** What is proposed, committed or chosen. */
  readonly proposal: Named | null;
  /** Of who leads: its log. */
  readonly holds: readonly Named[];
  /** Those of whom its quorum has to be one; null if they are always the same. */
  readonly of: readonly string[] | null;
  /** The slot of a log that it is chosen for. */
  readonly slot: number | null;
  /** The value that is learned; of a transaction, what is decided, or no longer. */
  readonly value: string | null;
  /** Of a decision on a transaction. */
  readonly transaction: OfTransaction | null;
  readonly answers: readonly Answer[];
  readonly votes: readonly Vote[];
  /** Those that it stands on: who leads, commits, or decides on a transaction counts itself. */
  readonly quorum: readonly string[];
}

/** What a decision is, before it is known what it stands on. */
type Made = Pick<Decision, "kind" | "state" | "epoch"> & Partial<Decision>;

/** All decisions, in order. */
export function decisionsIn(told: Told): Decision[] {
  const evidence = new Evidence(told);
  const decisions: Decision[] = [];
  const known = new Set<string>();
  const isNew = (name: string): boolean => !known.has(name) && known.add(name).size > 0;
  for (let state = 1; state < told.shown.length; state++) {
    for (const [index, process] of told.stage.processes.entries()) {
      const before = told.shown[state - 1]![index]!;
      const after = told.shown[state]![index]!;
      for (const made of madeBetween(before, after, state)) {
        if (!after.isUp && made.kind !== "loses") continue;
        if (made.kind === "commits" && !isNew(nameOf(made.proposal!))) continue;
        const decision: Decision = { ...whole(made), process };
        decisions.push(standing(told, evidence, process, decision));
      }
    }
    for (const choice of choicesIn(told, state)) {
      const { slot, epoch, proposal } = choice;
      if (isNew(`${slot} ${epoch} ${nameOf(proposal!)}`)) decisions.push(choice);
    }
  }
  return decisions;
}

/** What a process decides with one step. */
function madeBetween(before: Shown, after: Shown, state: number): Made[] {
  const { leader, learned, outcome } = after;
  const made: Made[] = [];
  if (leader !== null && leader !== before.leader)
    made.push({ kind: "leads", state, epoch: leader, holds: after.log });
  for (const proposal of after.log.slice(before.committed, after.committed)) {
    made.push({ kind: "commits", state, epoch: after.epoch ?? proposal.epoch, proposal });
  }
  for (const proposal of after.proposed) {
    if (isAmong(proposal, before.proposed)) continue;
    made.push({ kind: "proposes", state, epoch: proposal.epoch, proposal });
  }
  if (learned !== null && learned !== before.learned) {
    made.push({ kind: "learns", state, epoch: after.epoch ?? 0, value: learned });
  }
  if (outcome !== before.outcome) {
    const [kind, value] =
      outcome === null ? (["loses", before.outcome] as const) : (["decides", outcome] as const);
    made.push({ kind, state, epoch: 0, value });
  }
  return made;
}

/** `decision` of `process`, with what it stands on. */
function standing(told: Told, evidence: Evidence, process: string, decision: Decision): Decision {
  const { kind, state } = decision;
  if (kind === "loses") return { ...decision, transaction: ofTransaction(told, decision, []) };
  const index = told.stage.processes.indexOf(process);
  const way: Way = {
    index,
    since: lastStateWithout(told, index, decision),
    until: state,
    arrives: (local) => stands(decision, told.show(process, local)),
  };
  const found = evidence.answersFor(way);
  if (kind === "decides") return deciding(told, decision, found, evidence.behind(found, process));
  const self = kind === "leads" || kind === "commits" ? [process] : [];
  const counted = found.filter(({ isPrompt }) => !isPrompt).map(({ from }) => from);
  return { ...decision, answers: found, quorum: [...new Set([...self, ...counted])] };
}

/** A decision on a transaction: whatever it needs is a vote, or somebody else's decision. */
function deciding(
  told: Told,
  decision: Decision,
  found: readonly Answer[],
  behind: readonly Answer[],
): Decision {
  const answers = found.map((answer) => ({ ...answer, isPrompt: false }));
  const quorum = [...new Set([decision.process!, ...answers.map(({ from }) => from)])];
  return { ...decision, answers, quorum, transaction: ofTransaction(told, decision, behind) };
}

/** Is it so, as far as a process shows? */
function stands({ kind, epoch, proposal, value }: Decision, shown: Shown): boolean {
  switch (kind) {
    case "leads":
      return shown.leader === epoch;
    case "commits":
      return isAmong(proposal, shown.log.slice(0, shown.committed));
    case "proposes":
      return isAmong(proposal, shown.proposed);
    case "learns":
      return shown.learned === value;
    case "decides":
      return shown.outcome === value;
    case "chosen":
    case "configures":
    case "loses":
      // It is no local state that makes it so.
      return false;
  }
}

/** The last state before it in which the process was not in its epoch, or had not its proposal. */
function lastStateWithout(
  told: Told,
  index: number,
  { kind, state, epoch, proposal }: Decision,
): number {
  if (kind === "decides") return 0;
  const has = (shown: Shown): boolean =>
    kind === "commits" ? isAmong(proposal, shown.log) : shown.epoch === epoch;
  const before = told.shown.slice(0, state).map((members) => has(members[index]!));
  return Math.max(before.lastIndexOf(false), 0);
}

/** What has the votes to be chosen in `state`. */
function choicesIn({ stage, shown }: Told, state: number): Decision[] {
  const members = shown[state]!;
  const needed = members.find(({ votesNeeded }) => votesNeeded !== null)?.votesNeeded;
  if (needed === undefined || needed === null) return [];
  const ballots = new Map<string, Ballot>();
  for (const ballot of members.flatMap(({ votes }) => votes)) ballots.set(textOf(ballot), ballot);
  return [...ballots].flatMap(([text, { epoch, slot, proposal }]) => {
    const votes = stage.processes.flatMap((from, index): Vote[] => {
      const given = shown.findIndex((each) => each[index]!.votes.some((v) => textOf(v) === text));
      return given === -1 || given > state ? [] : [{ from, given }];
    });
    if (votes.length < needed) return [];
    const quorum = votes.map(({ from }) => from);
    return [{ ...whole({ kind: "chosen", state, epoch, proposal, slot }), votes, quorum }];
  });
}

function textOf({ epoch, slot, proposal }: Ballot): string {
  return `${slot} ${epoch} ${nameOf(proposal)}`;
}

/** A decision with all its parts; those that are not said are empty. */
export function whole(made: Made): Decision {
  return {
    process: null,
    proposal: null,
    holds: [],
    of: null,
    slot: null,
    value: null,
    transaction: null,
    answers: [],
    votes: [],
    quorum: [],
    ...made,
  };
}
