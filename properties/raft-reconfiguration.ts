/**
 * What a reconfiguration must keep besides what a log must (properties/raft-static.ts), over the one
 * plain state of MongoLoglessDynamicRaft.tla (will62794/logless-reconfig).
 */
import {
  always,
  type Invariant,
  sometimes,
  type SystemProperty,
  type Witness,
} from "../checker/property.ts";
import { firstPair } from "./leadership.ts";
import {
  commitsAgree,
  entryCommitted,
  onePrimaryPerTerm,
  primariesCoexist,
  primaryCompleteness,
  primaryElected,
  type Replicating,
} from "./raft-static.ts";

interface Configured {
  readonly config: {
    readonly term: number;
    readonly version: number;
    readonly members: ReadonlySet<string>;
  };
}

/** The state that these properties speak of. */
export interface Reconfiguring {
  readonly servers: ReadonlyMap<string, Configured>;
}

/** A configuration's version and term tell it. */
export const configurationsUnique: Invariant<Reconfiguring> = always<Reconfiguring>({
  name: "ConfigurationsUnique",
  source: "MongoRaftReconfigIndInv.tla ConfigVersionAndTermUnique",
  claim: "Two servers' configurations of the same term and version have the same members.",
  concern: "divergence",
  check({ servers }) {
    const pair = firstPair(
      [...servers],
      ([, { config: a }], [, { config: b }]) =>
        a.term === b.term &&
        a.version === b.version &&
        (a.members.size !== b.members.size || [...a.members].some((id) => !b.members.has(id))),
    );
    if (pair === undefined) return undefined;
    const [[a, { config }], [b]] = pair;
    return `${a} and ${b} have different members in version ${config.version} of term ${config.term}`;
  },
  trigger: ({ servers }) => [...servers.values()].some(({ config }) => config.version > 1),
});

/** A configuration can be replaced, and others take the new one over. */
export const configurationReplaced: Witness<Reconfiguring> = sometimes<Reconfiguring>({
  name: "ConfigurationReplaced",
  source: "the purpose of a reconfiguration",
  claim: "Some behaviour has two servers in a configuration that replaced the first.",
  concern: "progress",
  holds: ({ servers }) =>
    [...servers.values()].filter(({ config }) => config.version > 1).length > 1,
});

/** What `raft-reconfiguration` claims: of a log only where there is one. */
export function raftReconfigurationProperties({
  maxLog,
}: Readonly<Record<string, unknown>>): readonly SystemProperty<Reconfiguring & Replicating>[] {
  return [
    onePrimaryPerTerm,
    primaryElected,
    primariesCoexist,
    ...(maxLog === 0 ? [] : [primaryCompleteness, commitsAgree, entryCommitted]),
    configurationsUnique,
    configurationReplaced,
  ];
}
