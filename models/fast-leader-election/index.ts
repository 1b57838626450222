/** Fast leader election: what others may import. */
export {
  type ElectionView,
  fastLeaderElection,
  fastLeaderElectionWith,
} from "./fast-leader-election.ts";
export {
  fastLeaderElectionFuzz,
  fastLeaderElectionInstances,
  fastLeaderElectionVariants,
} from "./instances.ts";
export { fastLeaderElectionMutants } from "./mutants.ts";
export {
  type Rules as FastLeaderElectionRules,
  rules as fastLeaderElectionRules,
} from "./rules.ts";
