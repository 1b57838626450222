/** The commands that bring a finding onto one's own machine. */
import type { Finding, Night } from "./findings.ts";

/** The artifact that holds the traces of all that is open. */
export const FINDINGS = "nightly-findings";

/** Fetches the traces of a run, then shows and replays that of `finding` in the models of then. */
export function commandsFor({ trace, command }: Finding, { runId, sha }: Night): string[] {
  const file = trace !== null && isTraceName(trace) ? `findings/${trace}` : undefined;
  const fetched =
    file === undefined
      ? []
      : [
          `gh run download ${runId} --name ${FINDINGS} --dir findings`,
          `git switch --detach ${sha} && npm ci`,
          `npx scrutineer show ${file}`,
          `npx scrutineer replay ${file}`,
        ];
  return [...fetched, ...(command === "" ? [] : [`# the lane again: ${command}`])];
}

/** Is it the name of a trace file as Scrutineer gives them, and nothing else? */
export function isTraceName(name: string): boolean {
  return /^[A-Za-z0-9][\w.-]*\.trace\.json$/.test(name);
}
