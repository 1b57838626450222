/** What properties see of a server of ZAB. */
import type { ProcessId } from "../../checker/protocol.ts";
import { isObserver, type Learner, type Link, type Server, type Txn } from "./state.ts";

/** A transaction, with the epoch of the primary that proposed it. */
interface Proposal {
  readonly epoch: number;
  readonly counter: number;
  readonly value: string;
}

export interface ZabView {
  readonly kind: "voter" | "observer";
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
  /** Whom it is connected to: its leader, or those that follow it. */
  readonly links: ReadonlyMap<ProcessId, Link>;
  /** How many have connected to it since its epoch was established. */
  readonly lateJoiners: number;
}

export function viewOf(self: ProcessId, server: Server): ZabView {
  const { role, phase, currentEpoch, acceptedEpoch, committed } = server;
  const serving = phase === "broadcast";
  return {
    kind: isObserver(self) ? "observer" : "voter",
    leader: role === "leading" && phase !== "discovery" ? server.epoch : null,
    epoch: currentEpoch,
    acceptedEpoch,
    serving,
    log: server.log.map(proposalOf),
    committed,
    written: server.pending === null ? server.log.length - server.unwritten : 0,
    links: linksOf(server),
    lateJoiners: serving ? [...server.learners.values()].filter(isNew).length : 0,
  };
}

function linksOf({ leader, link, learners }: Server): ReadonlyMap<ProcessId, Link> {
  if (leader !== null && link !== null) return new Map([[leader, link]]);
  return new Map([...learners].map(([of, learner]) => [of, learner.link]));
}

function isNew({ stage }: Learner): boolean {
  return stage === "connected" || stage === "asked";
}

function proposalOf({ zxid, value }: Txn): Proposal {
  return { ...zxid, value };
}
