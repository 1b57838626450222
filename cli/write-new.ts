/** Writes a file that the user asked for: whole or not at all, and over another only if told to. */
import { stat } from "node:fs/promises";
import { CheckerError } from "../checker/errors.ts";
import { writeWhole } from "../traces/write-whole.ts";

/** Writes `text` to `file`; over one that is there already only with `isForced`. */
export async function writeNew(file: string, text: string, isForced: boolean): Promise<void> {
  if (!isForced && (await exists(file))) {
    throw new CheckerError("BadOutput", `${file} is there already.`, {
      hint: "Name another file with --out, or add --force to replace it.",
    });
  }
  try {
    await writeWhole(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError("BadOutput", `${file} can't be written: ${reason}.`, {
      hint: "Name another file or folder with --out.",
      cause: error,
    });
  }
}

/** What can't be looked at can't be written either, which says more. */
async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
