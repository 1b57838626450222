/** Paxos: what others may import. */
export { paxosFuzz, paxosInstances } from "./instances.ts";
export { paxosMutants } from "./mutants.ts";
export { paxos, paxosWith } from "./paxos.ts";
export { type Rules as PaxosRules, rules as paxosRules } from "./rules.ts";
export type { PaxosView } from "./view.ts";
