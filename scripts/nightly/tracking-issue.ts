/**
 * `tsx scripts/nightly/tracking-issue.ts NIGHT`: brings the tracking issue up to date with the night
 * in the file NIGHT, through GitHub's REST API. What is done is decided in issue.ts. Takes
 * GITHUB_TOKEN, GITHUB_REPOSITORY and GITHUB_API_URL from the environment.
 */
import { readFile } from "node:fs/promises";
import * as v from "valibot";
import { parseNight } from "./findings.ts";
import { type Action, actionFor, type Issue, LABEL, trackingIssue } from "./issue.ts";

/** One request to a repository's API: the method, the path below the repository, and what is sent. */
export type Ask = (method: string, path: string, sent?: object) => Promise<unknown>;

const PAGE = 100;
/** A server that says nothing for so long is not waited for. */
const TIMEOUT_MS = 30_000;

/** Asks the API at `url` about `repository` (owner/name), with `token`. */
export function askAt(url: string, repository: string, token: string, send = fetch): Ask {
  return async (method, path, sent) => {
    const response = await send(`${url}/repos/${repository}/${path}`, {
      method,
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "x-github-api-version": "2022-11-28",
      },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (response.ok) return text === "" ? undefined : JSON.parse(text);
    throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 200)}`);
  };
}

/** Does with the tracking issue what the night in `text` asks for, and says what. */
export async function track(text: string, ask: Ask): Promise<Action["kind"]> {
  const action = actionFor(trackingIssue(await labelled(ask)), parseNight(text));
  await perform(action, ask);
  return action.kind;
}

const page = v.array(
  v.object({
    number: v.pipe(v.number(), v.safeInteger()),
    state: v.picklist(["open", "closed"]),
    body: v.nullable(v.string()),
  }),
);

async function labelled(ask: Ask, number = 1): Promise<Issue[]> {
  const query = `labels=${LABEL}&state=all&per_page=${PAGE}&page=${number}`;
  const found = v.parse(page, await ask("GET", `issues?${query}`));
  const issues = found.map((issue) => ({ ...issue, body: issue.body ?? "" }));
  return found.length < PAGE ? issues : [...issues, ...(await labelled(ask, number + 1))];
}

async function perform(action: Action, ask: Ask): Promise<void> {
  switch (action.kind) {
    case "nothing":
      return;
    case "create": {
      const { title, body } = action;
      // The label is made with the first issue that has it.
      await ask("POST", "issues", { title, body, labels: [LABEL] });
      return;
    }
    case "update": {
      const issue = `issues/${action.number}`;
      // The comment comes first: were it lost, the body would say that there is nothing new.
      await ask("POST", `${issue}/comments`, { body: action.comment });
      await ask("PATCH", issue, { body: action.body, state: "open" });
      return;
    }
    case "close": {
      const issue = `issues/${action.number}`;
      await ask("POST", `${issue}/comments`, { body: action.comment });
      await ask("PATCH", issue, { state: "closed" });
      return;
    }
  }
}

if (import.meta.filename === process.argv[1]) {
  const { GITHUB_API_URL: url, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token } = process.env;
  if (url === undefined || repository === undefined || token === undefined) {
    throw new Error("GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_TOKEN are needed");
  }
  const [file = ""] = process.argv.slice(2);
  const done = await track(await readFile(file, "utf8"), askAt(url, repository, token));
  process.stdout.write(`the tracking issue: ${done}\n`);
}
