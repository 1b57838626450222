/**
 * What the proof of Raft's safety says of its history variables: the elections that were won, and
 * every log there ever was. Ongaro, "Consensus: Bridging Theory and Practice", 2014, appendix B.
 */
import {
  always,
  type Invariant,
  type Member,
  observer,
  type Observer,
  type Property,
  type Snapshot,
  stepHistory,
  type StepHistory,
} from "../checker/property.ts";
import { committedPrefixesAgree, proposalCommitted } from "./commitment.ts";
import { firstPair, leaderElected, monotonicEpoch } from "./leadership.ts";
import { electionSafety, leaderAppendOnly, logMatching } from "./raft.ts";
import {
  describe,
  type InEpoch,
  isSame,
  type Leading,
  type Logging,
  type Proposal,
} from "./vocabulary.ts";

type Log = readonly Proposal[];

/** An election that was won, with the winner's log and that of each voter as they were then. */
export interface Election {
  readonly epoch: number;
  readonly log: Log;
  readonly voterLogs: ReadonlyMap<string, Log>;
}

/** Which elections a process has won, ever. */
export interface Electing extends InEpoch {
  readonly elections: readonly Election[];
}

/** Every log that any server ever had, up to the state before this one. raft.tla `allLogs`. */
export const allLogs: StepHistory<ReadonlySet<Log>, Logging> = stepHistory<
  ReadonlySet<Log>,
  Logging
>({
  name: "allLogs",
  initial: new Set(),
  observe(history, { members }) {
    const added = members.map(({ view }) => view.log).filter((log) => !holds(history, log));
    return added.reduce<ReadonlySet<Log>>(
      (all, log) => (holds(all, log) ? all : new Set([...all, log])),
      history,
    );
  },
});

/** Lemma 2: at most one leader a term, not only at a time. */
export const oneElectionPerTerm: Invariant<Snapshot<Electing>> = always<Snapshot<Electing>>({
  name: "OneElectionPerTerm",
  source: "Ongaro 2014, appendix B, Lemma 2",
  claim: "No two servers ever win an election of the same term.",
  concern: "split-brain",
  check({ members }) {
    const pair = firstPair(
      electionsOf(members),
      (a, b) => a.process !== b.process && a.election.epoch === b.election.epoch,
    );
    return (
      pair && `${pair[0].process} and ${pair[1].process} both won term ${pair[0].election.epoch}`
    );
  },
  trigger: ({ members }) => electionsOf(members).length > 0,
});

/** The election restriction, on record: no voter's log was ahead of the winner's. */
export const winnerIsUpToDate: Invariant<Snapshot<Electing>> = always<Snapshot<Electing>>({
  name: "WinnerIsUpToDate",
  source: "Raft §5.4.1; Ongaro 2014, appendix B, proof of Lemma 8",
  claim: "Who wins an election has a log at least as up-to-date as that of each who voted for it.",
  concern: "lost commit",
  check({ members }) {
    for (const { process, election } of electionsOf(members)) {
      const ahead = [...election.voterLogs].find(([, log]) => isAhead(log, election.log));
      if (ahead === undefined) continue;
      return `${process} won term ${election.epoch} with the vote of ${ahead[0]}, whose log was ahead of its own`;
    }
    return undefined;
  },
  trigger: ({ members }) =>
    electionsOf(members).some(({ election }) =>
      [...election.voterLogs.values()].some((log) => log.length > 0),
    ),
});

/** Theorem 1: what a server applies is in the log of every leader that a later term elected. */
export const onlyCommittedApplied: Invariant<Snapshot<Electing & Logging>> = always<
  Snapshot<Electing & Logging>
>({
  name: "OnlyCommittedApplied",
  source: "Ongaro 2014, appendix B, Theorem 1",
  claim: "Whoever wins a later term has all that a server knows to be committed in its own.",
  concern: "lost commit",
  check({ members }) {
    const elections = electionsOf(members);
    for (const { process, view } of members) {
      const { epoch, log, committed } = view;
      if (committed > log.length) {
        return `${process} knows ${committed} entries to be committed, but has only ${log.length}`;
      }
      for (const { process: winner, election } of elections) {
        if (election.epoch <= epoch) continue;
        const lost = log
          .slice(0, committed)
          .findIndex((entry, index) => !isSame(entry, election.log[index]));
        if (lost === -1) continue;
        return `${winner} won term ${election.epoch} without ${describe(log[lost]!)}, which ${process} applies at index ${lost + 1} in term ${epoch}`;
      }
    }
    return undefined;
  },
  trigger: ({ members }) =>
    members.some(
      ({ view }) =>
        view.committed > 0 &&
        electionsOf(members).some(({ election }) => election.epoch > view.epoch),
    ),
});

/** Lemma 4: Log Matching, between logs of any two times. */
export const allLogsMatch: Observer<ReadonlySet<Log>, Logging> = observer<
  ReadonlySet<Log>,
  Logging
>({
  name: "AllLogsMatch",
  source: "Ongaro 2014, appendix B, Lemma 4",
  claim: "Any two logs there ever were with an entry of the same index and term agree up to it.",
  concern: "divergence",
  history: allLogs,
  checkState(history) {
    const pair = firstPair([...history], (a, b) => {
      const shared = lastSharedIndex(a, b);
      return !isSameLog(a.slice(0, shared), b.slice(0, shared));
    });
    if (pair === undefined) return undefined;
    const shared = lastSharedIndex(...pair);
    return `two logs agreed on term ${pair[0][shared - 1]!.epoch} at index ${shared}, but not on all up to it`;
  },
  trigger: (history) => [...history].filter((log) => log.length > 0).length > 1,
});

