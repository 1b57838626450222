/**
 * Votes for a leader, as properties see them: who votes for whom, follows whom, with what on disk. What
 * is a majority, and which vote beats which, is said here once more, not taken from the model.
 */
import type { Change, Member } from "../checker/property.ts";
import type { Leading } from "./vocabulary.ts";

/** What a server has on disk. */
export interface Stored {
  readonly epoch: number;
  readonly zxid: number;
}

/** Who shall lead, and what it has on disk. */
export interface Vote extends Stored {
  readonly leader: string;
}

/** What a server in an election shows. */
export interface Voting extends Leading {
  readonly role: "stopped" | "looking" | "following" | "leading" | "observing";
  readonly isVoter: boolean;
  readonly round: number;
  /** Whom it votes for, or follows: itself if it leads. */
  readonly vote: Vote | null;
  readonly history: Stored;
  /** Does it know of a quorum that votes as it does? */
  readonly canDecide: boolean;
}

/** The servers, as properties see them. */
export type Members = readonly Member<Voting>[];

/** Those of `members` that have a vote. */
export function votersOf(members: Members): Members {
  return members.filter(({ view }) => view.isVoter);
}

/** The least number of voters that is more than half of all. */
export function majorityOf(members: Members): number {
  return Math.floor(votersOf(members).length / 2) + 1;
}

/** Those that are up and lead, or believe so. */
export function leadersOf(members: Members): Members {
  return members.filter(({ up, view }) => up && view.role === "leading");
}

/** The voters that are up and look for a leader. */
export function lookingIn(members: Members): Members {
  return votersOf(members).filter(({ up, view }) => up && view.role === "looking");
}

/** Is a server done with electing? */
export function isSettled({ role }: Voting): boolean {
  return role === "leading" || role === "following" || role === "observing";
}

/** The leader that a majority of the voters follows now, in its round, itself included. */
export function followedNow(members: Members): string | undefined {
  const leader = leadersOf(members).find(({ process, view: { round } }) => {
    const followers = votersOf(members).filter(
      ({ up, view }) =>
        up && isSettled(view) && view.vote?.leader === process && view.round === round,
    );
    return followers.length >= majorityOf(members);
  });
  return leader?.process;
}

/** Does a server vote for another leader than before, in one round? */
export function changesVote({ before, after }: Change<Voting>): boolean {
  const looks = before.role === "looking" && after.role === "looking";
  if (!looks || before.round !== after.round || before.vote === null) return false;
  return before.vote.leader !== after.vote?.leader;
}

/** The order of what servers have on disk: by epoch, then by zxid. */
export function compareStored(a: Stored, b: Stored): number {
  return a.epoch === b.epoch ? a.zxid - b.zxid : a.epoch - b.epoch;
}

/** The order of votes: by what is on disk, then by id; the article leaves the epoch out. */
export function compareVotes(a: Vote, b: Vote, order: string): number {
  const stored = order === "article" ? a.zxid - b.zxid : compareStored(a, b);
  return stored === 0 ? idOf(a.leader) - idOf(b.leader) : stored;
}

function idOf(process: string): number {
  return Number(process.replace(/^\D+/, ""));
}

/** "epoch 2 and zxid 101". */
export function describeStored({ epoch, zxid }: Stored): string {
  return `epoch ${epoch} and zxid ${zxid}`;
}

/** "n1 (epoch 2 and zxid 101)". */
export function describeVote(vote: Vote): string {
  return `${vote.leader} (${describeStored(vote)})`;
}
