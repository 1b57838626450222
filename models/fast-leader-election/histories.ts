/**
 * What servers have on disk when the first election begins, for an election to choose by. A zxid has
 * its epoch in its upper half: 0x10005 is the fifth transaction of epoch 1.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf, rankOf } from "../kit/cluster.ts";
import { type ElectionConfig, type History, voterCount } from "./state.ts";

/** The zxid of the `counter`-th transaction of `epoch`; ZooKeeper has 32 bits for each. */
function zxid(epoch: number, counter: number): number {
  return epoch * 0x10000 + counter;
}

/** What `self` has on disk to begin with. */
export function historyOf(self: ProcessId, config: ElectionConfig): History {
  const voters = voterCount(config);
  const isOfMajority = rankOf(self) <= majorityOf(voters);
  switch (config.histories) {
    case "equal":
      return { epoch: 0, zxid: zxid(0, 0) };
    // The leader of epoch 1 has crashed with its last transactions on some servers only.
    case "staggered":
      return { epoch: 1, zxid: zxid(1, Math.max(voters - rankOf(self), 0)) };
    // A majority has gone on to epoch 2 without what the others have logged last, so that it is void.
    case "skipped":
      return isOfMajority ? { epoch: 2, zxid: zxid(1, 1) } : { epoch: 1, zxid: zxid(1, 2) };
    // A majority has gone on to epoch 2, in which nothing has been logged yet.
    case "epochs":
      return { epoch: isOfMajority ? 2 : 1, zxid: zxid(1, 1) };
  }
}
