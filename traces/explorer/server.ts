/**
 * The explorer's server: on this machine's loopback alone, and only for those who know the token in its
 * address. A page of another site may make a browser call it: such calls are told apart by the names
 * of host and origin, and by a type of content that no form sends.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CheckerError } from "../../checker/errors.ts";

const LOOPBACK = "127.0.0.1";
const TOKEN_BYTES = 24;
const BODY_BYTES_MAX = 64 * 1024;
const REQUEST_MS_MAX = 10_000;
const POLICY = /http-equiv="Content-Security-Policy" content="([^"]*)"/;

const HEADERS = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;

/** Answers the questions of a page: `body` is what was posted, as it came. */
export type Route = (body: string, response: ServerResponse) => Promise<void> | void;

/** A server that listens. */
export interface Running {
  /** Where its page is, the token included. */
  readonly url: string;
  /** Ends it, and all that is under way. */
  close(): Promise<void>;
}

/** What a request is refused for. */
class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, sentence: string, headers: Readonly<Record<string, string>> = {}) {
    super(sentence);
    this.status = status;
    this.headers = headers;
  }
}

/**
 * Serves `page` and `routes`, each under its name, on `port`, or on any that is free if that is 0.
 * @throws CheckerError `UsageError` if the port can't be had.
 */
export async function serve(
  page: string,
  routes: Readonly<Record<string, Route>>,
  port: number,
): Promise<Running> {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const server = createServer({ requestTimeout: REQUEST_MS_MAX }, (request, response) => {
    // Who goes away in the middle of an answer needs none.
    response.on("error", () => undefined);
    answer(request, response).catch((error: unknown) => refuse(response, error));
  });
  await listen(server, port);
  const { port: actual } = server.address() as AddressInfo;
  const hosts = [`${LOOPBACK}:${actual}`, `localhost:${actual}`];
  const byName = new Map(Object.entries(routes));
  return {
    url: `http://${LOOPBACK}:${actual}/${token}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = addressed(request, hosts, token);
    if (name === "") {
      allow(request, ["GET", "HEAD"]);
      response.writeHead(200, { ...HEADERS, ...pageHeaders(page) });
      response.end(request.method === "HEAD" ? undefined : page);
      return;
    }
    const route = byName.get(name);
    if (route === undefined) throw new Refusal(404, "There is no such page.");
    allow(request, ["POST"]);
    rejectForeign(request, hosts);
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
      throw new Refusal(415, "What is posted here has to be application/json.");
    }
    await route(await bodyOf(request), response);
  }
}

/** Answers with `value` as JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { ...HEADERS, "Content-Type": "application/json; charset=utf-8" });
  response.end(JSON.stringify(value));
}

/** Begins an answer of several lines of JSON, as they come. */
export function beginLines(response: ServerResponse): void {
  response.writeHead(200, {
    ...HEADERS,
    "Content-Type": "application/x-ndjson; charset=utf-8",
  });
}

/** The status that tells `error` to the page, and its sentence. Nothing else of it is told. */
export function told(error: unknown): { readonly status: number; readonly sentence: string } {
  if (error instanceof Refusal) return { status: error.status, sentence: error.message };
  if (!(error instanceof CheckerError)) return { status: 500, sentence: "An internal error." };
  const isRequests = error.code === "BadTrace" || error.code === "BadValue";
  const hint = error.hint === undefined ? "" : ` ${error.hint}`;
  return { status: isRequests ? 400 : 500, sentence: error.message + hint };
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, sentence } = told(error);
  const more = error instanceof Refusal ? error.headers : {};
  for (const [name, value] of Object.entries(more)) response.setHeader(name, value);
  sendJson(response, { error: sentence }, status);
}

/** What is asked for, after the token. @throws Refusal for those who are not to ask. */
function addressed({ headers, url = "" }: IncomingMessage, hosts: string[], token: string): string {
  if (!hosts.includes(headers.host ?? "")) {
    throw new Refusal(403, "This server is for pages from 127.0.0.1 and localhost alone.");
  }
  const [, given = "", ...rest] = (url.split(/[?#]/)[0] ?? "").split("/");
  if (!isSame(given, token)) {
    throw new Refusal(403, "The address lacks the token that scrutineer explore has printed.");
  }
  // The page's own address ends with a slash, so that what it asks for is found below.
  if (rest.length !== 1) throw new Refusal(404, "There is no such page.");
  return rest[0]!;
}

/** Compares in a time that does not tell where the two differ. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return timingSafeEqual(a!, b!);
}

function allow({ method = "" }: IncomingMessage, allowed: readonly string[]): void {
  if (allowed.includes(method)) return;
  const list = allowed.join(", ");
  throw new Refusal(405, `This address takes ${list}, not ${method}.`, { Allow: list });
}

/** Browsers say which page it is that posts. */
function rejectForeign({ headers }: IncomingMessage, hosts: readonly string[]): void {
  const { origin } = headers;
  const site = headers["sec-fetch-site"];
  const isOwn = origin === undefined || hosts.some((host) => origin === `http://${host}`);
  if (isOwn && (site === undefined || site === "same-origin")) return;
  throw new Refusal(403, "This server takes nothing from the pages of other sites.");
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_BYTES_MAX) {
      const sentence = `A request has at most ${BODY_BYTES_MAX / 1024} KiB.`;
      throw new Refusal(413, sentence, { Connection: "close" });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The page's own policy, and what only a header can say: no other page may frame it. */
function pageHeaders(page: string): Readonly<Record<string, string>> {
  const policy = POLICY.exec(page)?.[1] ?? "default-src 'none'";
  return {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": `${policy}; frame-ancestors 'none'`,
  };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host: LOOPBACK, port, exclusive: true }, resolve);
    });
  } catch (error) {
    const reasons: Readonly<Record<string, string>> = {
      EADDRINUSE: "another program has it",
      EACCES: "it is kept for the system",
    };
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
    throw new CheckerError("UsageError", `Port ${port} can't be had: ${reason}.`, {
      hint: "Name another with --port, or leave --port out for any that is free.",
      cause: error,
    });
  }
}
