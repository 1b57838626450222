/** Three-phase commit: what others may import. */
export { threePhaseCommitInstances } from "./instances.ts";
export { threePhaseCommitMutants } from "./mutants.ts";
export { threePhaseCommit } from "./three-phase-commit.ts";
