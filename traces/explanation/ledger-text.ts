/** The quorum ledger in words. States are counted from 1, as `show` has them. */
import { typedText } from "../../checker/data-text.ts";
import type { Stage } from "../stage.ts";
import type { Clash, Meeting, Part } from "./clashes.ts";
import type { Answer } from "./evidence.ts";
import type { Decision } from "./ledger.ts";
import { nameOf } from "./told.ts";
import type { OfTransaction } from "./transaction.ts";

/** "state 4: n1 leads epoch 1 on n2 (Vote, state 4)". */
export function decisionText(decision: Decision): string {
  const { kind, state, process, votes, answers, transaction } = decision;
  const at = `state ${state + 1}:`;
  if (kind === "chosen") {
    const voters = votes.map(({ from, given }) => `${from} (state ${given + 1})`);
    return `${at} ${what(decision)} by the votes of ${voters.join(", ")}`;
  }
  const who = `${at} ${process} ${what(decision)}`;
  if (kind === "loses") return `${who} (${transaction!.by})`;
  if (transaction !== null) return `${who} ${transactionText(transaction, answers)}`;
  const base = listText(answers.filter(({ isPrompt }) => !isPrompt)) ?? "nobody's answer";
  const prompts = listText(answers.filter(({ isPrompt }) => isPrompt));
  const prompted = prompts === undefined ? "" : `, prompted by ${prompts}`;
  return `${who} on ${base}${prompted}`;
}

/** "on r1 (Prepared, sent in state 2), without r2 (not voted)", "by itself (ChooseToAbort)". */
function transactionText({ by, missing }: OfTransaction, answers: readonly Answer[]): string {
  const sent = answers.map((answer) => ({ ...answer, how: "read" as const }));
  const base = answers.length === 0 ? `by itself (${by})` : `on ${listText(sent)}`;
  const others = missing.map(({ process, did, state }) => {
    const since = state === null ? "" : ` in state ${state + 1}`;
    return `${process} (${did}${since})`;
  });
  return others.length === 0 ? base : `${base}, without ${others.join(", ")}`;
}

function listText(answers: readonly Answer[]): string | undefined {
  return answers.length === 0 ? undefined : [...new Set(answers.map(answerText))].join(", ");
}

function answerText({ from, message, given, taken, how }: Answer): string {
  const state = how === "delivered" ? taken : given;
  const when = `${how === "read" ? "sent in " : ""}state ${state + 1}`;
  return `${from} (${message.type}, ${when})`;
}

function what({ kind, epoch, proposal, slot, value }: Decision): string {
  const name = proposal === null ? "" : nameOf(proposal);
  switch (kind) {
    case "leads":
      return `leads epoch ${epoch}`;
    case "commits":
      return `has ${name} committed`;
    case "proposes":
      return `proposes ${name}`;
    case "learns":
      return `learns ${value}`;
    case "decides":
      return `decides to ${value}`;
    case "loses":
      return `takes back its decision to ${value}`;
    case "chosen": {
      const place = slot === null ? "" : ` for slot ${slot}`;
      return `${name} is chosen${place}${epoch === proposal!.epoch ? "" : ` in epoch ${epoch}`}`;
    }
  }
}

/** A sentence that says where two quorums meet, and one for each process in which they do. */
export function clashTexts({ decisions: [one, other], meetings }: Clash, stage: Stage): string[] {
  if (one.process !== null && one.process === other.process) {
    return meetings.map((meeting) => meetingText(meeting, stage));
  }
  const [first, second] = [one, other].map(
    ({ quorum, state }) => `{${quorum.join(", ")}} (state ${state + 1})`,
  );
  // Of a transaction all have to vote, and not a quorum.
  const quorums = one.kind === "decides" ? "" : "quorums ";
  if (meetings.length === 0) return [`${quorums}${first} and ${second} have no process in common`];
  const common = meetings.map(({ process }) => process).join(", ");
  return [
    `${quorums}${first} and ${second} have ${common} in common`,
    ...meetings.map((meeting) => meetingText(meeting, stage)),
  ];
}

function meetingText({ process, parts, crashes }: Meeting, stage: Stage): string {
  const [first, second] = parts.map(
    (part) => `${partText(process, part, stage)} in state ${part.state + 1}`,
  );
  if (crashes.length === 0)
    return `${process} ${first}, and ${second}; it did not crash in between`;
  const states = crashes.map((state) => state + 1).join(", ");
  return `${process} ${first}, crashed in state ${states}, and ${second}`;
}

function partText(process: string, { decision, state }: Part, stage: Stage): string {
  const { answers } = decision;
  const answer = answers.find(({ from, given }) => from === process && given === state);
  if (decision.process !== null && decision.process !== process && answer !== undefined) {
    return `sent ${decision.process} ${typedText(answer.message, stage.names)}`;
  }
  return didText(decision);
}

function didText({ kind, epoch, proposal, value }: Decision): string {
  const name = proposal === null ? "" : nameOf(proposal);
  switch (kind) {
    case "leads":
      return `led epoch ${epoch}`;
    case "commits":
      return `had ${name} committed`;
    case "proposes":
      return `proposed ${name}`;
    case "learns":
      return `learned ${value}`;
    case "chosen":
      return `voted for ${name}`;
    case "decides":
      return `decided to ${value}`;
    case "loses":
      return `took back its decision to ${value}`;
  }
}
