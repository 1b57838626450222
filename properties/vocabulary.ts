/**
 * The vocabulary that all protocols of this family share: what a model's `view` may show of a
 * process. A property asks for the parts that it needs.
 */

/** Something that was proposed: a client's value, in the epoch in which a leader took it up. */
export interface Proposal {
  readonly epoch: number;
  readonly value: string;
}

/** Who leads. */
export interface Leading {
  /** The epoch (term, ballot, round) that this process believes to lead; null if none. */
  readonly leader: number | null;
}

/** Who would answer clients: a leader that may know of a better one, or lacks a majority, does not. */
export interface Serving extends Leading {
  readonly serving: boolean;
}

/** The epoch that a process is in. */
export interface InEpoch {
  readonly epoch: number;
}

/** What a process has accepted, in order, and how many of it it knows to be committed. */
export interface Logging extends InEpoch {
  readonly log: readonly Proposal[];
  readonly committed: number;
}

/** How a shared property is called in a protocol's own paper. */
export interface Naming {
  readonly name?: string;
  readonly source?: string;
}

/** Are the two the same proposal? */
export function isSame(a: Proposal | undefined, b: Proposal | undefined): boolean {
  return a?.epoch === b?.epoch && a?.value === b?.value;
}

/** "x of epoch 2". */
export function describe(proposal: Proposal): string {
  return `${proposal.value} of epoch ${proposal.epoch}`;
}
