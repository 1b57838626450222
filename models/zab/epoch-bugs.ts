/** Bugs of discovery: which epoch is new, who follows into it, who counts, whose history it has. §4.1 */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { compareZxids, type Recency, recencyOf, type Server } from "./state.ts";
import { rules } from "./rules.ts";

const TWO_ELECTIONS = { Lead: 2, Follow: 2, Timeout: 0, ClientRequest: 0 };

/** As Zab.tla has it: whoever has accepted an epoch may be counted for it again. */
const countsAgain: (server: Server, epoch: number) => "first" | "no" = (server, epoch) =>
  epoch >= server.acceptedEpoch ? "first" : "no";

export const epochBugs: readonly Bug[] = [
  {
    name: "epoch-not-raised",
    bug: "ZAB-03",
    about: "a leader takes the epoch after its own, whatever others have accepted, and they agree",
    rule: { chooseEpoch: (own) => own + 1, followsInto: countsAgain },
    violates: "Leadership2",
    length: 12,
    config: { maxEpoch: 1, values: 0 },
    budgets: { ...TWO_ELECTIONS, Timeout: 1 },
  },
  {
    name: "forgets-accepted-epoch",
    bug: "ZAB-04",
    about: "acceptedEpoch is not on disk: a restarted server follows into an epoch a second time",
    rule: { durable: (server) => ({ ...rules.durable(server), acceptedEpoch: 0 }) },
    violates: "Leadership2",
    length: 13,
    config: { maxEpoch: 1, values: 0 },
    budgets: { ...TWO_ELECTIONS, ...ONE_CRASH },
  },
  {
    name: "forgets-both-epochs",
    bug: "ZAB-04",
    about: "neither epoch is on disk",
    rule: {
      durable: (server) => ({ ...rules.durable(server), acceptedEpoch: 0, currentEpoch: 0 }),
    },
    violates: "MonotonicEpoch",
    length: 7,
    config: { maxEpoch: 1, values: 0 },
    budgets: { ...TWO_ELECTIONS, ...ONE_CRASH },
  },
  {
    name: "leader-does-not-accept-its-epoch",
    bug: "ZAB-26",
    about: "a leader does not write acceptedEpoch itself: it follows into its epoch once more",
    rule: {
      acceptEpoch: (server, epoch) =>
        server.role === "leading" ? server : rules.acceptEpoch(server, epoch),
    },
    violates: "HistoryIsPromised",
    length: 6,
    config: { maxEpoch: 1, values: 0 },
    budgets: { ...TWO_ELECTIONS, Timeout: 1 },
  },
  {
    name: "one-epoch-for-both",
    bug: "ZAB-27",
    about: "whoever accepts an epoch counts as having its history at once",
    rule: {
      acceptEpoch: (server, epoch) => ({ ...server, acceptedEpoch: epoch, currentEpoch: epoch }),
    },
    violates: "CommittedNeverLost",
    length: 18,
    config: { maxEpoch: 3 },
    budgets: { Lead: 3, Follow: 3, Timeout: 1, ClientRequest: 1 },
  },
  {
    name: "observers-count",
    bug: "ZAB-32",
    about: "an observer counts towards a quorum",
    rule: { isVoter: () => true },
    violates: "Leadership2",
    length: 11,
    config: { maxEpoch: 1, values: 0, observers: 1 },
    budgets: TWO_ELECTIONS,
  },
  {
    name: "ignores-recency",
    bug: "ZAB-02",
    about: "a leader imposes its own history on those that have a more recent one",
    rule: { isMoreRecent: () => false },
    violates: "CommittedNeverLost",
    length: 18,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 2, Timeout: 1, ClientRequest: 1 },
  },
  {
    name: "adopts-no-history",
    bug: "ZAB-02",
    about: "as the paper has it, but the leader adopts its own history, not the best of a quorum",
    rule: { isMoreRecent: () => false },
    violates: "CommittedNeverLost",
    length: 18,
    config: { maxEpoch: 2, history: "quorum" },
    budgets: { Lead: 2, Follow: 2, Timeout: 1, ClientRequest: 1 },
  },
  {
    name: "compares-zxids-only",
    bug: "ZAB-07",
    about: "of two histories the one with the last zxid counts as more recent, whatever its epoch",
    rule: { isMoreRecent: (a, b) => compareZxids(a.lastZxid, b.lastZxid) > 0 },
    violates: "SkippedNeverDelivered",
    length: 26,
    config: { maxEpoch: 3 },
    budgets: { Lead: 3, Follow: 3, Timeout: 2, ClientRequest: 1, PROPOSE: 0, CLOSED: 1 },
  },
  {
    name: "compares-epochs-only",
    bug: "ZAB-07",
    about: "of two histories of one epoch neither counts as more recent",
    rule: { isMoreRecent: (a, b) => a.currentEpoch > b.currentEpoch },
    violates: "CommittedNeverLost",
    length: 22,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 2, ClientRequest: 1, COMMIT: 0, CLOSED: 0 },
  },
  {
    name: "zxid-advanced-early",
    bug: "ZAB-29",
    about: "a leader takes the first zxid of its epoch for its last before a quorum has followed",
    rule: { report: (server) => laterOf(recencyOf(server), server.acceptedEpoch) },
    violates: "CommittedNeverLost",
    length: 22,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 2, ClientRequest: 1, COMMIT: 0, CLOSED: 0 },
  },
];

function laterOf(recency: Recency, epoch: number): Recency {
  const first = { epoch, counter: 0 };
  return compareZxids(first, recency.lastZxid) > 0 ? { ...recency, lastZxid: first } : recency;
}
