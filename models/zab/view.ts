/** What properties see of a server of ZAB. */
import type { ProcessId } from "../../checker/protocol.ts";
import { isObserver, type Server, type Txn } from "./state.ts";

/** A transaction, with the epoch of the primary that proposed it. */
interface Proposal {
  readonly epoch: number;
  readonly counter: number;
  readonly value: string;
}

export interface ZabView {
  readonly kind: "voter" | "observer";
  /** The epoch that it leads, once it is established; or null. */
  readonly leader: number | null;
  /** The epoch whose history it has: f.a in the paper. */
  readonly epoch: number;
  /** The last epoch that it has promised to follow into: f.p in the paper. */
  readonly acceptedEpoch: number;
  /** Is it up to date, so that it answers clients? */
  readonly serving: boolean;
  readonly log: readonly Proposal[];
  /** How many of them it has delivered. */
  readonly committed: number;
}

export function viewOf(self: ProcessId, server: Server): ZabView {
  const { role, phase, currentEpoch, acceptedEpoch, committed } = server;
  const serving = phase === "broadcast";
  return {
    kind: isObserver(self) ? "observer" : "voter",
    leader: role === "leading" && serving ? server.epoch : null,
    epoch: currentEpoch,
    acceptedEpoch,
    serving,
    log: server.log.map(proposalOf),
    committed,
  };
}

function proposalOf({ zxid, value }: Txn): Proposal {
  return { ...zxid, value };
}
