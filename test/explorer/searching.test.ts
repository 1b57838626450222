/** A search belongs to who waits for it: a second one is refused, and one that nobody waits for ends. */
import { describe, expect, it } from "vitest";
import { routesOf } from "../../traces/explorer/routes.ts";
import { serve } from "../../traces/explorer/server.ts";
import { exploring } from "./sessions.ts";

const BODY = JSON.stringify({ initial: 0, choices: [], at: 0 });

function nothingIsSaved(): Promise<never> {
  return Promise.reject(new Error("nothing is saved here"));
}

describe("a search that takes long", () => {
  it("is alone until it is ended, and then makes room for another", async () => {
    const limits = { seconds: 60, states: 1e7 };
    const { session, targetWith } = exploring("raft");
    const server = await serve(
      "",
      routesOf({ session, targetWith, limits, save: nothingIsSaved }),
      0,
    );
    const run = (signal?: AbortSignal): Promise<Response> =>
      fetch(`${server.url}run`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: BODY,
        ...(signal && { signal }),
      });

    const first = new AbortController();
    const reader = (await run(first.signal)).body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('"progress"');
    const second = await run();
    expect(second.status).toBe(409);
    expect(await second.json()).toEqual({ error: "Another search is under way: one at a time." });
    first.abort();
    await expect
      .poll(async () => {
        const third = new AbortController();
        const { status } = await run(third.signal);
        third.abort();
        return status;
      })
      .toBe(200);
    await server.close();
  });
});
