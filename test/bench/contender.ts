/** What the benchmark runs: a contender is a tool in one of its modes on one problem. */

/** As the users of a tool write models; or packed by hand to the last bit, for the tool's best. */
export type Writing = "idiomatic" | "packed";

/** A model of ours for other checkers: peers/FILE.pml and .m, and their constants. */
export interface Peer {
  readonly file: string;
  readonly writing: Writing;
  readonly constants: Readonly<Record<string, number>>;
}

/** A bounded protocol that several tools explore. */
export interface Problem {
  readonly name: string;
  readonly about: string;
  readonly protocol: string;
  readonly config: Readonly<Record<string, number | boolean>>;
  readonly budgets?: Readonly<Record<string, number>>;
  readonly peers?: readonly Peer[];
  /** The prototype's script, with its arguments. */
  readonly prototype?: readonly [script: string, ...args: string[]];
}

/** What a process took, from its start to its end. */
export interface Usage {
  readonly processSeconds: number;
  /** Only where there is /proc, as is the next. */
  readonly peakRssBytes?: number;
  /** Of all its threads. */
  readonly cpuSeconds?: number;
}

/** What one run came to. */
export interface Sample {
  /** Of the search alone where the tool says so, else of the process. */
  readonly seconds: number;
  readonly distinctStates: number;
  /** As TLC counts: self-loops and initial states included. */
  readonly generatedStates: number;
  /** What the tool says its tables and stacks took at most. */
  readonly bytes: number | undefined;
  readonly usage: Usage;
}

export interface Contender {
  readonly problem: Problem;
  readonly tool: string;
  /** Of the tool's model; none if that is the protocol itself. */
  readonly writing?: Writing;
  readonly mode: string;
  /** Generates and compiles what it runs. */
  prepare?(): Promise<void>;
  sample(): Promise<Sample>;
}

/** What a contender's runs came to, in their order. */
export interface Result {
  readonly problem: Problem;
  readonly tool: string;
  readonly writing: Writing | undefined;
  readonly mode: string;
  readonly samples: readonly Sample[];
}

/** A tool failed, or said something that is not understood. */
export class ToolError extends Error {}

/** The number that `pattern` finds in a tool's output. @throws ToolError if there is none. */
export function numberIn(output: string, pattern: RegExp): number {
  const found = pattern.exec(output)?.[1];
  if (found === undefined) {
    throw new ToolError(`No ${pattern} in what the tool printed:\n${output.slice(-2000)}`);
  }
  return Number(found);
}
