/**
 * `npm run bench:fuzz`: how soon each strategy finds the bug of each mutant, against breadth-first
 * search and plain fast-check commands; whether correct protocols are left in peace; steps a second.
 */
import { CheckerError } from "../../../checker/errors.ts";
import { yardstick } from "./yardstick.ts";

try {
  process.exitCode = await yardstick(process.argv.slice(2), (text) => {
    process.stdout.write(text);
  });
} catch (error) {
  if (!(error instanceof CheckerError)) throw error;
  process.stderr.write(`${[error.message, error.hint ?? ""].join("\n").trim()}\n`);
  process.exitCode = error.exitCode;
}
