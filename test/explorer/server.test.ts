/** The explorer's server answers those who have its address, and refuses everyone else. */
import { createServer, request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routesOf } from "../../traces/explorer/routes.ts";
import { type Running, serve } from "../../traces/explorer/server.ts";
import { exploring } from "./sessions.ts";

const PAGE = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'" />`;
const START = JSON.stringify({ initial: 0, choices: [], at: 0 });

let server: Running;
let address: URL;
beforeAll(async () => {
  const routes = routesOf({
    ...exploring("bully", "impatient"),
    save: ({ at }) => Promise.resolve({ sentence: `${at} steps`, command: "" }),
  });
  server = await serve(PAGE, routes, 0);
  address = new URL(server.url);
});
afterAll(() => server.close());

interface Asked {
  readonly method?: string;
  /** After the token. */
  readonly name?: string;
  readonly path?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What the server answers; fetch would not let a test say which host it means. */
function ask({
  method = "POST",
  name = "",
  path,
  body = "",
  headers = {},
}: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = send(
      {
        host: address.hostname,
        port: address.port,
        path: path ?? `${address.pathname}${name}`,
        method,
        headers: { "Content-Type": "application/json", ...headers },
      },
      (response) => {
        let text = "";
        response.on("data", (chunk) => (text += String(chunk)));
        const { statusCode: status = 0 } = response;
        response.on("end", () => resolve({ status, headers: response.headers, text }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

const position = (more: Asked = {}): Promise<Answer> =>
  ask({ name: "position", body: START, ...more });

describe("the server", () => {
  it("listens on the loopback alone, and has a token that is not to be guessed", async () => {
    expect(address.hostname).toBe("127.0.0.1");
    expect(address.pathname).toMatch(/^\/[\w-]{32}\/$/);
    const other = await serve(PAGE, {}, 0);
    expect(new URL(other.url).pathname).not.toBe(address.pathname);
    await other.close();
  });

  it("can't be reached by another address of this machine", async () => {
    const elsewhere = send({ host: "127.0.0.2", port: address.port, path: address.pathname });
    const code = await new Promise((resolve) => {
      elsewhere.on("error", (error) => resolve("code" in error ? error.code : error));
      elsewhere.on("response", () => resolve("a response"));
      elsewhere.end();
    });

    expect(code).toBe("ECONNREFUSED");
  });

  it("serves its page under a policy that nothing may frame", async () => {
    const { status, headers, text } = await ask({ method: "GET" });

    expect(status).toBe(200);
    expect(text).toBe(PAGE);
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
  });

  it("answers where a path leads", async () => {
    const { status, text } = await position();

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ initials: 1, path: { at: 0 } });
  });

  it.each<readonly [string, Asked, number, string]>([
    ["without a token", { path: "/" }, 403, "lacks the token"],
    ["with a wrong token", { path: `/${"x".repeat(32)}/position` }, 403, "lacks the token"],
    ["with a part of the token", { path: "/x/position" }, 403, "lacks the token"],
    ["by another host's name", { headers: { Host: "evil.example" } }, 403, "127.0.0.1"],
    ["by a host's name alone", { headers: { Host: "localhost" } }, 403, "127.0.0.1"],
    ["from another origin", { headers: { Origin: "http://evil.example" } }, 403, "other sites"],
    ["from no origin at all", { headers: { Origin: "null" } }, 403, "other sites"],
    ["from another site", { headers: { "Sec-Fetch-Site": "cross-site" } }, 403, "other sites"],
    ["as a form", { headers: { "Content-Type": "text/plain" } }, 415, "application/json"],
    ["by GET", { method: "GET", body: "" }, 405, "takes POST, not GET"],
    ["by PUT", { method: "PUT" }, 405, "takes POST, not PUT"],
    ["what there is not", { name: "constructor" }, 404, "no such page"],
    ["a file above", { name: "../../package.json" }, 404, "no such page"],
    ["with too much", { body: `[${"1,".repeat(40_000)}1]` }, 413, "64 KiB"],
    ["with no JSON", { body: "{" }, 400, "not JSON"],
    ["with nothing", { body: "" }, 400, "empty"],
    ["with a list", { body: "[]" }, 400, "not a valid request"],
    ["with a key of the prototype", { body: '{"__proto__":{"at":0}}' }, 400, "__proto__"],
    ["with a key too many", { body: START.replace("{", '{"x":1,') }, 400, "x should be never"],
    ["with a negative number", { body: START.replace("[]", "[-1]") }, 400, "choices.0 should be"],
    ["with a fraction", { body: START.replace("[]", "[0.5]") }, 400, "not a safe integer"],
    ["with a text", { body: START.replace("[]", '["0"]') }, 400, "choices.0 should be number"],
    ["past the end of its path", { body: START.replace('"at":0', '"at":1') }, 400, "0 steps"],
    ["with a step that is not", { body: START.replace("[]", "[99]") }, 400, "no step 99"],
    [
      "with too many steps",
      { body: START.replace("[]", JSON.stringify(Array(2001).fill(0))) },
      400,
      "choices should be <=2000",
    ],
  ])("refuses who asks %s", async (_how, asked, status, sentence) => {
    const answer = await position(asked);

    expect(answer.status).toBe(status);
    expect((JSON.parse(answer.text) as { readonly error: string }).error).toContain(sentence);
  });

  it("lets its own pages post, by either name of the loopback", async () => {
    for (const host of [address.host, `localhost:${address.port}`]) {
      const headers = { Host: host, Origin: `http://${host}`, "Sec-Fetch-Site": "same-origin" };
      expect((await position({ headers })).status).toBe(200);
    }
  });

  it("searches, and tells line by line how far it is and what came of it", async () => {
    const { text } = await ask({ name: "run", body: START });
    const lines = text.trim().split("\n");

    expect(JSON.parse(lines.at(-1)!)).toMatchObject({
      outcome: { sentence: expect.stringContaining("OneLeaderAtATime objects 3 steps later") },
    });
  });

  it("takes random steps, as many as it is told to or until something happens", async () => {
    const body = START.replace("{", '{"steps":2,');

    const { choices } = JSON.parse((await ask({ name: "random", body })).text) as {
      readonly choices: readonly number[];
    };

    expect(choices).toHaveLength(2);
  });

  it("says in a sentence that a port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const taken = other.address();
    const port = typeof taken === "object" && taken !== null ? taken.port : 0;

    await expect(serve(PAGE, {}, port)).rejects.toThrow(
      `Port ${port} can't be had: another program has it.`,
    );
    other.close();
  });
});
