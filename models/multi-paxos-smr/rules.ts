/** What the specification's README suggests to break, each a function of its own. */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import type { Message } from "./state.ts";

export interface Rules {
  /** How many replies are enough. `MajorityNum` */
  majority(replicas: number): number;
  /** What a replica answers when it has voted. `HandleAccept` */
  acceptReplies(replica: ProcessId, bal: number, slot: number): readonly Message[];
}

/** MultiPaxos.tla as it is. */
export const rules: Rules = {
  majority: majorityOf,
  acceptReplies: (src, bal, slot) => [{ type: "AcceptReply", src, bal, slot }],
};
