/** Writes a file whole or not at all: under another name first, which is then made its own. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Writes `text` to `file`; its folder is made if need be. Nothing is left behind if it fails. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${process.pid}-${basename(file)}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
