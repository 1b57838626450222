/** Raft with atomic elections and pull replication: what others may import. */
export { raftStaticInstances } from "./instances.ts";
export { raftStaticMutants } from "./mutants.ts";
export { raftStatic, staticRaftWith } from "./raft-static.ts";
export { type Rules as StaticRaftRules, rules as staticRaftRules } from "./rules.ts";
export type { Cluster as StaticRaftCluster } from "./state.ts";
