/** GitHub as far as the tracking issue needs it, on this machine: it keeps what it is told. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Issue } from "../../scripts/nightly/issue.ts";

export const TOKEN = "a-token";
export const REPOSITORY = "some/where";

interface KeptIssue extends Issue {
  readonly labels: readonly string[];
}

/** What GitHub has, and what it was asked. */
export interface GitHub {
  readonly url: string;
  readonly issues: KeptIssue[];
  readonly comments: string[];
  /** Method and path of each request. */
  readonly asked: string[];
}

/** A server that is gone after the test; it has `issues` already. */
export async function gitHub(issues: readonly KeptIssue[] = []): Promise<GitHub> {
  const kept = { issues: [...issues], comments: [], asked: [] };
  const server = createServer((request, response) => {
    void bodyOf(request).then((sent) => {
      const [status, answer] = answered(kept, request, sent);
      response.writeHead(status).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { ...kept, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

type Sent = Partial<KeptIssue> & { readonly body?: string };

async function bodyOf(request: IncomingMessage): Promise<Sent> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : (JSON.parse(text) as Sent);
}

function answered(
  { issues, comments, asked }: Omit<GitHub, "url">,
  { method = "", url = "", headers }: IncomingMessage,
  sent: Sent,
): readonly [number, unknown] {
  const { pathname, searchParams } = new URL(url, "http://127.0.0.1");
  asked.push(`${method} ${pathname}`);
  if (headers.authorization !== `Bearer ${TOKEN}`) return [401, { message: "Bad credentials" }];
  const [, number, comment] =
    /^\/repos\/some\/where\/issues(?:\/(\d+)(\/comments)?)?$/.exec(pathname) ?? [];
  const index = issues.findIndex((issue) => issue.number === Number(number));
  if (method === "GET" && number === undefined) {
    const [label, size, page] = ["labels", "per_page", "page"].map((key) => searchParams.get(key));
    const found = issues.filter(({ labels }) => labels.includes(label ?? ""));
    return [200, found.slice(Number(size) * (Number(page) - 1), Number(size) * Number(page))];
  }
  if (method === "POST" && number === undefined) {
    const { body = "", labels = [] } = sent;
    issues.push({ number: issues.length + 1, state: "open", body, labels });
    return [201, issues.at(-1)];
  }
  if (index < 0) return [404, { message: "Not Found" }];
  if (comment === undefined) issues[index] = { ...issues[index]!, ...sent };
  else comments.push(sent.body ?? "");
  return [200, issues[index]];
}
