/** The properties that models may claim. */
export * from "./bully.ts";
export * from "./commitment.ts";
export * from "./leadership.ts";
export * from "./paxos.ts";
export * from "./raft-membership.ts";
export * from "./raft-reconfiguration.ts";
export * from "./raft-snapshots.ts";
export * from "./raft-static.ts";
export * from "./raft-tla.ts";
export * from "./raft.ts";
export * from "./atomic-commitment.ts";
export * from "./vocabulary.ts";
