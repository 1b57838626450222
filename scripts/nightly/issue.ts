/**
 * The one issue that follows the nightly runs: what to do with it tonight. Pure: what GitHub has is
 * handed in, and what to do comes out. The issue's body ends in a mark with what it tells of, so that
 * the next night sees what is new.
 *
 * A violation stays in the issue until its kept trace was replayed and violates nothing any more. That
 * no lane came upon it again is not enough.
 */
import * as v from "valibot";
import { commandsFor } from "./commands.ts";
import type { Finding, Night } from "./findings.ts";
import { codeBlock, codeSpan } from "./text.ts";

/** The issue as GitHub has it. */
export interface Issue {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly body: string;
}

/** What to do with it. */
export type Action =
  | { readonly kind: "nothing" }
  | { readonly kind: "create"; readonly title: string; readonly body: string }
  /** A closed issue is opened again. */
  | {
      readonly kind: "update";
      readonly number: number;
      readonly reopen: boolean;
      readonly body: string;
      readonly comment: string;
    }
  | { readonly kind: "close"; readonly number: number; readonly comment: string };

/** What the issue is called, and the label that it is found by. */
export const TITLE = "Nightly runs found something";
export const LABEL = "nightly";

/** More than these are counted, not told: an issue has at most 65,536 letters. */
const TOLD_MAX = 15;

interface Tracked {
  readonly key: string;
  readonly title: string;
}

/** The issue among `issues` that follows the nightly runs: the open one, or else the latest. */
export function trackingIssue<T extends Issue>(issues: readonly T[]): T | undefined {
  const marked = issues
    .filter(({ body }) => MARK.test(body))
    .toSorted((a, b) => b.number - a.number);
  return marked.find(({ state }) => state === "open") ?? marked[0];
}

/** What to do with `issue` after `night`. */
export function actionFor(issue: Issue | undefined, night: Night): Action {
  const before = issue?.state === "open" ? trackedIn(issue.body) : [];
  const found = new Set(night.findings.map(({ key }) => key));
  const open = before.filter(
    ({ key }) => isViolation(key) && !found.has(key) && !night.cleared.includes(key),
  );
  const now = [...night.findings.map(({ key, title }) => ({ key, title })), ...open];
  if (now.length === 0) {
    return issue?.state === "open"
      ? { kind: "close", number: issue.number, comment: closingOf(before, night) }
      : { kind: "nothing" };
  }
  const body = bodyOf(night, open);
  if (issue === undefined) return { kind: "create", title: TITLE, body };
  const isNew = without(now, before);
  const isGone = without(before, now);
  const reopen = issue.state === "closed";
  if (!reopen && isNew.length === 0 && isGone.length === 0) return { kind: "nothing" };
  const comment = changesOf(isNew, isGone, night);
  return { kind: "update", number: issue.number, reopen, body, comment };
}

function isViolation(key: string): boolean {
  return key.startsWith("violation ");
}

function without(some: readonly Tracked[], others: readonly Tracked[]): readonly Tracked[] {
  const keys = new Set(others.map(({ key }) => key));
  return some.filter(({ key }) => !keys.has(key));
}

function bodyOf(night: Night, open: readonly Tracked[]): string {
  const { findings, runId, url } = night;
  const told = findings.slice(0, TOLD_MAX);
  const more = findings.length - told.length;
  const parts = [
    `Found by the nightly run [${runId}](${url}). This issue is kept up to date, and closed when nothing is left.`,
    ...told.map((finding) => findingText(finding, night)),
    ...(more > 0 ? [`And ${more} more, in the summary of [the run](${url}).`] : []),
    ...open.slice(0, TOLD_MAX).map(({ title }) => `### ${codeSpan(title)}\n\n${OPEN_STILL}`),
    markOf([...findings, ...open]),
  ];
  return parts.join("\n\n");
}

const OPEN_STILL =
  "No lane came upon it last night, but no trace of it was replayed without a violation either. Close this by hand if it is settled.";

function findingText(finding: Finding, night: Night): string {
  const { title, sentence, lanes } = finding;
  const where = lanes.slice(0, TOLD_MAX).map((lane) => codeSpan(lane));
  return [
    `### ${codeSpan(title)}`,
    `${codeSpan(sentence)} (in ${where.join(", ")})`,
    codeBlock(commandsFor(finding, night)),
  ].join("\n\n");
}

function changesOf(isNew: readonly Tracked[], isGone: readonly Tracked[], night: Night): string {
  const list = (what: string, items: readonly Tracked[]): string[] =>
    items.length === 0
      ? []
      : [
          `${what}: ${items
            .slice(0, TOLD_MAX)
            .map(({ title }) => codeSpan(title))
            .join(", ")}`,
        ];
  const parts = [
    ...list("New", isNew),
    ...list("Gone", isGone),
    `Run [${night.runId}](${night.url})`,
  ];
  return parts.join("\n\n");
}

function closingOf(before: readonly Tracked[], { runId, url, inconclusiveCount }: Night): string {
  const gone = before.slice(0, TOLD_MAX).map(({ title }) => codeSpan(title));
  const open =
    inconclusiveCount === 0
      ? ""
      : ` ${inconclusiveCount} lanes were inconclusive, which is no proof.`;
  return `Nothing is left in run [${runId}](${url})${gone.length === 0 ? "" : `; gone: ${gone.join(", ")}`}.${open}`;
}

const MARK = /<!-- scrutineer-nightly ([\w-]*) -->/;
const tracked = v.array(v.object({ key: v.string(), title: v.string() }));

function markOf(items: readonly Tracked[]): string {
  const plain = items.map(({ key, title }) => ({ key, title }));
  return `<!-- scrutineer-nightly ${Buffer.from(JSON.stringify(plain)).toString("base64url")} -->`;
}

/** What the issue told of; nothing if someone has changed the mark. */
function trackedIn(body: string): readonly Tracked[] {
  const [, encoded = ""] = MARK.exec(body) ?? [];
  try {
    return v.parse(tracked, JSON.parse(Buffer.from(encoded, "base64url").toString("utf8")));
  } catch {
    return [];
  }
}
