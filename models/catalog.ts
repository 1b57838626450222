/**
 * The catalog: the only list of protocols, their variants, mutants and instances, and the properties
 * that each claims.
 */
import type { Property, SystemProperty } from "../checker/property.ts";
import type { AnyProtocol, AnySystem, Config } from "../checker/protocol.ts";
import { bullyProperties } from "../properties/bully.ts";
import { bully, bullyFuzz, bullyInstances, bullyMutants, bullyVariants } from "./bully/index.ts";
import { consensusProperties } from "../properties/consensus.ts";
import { paxosProperties } from "../properties/paxos.ts";
import { multiPaxosProperties } from "../properties/multi-paxos.ts";
import { multiPaxosSmrProperties } from "../properties/multi-paxos-smr.ts";
import { raftProperties } from "../properties/raft-claims.ts";
import { raftReconfigurationProperties } from "../properties/raft-reconfiguration.ts";
import { raftStaticProperties } from "../properties/raft-static.ts";
import { raftTlaProperties } from "../properties/raft-tla.ts";
import { paxosRefinements, votingProperties } from "../properties/voting.ts";
import { consensus, consensusInstances, consensusMutants } from "./consensus/index.ts";
import { fastLeaderElectionProperties } from "../properties/fast-leader-election.ts";
import {
  fastLeaderElection,
  fastLeaderElectionFuzz,
  fastLeaderElectionInstances,
  fastLeaderElectionMutants,
  fastLeaderElectionVariants,
} from "./fast-leader-election/index.ts";
import {
  multiPaxos,
  multiPaxosFuzz,
  multiPaxosInstances,
  multiPaxosMutants,
} from "./multi-paxos/index.ts";
import {
  multiPaxosSmr,
  multiPaxosSmrFuzz,
  multiPaxosSmrInstances,
  multiPaxosSmrMutants,
} from "./multi-paxos-smr/index.ts";
import { paxos, paxosFuzz, paxosInstances, paxosMutants } from "./paxos/index.ts";
import {
  raftReconfiguration,
  raftReconfigurationFuzz,
  raftReconfigurationInstances,
  raftReconfigurationMutants,
} from "./raft-reconfiguration/index.ts";
import { raftStatic, raftStaticInstances, raftStaticMutants } from "./raft-static/index.ts";
import { raftTla, raftTlaFuzz, raftTlaInstances, raftTlaMutants } from "./raft-tla/index.ts";
import {
  raft,
  raftExtensionInstances,
  raftExtensionMutants,
  raftExtensionVariants,
  raftFuzz,
  raftInstances,
  raftLogVariants,
  raftMutants,
} from "./raft/index.ts";
import {
  atomicCommitment,
  canCommit,
  nonBlocking,
  nonBlockingCommitment,
} from "../properties/atomic-commitment.ts";
import type { FuzzProfile, Instance, Mutant, Variant } from "./kit/instance.ts";
import { zabProperties } from "../properties/zab.ts";
import { zab, zabFuzz, zabInstances, zabMutants } from "./zab/index.ts";
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
import { voting, votingFuzz, votingInstances, votingMutants } from "./voting/index.ts";
import {
  twoPhaseCommit,
  twoPhaseCommitFuzz,
  twoPhaseCommitInstances,
  twoPhaseCommitMutants,
} from "./two-phase-commit/index.ts";
import { zabTlaProperties } from "../properties/zab-tla.ts";
import { zabTla, zabTlaFuzz, zabTlaInstances, zabTlaMutants } from "./zab-tla/index.ts";

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

/** What Paxos refines under a config: the specifications are models too. */
function paxosRefines({ acceptors, ballots, values }: Config): ReturnType<typeof paxosRefinements> {
  const size = { acceptors: Number(acceptors), ballots: Number(ballots), values: Number(values) };
  return paxosRefinements(voting.system({ ...size, reasons: "any" }), consensus.system(size));
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
    model: consensus,
    properties: () => consensusProperties,
    variants: [],
    instances: consensusInstances,
    mutants: consensusMutants,
    fuzz: { size: "values", sizes: [5, 3] },
  }),
  entry({
    model: voting,
    properties: ({ values }) => votingProperties(consensus.system({ values: Number(values) })),
    variants: [],
    instances: votingInstances,
    mutants: votingMutants,
    fuzz: votingFuzz,
  }),
  entry({
    model: fastLeaderElection,
    properties: fastLeaderElectionProperties,
    variants: fastLeaderElectionVariants,
    instances: fastLeaderElectionInstances,
    mutants: fastLeaderElectionMutants,
    fuzz: fastLeaderElectionFuzz,
  }),
  entry({
    model: paxos,
    properties: (config) => [...paxosProperties(config), ...paxosRefines(config)],
    variants: [],
    instances: paxosInstances,
    mutants: paxosMutants,
    fuzz: paxosFuzz,
  }),
  entry({
    model: multiPaxos,
    properties: multiPaxosProperties,
    variants: [
      {
        name: "start-entries",
        about: "a leader starts with an entry, after which older ones do nothing",
        config: { reads: true, startEntries: true },
      },
    ],
    instances: multiPaxosInstances,
    mutants: multiPaxosMutants,
    fuzz: multiPaxosFuzz,
  }),
  entry({
    model: multiPaxosSmr,
    properties: () => multiPaxosSmrProperties,
    variants: [],
    instances: multiPaxosSmrInstances,
    mutants: multiPaxosSmrMutants,
    fuzz: multiPaxosSmrFuzz,
  }),
  entry({
    model: raft,
    properties: raftProperties,
    variants: [
      {
        name: "slow-disk",
        about: "a leader replicates entries before they are on its own disk",
        config: { slowDisk: true },
      },
      ...raftExtensionVariants,
      ...raftLogVariants,
    ],
    instances: [...raftInstances, ...raftExtensionInstances],
    mutants: [...raftMutants, ...raftExtensionMutants],
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
  entry({
    model: zabTla,
    properties: zabTlaProperties,
    variants: [],
    instances: zabTlaInstances,
    mutants: zabTlaMutants,
    fuzz: zabTlaFuzz,
  }),
  entry({
    model: zab,
    properties: zabProperties,
    variants: [
      {
        name: "best-history",
        about: "an epoch starts with the best history of a quorum, as in the paper",
        config: { history: "quorum" },
      },
      {
        name: "slow-disk",
        about: "a server writes to its disk in steps of their own",
        config: { granularity: "disk" },
      },
    ],
    instances: zabInstances,
    mutants: zabMutants,
    fuzz: zabFuzz,
  }),
];
