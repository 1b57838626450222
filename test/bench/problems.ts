/** The problems of the benchmark: the same states for every tool. */
import type { Peer, Problem } from "./contender.ts";

/** @param managers 3 to 8. */
export function twoPhaseCommit(managers: number): Problem {
  return {
    name: `two-phase-commit-${managers}`,
    about: `${managers} resource managers`,
    protocol: "two-phase-commit",
    config: { resourceManagers: managers },
    peers: inBothWritings("two-phase-commit", { MANAGERS: managers }),
    prototype: ["twophase.mjs", String(managers)],
  };
}

/** @param replicates how many messages leaders may send to followers: 1 to 4. */
export function raft(replicates: number): Problem {
  return {
    name: `raft-${replicates}`,
    about:
      "3 servers, 3 terms (0 to 2), 1 value; budgets: 2 election time-outs, 1 client request, " +
      `${replicates} messages to followers`,
    protocol: "raft",
    config: { nodes: 3, maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: replicates },
    peers: inBothWritings("raft", { REPLICATES: replicates }),
  };
}

/** @param ballots 1 to 4. @param values 1 or 2. */
export function paxos(ballots: number, values: number): Problem {
  return {
    name: `paxos-${ballots}-${values}`,
    about: `3 acceptors, ${ballots} ballots, ${values} ${values === 1 ? "value" : "values"}`,
    protocol: "paxos",
    config: { ballots, values },
    peers: inBothWritings("paxos", { BALLOTS: ballots, VALUES: values }),
  };
}

function inBothWritings(file: string, constants: Peer["constants"]): Peer[] {
  return [
    { file, writing: "idiomatic", constants },
    { file: `${file}-packed`, writing: "packed", constants },
  ];
}

/**
 * raft.tla as published, with 3 servers and terms 1 and 2; only the prototype has it too.
 * @param values of clients. @param maxLog entries of a log. @param maxMessages in flight.
 */
function raftTla(name: string, values: number, maxLog: number, maxMessages: number): Problem {
  const bounds = [3, values, 2, maxLog, maxMessages];
  return {
    name,
    about:
      "raft.tla: 3 servers, terms 1 and 2; up to so many values, entries and messages in flight: " +
      `${values}, ${maxLog}, ${maxMessages}`,
    protocol: "raft-tla",
    config: { nodes: 3, values, maxTerm: 2, maxLog, maxMessages },
    prototype: ["raft-tla.mjs", ...bounds.map(String), "0"],
  };
}

const smallRaftTla = raftTla("raft-tla", 1, 1, 1);

/** ZAB's default instance, without symmetry: nobody else has the model. */
const zab: Problem = {
  name: "zab",
  about: "ZAB: 3 servers, 2 epochs, 1 value; 1 time-out",
  protocol: "zab",
  config: {},
};

/** What `npm run bench` measures. */
export const PROBLEMS: readonly Problem[] = [
  twoPhaseCommit(7),
  twoPhaseCommit(8),
  paxos(3, 2),
  paxos(4, 1),
  raft(4),
  smallRaftTla,
  raftTla("raft-tla-elections", 0, 0, 2),
  zab,
];

/** What `npm run bench -- --quick` measures. */
export const QUICK_PROBLEMS: readonly Problem[] = [
  twoPhaseCommit(7),
  paxos(3, 2),
  raft(3),
  smallRaftTla,
];
