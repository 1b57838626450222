/** Voting: what others may import. */
export { votingFuzz, votingInstances } from "./instances.ts";
export { votingMutants } from "./mutants.ts";
export { type Rules as VotingRules, rules as votingRules } from "./rules.ts";
export type { Voting, VotingAction } from "./state.ts";
export { voting, votingWith } from "./voting.ts";
