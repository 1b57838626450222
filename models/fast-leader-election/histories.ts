/**
 * What servers have on disk when the first election begins, for an election to choose by. A zxid is its
 * epoch and a counter: 105 is the fifth transaction of epoch 1.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf, rankOf } from "../kit/cluster.ts";
import { type ElectionConfig, type History, voterCount } from "./state.ts";

/** ZooKeeper's has 32 bits for each: 0x100000005. */
function zxidOf(epoch: number, counter: number): number {
  return epoch * 100 + counter;
}

/** The epoch in which `zxid` was proposed. */
export function epochOf(zxid: number): number {
  return Math.floor(zxid / 100);
}

/** What `self` has on disk to begin with. */
export function historyOf(self: ProcessId, config: ElectionConfig): History {
  const voters = voterCount(config);
  const isOfMajority = rankOf(self) <= majorityOf(voters);
  switch (config.histories) {
    case "equal":
      return { epoch: 0, zxid: zxidOf(0, 0) };
    // The leader of epoch 1 has crashed with its last transactions on some servers only.
    case "staggered":
      return { epoch: 1, zxid: zxidOf(1, Math.max(voters - rankOf(self), 0)) };
    // A majority has gone on to epoch 2 without what the others have logged last, so that it is void.
    case "skipped":
      return isOfMajority ? { epoch: 2, zxid: zxidOf(1, 1) } : { epoch: 1, zxid: zxidOf(1, 2) };
    // A majority has gone on to epoch 2, in which nothing has been logged yet.
    case "epochs":
      return { epoch: isOfMajority ? 2 : 1, zxid: zxidOf(1, 1) };
  }
}
