/** Raft as its TLA+ specification has it: what others may import. */
export { raftTlaFuzz, raftTlaInstances } from "./instances.ts";
export { raftTlaMutants } from "./mutants.ts";
export { raftTla, type RaftTlaView } from "./raft-tla.ts";
