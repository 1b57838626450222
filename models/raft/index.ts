/** Raft: what others may import; a product built on Raft takes its rules and handlers from here. */
export { raftFuzz, raftInstances } from "./instances.ts";
export { raftExtensionInstances, raftExtensionVariants } from "./extension-instances.ts";
export { raftLogVariants } from "./log-instances.ts";
export { raftExtensionMutants, raftMutants } from "./mutants.ts";
export type { RaftEvent, RaftMessage } from "./messages.ts";
export { raft, type RaftConfig, type RaftView, raftWith } from "./raft.ts";
export { type Rules as RaftRules, rules as raftRules } from "./rules.ts";
export type { LogEntry, Progress, Server } from "./state.ts";
