/**
 * Decisions that can't both be right, and where their quorums meet: in nobody, or in processes that
 * took part in both. Such a one should have stood in the way of the second: it forgot what it did for
 * the first when it crashed in between, or did not keep to it, or was not listened to.
 */
import type { Decision } from "./ledger.ts";
import type { Named } from "../../checker/transition-system.ts";
import type { Loss } from "./losses.ts";
import { isAmong, nameOf } from "./told.ts";

/** What a process did for a decision. */
export interface Part {
  readonly decision: Decision;
  /** The state after the step in which it did. */
  readonly state: number;
}

/** A process that two decisions stand on. */
export interface Meeting {
  readonly process: string;
  /** Its parts in the two, in the order in which it took them. */
  readonly parts: readonly [Part, Part];
  /** How it lost what it had in between. */
  readonly losses: readonly Loss[];
}

/** Two decisions that can't both be right. */
export interface Clash {
  readonly decisions: readonly [Decision, Decision];
  readonly meetings: readonly Meeting[];
}

/** All clashes, in the order of their decisions. */
export function clashesOf(decisions: readonly Decision[], losses: readonly Loss[]): Clash[] {
  const pairs = decisions.flatMap((one, index) =>
    decisions.slice(index + 1).map((other) => [one, other] as const),
  );
  return pairs
    .flatMap(([one, other]): (readonly [Decision, Decision])[] => {
      if (contradict(one, other)) return [[one, other]];
      return chooseApart(one, other) ? rivals(one, other, decisions) : [];
    })
    .map((both) => ({ decisions: both, meetings: meetingsOf(losses, both) }));
}

/**
 * Two leaders of one epoch; two proposals in one epoch; two values learned; a transaction committed and
 * aborted; something committed, and a later leader that has not got it.
 */
function contradict(one: Decision, other: Decision): boolean {
  const both = `${one.kind} ${other.kind}`;
  switch (both) {
    case "leads leads":
      return one.epoch === other.epoch && one.process !== other.process;
    case "proposes proposes":
      return one.epoch === other.epoch && !isSame(one.proposal, other.proposal);
    case "learns learns":
      return one.value !== other.value;
    case "decides decides":
      // Who was told has nothing to answer for.
      return one.value !== other.value && !one.transaction!.isTold && !other.transaction!.isTold;
    case "commits leads":
      return other.epoch >= one.epoch && !isAmong(one.proposal, other.holds);
    case "leads commits":
      return one.epoch > other.epoch && !isAmong(other.proposal, one.holds);
    default:
      return false;
  }
}

/** Do votes choose two things where there may be one? */
function chooseApart(one: Decision, other: Decision): boolean {
  if (one.kind !== "chosen" || other.kind !== "chosen" || one.slot !== other.slot) return false;
  return one.slot === null
    ? one.proposal!.value !== other.proposal!.value
    : !isSame(one.proposal, other.proposal);
}

/**
 * Of two things that votes choose in two epochs, the votes of the older, and the decision to propose, or
 * to lead, in the newer: who made it should have heard of the older, or prevented it. In one epoch it
 * is the votes of both.
 */
function rivals(
  one: Decision,
  other: Decision,
  decisions: readonly Decision[],
): (readonly [Decision, Decision])[] {
  if (one.epoch === other.epoch) return [[one, other]];
  const [older, newer] = one.epoch < other.epoch ? [one, other] : [other, one];
  return decisions
    .filter(({ kind }) => kind === "proposes" || kind === "leads")
    .filter(({ epoch }) => epoch === newer.epoch)
    .filter(({ kind, proposal }) => kind === "leads" || isSame(proposal, newer.proposal))
    .map((proposing) => [older, proposing]);
}

/** Where the quorums meet; two decisions of one process meet in itself. */
function meetingsOf(
  losses: readonly Loss[],
  [one, other]: readonly [Decision, Decision],
): Meeting[] {
  const common = one.quorum.filter((process) => other.quorum.includes(process));
  const where = one.process !== null && one.process === other.process ? [one.process] : common;
  return where.map((process) => {
    const [first, second] = [partOf(process, one), partOf(process, other)];
    const parts: [Part, Part] = first.state <= second.state ? [first, second] : [second, first];
    const between = losses.filter(
      (loss) =>
        loss.process === process && parts[0].state < loss.state && loss.state <= parts[1].state,
    );
    return { process, parts, losses: between };
  });
}

/** What `process` did for `decision`: it made it, or voted, or said the last that it stands on. */
function partOf(process: string, decision: Decision): Part {
  if (decision.process === process) return { decision, state: decision.state };
  const vote = decision.votes.find(({ from }) => from === process);
  const answer = decision.answers.findLast(({ from, isPrompt }) => from === process && !isPrompt);
  return { decision, state: vote?.given ?? answer!.given };
}

function isSame(one: Named | null, other: Named | null): boolean {
  return one !== null && other !== null && nameOf(one) === nameOf(other);
}
