/** Reconfiguration with atomic elections: what others may import. */
export { raftReconfigurationFuzz, raftReconfigurationInstances } from "./instances.ts";
export { raftReconfigurationMutants } from "./mutants.ts";
export { raftReconfiguration, reconfigurationWith } from "./raft-reconfiguration.ts";
export { type Rules as ReconfigurationRules, rules as reconfigurationRules } from "./rules.ts";
export type { Cluster as ReconfigurationCluster } from "./state.ts";
