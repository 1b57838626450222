/**
 * The correctness properties of MongoStaticRaft.tla (will62794/logless-reconfig), over its one plain
 * state. They are Raft's own, Figure 3 of Ongaro & Ousterhout 2014, where entries are told by index
 * and term alone.
 */
import {
  always,
  eachStep,
  type Invariant,
  sometimes,
  type SystemProperty,
  type SystemStep,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";
import { firstPair } from "./leadership.ts";

interface Server {
  readonly role: "primary" | "secondary";
  readonly currentTerm: number;
  /** The terms of its entries. */
  readonly log: readonly number[];
}

interface Commit {
  readonly index: number;
  readonly entryTerm: number;
  /** The term in which it was committed. */
  readonly term: number;
}

/** The state that these properties speak of. */
export interface Replicating {
  readonly servers: ReadonlyMap<string, Server>;
  readonly committed: ReadonlySet<Commit>;
}

/** "At most one leader can be elected in a given term." */
export const onePrimaryPerTerm: Invariant<Replicating> = always<Replicating>({
  name: "OnePrimaryPerTerm",
  source: "MongoStaticRaft.tla OnePrimaryPerTerm; Raft Figure 3, Election Safety",
  claim: "At most one server is primary in a term.",
  concern: "split-brain",
  check({ servers }) {
    const pair = firstPair(primaries(servers), ([, a], [, b]) => a.currentTerm === b.currentTerm);
    return (
      pair && `${pair[0][0]} and ${pair[1][0]} are both primary in term ${pair[0][1].currentTerm}`
    );
  },
  trigger: ({ servers }) => primaries(servers).length > 0,
});

/** A primary's log only grows: Raft's claim; the specification's own asks for its length alone. */
export const primaryAppendOnly: TransitionProperty<SystemStep<Replicating>> = eachStep<
  SystemStep<Replicating>
>({
  name: "LeaderAppendOnly",
  source: "MongoStaticRaft.tla LeaderAppendOnly; Raft Figure 3",
  claim: "A primary never overwrites or deletes entries in its log.",
  concern: "divergence",
  check({ before, after }) {
    for (const [id, { log, currentTerm }] of primaries(before.servers)) {
      const next = after.servers.get(id)!.log;
      const changed = log.findIndex((term, position) => term !== next[position]);
      if (changed === -1) continue;
      return `${id}, primary in term ${currentTerm}, gives up its entry at index ${changed + 1}`;
    }
    return undefined;
  },
  trigger: ({ before, after }) =>
    primaries(before.servers).some(([id, { log }]) => after.servers.get(id)!.log !== log),
});

/** An index and a term identify the log up to there. */
export const staticLogMatching: Invariant<Replicating> = always<Replicating>({
  name: "LogMatching",
  source: "MongoStaticRaft.tla LogMatching; Raft Figure 3",
  claim: "Two logs with an entry of the same index and term are identical up to it.",
  concern: "divergence",
  check({ servers }) {
    const pair = firstPair([...servers], ([, a], [, b]) => !isMatching(a.log, b.log));
    return (
      pair && `the logs of ${pair[0][0]} and ${pair[1][0]} agree on an entry, but not before it`
    );
  },
  trigger: ({ servers }) => [...servers.values()].filter(({ log }) => log.length > 0).length > 1,
});

/** What was committed in earlier terms is in the log of every primary. */
export const primaryCompleteness: Invariant<Replicating> = always<Replicating>({
  name: "LeaderCompleteness",
  source: "MongoStaticRaft.tla LeaderCompleteness; Raft Figure 3, §5.4",
  claim: "What was committed in a term is in the log of every primary of a later one.",
  concern: "lost commit",
  check({ servers, committed }) {
    for (const [id, { log, currentTerm }] of primaries(servers)) {
      const lost = [...committed].find(
        ({ index, entryTerm, term }) => term < currentTerm && log[index - 1] !== entryTerm,
      );
      if (lost === undefined) continue;
      return `${id} is primary in term ${currentTerm} without ${describe(lost)}`;
    }
    return undefined;
  },
  trigger: ({ servers, committed }) =>
    primaries(servers).some(([, { currentTerm }]) =>
      [...committed].some(({ term }) => term < currentTerm),
    ),
});

/** No two entries are ever committed at one index. */
export const commitsAgree: Invariant<Replicating> = always<Replicating>({
  name: "StateMachineSafety",
  source: "MongoStaticRaft.tla StateMachineSafety; Raft Figure 3, §5.4.3",
  claim: "At each index at most one entry is ever committed.",
  concern: "divergence",
  check({ committed }) {
    const pair = firstPair([...committed], (a, b) => a.index === b.index);
    return pair && `${describe(pair[0])}, and so was ${describe(pair[1])}`;
  },
  trigger: ({ committed }) => committed.size > 0,
});

/** A primary can be elected. */
export const primaryElected: Witness<Replicating> = sometimes<Replicating>({
  name: "LeaderElected",
  source: "the purpose of an election",
  claim: "Some behaviour elects a primary.",
  concern: "progress",
  holds: ({ servers }) => primaries(servers).length > 0,
});

/** An entry can be committed. */
export const entryCommitted: Witness<Replicating> = sometimes<Replicating>({
  name: "EntryCommitted",
  source: "the purpose of a log",
  claim: "Some behaviour commits an entry.",
  concern: "progress",
  holds: ({ committed }) => committed.size > 0,
});

/** Two primaries at a time, of different terms, are no split-brain: they must not be reported. */
export const primariesCoexist: Witness<Replicating> = sometimes<Replicating>({
  name: "PrimariesCoexist",
  source: "Raft §5.1: the old leader has yet to learn of the new one",
  claim: "Some behaviour has two primaries, of different terms.",
  concern: "progress",
  holds: ({ servers }) => primaries(servers).length > 1,
});

/** What `raft-static` claims. */
export const raftStaticProperties: readonly SystemProperty<Replicating>[] = [
  onePrimaryPerTerm,
  primaryAppendOnly,
  staticLogMatching,
  primaryCompleteness,
  commitsAgree,
  primaryElected,
  entryCommitted,
  primariesCoexist,
];

function primaries(servers: Replicating["servers"]): (readonly [string, Server])[] {
  return [...servers].filter(([, { role }]) => role === "primary");
}

function isMatching(a: readonly number[], b: readonly number[]): boolean {
  const shared = a.findLastIndex((term, position) => term === b[position]);
  return a.slice(0, shared + 1).every((term, position) => term === b[position]);
}

function describe({ index, entryTerm, term }: Commit): string {
  return `the entry of term ${entryTerm} at index ${index} that was committed in term ${term}`;
}
