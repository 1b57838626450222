/** What a site of three-phase commit remembers, what it sends, and what it may do by itself. */
import type { Outcome, ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";

export type Vote = "yes" | "no";

/** Skeen's local states: q, w, p, c and a. */
export type Phase = "initial" | "waiting" | "prepared" | "committed" | "aborted";

export type SiteMessage =
  | { readonly type: "Yes" }
  | { readonly type: "No" }
  | { readonly type: "Prepare" }
  | { readonly type: "Adopt"; readonly phase: Phase }
  | { readonly type: "Ack" }
  | { readonly type: "Commit" }
  | { readonly type: "Abort" };

export type SiteEvent =
  | { readonly type: "VoteYes" }
  | { readonly type: "VoteNo" }
  | { readonly type: "Send"; readonly to: ProcessId }
  | { readonly type: "Suspect"; readonly site: ProcessId };

/** A site. On disk: all of it. */
export interface Site {
  readonly phase: Phase;
  readonly vote: Vote | null;
  /** The first in line of those that this site takes to be up; maybe itself. */
  readonly coordinator: ProcessId;
  /** Those whose vote or acknowledgement it waits for, as the coordinator. */
  readonly awaited: ReadonlySet<ProcessId>;
  /** What it is telling the others, as the coordinator: null if it is not. */
  readonly announcement: SiteMessage | null;
  /** Those to whom the announcement is not sent yet; none if there is none. */
  readonly sendTo: ReadonlySet<ProcessId>;
}

export interface CommitConfig {
  readonly slaves: number;
}

export type Step = Outcome<Site, SiteMessage> | undefined;

/** The coordinator that there is at first. */
export const COORDINATOR = "c";

/** All sites in the order in which they take over: each is a slave of those before it. */
export function lineOf(config: CommitConfig): ProcessId[] {
  return [COORDINATOR, ...processIds(config.slaves, "s")];
}

/** Those that come after `self` in line. */
export function slavesOf(self: ProcessId, config: CommitConfig): ProcessId[] {
  const line = lineOf(config);
  return line.slice(line.indexOf(self) + 1);
}

/** Is the transaction over for a site? */
export function hasDecided({ phase }: Site): boolean {
  return phase === "committed" || phase === "aborted";
}

/** `processes` without `process`. */
export function without(
  processes: ReadonlySet<ProcessId>,
  process: ProcessId,
): ReadonlySet<ProcessId> {
  return new Set([...processes].filter((other) => other !== process));
}
