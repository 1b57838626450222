/**
 * Bugs of synchronisation and broadcast: what is sent, committed and delivered. Junqueira, Reed &
 * Serafini 2011, §4.2, §4.3.
 */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { rules, snapshotOf } from "./rules.ts";
import { compareZxids, lastZxidOf, upTo } from "./state.ts";

export const historyBugs: readonly Bug[] = [
  {
    name: "never-truncates",
    bug: "ZAB-01",
    about: "who has more than the leader keeps it: it is sent only what it lacks",
    rule: {
      syncFor: (log, last, config) => ({ ...rules.syncFor(log, last, config), mode: "DIFF" }),
    },
    violates: "HistoryOfEpoch",
    length: 25,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 1, ClientRequest: 1, ACK: 0, CLOSED: 1 },
  },
  {
    name: "one-ack-commits",
    bug: "ZAB-06",
    about: "one follower's acknowledgement commits a proposal",
    rule: {
      quorum: (question, config) => (question === "ACK" ? 2 : rules.quorum(question, config)),
    },
    violates: "CommittedNeverLost",
    length: 28,
    config: { nodes: 5 },
    sizes: [5, 7],
    budgets: {
      Lead: 2,
      Follow: 4,
      Timeout: 1,
      ClientRequest: 1,
      NEWLEADER: 2,
      "ACK-LD": 2,
      PROPOSE: 1,
      COMMIT: 0,
      CLOSED: 0,
    },
  },
  {
    name: "last-txn-not-on-disk",
    bug: "ZAB-05",
    about: "a proposal is acknowledged before it is on disk: a crash loses the last one",
    rule: {
      durable: (server) => rules.durable({ ...server, disk: server.disk.slice(0, -1) }),
    },
    violates: "CommittedNeverLost",
    length: 19,
    budgets: { Lead: 2, Follow: 2, Timeout: 0, ClientRequest: 1, ...ONE_CRASH },
  },
  {
    name: "sends-recent-only",
    bug: "ZAB-33",
    about:
      "who lacks more than the leader keeps in memory is sent what it keeps, as if it were all",
    rule: {
      syncFor: (log, last, config) => {
        const sync = rules.syncFor(log, last, config);
        return sync.mode === "SNAP"
          ? { mode: "DIFF", after: last, txns: log.slice(log.length - config.committedLog) }
          : sync;
      },
    },
    violates: "LogMatching",
    length: 15,
    config: { maxEpoch: 1, values: 2, committedLog: 1 },
    budgets: { Lead: 1, Follow: 2, Timeout: 0, ClientRequest: 2 },
  },
  {
    name: "truncates-one-less",
    bug: "ZAB-33",
    about: "off by one: of what the leader lacks the first is kept",
    rule: {
      applySync: (history, sync) => {
        if (sync.mode !== "TRUNC") return rules.applySync(history, sync);
        const kept = upTo(history, sync.after).length + 1;
        return [...history.slice(0, kept), ...sync.txns];
      },
    },
    violates: "HistoryOfEpoch",
    length: 25,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 1, ClientRequest: 1, ACK: 0, CLOSED: 1 },
  },
  {
    name: "log-outlives-snapshot",
    bug: "ZAB-28",
    about: "what the log has beyond a snapshot is applied on top of it",
    rule: {
      applySync: (history, sync) =>
        sync.mode === "SNAP"
          ? [
              ...sync.txns,
              ...history.filter(({ zxid }) => compareZxids(zxid, lastZxidOf(sync.txns)) > 0),
            ]
          : rules.applySync(history, sync),
      syncFor: snapshotOf,
    },
    violates: "HistoryOfEpoch",
    length: 25,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 1, ClientRequest: 1, ACK: 0, CLOSED: 1 },
  },
  {
    name: "differences-first",
    bug: "own",
    about: "what a learner lacks is put before what it has",
    rule: {
      applySync: (history, sync) =>
        sync.mode === "DIFF" ? [...sync.txns, ...history] : rules.applySync(history, sync),
    },
    violates: "GlobalPrimaryOrder",
    length: 32,
    config: { values: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 1, ClientRequest: 2, CLOSED: 1 },
  },
  {
    name: "commits-on-the-way-are-lost",
    bug: "ZAB-16",
    about:
      "COMMIT-LD tells what NEWLEADER brought: what was committed in between is never delivered",
    rule: { upToDate: ({ committed }, told) => Math.min(committed, told) },
    violates: "MessagesInPlace",
    length: 26,
    config: { maxEpoch: 1, values: 2 },
    budgets: { Lead: 1, Follow: 2, Timeout: 0, ClientRequest: 2 },
  },
  {
    name: "delivers-before-up-to-date",
    bug: "ZAB-16",
    about: "a commit that comes before COMMIT-LD is taken for that of the next proposal",
    rule: { commit: (server, zxid) => rules.commit({ ...server, phase: "broadcast" }, zxid) },
    violates: "MessagesInPlace",
    length: 21,
    config: { maxEpoch: 1, values: 2 },
    budgets: { Lead: 1, Follow: 2, Timeout: 0, ClientRequest: 2 },
  },
  {
    name: "proposal-on-the-way-is-lost",
    bug: "ZAB-19",
    about: "what is proposed between NEWLEADER and COMMIT-LD is acknowledged, but not kept",
    rule: {
      accept: (server, txn) =>
        server.phase === "broadcast" ? rules.accept(server, txn) : server.log,
    },
    violates: "LogMatching",
    length: 19,
    config: { maxEpoch: 1, values: 2 },
    budgets: { Lead: 1, Follow: 2, Timeout: 0, ClientRequest: 2 },
  },
];
