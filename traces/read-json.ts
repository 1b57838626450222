/** Reads JSON that may be anyone's: of a bounded size, and with a sentence for what it is not. */
import { readFile, stat } from "node:fs/promises";
import { CheckerError } from "../checker/errors.ts";

const BYTES_MAX = 64 * 2 ** 20;
const MEBIBYTE = 2 ** 20;

/** The text in `file`. @throws CheckerError `BadTrace` if it can't be read or is too large. */
export async function readText(file: string): Promise<string> {
  try {
    const status = await stat(file);
    if (!status.isFile()) reject(`${file} is not a file.`);
    if (status.size > BYTES_MAX) {
      const mebibytes = Math.ceil(status.size / MEBIBYTE);
      reject(`${file} has ${mebibytes} MiB; at most ${BYTES_MAX / MEBIBYTE} are read.`);
    }
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof CheckerError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError("BadTrace", `${file} can't be read: ${reason}.`, { cause: error });
  }
}

/** What `text` stands for. @throws CheckerError `BadTrace` if it is not JSON. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") reject("It is empty.");
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const sentence = reason.replaceAll(/\s+/g, " ");
    reject(`It is not JSON, perhaps a file that was cut short: ${sentence}.`);
  }
}

function reject(sentence: string): never {
  throw new CheckerError("BadTrace", sentence);
}