/** Lemma 7: terms only grow along a log. */
export const termsGrowInLogs: Observer<ReadonlySet<Log>, Logging> = observer<
  ReadonlySet<Log>,
  Logging
>({
  name: "TermsGrowInLogs",
  source: "Ongaro 2014, appendix B, Lemma 7",
  claim: "In no log there ever was does a term decrease from one entry to the next.",
  concern: "regression",
  history: allLogs,
  checkState(history) {
    for (const log of history) {
      const at = log.findIndex((entry, index) => entry.epoch > (log[index + 1]?.epoch ?? Infinity));
      if (at === -1) continue;
      return `a log went from term ${log[at]!.epoch} at index ${at + 1} back to term ${log[at + 1]!.epoch}`;
    }
    return undefined;
  },
  trigger: (history) => [...history].some((log) => log.length > 1),
});

/** Lemma 6: no entry is of a later term than the server that has it. Needs no history. */
export const entriesWithinTerm: Invariant<Snapshot<Logging>> = always<Snapshot<Logging>>({
  name: "EntriesWithinTerm",
  source: "Ongaro 2014, appendix B, Lemma 6",
  claim: "A server's term is at least as large as the terms in its log.",
  concern: "regression",
  check({ members }) {
    for (const { process, view } of members) {
      const later = view.log.find((entry) => entry.epoch > view.epoch);
      if (later !== undefined)
        return `${process} is in term ${view.epoch}, but has ${describe(later)}`;
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(({ view }) => view.log.length > 0),
});

/** The two histories fit together: an election records logs that were. */
export const electionsRecordLogs: Observer<ReadonlySet<Log>, Electing & Logging> = observer<
  ReadonlySet<Log>,
  Electing & Logging
>({
  name: "ElectionsRecordLogs",
  source: "Ongaro 2014, appendix B, proof of Lemma 4: by definition of allLogs",
  claim: "The logs of the winner and the voters of an election are among all logs there ever were.",
  concern: "integrity",
  history: allLogs,
  checkState(history, { members }) {
    for (const { process, election } of electionsOf(members)) {
      const recorded = [election.log, ...election.voterLogs.values()];
      if (recorded.some((log) => !holds(history, log))) {
        return `the election of ${process} in term ${election.epoch} records a log that no server had`;
      }
    }
    return undefined;
  },
  trigger: (_history, { members }) => electionsOf(members).length > 0,
});

/**
 * What `raft-tla` claims under a config: only what can be put to the test within its bounds. The
 * specification lets a commit index decrease, so that MonotonicCommit is not among it. Observers
 * keep histories, which are states of their own: they are claimed only where `history` asks for it.
 */
export function raftTlaProperties(
  config: Readonly<Record<string, number | boolean | string>>,
): readonly Property<Electing & Leading & Logging>[] {
  const replicates = Number(config["values"]) > 0 && Number(config["maxLog"]) > 0;
  const ofStates = [electionSafety, monotonicEpoch(), leaderElected()];
  const ofLogs = [
    logMatching(),
    leaderAppendOnly(),
    committedPrefixesAgree(),
    entriesWithinTerm,
    proposalCommitted(),
  ];
  return [
    ...ofStates,
    ...(replicates ? ofLogs : []),
    ...(config["history"] === true ? historicalProperties(config, replicates) : []),
  ];
}

function historicalProperties(
  config: Readonly<Record<string, number | boolean | string>>,
  replicates: boolean,
): readonly Property<Electing & Leading & Logging>[] {
  const logsGrow = replicates && Number(config["maxLog"]) > 1;
  const leadersChange = replicates && Number(config["maxTerm"]) > 2;
  // With two servers a quorum is everyone: none is left behind in an older term.
  const someLagBehind = leadersChange && Number(config["nodes"]) > 2;
  return [
    oneElectionPerTerm,
    electionsRecordLogs,
    ...(logsGrow || someLagBehind ? [allLogsMatch] : []),
    ...(logsGrow ? [termsGrowInLogs] : []),
    ...(leadersChange ? [winnerIsUpToDate] : []),
    ...(someLagBehind ? [onlyCommittedApplied] : []),
  ];
}

interface Won {
  readonly process: string;
  readonly election: Election;
}

function electionsOf(members: readonly Member<Electing>[]): Won[] {
  return members.flatMap(({ process, view }) =>
    view.elections.map((election) => ({ process, election })),
  );
}

function holds(logs: ReadonlySet<Log>, log: Log): boolean {
  return [...logs].some((other) => isSameLog(other, log));
}

function isSameLog(a: Log, b: Log): boolean {
  return a.length === b.length && a.every((entry, index) => isSame(entry, b[index]));
}

/** The last index, counted from 1, at which the logs agree on the term; 0 if there is none. */
function lastSharedIndex(a: Log, b: Log): number {
  return a.findLastIndex((entry, index) => entry.epoch === b[index]?.epoch) + 1;
}

/** Is `log` more up-to-date than `other`: a later term at its end, or the same and longer? */
function isAhead(log: Log, other: Log): boolean {
  const term = log.at(-1)?.epoch ?? 0;
  const otherTerm = other.at(-1)?.epoch ?? 0;
  return term > otherTerm || (term === otherTerm && log.length > other.length);
}
