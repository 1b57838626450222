/** Two-phase commit: what others may import. */
export { twoPhaseCommitFuzz, twoPhaseCommitInstances } from "./instances.ts";
export { twoPhaseCommitMutants } from "./mutants.ts";
export {
  type CommitView,
  type Manager,
  TRANSACTION_MANAGER,
  twoPhaseCommit,
} from "./two-phase-commit.ts";
