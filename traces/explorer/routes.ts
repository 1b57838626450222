/** What the explorer's page may ask: where a path leads, random steps, a search, and to save it. */
import { randomInt } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { ServerResponse } from "node:http";
import { CheckerError } from "../../checker/errors.ts";
import { searchOn, type SearchLimits, type TargetWith } from "./continuation.ts";
import type { Path, Saved } from "./position.ts";
import { randomSteps } from "./random-steps.ts";
import { readPath, readRandom } from "./requests.ts";
import { beginLines, type Route, sendJson, told } from "./server.ts";
import type { Session } from "./session.ts";

/** What the routes work with. */
export interface Explored {
  readonly session: Session;
  readonly targetWith: TargetWith;
  readonly limits?: SearchLimits;
  /** Saves the behaviour along a path. */
  readonly save: (path: Path) => Promise<Saved>;
}

/** The routes of the server, by name. */
export function routesOf(explored: Explored): Readonly<Record<string, Route>> {
  const { session, save } = explored;
  let isSearching = false;
  return {
    position: (body, response) => sendJson(response, session.positionAt(readPath(body))),
    random: (body, response) => {
      const { steps, ...path } = readRandom(body);
      sendJson(response, {
        choices: randomSteps(session, path, steps, (below) => randomInt(below)),
      });
    },
    save: async (body, response) => sendJson(response, await save(readPath(body))),
    run: async (body, response) => {
      const path = readPath(body);
      if (isSearching) {
        const sentence = "Another search is under way: one at a time.";
        sendJson(response, { error: sentence }, 409);
        return;
      }
      isSearching = true;
      try {
        await run(explored, path, response);
      } finally {
        isSearching = false;
      }
    },
  };
}

/** Searches while someone waits for it; who goes away ends it. */
async function run(
  { session, targetWith, limits }: Explored,
  path: Path,
  response: ServerResponse,
): Promise<void> {
  beginLines(response);
  try {
    const search = searchOn(session, targetWith, path, limits);
    let next = search.next();
    while (next.done !== true && !response.destroyed) {
      response.write(`${JSON.stringify({ progress: next.value })}\n`);
      await setImmediate();
      next = search.next();
    }
    if (response.destroyed) return;
    if (next.done === true) response.write(`${JSON.stringify({ outcome: next.value })}\n`);
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    response.write(`${JSON.stringify({ error: told(error).sentence })}\n`);
  }
  response.end();
}
