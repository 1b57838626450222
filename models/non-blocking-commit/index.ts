/** Non-blocking atomic commitment: what others may import. */
export { nonBlockingCommitInstances } from "./instances.ts";
export { nonBlockingCommitMutants } from "./mutants.ts";
export { nonBlockingCommit } from "./non-blocking-commit.ts";
