/** `scrutineer explore PROTOCOL`: prints an address, serves until it is interrupted, saves traces. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Io, Signal } from "../../cli/io.ts";
import { run } from "../../cli/run.ts";
import type { Position, SearchOutcome } from "../../traces/explorer/position.ts";
import { REGRESSIONS } from "../../traces/regressions.ts";
import { recordingIo, scrutineer, temporaryFolder } from "./scrutineer.ts";

const NOTHING = (): void => undefined;

/** Starts `explore` with `argv`; resolves when it has printed its address. */
async function explore(...argv: readonly string[]) {
  const { io, printed } = recordingIo();
  let interrupt: (signal: Signal) => void = NOTHING;
  let printedSome: () => void = NOTHING;
  const hasPrinted = new Promise<void>((resolve) => (printedSome = resolve));
  const listening: Io = {
    ...io,
    out: (text) => {
      io.out(text);
      printedSome();
    },
    onInterrupt: (handler) => {
      interrupt = handler;
      return NOTHING;
    },
  };
  const code = run(["explore", ...argv], listening);
  await Promise.race([hasPrinted, code]);
  const url = printed.out.trim();
  const post = async <T>(name: string, body: object): Promise<T> => {
    const response = await fetch(url.replace(/#.*/, "") + name, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return (await response.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as T)
      .at(-1)!;
  };
  return { url, printed, code, post, end: (signal: Signal) => (interrupt(signal), code) };
}

const START = { initial: 0, choices: [] as readonly number[], at: 0 };
const TRACE = `${REGRESSIONS}/raft.forgets-vote.ElectionSafety.trace.json`;
const MUTANT = ["bully", "--mutant", "impatient"];

describe("scrutineer explore", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("serves until %s, and exits with %i", async (signal, code) => {
    const { url, printed, end, post } = await explore("bully", "--out", temporaryFolder());

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]+\/$/);
    expect(printed.err).toContain("Ctrl-C ends it");
    expect((await post<Position>("position", START)).model.protocol).toBe("bully");
    expect(await end(signal)).toBe(code);
    await expect(fetch(url)).rejects.toThrow();
  });

  it("explores what check would check with the same flags", async () => {
    const flags = ["--set", "nodes=2", "--crashes", "1", "--out", temporaryFolder()];
    const { post, end } = await explore("bully", ...flags);

    const { model, groups } = await post<Position>("position", START);

    expect(model.setting).toContain("nodes=2");
    expect(model.setting).toContain("crashes ≤ 1");
    expect(groups.filter(({ lane }) => lane !== null)).toHaveLength(2);
    await end("SIGINT");
  });

  it("saves a violation as a trace that replay, explain and show read, never over another", async () => {
    const folder = temporaryFolder();
    const { post, end } = await explore(...MUTANT, "--out", folder);
    const { outcome } = await post<{ readonly outcome: SearchOutcome }>("run", START);
    const path = { initial: 0, choices: outcome.choices!, at: outcome.choices!.length };

    const saved = await post<{ readonly sentence: string }>("save", path);
    await post("save", path);
    await end("SIGINT");

    const names = readdirSync(folder).toSorted();
    expect(names).toEqual([
      "bully.impatient.plain.OneLeaderAtATime.explored-2.trace.json",
      "bully.impatient.plain.OneLeaderAtATime.explored.trace.json",
    ]);
    const file = join(folder, names[1]!);
    expect(saved.sentence).toBe(`Saved to ${file}: OneLeaderAtATime objects: n1 and n3 both lead.`);
    expect((await scrutineer("replay", file)).code).toBe(1);
    expect((await scrutineer("explain", file)).out).toContain(
      "OneLeaderAtATime is violated by bully",
    );
    expect((await scrutineer("show", file)).out).toContain("n1 and n3 both lead");
  });

  it("saves a behaviour that violates nothing, which show and replay read and explain refuses", async () => {
    const folder = temporaryFolder();
    const { post, end } = await explore(...MUTANT, "--out", folder);
    await post("save", { initial: 0, choices: [0, 0, 0], at: 2 });
    await end("SIGINT");

    const file = join(folder, "bully.impatient.plain.explored.trace.json");
    const page = join(folder, "page.html");
    expect(await scrutineer("replay", file)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/all its 2\s+steps, and no property\s+objects to it/),
    });
    const { code, out } = await scrutineer("show", file);
    expect(code).toBe(0);
    expect(out).toContain(" 3  n1: AliveTimeout");
    expect(out).toContain("No property objects to it.");
    expect((await scrutineer("show", file, "--html", page)).code).toBe(0);
    expect(existsSync(page)).toBe(true);
    for (const command of ["explain", "minimise", "export --test"]) {
      const refused = await scrutineer(...command.split(" "), file);
      expect(refused.code).toBe(2);
      expect(refused.err).toContain("It is a behaviour that violates nothing.");
    }
  });

  it("begins at the end of a trace, in the model that it is of", async () => {
    const { url, post, end } = await explore("raft", "--trace", TRACE, "--out", temporaryFolder());
    const choices = /#path=([\d.]+)$/.exec(url)![1]!.split(".").map(Number);

    const at = choices.length;
    const { model, properties } = await post<Position>("position", { ...START, choices, at });

    expect(at).toBe(8);
    expect(model.named).toEqual(["mutant forgets-vote"]);
    expect(properties.find(({ name }) => name === "ElectionSafety")?.verdict).toBe("objects");
    await end("SIGINT");
  });

  it.each<readonly [string, readonly string[], string]>([
    [
      "a trace of another protocol",
      ["bully", "--trace", TRACE],
      "The trace is of raft, not of bully",
    ],
    [
      "a trace and a flag that would change its model",
      ["raft", "--trace", TRACE, "--crashes", "1"],
      "--crashes and --trace do not go together",
    ],
    ["a trace that is no file", ["raft", "--trace", "nowhere"], "nowhere can't be read"],
    ["a protocol that there is not", ["raffft"], 'Did you mean "raft"?'],
    ["no protocol", [], "missing required argument 'protocol'"],
    ["a port that is no port", ["raft", "--port", "65536"], '--port can\'t be "65536"'],
    ["a config that makes no sense", ["raft", "--set", "nodes=0"], "nodes"],
    ["a flag that changes nothing", ["raft", "--cuts", "one-way"], "cuts nothing"],
  ])("exits with 2 at %s", async (_what, argv, sentence) => {
    const { code, err } = await scrutineer("explore", ...argv);

    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it("exits with 2 where nothing can be saved, before it serves anything", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");

    const { code, err, out } = await scrutineer("explore", "bully", "--out", file);

    expect(code).toBe(2);
    expect(err).toContain("Traces can't be written");
    expect(out).toBe("");
  });

  it("exits with 2 if its port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const taken = other.address();
    const port = typeof taken === "object" && taken !== null ? taken.port : 0;

    const { code, err } = await scrutineer("explore", "bully", "--port", String(port));

    expect(code).toBe(2);
    expect(err).toContain("another program has it");
    other.close();
  });
});
