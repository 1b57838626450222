/** Consensus: what others may import. */
export {
  type Choose,
  consensus,
  type Consensus,
  type ConsensusRules,
  consensusRules,
  consensusWith,
} from "./consensus.ts";
export { consensusInstances } from "./instances.ts";
export { consensusMutants } from "./mutants.ts";
