/** The bounded forms of ZAB. */
import type { FuzzProfile, Instance } from "../kit/instance.ts";

export const zabInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 servers, 2 epochs, 1 value",
    symmetry: true,
    isDefault: true,
    expected: {},
  },
];

export const zabFuzz: FuzzProfile = {
  size: "nodes",
  sizes: [5, 3],
  config: { maxEpoch: 3, values: 2 },
  environment: {
    budgets: {
      Lead: 4,
      Follow: 10,
      Timeout: 3,
      ClientRequest: 4,
      crashes: 2,
      restarts: 2,
      partitions: 1,
    },
  },
};
