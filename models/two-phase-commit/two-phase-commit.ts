/**
 * Two-phase commit: a transaction manager asks resource managers to prepare, and commits when all
 * have. Gray & Lamport, "Consensus on Transaction Commit", 2006, §3; tlaplus/Examples TwoPhase.tla.
 *
 * As there, the request to prepare is left out (a resource manager prepares when it likes), and the
 * network is a set of messages that only grows, so that loss, delay and duplication are for free.
 */
import { match } from "ts-pattern";
import {
  defineProtocol,
  type Delivered,
  integer,
  type Outcome,
  type ProcessId,
} from "../../checker/protocol.ts";
import { broadcast, processIds } from "../kit/cluster.ts";

/** A resource manager. On disk: all of it. */
export interface ResourceManager {
  readonly kind: "resource-manager";
  readonly phase: "working" | "prepared" | "committed" | "aborted";
}

/** The transaction manager. On disk: its decision. */
export interface TransactionManager {
  readonly kind: "transaction-manager";
  readonly phase: "undecided" | "committed" | "aborted";
  /** Those who are known to have prepared. */
  readonly prepared: ReadonlySet<ProcessId>;
}

export type Manager = ResourceManager | TransactionManager;

export type CommitMessage =
  { readonly type: "Prepared" } | { readonly type: "Commit" } | { readonly type: "Abort" };

export type CommitEvent =
  | { readonly type: "Prepare" }
  | { readonly type: "ChooseToAbort" }
  | { readonly type: "DecideCommit" }
  | { readonly type: "DecideAbort" };

/** What properties see of a manager. */
export interface CommitView {
  readonly kind: Manager["kind"];
  readonly phase: Manager["phase"];
}

interface Config {
  readonly resourceManagers: number;
}

type Step = Outcome<Manager, CommitMessage> | undefined;

export const TRANSACTION_MANAGER = "tm";

function resourceManagerIds(config: Config): readonly ProcessId[] {
  return processIds(config.resourceManagers, "r");
}

export const twoPhaseCommit = defineProtocol({
  name: "two-phase-commit",
  source: "Gray & Lamport 2006, §3; TwoPhase.tla",
  about:
    "Two-phase commit: all resource managers commit, or none does; blocks if the manager dies.",
  parameters: {
    resourceManagers: integer(3, { min: 1, max: 12 }, "how many resource managers take part"),
  },
  actions: {
    Prepare: "a resource manager prepares, and says so (RMPrepare)",
    ChooseToAbort: "a resource manager that has not prepared aborts (RMChooseToAbort)",
    DecideCommit: "the transaction manager commits: all have prepared (TMCommit)",
    DecideAbort: "the transaction manager aborts (TMAbort)",
    Prepared: "the transaction manager learns who has prepared (TMRcvPrepared)",
    Commit: "a resource manager learns the decision (RMRcvCommitMsg)",
    Abort: "a resource manager learns the decision (RMRcvAbortMsg)",
  },
  environment: () => ({ delivery: "monotone" }),
  processes: (config) => [...resourceManagerIds(config), TRANSACTION_MANAGER],
  symmetry: (config) => [resourceManagerIds(config)],
  init: (self): Manager =>
    self === TRANSACTION_MANAGER
      ? { kind: "transaction-manager", phase: "undecided", prepared: new Set() }
      : { kind: "resource-manager", phase: "working" },
  events: (_self, manager): CommitEvent[] =>
    manager.kind === "transaction-manager"
      ? [{ type: "DecideCommit" }, { type: "DecideAbort" }]
      : [{ type: "Prepare" }, { type: "ChooseToAbort" }],
  reduce,
  recover: (_self, manager) => recover(manager),
  view: (_self, manager): CommitView => ({ kind: manager.kind, phase: manager.phase }),
  done: (_self, manager) => manager.phase === "committed" || manager.phase === "aborted",
});

function reduce(
  _self: ProcessId,
  manager: Manager,
  input: CommitEvent | Delivered<CommitMessage>,
  config: Config,
): Step {
  return manager.kind === "transaction-manager"
    ? reduceTransactionManager(manager, input, config)
    : reduceResourceManager(manager, input);
}

function reduceResourceManager(
  manager: ResourceManager,
  input: CommitEvent | Delivered<CommitMessage>,
): Step {
  return match(input)
    .with({ type: "Prepare" }, () => prepare(manager))
    .with({ type: "ChooseToAbort" }, () => chooseToAbort(manager))
    .with({ type: "Commit" }, (): Step => ({ state: { ...manager, phase: "committed" } }))
    .with({ type: "Abort" }, (): Step => ({ state: { ...manager, phase: "aborted" } }))
    .otherwise(() => undefined);
}

function reduceTransactionManager(
  manager: TransactionManager,
  input: CommitEvent | Delivered<CommitMessage>,
  config: Config,
): Step {
  return match(input)
    .with({ type: "Prepared" }, ({ from }) => receivePrepared(manager, from))
    .with({ type: "DecideCommit" }, () => decideCommit(manager, config))
    .with({ type: "DecideAbort" }, () => decideAbort(manager, config))
    .otherwise(() => undefined);
}

/** TwoPhase.tla `RMPrepare`. */
function prepare(manager: ResourceManager): Step {
  if (manager.phase !== "working") return undefined;
  return {
    state: { ...manager, phase: "prepared" },
    send: [{ to: TRANSACTION_MANAGER, message: { type: "Prepared" } }],
  };
}

/** A resource manager that has not prepared may still abort alone. TwoPhase.tla `RMChooseToAbort`. */
function chooseToAbort(manager: ResourceManager): Step {
  if (manager.phase !== "working") return undefined;
  return { state: { ...manager, phase: "aborted" } };
}

/** TwoPhase.tla `TMRcvPrepared`. */
function receivePrepared(manager: TransactionManager, from: ProcessId): Step {
  if (manager.phase !== "undecided") return undefined;
  return { state: { ...manager, prepared: new Set([...manager.prepared, from]) } };
}

/** TwoPhase.tla `TMCommit`. */
function decideCommit(manager: TransactionManager, config: Config): Step {
  if (manager.phase !== "undecided" || !allPrepared(manager, config)) return undefined;
  return {
    state: { ...manager, phase: "committed" },
    send: broadcast(resourceManagerIds(config), { type: "Commit" }),
  };
}

function allPrepared(manager: TransactionManager, config: Config): boolean {
  return manager.prepared.size === config.resourceManagers;
}

/** TwoPhase.tla `TMAbort`. */
function decideAbort(manager: TransactionManager, config: Config): Step {
  if (manager.phase !== "undecided") return undefined;
  return {
    state: { ...manager, phase: "aborted" },
    send: broadcast(resourceManagerIds(config), { type: "Abort" }),
  };
}

/** Who had prepared is forgotten; the messages that say so are still in the network. */
function recover(manager: Manager): Manager {
  return manager.kind === "transaction-manager" && manager.phase === "undecided"
    ? { ...manager, prepared: new Set() }
    : manager;
}
