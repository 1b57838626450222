/** The counterexample to two-phase commit's freedom from blocking, as a trace. */
import { DEFAULT_ENVIRONMENT } from "../../checker/environment.ts";
import type { Step } from "../../checker/world/step.ts";
import type { Trace } from "../../traces/format.ts";

const STEPS: readonly Step[] = [
  { type: "event", process: "r1", event: { type: "ChooseToAbort" }, outcome: 0 },
  { type: "event", process: "r2", event: { type: "ChooseToAbort" }, outcome: 0 },
  { type: "event", process: "r3", event: { type: "Prepare" }, outcome: 0 },
  { type: "crash", process: "tm" },
];

/** Two votes to abort, one to commit, and then the transaction manager is gone. */
export const BLOCKING: Trace = {
  format: "scrutineer-trace",
  version: 1,
  tool: "0.1.0",
  protocol: "two-phase-commit",
  variant: null,
  instance: "blocking",
  mutant: null,
  config: { resourceManagers: 3 },
  environment: {
    ...DEFAULT_ENVIRONMENT,
    delivery: "monotone",
    budgets: { ...DEFAULT_ENVIRONMENT.budgets, crashes: 1 },
  },
  symmetry: false,
  property: "NonBlocking",
  reason: "r3 prepared and can't decide alone while tm is down",
  seed: null,
  length: 5,
  shortest: true,
  initial: 0,
  steps: STEPS,
};
