/** Saves a behaviour as a trace: of the violation at its end or on its way, if there is one. */
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { type AnyTrace, TRACE_SUFFIX } from "../format.ts";
import { type Origin, traceOf } from "../trace-of.ts";
import { traceFileName, unwritable, writeTrace } from "../write-trace.ts";
import type { Path, Standing } from "./position.ts";
import type { Session } from "./session.ts";
import { standingOf } from "./standing.ts";

/** So many behaviours of one name are kept in a folder. */
const NAMES_MAX = 1000;

/** What was written. */
export interface SavedTrace {
  readonly file: string;
  /** Where it is, and what it shows. */
  readonly sentence: string;
}

/**
 * Writes the behaviour along `path` to a new file in `folder`.
 * @throws CheckerError `BadValue` if there is no such path, `BadOutput` if it can't be written.
 */
export async function saveBehaviour(
  session: Session,
  origin: Origin,
  path: Path,
  folder: string,
): Promise<SavedTrace> {
  const choices = path.choices.slice(0, path.at);
  const places = session.places.along(path.initial, choices);
  const steps = choices.map((choice, index) => places[index]!.enabled[choice]!);
  const standings = session.target.properties.map((each) => standingOf(each, places));
  const violated =
    standings.find(({ verdict }) => verdict === "objects") ??
    standings.find(({ verdict }) => verdict === "objected");
  const reason =
    violated === undefined
      ? harmlessText(standings)
      : places[violated.state!]!.judged.get(violated.name)!.reason!;
  const property = violated?.name ?? null;
  const violation = { property: property ?? "", reason, steps, initial: path.initial };
  const trace: AnyTrace = { ...traceOf(session.target, violation, origin), property };
  const name = await newName(traceFileName(trace), folder);
  const file = await writeTrace(trace, folder, name).catch(async (error: unknown) => {
    await rm(join(folder, name), { force: true });
    throw error;
  });
  const sentence = property === null ? reason : `${property} objects: ${reason}`;
  return { file, sentence: `Saved to ${file}: ${sentence}.` };
}

/** Why a behaviour is kept that violates nothing. */
function harmlessText(standings: readonly Standing[]): string {
  const seen = standings.filter(({ verdict }) => verdict === "witnessed");
  const witnessed = seen.map(({ name }) => name).join(", ");
  const what = witnessed === "" ? "" : `; it is a witness of ${witnessed}`;
  return `kept in the explorer, and no property objected${what}`;
}

/** A name like `name` that no file in `folder` has; a file of it is there from now on. */
async function newName(name: string, folder: string): Promise<string> {
  const stem = name.slice(0, -TRACE_SUFFIX.length);
  try {
    await mkdir(folder, { recursive: true });
    for (let number = 1; number <= NAMES_MAX; number++) {
      const candidate = `${stem}.explored${number === 1 ? "" : `-${number}`}${TRACE_SUFFIX}`;
      if (await isReserved(join(folder, candidate))) return candidate;
    }
    throw new Error(`it has ${NAMES_MAX} of this name`);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

async function isReserved(file: string): Promise<boolean> {
  try {
    await (await open(file, "wx")).close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
