/** Asks the server that the page came from. What goes wrong is an error with a sentence. */

/** What the server answers `body` under `name`. */
export async function ask<T>(name: string, body: object): Promise<T> {
  const response = await post(name, body);
  return (await response.json()) as T;
}

/** The lines of an answer, as they come; `signal` ends it. */
export async function* askForLines<T>(
  name: string,
  body: object,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const response = await post(name, body, signal);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line) as T;
  }
}

async function post(name: string, body: object, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(name, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    ...(signal !== undefined && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new Error("The server does not answer: has scrutineer explore ended?");
  });
  if (response.ok) return response;
  const { error } = (await response.json()) as { readonly error: string };
  throw new Error(error);
}
