/** The steps of a world: what a trace is a list of, and what people read in it. */
import type { ProcessId, Typed } from "../protocol.ts";

/** A message in an inbox, with its sender. */
export interface Envelope {
  readonly from: ProcessId;
  readonly message: Typed;
}

/** A link that is cut, in one direction. */
export type Link = readonly [from: ProcessId, to: ProcessId];

export type Step =
  | EventStep
  | DeliverStep
  | {
      readonly type: "drop" | "duplicate";
      readonly process: ProcessId;
      readonly from: ProcessId;
      readonly message: Typed;
    }
  | { readonly type: "crash" | "restart"; readonly process: ProcessId }
  | { readonly type: "partition"; readonly links: readonly Link[] }
  | { readonly type: "heal" };

/** A process does something by itself. */
export interface EventStep {
  readonly type: "event";
  readonly process: ProcessId;
  readonly event: Typed;
  /** Which of the reducer's outcomes, counted from 0. */
  readonly outcome: number;
}

/** A process receives a message. */
export interface DeliverStep {
  readonly type: "deliver";
  readonly process: ProcessId;
  readonly from: ProcessId;
  readonly message: Typed;
  /** Which of the reducer's outcomes, counted from 0. */
  readonly outcome: number;
}

/** The action that `step` is an instance of, for coverage: "ElectionTimeout", "crash", …. */
export function actionOf(step: Step): string {
  switch (step.type) {
    case "event":
      return step.event.type;
    case "deliver":
      return step.message.type;
    default:
      return step.type;
  }
}

/** Which step it is, in a sentence: "the Vote of a1", "the Ack from b to a", "the crash of a". */
export function titleOf(step: Step): string {
  if (step.type === "deliver") {
    return `the ${step.message.type} from ${step.from} to ${step.process}`;
  }
  return "process" in step ? `the ${actionOf(step)} of ${step.process}` : `the ${step.type}`;
}
