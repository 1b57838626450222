/**
 * When V8 compiles. It first interprets a function, and has it optimised, beside the program, once it
 * ran for its _interrupt budget_: 67,584 bytes of bytecode (Node 20). In a search that is over in half
 * a second that is too soon for the functions of the model, which run some thousand times and then
 * rest: the loops that all the time goes to then wait for them in the compiler's queue. With three
 * times as much, a search of 0.6 s takes a tenth less, and one of seconds as long as before.
 */
import { setFlagsFromString } from "node:v8";

const INTERRUPT_BUDGET = 200_000;

/** Lets V8 wait longer before it optimises a function; for all that this process does from now on. */
export function optimiseLater(): void {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
