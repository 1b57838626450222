/** The bounded forms of fast leader election. */
import type { FuzzProfile, Instance, Variant } from "../kit/instance.ts";

export const fastLeaderElectionVariants: readonly Variant[] = [
  {
    name: "article",
    about: "votes are compared by zxid and id alone",
    config: { order: "article" },
  },
  { name: "lossy", about: "votes may be lost, and are sent again", config: { resend: true } },
  { name: "reliable", about: "nothing is lost", config: { order: "zookeeper", resend: false } },
];

export const fastLeaderElectionInstances: readonly Instance[] = [
  { name: "small", about: "3 servers", isDefault: true, expected: {} },
];

export const fastLeaderElectionFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3, 4, 7],
  variant: "lossy",
  config: { maxRound: 3, histories: "skipped" },
  environment: {
    budgets: { Timeout: 3, Resend: 4, crashes: 2, restarts: 2, drops: 2, partitions: 1 },
  },
};
