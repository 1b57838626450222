/** Zab as its TLA+ specification has it: what others may import. */
export { type Rules as ZabRules, rules as zabRules } from "./rules.ts";
export type { Ensemble as ZabEnsemble } from "./state.ts";
export { zabTla, zabTlaWith } from "./zab-tla.ts";
