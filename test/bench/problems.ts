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

/** As published, within two bounds that others published counts for: only the prototype has it too. */
const raftTla: Problem = {
  name: "raft-tla",
  about: "raft.tla: 3 servers, 1 value, terms 1 and 2, logs and messages in flight up to 1",
  protocol: "raft-tla",
  config: { nodes: 3, values: 1, maxTerm: 2, maxLog: 1, maxMessages: 1 },
  prototype: ["raft-tla.mjs", "3", "1", "2", "1", "1", "0"],
};

const raftTlaElections: Problem = {
  name: "raft-tla-elections",
  about: "raft.tla: 3 servers, no value, terms 1 and 2, messages in flight up to 2",
  protocol: "raft-tla",
  config: { nodes: 3, values: 0, maxTerm: 2, maxLog: 0, maxMessages: 2 },
  prototype: ["raft-tla.mjs", "3", "0", "2", "0", "2", "0"],
};

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
  raftTla,
  raftTlaElections,
  zab,
];

/** What `npm run bench -- --quick` measures. */
export const QUICK_PROBLEMS: readonly Problem[] = [
  twoPhaseCommit(7),
  paxos(3, 2),
  raft(3),
  raftTla,
];
