/** The Bully algorithm: what others may import. */
export { bully, type BullyView, bullyWith } from "./bully.ts";
export { bullyFuzz, bullyInstances, bullyVariants } from "./instances.ts";
export type { BullyEvent, BullyMessage } from "./messages.ts";
export { bullyMutants } from "./mutants.ts";
export { type BullyConfig, type Rules as BullyRules, rules as bullyRules } from "./rules.ts";
export type { BullyNode } from "./state.ts";
