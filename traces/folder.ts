/** The files of a folder that may not be there. */
import { readdir } from "node:fs/promises";
import { CheckerError } from "../checker/errors.ts";

/** The names in `folder`, in order; none if there is no such folder. @throws CheckerError `BadTrace`. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError("BadTrace", `${folder} can't be read: ${reason}.`, { cause: error });
  }
}
