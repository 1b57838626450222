/**
 * When V8 compiles. It first interprets a function, and has it optimised, beside the program, once it
 * ran for its _interrupt budget_: 67,584 bytes of bytecode (Node 20). In a search that is over in half
 * a second that is too soon for the functions of the model, which run some thousand times and then
 * rest: the loops that all the time goes to then wait for them in the compiler's queue. With four
 * times as much, a search of 0.6 s takes a tenth less, and one of seconds as long as before.
 * V8 12 (Node 22) has a tier of quick code in between, which does not wait, and no such flag.
 */
import { setFlagsFromString } from "node:v8";

const INTERRUPT_BUDGET = 300_000;

/** Lets V8 11 wait longer before it optimises a function, in all that this process does from now on. */
export function optimiseLater(): void {
  for (const flag of flagsToOptimiseAfter(INTERRUPT_BUDGET)) setFlagsFromString(flag);
}

/** V8's flags to optimise a function once so many bytes of its bytecode ran; none where it has none. */
export function flagsToOptimiseAfter(budget: number): string[] {
  return process.versions.v8.startsWith("11.") ? [`--interrupt-budget=${budget}`] : [];
}
