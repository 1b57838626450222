/** Zab as its TLA+ specification has it: what others may import. */
export { zabTlaFuzz, zabTlaInstances } from "./instances.ts";
export { zabTlaMutants } from "./mutants.ts";
export { type Rules as ZabTlaRules, rules as zabTlaRules } from "./rules.ts";
export type { Ensemble as ZabTlaEnsemble } from "./state.ts";
export { zabTla, zabTlaWith } from "./zab-tla.ts";
