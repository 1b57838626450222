/**
 * The catalog: the only list of protocols, their variants, mutants and instances, and the properties
 * that each claims.
 */
import type { Property, SystemProperty } from "../checker/property.ts";
import type { AnyProtocol, AnySystem, Config } from "../checker/protocol.ts";
import {
  committedIsStored,
  committedNeverTruncated,
  committedPrefixesAgree,
  droppedNeverReappears,
  leaderAppendOnly,
  leaderCompleteness,
  leaderElected,
  logMatching,
  monotonicCommit,
  monotonicEpoch,
  monotonicMatch,
  proposalCommitted,
  electionSafety,
  stateMachineSafety,
} from "../properties/index.ts";
import { bullyProperties } from "../properties/bully.ts";
import { bully, bullyFuzz, bullyInstances, bullyMutants, bullyVariants } from "./bully/index.ts";
import { paxosProperties } from "../properties/paxos.ts";
import { raftMembershipProperties } from "../properties/raft-membership.ts";
import { raftSnapshotProperties } from "../properties/raft-snapshots.ts";
import { raftReconfigurationProperties } from "../properties/raft-reconfiguration.ts";
import { raftStaticProperties } from "../properties/raft-static.ts";
import { raftTlaProperties } from "../properties/raft-tla.ts";
import { paxos, paxosFuzz, paxosInstances, paxosMutants } from "./paxos/index.ts";
import {
  raftReconfiguration,
  raftReconfigurationFuzz,
  raftReconfigurationInstances,
  raftReconfigurationMutants,
} from "./raft-reconfiguration/index.ts";
import { raftStatic, raftStaticInstances, raftStaticMutants } from "./raft-static/index.ts";
import { raftTla, raftTlaFuzz, raftTlaInstances, raftTlaMutants } from "./raft-tla/index.ts";
import { raft, raftFuzz, raftInstances, raftLogVariants, raftMutants } from "./raft/index.ts";
import {
  atomicCommitment,
  canCommit,
  nonBlocking,
  nonBlockingCommitment,
} from "../properties/atomic-commitment.ts";
import type { FuzzProfile, Instance, Mutant, Variant } from "./kit/instance.ts";
import {
  nonBlockingCommit,
  nonBlockingCommitInstances,
  nonBlockingCommitMutants,
} from "./non-blocking-commit/index.ts";
import {
  threePhaseCommit,
  threePhaseCommitInstances,
  threePhaseCommitMutants,
} from "./three-phase-commit/index.ts";
import {
  twoPhaseCommit,
  twoPhaseCommitFuzz,
  twoPhaseCommitInstances,
  twoPhaseCommitMutants,
} from "./two-phase-commit/index.ts";

export interface CatalogEntry<V = unknown> {
  readonly model: AnyProtocol<V> | AnySystem<V>;
  /** What the model claims under a config. */
  readonly properties: (
    config: Config,
  ) => readonly (Property<NoInfer<V>> | SystemProperty<NoInfer<V>>)[];
  readonly variants: readonly Variant[];
  readonly instances: readonly Instance[];
  readonly mutants: readonly Mutant[];
  readonly fuzz: FuzzProfile;
}

/** Keeps the type of a model's views together with that of its properties. */
function entry<V>(definition: CatalogEntry<V>): CatalogEntry {
  return definition;
}

export const catalog: readonly CatalogEntry[] = [
  entry({
    model: twoPhaseCommit,
    properties: () => [atomicCommitment(), canCommit, nonBlocking()],
    variants: [],
    instances: twoPhaseCommitInstances,
    mutants: twoPhaseCommitMutants,
    fuzz: twoPhaseCommitFuzz,
  }),
  entry({
    model: threePhaseCommit,
    properties: () => nonBlockingCommitment("site"),
    variants: [],
    instances: threePhaseCommitInstances,
    mutants: threePhaseCommitMutants,
    fuzz: { size: "slaves", sizes: [4, 2, 3, 5] },
  }),
  entry({
    model: nonBlockingCommit,
    properties: () => nonBlockingCommitment("participant"),
    variants: [],
    instances: nonBlockingCommitInstances,
    mutants: nonBlockingCommitMutants,
    fuzz: { size: "participants", sizes: [5, 3, 4, 6] },
  }),
  entry({
    model: bully,
    properties: bullyProperties,
    variants: bullyVariants,
    instances: bullyInstances,
    mutants: bullyMutants,
    fuzz: bullyFuzz,
  }),
  entry({
    model: paxos,
    properties: paxosProperties,
    variants: [],
    instances: paxosInstances,
    mutants: paxosMutants,
    fuzz: paxosFuzz,
  }),
  entry({
    model: raft,
    properties: (config) => [
      electionSafety,
      leaderAppendOnly(),
      logMatching(),
      leaderCompleteness,
      stateMachineSafety,
      committedIsStored(),
      // A leader may commit what its followers have on disk, and lose its own copy in a crash.
      ...(config["slowDisk"] === true ? [] : [committedNeverTruncated()]),
      committedPrefixesAgree(),
      // It takes two proposals for one to displace the other: with one value it would be vacuous.
      ...(Number(config["values"]) > 1 ? [droppedNeverReappears()] : []),
      monotonicEpoch(),
      monotonicCommit(),
      monotonicMatch,
      leaderElected(),
      proposalCommitted(),
      ...raftMembershipProperties(config),
      ...raftSnapshotProperties(config),
    ],
    variants: [
      {
        name: "slow-disk",
        about: "a leader replicates entries before they are on its own disk",
        config: { slowDisk: true },
      },
      ...raftLogVariants,
    ],
    instances: raftInstances,
    mutants: raftMutants,
    fuzz: raftFuzz,
  }),
  entry({
    model: raftTla,
    properties: raftTlaProperties,
    variants: [
      { name: "quiet", about: "nothing is lost and no server restarts", config: { lossy: false } },
      { name: "lossy", about: "messages are dropped, servers restart", config: { lossy: true } },
    ],
    instances: raftTlaInstances,
    mutants: raftTlaMutants,
    fuzz: raftTlaFuzz,
  }),
  entry({
    model: raftStatic,
    properties: () => raftStaticProperties,
    variants: [],
    instances: raftStaticInstances,
    mutants: raftStaticMutants,
    fuzz: { size: "nodes", sizes: [5, 3, 4], config: { maxTerm: 5, maxLog: 4 } },
  }),
  entry({
    model: raftReconfiguration,
    properties: raftReconfigurationProperties,
    variants: [
      { name: "logless", about: "configurations alone, without a log", config: { maxLog: 0 } },
    ],
    instances: raftReconfigurationInstances,
    mutants: raftReconfigurationMutants,
    fuzz: raftReconfigurationFuzz,
  }),
];
