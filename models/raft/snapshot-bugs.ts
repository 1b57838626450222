/** Bugs of compaction and of a state machine on disk. Dissertation §5, §3.8 */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { lastIncluded } from "./snapshot-rules.ts";
import { rules } from "./rules.ts";
import { termAt } from "./state.ts";

const SNAPSHOTS = { snapshots: "at-once", maxTerm: 1, values: 2 } as const;
const ONE_TERM = { ElectionTimeout: 1, ClientRequest: 2, TakeSnapshot: 1 };

export const snapshotBugs: readonly Bug[] = [
  {
    name: "next-index-not-above-match",
    bug: "RFT-29",
    about: "a late refusal sets nextIndex back to what the follower is known to have",
    rule: {
      stepBack: (progress, refused) => ({
        ...progress,
        nextIndex: Math.min(progress.nextIndex, refused),
      }),
    },
    violates: "NextAboveMatch",
    length: 12,
    config: SNAPSHOTS,
    budgets: { ...ONE_TERM, Replicate: 2, TakeSnapshot: 0 },
  },
  {
    name: "appends-compacted-again",
    bug: "RFT-30",
    about: "entries from the log's beginning are appended unchecked where that is compacted",
    rule: {
      sinceSnapshot: (server, request) => {
        const { length } = server.log;
        return request.prevLogIndex === 0 && lastIncluded(server) > 0
          ? { ...request, prevLogIndex: length, prevLogTerm: termAt(server.log, length) }
          : request;
      },
    },
    violates: "LogMatching",
    length: 14,
    config: SNAPSHOTS,
    budgets: { ...ONE_TERM, Replicate: 2, duplicates: 1 },
  },
  {
    name: "sends-nothing-for-compacted",
    bug: "RFT-31",
    about:
      "who needs the snapshot's last entry gets a request without entries, and commits what it has",
    rule: {
      needsSnapshot: (leader, nextIndex) => nextIndex < lastIncluded(leader),
      followerCommit: (commitIndex, { leaderCommit }) => Math.max(commitIndex, leaderCommit),
    },
    violates: "StateMachineSafety",
    length: 15,
    config: { ...SNAPSHOTS, maxTerm: 2 },
    budgets: { ...ONE_TERM, ElectionTimeout: 2, Replicate: 2 },
  },
  {
    name: "snapshot-sets-term-back",
    bug: "RFT-32",
    about: "who installs a snapshot goes back to the term of its last entry",
    rule: {
      install: (server, request) => ({
        ...rules.install(server, request),
        currentTerm: request.lastIncludedTerm,
      }),
    },
    violates: "MonotonicEpoch",
    length: 19,
    config: { ...SNAPSHOTS, maxTerm: 2, values: 1 },
    budgets: {
      ElectionTimeout: 2,
      ClientRequest: 1,
      Replicate: 4,
      TakeSnapshot: 1,
      RequestVoteRequest: 2,
      RequestVoteResponse: 2,
      AppendEntriesRequest: 3,
      AppendEntriesResponse: 2,
      InstallSnapshotRequest: 1,
    },
  },
  {
    name: "older-snapshot-replaces-newer",
    bug: "RFT-53",
    about: "a snapshot that was begun before another was installed replaces it once it is written",
    rule: { written: (_lastIncludedIndex, writing) => writing },
    violates: "SnapshotNeverGoesBack",
    length: 18,
    config: { ...SNAPSHOTS, snapshots: "in-background" },
    budgets: {
      ...ONE_TERM,
      Replicate: 5,
      BeginSnapshot: 1,
      RequestVoteRequest: 1,
      RequestVoteResponse: 1,
      AppendEntriesRequest: 4,
      AppendEntriesResponse: 2,
      InstallSnapshotRequest: 1,
    },
  },
  {
    name: "installs-older-snapshot",
    bug: "own",
    about: "a snapshot is installed although more than it covers is known to be committed",
    rule: { isNews: () => true },
    violates: "MonotonicCommit",
    length: 19,
    config: SNAPSHOTS,
    budgets: {
      ...ONE_TERM,
      Replicate: 4,
      duplicates: 1,
      RequestVoteRequest: 1,
      RequestVoteResponse: 1,
      AppendEntriesRequest: 3,
      AppendEntriesResponse: 2,
      InstallSnapshotRequest: 2,
    },
  },
  {
    name: "compacts-uncommitted",
    bug: "own",
    about: "a snapshot covers the whole log, committed or not",
    rule: { coverable: ({ log }) => log.length },
    violates: "SnapshotOfCommitted",
    length: 6,
    config: { ...SNAPSHOTS, values: 1 },
    budgets: { ...ONE_TERM, ClientRequest: 1, Replicate: 1 },
  },
  {
    name: "applied-index-ahead-of-state",
    bug: "RFT-47",
    about: "the applied index is on disk before what was applied: a crash leaves one entry out",
    rule: {
      durableState: ({ index, values }) => ({ index, values: values.slice(0, -1) }),
    },
    violates: "AppliedInOrder",
    length: 10,
    config: { applies: true, maxTerm: 1, values: 1 },
    budgets: { ElectionTimeout: 1, ClientRequest: 1, Replicate: 1, ...ONE_CRASH },
  },
];
