/** Multi-Paxos as a replicated key, after MultiPaxos-SMR: what others may import. */
export { multiPaxosSmrFuzz, multiPaxosSmrInstances } from "./instances.ts";
export { multiPaxosSmr } from "./multi-paxos-smr.ts";
export { multiPaxosSmrMutants } from "./mutants.ts";
