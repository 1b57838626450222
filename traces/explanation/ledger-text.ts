/** The quorum ledger in words. States are counted from 1, as `show` has them. */
import { typedText } from "../../checker/data-text.ts";
import type { Stage } from "../stage.ts";
import type { Clash, Meeting, Part } from "./clashes.ts";
import type { Answer } from "./evidence.ts";
import type { Decision } from "./ledger.ts";
import { nameOf } from "./told.ts";
import type { OfTransaction } from "./transaction.ts";

/** What the words of a clash need to know of its model. */
interface Teller {
  readonly stage: Stage;
  /** The types of actions with which a process loses what it had, besides crashes. */
  readonly forgets: readonly string[];
}

/** Before the number of the state that counts. */
const WHEN = { delivered: "", read: "sent in ", held: "since ", said: "" } as const;

/** "state 4: n1 leads epoch 1 on n2 (Vote, state 4)". */
export function decisionText(decision: Decision): string {
  const { kind, state, process, votes, answers, transaction, of } = decision;
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
  const members = of === null ? "" : `, out of {${of.join(", ")}}`;
  return `${who} on ${base}${members}${prompted}`;
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
  const when = `${WHEN[how]}state ${state + 1}`;
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
    case "configures":
      return `makes ${name} the members`;
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
export function clashTexts({ decisions: [one, other], meetings }: Clash, teller: Teller): string[] {
  if (one.process !== null && one.process === other.process) {
    return meetings.map((meeting) => meetingText(meeting, teller));
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
    ...meetings.map((meeting) => meetingText(meeting, teller)),
  ];
}

function meetingText({ process, parts, losses }: Meeting, { stage, forgets }: Teller): string {
  const [first, second] = parts.map((part) => partText(process, part, stage));
  if (losses.length === 0) {
    const none = stage.isWorld ? "did not crash" : "forgot nothing";
    const kept = stage.isWorld || forgets.length > 0 ? `; it ${none} in between` : "";
    return `${process} ${first}, and ${second}${kept}`;
  }
  const lost = losses.map(({ by, state }) => {
    return `${by === null ? "crashed" : `took ${by}`} in state ${state + 1}`;
  });
  return `${process} ${first}, ${lost.join(", ")}, and ${second}`;
}

function partText(process: string, { decision, state }: Part, stage: Stage): string {
  const { answers } = decision;
  const answer = answers.find(({ from, given }) => from === process && given === state);
  if (decision.process !== null && decision.process !== process && answer !== undefined) {
    const message = typedText(answer.message, stage.names);
    if (answer.how === "held") return `had ${message} since state ${state + 1}`;
    const gave = answer.how === "said" ? "gave" : "sent";
    return `${gave} ${decision.process} ${message} in state ${state + 1}`;
  }
  return `${didText(decision)} in state ${state + 1}`;
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
    case "configures":
      return `made ${name} the members`;
    case "decides":
      return `decided to ${value}`;
    case "loses":
      return `took back its decision to ${value}`;
  }
}
