/**
 * A server in fast leader election. Names are those of FastLeaderElection.java (Apache ZooKeeper) where
 * they say enough: `round` is its logicalclock and electionEpoch, `received` its recvset.
 */
import { choice, type ConfigOf, flag, integer, type ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";

/** What fast leader election can be configured by. */
export const parameters = {
  nodes: integer(3, { min: 2, max: 9 }, "how many servers there are, observers among them"),
  observers: integer(0, { min: 0, max: 5 }, "how many of them, the last ones, have no vote"),
  order: choice(
    "zookeeper",
    ["zookeeper", "article"],
    "votes by epoch, zxid and id, or by zxid and id",
  ),
  histories: choice(
    "equal",
    ["equal", "staggered", "skipped", "epochs"],
    "what voters have on disk: nothing; the less the larger the id; a majority the later epoch, the rest the larger zxid; or just the later epoch",
  ),
  maxRound: integer(1, { min: 1, max: 9 }, "no server goes beyond this round; the first is 1"),
  resend: flag(false, "who looks for a leader sends its vote again: the first may be lost"),
  strict: flag(false, "claim that quorums follow one leader a round, even if clocks went back"),
};

/** The config of fast leader election. */
export type ElectionConfig = ConfigOf<typeof parameters>;

/** What a server has on disk. */
export interface History {
  /** The epoch that it has joined last: ZooKeeper's currentEpoch. */
  readonly epoch: number;
  /** The last transaction that it has logged; zxids compare as integers, by epoch and counter. */
  readonly zxid: number;
}

/** Who shall lead, and what it has on disk. */
export interface Vote extends History {
  readonly leader: ProcessId;
}

/** What a voter last said of itself. */
export interface Said {
  readonly role: "looking" | "following" | "leading";
  readonly round: number;
  readonly vote: Vote;
}

/** A server: what it says of itself, and whom it has heard; on disk is only its history. */
export interface Server extends History {
  /** `stopped`: it has not started. Only voters follow and lead; an observer observes. */
  readonly role: "stopped" | "looking" | "following" | "leading" | "observing";
  /** The round of the election that it is in, or was decided in; 0 before the first. */
  readonly round: number;
  /**
   * Whom it votes for, follows, or itself if it leads. Null while it is stopped, and for an observer
   * that has heard of no vote.
   */
  readonly vote: Vote | null;
  /** The others' votes in its own round. */
  readonly received: ReadonlyMap<ProcessId, Said>;
  /** What those said last that follow or lead, in whatever round. */
  readonly outOfElection: ReadonlyMap<ProcessId, Said>;
}

/** How many servers vote. */
export function voterCount({ nodes, observers }: ElectionConfig): number {
  return nodes - observers;
}

/** The servers that vote. */
export function votersOf(config: ElectionConfig): readonly ProcessId[] {
  return processIds(voterCount(config));
}

/** A server that has lost all but its disk. */
export function stoppedWith({ epoch, zxid }: History): Server {
  return {
    role: "stopped",
    round: 0,
    vote: null,
    received: new Map(),
    outOfElection: new Map(),
    epoch,
    zxid,
  };
}
