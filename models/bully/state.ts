/**
 * A node's state in the Bully algorithm. Garcia-Molina's nodes forget all of it in a crash; the
 * repairs need some of it on disk.
 */
import type { ProcessId } from "../../checker/protocol.ts";

export interface BullyNode {
  /**
   * `follower`: of `leader`, or of nobody yet. `asking`: whether the others miss the leader too.
   * `electing`: has called an election, waits for Alive. `waiting`: got one, waits for Victory.
   * `leader`: has announced its Victory.
   * Invariant: who is electing or waiting has neither followed nor backed anybody in `epoch`.
   */
  readonly role: "follower" | "asking" | "electing" | "waiting" | "leader";
  /** Whom it takes for the leader: itself exactly if it has won; while asking, whom it suspects. */
  readonly leader: ProcessId | null;
  /** Who agrees with it while it asks; who backs it while it leads. It always counts itself. */
  readonly support: ReadonlySet<ProcessId>;

  // On disk, if elections have epochs.
  /** The latest election that it knows of; 0 for ever where elections have no epochs. */
  readonly epoch: number;

  // On disk, if backing is a vote.
  /** The one winner that it has backed in `epoch`. */
  readonly backed: ProcessId | null;
}

export const INITIAL_NODE: BullyNode = {
  role: "follower",
  leader: null,
  support: new Set(),
  epoch: 0,
  backed: null,
};
