/** Lanes as a night leaves them: their outputs are what the command line really prints. */
import { type Night, nightOf } from "../../scripts/nightly/findings.ts";
import type { LaneResult } from "../../scripts/nightly/lane.ts";
import { type Outcome, outcomeOf } from "../../scripts/nightly/outcome.ts";
import { scrutineer, temporaryFolder } from "../cli/scrutineer.ts";

/** What a name or a sentence may hold that means something in Markdown, XML or a workflow command. */
export const HOSTILE =
  '`<b>`|@all #1 ]]></failure>&amp;" \u0000\u001b\uD800\u202e\n::error::%0A<!-- --> [x](y) ~~~';

/** A lane that ended by itself, with nothing said. */
export function laneOf(change: Partial<LaneResult> = {}): LaneResult {
  return {
    lane: "some-lane",
    command: "node dist/cli/main.js check some",
    exitCode: 0,
    signal: null,
    seconds: 1.5,
    output: "",
    errors: "",
    ...change,
  };
}

/** The lane that runs `scrutineer` with these arguments; traces go to `out`. */
export async function laneRunning(
  argv: readonly string[],
  out = temporaryFolder(),
): Promise<LaneResult> {
  const writes = argv[0] === "replay" ? [] : ["--out", out];
  const run = await scrutineer(...argv, "--json", ...writes);
  return laneOf({ exitCode: run.code, output: run.out, errors: run.err });
}

/** An outcome with a violation. */
export function violatedOutcome(change: Partial<Outcome> = {}, property = "Safety"): Outcome {
  return {
    lane: "fuzz-raft-1",
    status: "violated",
    sentence: `violated: ${property}`,
    protocol: "raft",
    command: "npx scrutineer fuzz raft --seed 1",
    seconds: 2,
    isReplay: false,
    cases: [
      {
        property,
        status: "violated",
        sentence: "violated: two lead",
        trace: "raft.Safety.trace.json",
      },
    ],
    ...change,
  };
}

/** The night of `outcomes`. */
export function nightWith(...outcomes: readonly Outcome[]): Night {
  const url = "https://github.com/some/where/actions/runs/42";
  return nightOf(outcomes, { runId: "42", sha: "c0ffee", url });
}

/** An outcome that is open. */
export function openOutcome(lane = "check-bully"): Outcome {
  const sentence = "9 distinct states to depth 2; the time was up";
  return violatedOutcome({ lane, status: "inconclusive", sentence, cases: [] });
}

/** An outcome of a command that failed. */
export function failedOutcome(errors = "error: no such protocol"): Outcome {
  return outcomeOf(laneOf({ lane: "check-raft", exitCode: 2, errors }));
}
