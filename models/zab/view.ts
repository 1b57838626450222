/** What properties see of a server of ZAB. */
import type { Learner, Server, Txn } from "./state.ts";

/** A transaction, with the epoch of the primary that proposed it. */
interface Proposal {
  readonly epoch: number;
  readonly counter: number;
  readonly value: string;
}

export interface ZabView {
  /** The epoch that it leads, once a quorum has accepted that; or null. */
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
  /** How many of them it takes to be on its disk: none while it is taking over a history. */
  readonly written: number;
  readonly disk: readonly Proposal[];
  /** Was a message out of place? */
  readonly halted: boolean;
  /** Does it refuse to go on from what is on its disk? */
  readonly refusesToStart: boolean;
  /** How many acknowledged a transaction while it waited for them to acknowledge NEWLEADER. */
  readonly refused: number;
  /** How many have connected to it since its epoch was established. */
  readonly lateJoiners: number;
}

export function viewOf(server: Server): ZabView {
  const { role, phase, currentEpoch, acceptedEpoch, committed } = server;
  const serving = phase === "broadcast";
  const log = server.log.map(proposalOf);
  return {
    leader: role === "leading" && phase !== "discovery" ? server.epoch : null,
    epoch: currentEpoch,
    acceptedEpoch,
    serving,
    log,
    committed,
    written: server.pending === null ? server.log.length - server.unwritten : 0,
    disk: server.disk === server.log ? log : server.disk.map(proposalOf),
    halted: role === "halted",
    refusesToStart: role === "refusing",
    refused: [...server.learners.values()].filter(({ stage }) => stage === "refused").length,
    lateJoiners: serving ? [...server.learners.values()].filter(isNew).length : 0,
  };
}

function isNew({ stage }: Learner): boolean {
  return stage === "connected" || stage === "asked";
}

function proposalOf({ zxid, value }: Txn): Proposal {
  return { ...zxid, value };
}
