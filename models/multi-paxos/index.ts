/** Multi-Paxos: what others may import. */
export { multiPaxosFuzz, multiPaxosInstances } from "./instances.ts";
export { multiPaxosMutants } from "./mutants.ts";
export { multiPaxos, multiPaxosWith } from "./multi-paxos.ts";
export { type Rules as MultiPaxosRules, rules as multiPaxosRules } from "./rules.ts";
export type { MultiPaxosView } from "./view.ts";
