/** ZAB: what others may import. */
export { zabFuzz, zabInstances } from "./instances.ts";
export { zabMutants } from "./mutants.ts";
export { zab, zabWith } from "./zab.ts";
export { type Rules as ZabRules, rules as zabRules } from "./rules.ts";
export type { ZabView } from "./view.ts";
