/**
 * Multi-Paxos with a bug: each made from its rules by replacing one of them, or two. The lengths count
 * the states of the shortest trace, the initial one included; a crash and a restart are two steps.
 */
import type { Mutant } from "../kit/instance.ts";
import { acceptorBugs } from "./acceptor-bugs.ts";
import { leaderBugs } from "./leader-bugs.ts";
import { learnerBugs } from "./learner-bugs.ts";
import { multiPaxosWith } from "./multi-paxos.ts";
import { rules } from "./rules.ts";

export const multiPaxosMutants: readonly Mutant[] = [
  ...leaderBugs,
  ...acceptorBugs,
  ...learnerBugs,
].map(({ rule, budgets = {}, ...bug }) => ({
  ...bug,
  model: multiPaxosWith({ ...rules, ...rule }),
  environment: { budgets },
  symmetry: true,
}));
