/** The quorum ledger in words. States are counted from 1, as `show` has them. */
import { typedText } from "../../checker/data-text.ts";
import type { Stage } from "../stage.ts";
import type { Clash, Meeting, Part } from "./clashes.ts";
import type { Answer } from "./evidence.ts";
import type { Decision } from "./ledger.ts";
import { nameOf } from "./told.ts";

/** "state 4: n1 leads epoch 1 on n2 (Vote, state 4)". */
export function decisionText(decision: Decision): string {
  const { kind, state, process, votes, answers } = decision;
  const at = `state ${state + 1}:`;
  if (kind === "chosen") {
    const voters = votes.map(({ from, given }) => `${from} (state ${given + 1})`);
    return `${at} ${what(decision)} by the votes of ${voters.join(", ")}`;
  }
  const base = listText(answers.filter(({ isPrompt }) => !isPrompt)) ?? "nobody's answer";
  const prompts = listText(answers.filter(({ isPrompt }) => isPrompt));
  const prompted = prompts === undefined ? "" : `, prompted by ${prompts}`;
  return `${at} ${process} ${what(decision)} on ${base}${prompted}`;
}

function listText(answers: readonly Answer[]): string | undefined {
  return answers.length === 0 ? undefined : [...new Set(answers.map(answerText))].join(", ");
}

function answerText({ from, message, given, taken, isRead }: Answer): string {
  const when = isRead ? `sent in state ${given + 1}` : `state ${taken + 1}`;
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
  if (meetings.length === 0) return [`quorums ${first} and ${second} have no process in common`];
  const common = meetings.map(({ process }) => process).join(", ");
  return [
    `quorums ${first} and ${second} have ${common} in common`,
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
  const { kind, answers, epoch, proposal } = decision;
  if (kind === "chosen") return `voted for ${nameOf(proposal!)}`;
  const answer = answers.find(({ from, given }) => from === process && given === state);
  if (decision.process !== process && answer !== undefined) {
    return `sent ${decision.process} ${typedText(answer.message, stage.names)}`;
  }
  if (kind === "leads") return `led epoch ${epoch}`;
  return kind === "proposes"
    ? `proposed ${nameOf(proposal!)}`
    : `had ${nameOf(proposal!)} committed`;
}
