/**
 * ZAB with a bug: each made from its rules by replacing one of them, or two. The lengths count the
 * states of the shortest trace, the initial one included; a crash and a restart are two steps.
 */
import type { Mutant } from "../kit/instance.ts";
import { diskBugs } from "./disk-bugs.ts";
import { epochBugs } from "./epoch-bugs.ts";
import { historyBugs } from "./history-bugs.ts";
import { rules } from "./rules.ts";
import { threadBugs } from "./thread-bugs.ts";
import { zabWith } from "./zab.ts";

export const zabMutants: readonly Mutant[] = [
  ...epochBugs,
  ...historyBugs,
  ...diskBugs,
  ...threadBugs,
].map(({ rule, budgets, ...bug }) => ({
  ...bug,
  model: zabWith({ ...rules, ...rule }),
  environment: { budgets },
  symmetry: true,
}));
