/** The benchmark's command line. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export interface Options {
  readonly samples: number;
  /** A contender runs if its problem and tool contain each of these. */
  readonly only: readonly string[];
  readonly isQuick: boolean;
  readonly isJson: boolean;
  readonly dist: string;
  readonly prototype: string | undefined;
}

export const USAGE = `npm run bench -- [options]
  --samples N      how often each tool runs, interleaved (default 5)
  --only NAME      the problems, tools or "start-up" whose name contains NAME; repeatable:
                   --only raft --only spin runs Spin on Raft
  --quick          smaller problems, 3 samples
  --json           the results as JSON instead of tables
  --dist DIR       the compiled code to measure (default dist)
  --prototype DIR  a folder with twophase.mjs and raft-tla.mjs to compare with
                   (default $SCRUTINEER_PROTOTYPE)`;

/** The command line makes no sense. */
export class UsageError extends Error {}

/** @throws UsageError for options that are not known, and for values that make no sense. */
export function optionsFrom(args: readonly string[], root: string): Options {
  const values = parsed(args, resolve(root, "dist"));
  const samples = Number(values.samples ?? (values.quick ? 3 : 5));
  if (!Number.isSafeInteger(samples) || samples < 1) {
    throw new UsageError(`--samples is ${values.samples}; it must be 1 or more.`);
  }
  const prototype = values.prototype ?? process.env["SCRUTINEER_PROTOTYPE"];
  return {
    samples,
    only: values.only,
    isQuick: values.quick,
    isJson: values.json,
    dist: resolve(values.dist),
    prototype: prototype === undefined || prototype === "" ? undefined : resolve(prototype),
  };
}

function parsed(args: readonly string[], dist: string) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        samples: { type: "string" },
        only: { type: "string", multiple: true, default: [] },
        quick: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        dist: { type: "string", default: dist },
        prototype: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}
