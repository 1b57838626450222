/** The properties that models may claim. */
export * from "./bully.ts";
export * from "./commitment.ts";
export * from "./consensus.ts";
export * from "./fast-leader-election.ts";
export * from "./leadership.ts";
export * from "./multi-paxos-reads.ts";
export * from "./multi-paxos-smr.ts";
export * from "./multi-paxos.ts";
export * from "./paxos.ts";
export * from "./raft-static.ts";
export * from "./raft-tla.ts";
export * from "./raft.ts";
export * from "./atomic-commitment.ts";
export * from "./zab-tla.ts";
export * from "./vocabulary.ts";
export * from "./voting.ts";
