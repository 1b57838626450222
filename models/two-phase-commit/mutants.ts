/** Two-phase commit with a bug: each made from the protocol by replacing one of its functions. */
import { majorityOf, processIds } from "../kit/cluster.ts";
import type { Mutant } from "../kit/instance.ts";
import { twoPhaseCommit } from "./two-phase-commit.ts";

type Protocol = typeof twoPhaseCommit;

const { reduce } = twoPhaseCommit;
const CRASH_AND_RETURN = { budgets: { crashes: 1, restarts: 1 } };

/** A prepared resource manager takes `phase` when it gets tired of waiting. */
function decidesAlone(phase: "committed" | "aborted"): Protocol["reduce"] {
  return (self, manager, input, config, inbox) =>
    manager.kind === "resource-manager" &&
    manager.phase === "prepared" &&
    input.type === "ChooseToAbort"
      ? { state: { ...manager, phase } }
      : reduce(self, manager, input, config, inbox);
}

/** The transaction manager takes a majority of Prepared for all of them. */
const majorityIsEnough: Protocol["reduce"] = (self, manager, input, config, inbox) => {
  const isEnough =
    manager.kind === "transaction-manager" &&
    manager.prepared.size >= majorityOf(config.resourceManagers);
  if (input.type !== "DecideCommit" || !isEnough) {
    return reduce(self, manager, input, config, inbox);
  }
  const prepared = new Set(processIds(config.resourceManagers, "r"));
  return reduce(self, { ...manager, prepared }, input, config, inbox);
};

export const twoPhaseCommitMutants: readonly Mutant[] = [
  {
    name: "resource-manager-commits-alone",
    bug: "TPC-01",
    about: "a prepared resource manager that waits too long commits by itself",
    model: { ...twoPhaseCommit, reduce: decidesAlone("committed") } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 4,
    config: { resourceManagers: 2 },
  },
  {
    name: "majority-is-enough",
    bug: "TPC-02",
    about: "the transaction manager commits when a majority has prepared",
    model: { ...twoPhaseCommit, reduce: majorityIsEnough } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 8,
    config: { resourceManagers: 3 },
  },
  {
    name: "resource-manager-aborts-alone",
    bug: "TPC-03",
    about: "a prepared resource manager that waits too long aborts by itself",
    model: { ...twoPhaseCommit, reduce: decidesAlone("aborted") } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 8,
    config: { resourceManagers: 2 },
  },
  {
    name: "resource-manager-forgets",
    bug: "TPC-04",
    about: "that a resource manager has prepared is not on its disk",
    model: {
      ...twoPhaseCommit,
      recover: (self, manager, config) =>
        manager.kind === "resource-manager" && manager.phase === "prepared"
          ? twoPhaseCommit.init(self, config)
          : manager,
    } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 10,
    config: { resourceManagers: 2 },
    environment: CRASH_AND_RETURN,
  },
  {
    name: "transaction-manager-forgets",
    bug: "TPC-05",
    about: "the transaction manager's decision is not on its disk",
    model: {
      ...twoPhaseCommit,
      recover: (self, manager, config) =>
        manager.kind === "transaction-manager" ? twoPhaseCommit.init(self, config) : manager,
    } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 11,
    config: { resourceManagers: 2 },
    environment: CRASH_AND_RETURN,
  },
];
