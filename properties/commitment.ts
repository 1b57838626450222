/**
 * Lost commits and resurrections: what must become of proposals that were committed, said once for
 * all protocols with a log.
 */
import {
  always,
  type Change,
  changeHistory,
  type ChangeHistory,
  eachStep,
  type Invariant,
  observer,
  type Observer,
  type Snapshot,
  sometimes,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";
import { firstPair } from "./leadership.ts";
import {
  describe,
  isSame,
  type Leading,
  type Logging,
  type Naming,
  type Proposal,
} from "./vocabulary.ts";

/** What was committed first at an index, and in which epoch that was. */
export interface Commit {
  readonly proposal: Proposal;
  /** The epoch of the process that committed it: not that of the proposal, which may be older. */
  readonly epoch: number;
}

/** By index, from 1 on: what was committed there first. */
export const commits: ChangeHistory<readonly Commit[], Logging> = changeHistory<
  readonly Commit[],
  Logging
>({
  name: "commits",
  initial: [],
  observe(history, { after }) {
    const added = after.log.slice(history.length, after.committed);
    return [...history, ...added.map((proposal) => ({ proposal, epoch: after.epoch }))];
  },
});

/** A leader has everything that was committed in earlier epochs. */
export function committedNeverLost(
  naming: Naming = {},
): Observer<readonly Commit[], Leading & Logging> {
  return observer<readonly Commit[], Leading & Logging>({
    name: "CommittedNeverLost",
    source: "Raft §5.4 Leader Completeness",
    ...naming,
    claim: "What was committed in an epoch is in the log of every leader of a later one.",
    concern: "lost commit",
    history: commits,
    checkState(history, { members }) {
      for (const { process, up, view } of members) {
        const { leader, log } = view;
        if (!up || leader === null) continue;
        const lost = history.findIndex(
          (commit, index) => commit.epoch < leader && !isSame(commit.proposal, log[index]),
        );
        if (lost === -1) continue;
        const { proposal, epoch } = history[lost]!;
        return `${process} leads epoch ${leader} without ${describe(proposal)}, committed at index ${lost + 1} in epoch ${epoch}`;
      }
      return undefined;
    },
    trigger: (history, { members }) =>
      history.some((commit) => members.some(({ view }) => (view.leader ?? 0) > commit.epoch)),
  });
}

/** No two different proposals are ever committed at one index, at the same time or not. */
export function committedNeverChanges(naming: Naming = {}): Observer<readonly Commit[], Logging> {
  return observer<readonly Commit[], Logging>({
    name: "CommittedNeverChanges",
    source: "Raft §5.4.3 State Machine Safety",
    ...naming,
    claim: "At each index at most one proposal is ever committed.",
    concern: "divergence",
    history: commits,
    checkChange: (history, change) => {
      const conflict = conflictingCommit(history, change);
      return conflict && `${conflict.text}, where ${describe(conflict.first)} was committed before`;
    },
    trigger: (history) => history.length > 0,
  });
}

/**
 * A proposal that lost its place to one that was committed there is never committed after all. (In
 * Raft an entry that was merely overwritten somewhere may still be committed: that is no violation.)
 */
export function droppedNeverReappears(naming: Naming = {}): Observer<readonly Commit[], Logging> {
  return observer<readonly Commit[], Logging>({
    name: "DroppedNeverReappears",
    source: "Junqueira, Reed & Serafini 2011, primary integrity",
    ...naming,
    claim: "A proposal that a committed one of a later epoch displaced is never committed.",
    concern: "resurrection",
    history: commits,
    checkChange(history, change) {
      const conflict = conflictingCommit(history, change);
      if (conflict === undefined || conflict.second.epoch >= conflict.first.epoch) return undefined;
      return `${conflict.text}, though ${describe(conflict.first)} had displaced it there`;
    },
    // Someone still has a proposal that lost its place: it could come back.
    trigger: (history, { members }) =>
      members.some(({ view }) =>
        view.log.some((proposal, index) => (history[index]?.proposal.epoch ?? 0) > proposal.epoch),
      ),
  });
}

/** What any two processes know to be committed agrees as far as both go. */
export function committedPrefixesAgree(naming: Naming = {}): Invariant<Snapshot<Logging>> {
  return always<Snapshot<Logging>>({
    name: "CommittedPrefixesAgree",
    source: "total order: Junqueira, Reed & Serafini 2011, §3",
    ...naming,
    claim: "Of any two processes' committed sequences one is a prefix of the other.",
    concern: "divergence",
    check({ members }) {
      const pair = firstPair(members, (a, b) => divergence(a.view, b.view) !== -1);
      if (pair === undefined) return undefined;
      const [a, b] = pair;
      const at = divergence(a.view, b.view);
      return `at index ${at + 1} ${a.process} has committed ${describe(a.view.log[at]!)}, and ${b.process} ${describe(b.view.log[at]!)}`;
    },
    trigger: ({ members }) => members.filter(({ view }) => view.committed > 0).length > 1,
  });
}

/** A process has what it takes to be committed. Elsewhere, what it lacks can't differ from anything. */
export function committedIsStored(naming: Naming = {}): Invariant<Snapshot<Logging>> {
  return always<Snapshot<Logging>>({
    name: "CommittedIsStored",
    source: "Raft Figure 2, commitIndex = min(leaderCommit, index of last new entry)",
    ...naming,
    claim: "A process takes no more to be committed than it has.",
    concern: "lost commit",
    check({ members }) {
      const ahead = members.find(({ view }) => view.committed > view.log.length);
      if (ahead === undefined) return undefined;
      const { process, view } = ahead;
      return `${process} takes ${view.committed} entries to be committed, but has only ${view.log.length}`;
    },
    trigger: ({ members }) => members.some(({ view }) => view.committed > 0),
  });
}

/** What a process knows to be committed it keeps. */
export function committedNeverTruncated(naming: Naming = {}): TransitionProperty<Change<Logging>> {
  return eachStep<Change<Logging>>({
    name: "CommittedNeverTruncated",
    source: "Raft §5.3",
    ...naming,
    claim: "No process drops or replaces an entry that it knows to be committed.",
    concern: "lost commit",
    check({ process, before, after }) {
      const kept = before.log.slice(0, before.committed);
      const lost = kept.findIndex((proposal, index) => !isSame(proposal, after.log[index]));
      return lost === -1
        ? undefined
        : `${process} gives up ${describe(kept[lost]!)} at index ${lost + 1}, which it knew to be committed`;
    },
    trigger: ({ before }) => before.committed > 0,
  });
}

/** A process that stays up never knows less to be committed than before. */
export function monotonicCommit(naming: Naming = {}): TransitionProperty<Change<Logging>> {
  return eachStep<Change<Logging>>({
    name: "MonotonicCommit",
    source: "Raft Figure 2, commitIndex increases monotonically",
    ...naming,
    claim: "What a process knows to be committed never shrinks while it is up.",
    concern: "regression",
    check: ({ process, before, after, cause }) =>
      cause !== "crash" && after.committed < before.committed
        ? `${process} goes back from ${before.committed} committed entries to ${after.committed}`
        : undefined,
    trigger: ({ before, after }) => before.committed !== after.committed,
  });
}

/** Something can be committed. */
export function proposalCommitted(naming: Naming = {}): Witness<Snapshot<Logging>> {
  return sometimes<Snapshot<Logging>>({
    name: "ProposalCommitted",
    source: "the purpose of a log",
    ...naming,
    claim: "Some behaviour commits a proposal.",
    concern: "progress",
    holds: ({ members }) => members.some(({ view }) => view.committed > 0),
  });
}

interface Conflict {
  readonly text: string;
  readonly first: Proposal;
  readonly second: Proposal;
}

/** What a process newly commits that differs from what was committed there before. */
function conflictingCommit(
  history: readonly Commit[],
  { process, before, after }: Change<Logging>,
): Conflict | undefined {
  const known = Math.min(after.committed, after.log.length, history.length);
  for (let index = 0; index < known; index++) {
    const first = history[index]!.proposal;
    const second = after.log[index]!;
    const isNew = index >= before.committed || !isSame(before.log[index], second);
    if (isNew && !isSame(first, second)) {
      return {
        text: `${process} commits ${describe(second)} at index ${index + 1}`,
        first,
        second,
      };
    }
  }
  return undefined;
}

/** The first index at which the committed prefixes differ, or -1; in what a log lost it can't differ. */
function divergence(a: Logging, b: Logging): number {
  const common = Math.min(a.committed, b.committed, a.log.length, b.log.length);
  return a.log.slice(0, common).findIndex((proposal, index) => !isSame(proposal, b.log[index]));
}
