/** What a server of fast leader election may do, and the one kind of message. */
import type { Server, Vote } from "./state.ts";

export type ElectionEvent =
  /** It starts, and looks for a leader. */
  | { readonly type: "Start" }
  /** No better vote has come in time: what a quorum votes for is decided. */
  | { readonly type: "Finalize" }
  /** Nothing has come in time: it sends its vote again. */
  | { readonly type: "Resend" }
  /** It has lost its leader, or its followers, and looks for a leader again. */
  | { readonly type: "Timeout" };

/** A server says whom it votes for, follows, or that it leads. */
export interface Notification {
  readonly type: "Notification";
  readonly role: Exclude<Server["role"], "stopped">;
  readonly round: number;
  /** Null from an observer that has heard of no vote. */
  readonly vote: Vote | null;
}
