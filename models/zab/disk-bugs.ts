/** Bugs between memory and disk: what is written when, and what a server goes by afterwards. §4.2 */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { rules } from "./rules.ts";
import type { Sync } from "./messages.ts";
import { compareZxids, lastZxidOf, recencyOf, type Server } from "./state.ts";

const DISK = { granularity: "disk" } as const;
const ONE_SUCCESSION = { Lead: 2, Follow: 3, Timeout: 1, ClientRequest: 1 };

export const diskBugs: readonly Bug[] = [
  {
    name: "acknowledges-before-write",
    bug: "ZAB-14",
    about: "NEWLEADER is acknowledged before the history is on disk, and the server crashes",
    rule: { syncSteps: () => ["load", "epoch", "acknowledge", "write"] },
    violates: "CommittedNeverLost",
    length: 30,
    config: DISK,
    budgets: { ...ONE_SUCCESSION, ...ONE_CRASH, Flush: 1, PROPOSE: 0, COMMIT: 0, CLOSED: 0 },
  },
  {
    name: "writes-differences-late",
    bug: "ZAB-12",
    about: "differences are written after NEWLEADER is acknowledged; a snapshot is before",
    rule: {
      syncSteps: (mode) =>
        mode === "SNAP" ? rules.syncSteps(mode) : ["load", "epoch", "acknowledge", "write"],
    },
    violates: "CommittedNeverLost",
    length: 30,
    config: DISK,
    budgets: { ...ONE_SUCCESSION, ...ONE_CRASH, Flush: 1, PROPOSE: 0, COMMIT: 0, CLOSED: 0 },
  },
  {
    name: "bounced-before-write",
    bug: "ZAB-18",
    about: "the same, and the server does not crash, but only loses its connection",
    rule: { syncSteps: () => ["load", "epoch", "acknowledge", "write"] },
    violates: "CommittedNeverLost",
    length: 29,
    config: DISK,
    budgets: { ...ONE_SUCCESSION, Timeout: 2, ACK: 0, COMMIT: 0, CLOSED: 0 },
  },
  {
    name: "epoch-before-history",
    bug: "ZAB-13",
    about: "currentEpoch is written before the history is",
    rule: { syncSteps: () => ["epoch", "load", "write", "acknowledge"] },
    violates: "CommittedNeverLost",
    length: 33,
    config: { ...DISK, maxEpoch: 3 },
    budgets: {
      Lead: 3,
      Follow: 3,
      Timeout: 2,
      ClientRequest: 1,
      PROPOSE: 1,
      ACK: 1,
      COMMIT: 0,
      CLOSED: 1,
    },
  },
  {
    name: "epoch-after-acknowledgement",
    bug: "ZAB-26",
    about: "currentEpoch is written after NEWLEADER is acknowledged",
    rule: { syncSteps: () => ["load", "write", "acknowledge", "epoch"] },
    violates: "CommittedNeverLost",
    length: 30,
    config: { ...DISK, maxEpoch: 3 },
    budgets: {
      Lead: 3,
      Follow: 3,
      Timeout: 2,
      ClientRequest: 1,
      "COMMIT-LD": 0,
      PROPOSE: 0,
      CLOSED: 1,
    },
  },
  {
    name: "snapshot-acknowledged-early",
    bug: "ZAB-22",
    about: "NEWLEADER overtakes the snapshot, and is acknowledged first",
    rule: {
      syncSteps: (mode) =>
        mode === "SNAP" ? ["epoch", "acknowledge", "load", "write"] : rules.syncSteps(mode),
    },
    violates: "CommittedNeverLost",
    length: 30,
    config: { ...DISK, committedLog: 0 },
    budgets: { ...ONE_SUCCESSION, ...ONE_CRASH, Flush: 1, PROPOSE: 0, COMMIT: 0, CLOSED: 0 },
  },
  {
    name: "database-lags-behind-log",
    bug: "ZAB-11",
    about: "who looks for a leader goes by what it has delivered, though its log has more",
    rule: {
      lookAgain: (server) => {
        const again = rules.lookAgain(server);
        return { ...again, log: again.log.slice(0, server.committed) };
      },
    },
    violates: "CommittedNeverLost",
    length: 22,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 2, ClientRequest: 1, PROPOSE: 0, CLOSED: 0 },
  },
  {
    name: "snapshot-not-saved",
    bug: "ZAB-21",
    about:
      "a snapshot stays in memory when its leader is gone before it was saved; then it is lost",
    rule: { lookAgain: keepsMemoryDuring("SNAP") },
    violates: "CrashLosesNothingWritten",
    length: 21,
    config: { ...DISK, committedLog: 0 },
    budgets: { ...ONE_SUCCESSION, crashes: 1, CLOSED: 1 },
  },
  {
    name: "interrupted-truncation",
    bug: "ZAB-23",
    about:
      "a truncation reaches the disk, but not the memory, when the connection breaks in between",
    rule: {
      syncSteps: (mode) =>
        mode === "TRUNC" ? ["write", "load", "epoch", "acknowledge"] : rules.syncSteps(mode),
      lookAgain: keepsMemoryDuring("TRUNC"),
    },
    violates: "CrashLosesNothingWritten",
    length: 30,
    config: DISK,
    budgets: {
      Lead: 2,
      Follow: 3,
      Timeout: 2,
      ClientRequest: 1,
      crashes: 1,
      SyncStep: 5,
      Flush: 0,
      ACK: 0,
      CLOSED: 1,
    },
  },
  {
    name: "disk-error-leaves-hole",
    bug: "ZAB-20",
    about: "of several queued proposals one does not reach the disk, and the next do",
    rule: {
      flush: (server) =>
        server.unwritten < 2
          ? rules.flush(server)
          : [...server.disk, ...server.log.slice(server.log.length - server.unwritten + 1)],
    },
    violates: "LogMatching",
    length: 18,
    config: { ...DISK, maxEpoch: 1, values: 2 },
    budgets: { Lead: 1, Follow: 1, Timeout: 0, ClientRequest: 2, ...ONE_CRASH },
  },
  {
    name: "dirty-snapshot",
    bug: "ZAB-35",
    about: "a server has more than it says: it reports only what it has delivered",
    rule: {
      report: ({ currentEpoch, log, committed }) => ({
        currentEpoch,
        lastZxid: lastZxidOf(log.slice(0, committed)),
      }),
    },
    violates: "HistoryOfEpoch",
    length: 21,
    config: { maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 3, Timeout: 1, ClientRequest: 1, ACK: 0, CLOSED: 1 },
  },
  {
    name: "refuses-newer-history",
    bug: "ZAB-31",
    about: "restarted with a history of a later epoch than currentEpoch, a server does not start",
    rule: {
      durable: (server) => {
        const restarted = rules.durable(server);
        const isNewer = lastZxidOf(restarted.disk).epoch > restarted.currentEpoch;
        return isNewer ? { ...restarted, role: "refusing" } : restarted;
      },
    },
    violates: "StartsFromItsDisk",
    length: 22,
    config: { ...DISK, maxEpoch: 1 },
    budgets: { Lead: 1, Follow: 2, Timeout: 0, ClientRequest: 1, ...ONE_CRASH },
  },
  {
    name: "last-zxid-before-differences",
    bug: "ZAB-36",
    about: "what differences lead to counts as a server's last zxid before they have come",
    rule: {
      expect: (server, { mode, txns }) => {
        const { claimed: _before, ...rest } = server;
        const last = txns.at(-1);
        return mode === "DIFF" && last !== undefined ? { ...rest, claimed: last.zxid } : rest;
      },
      report: (server) => {
        const own = recencyOf(server);
        const { claimed = own.lastZxid } = server;
        return compareZxids(claimed, own.lastZxid) > 0 ? { ...own, lastZxid: claimed } : own;
      },
    },
    violates: "CommittedIsStored",
    length: 36,
    config: { ...DISK, maxEpoch: 1 },
    budgets: { Lead: 1, Follow: 3, Timeout: 1, ClientRequest: 1 },
  },
];

/** What is in memory stays there when the connection breaks during a synchronisation of this kind. */
function keepsMemoryDuring(mode: Sync["mode"]): (server: Server) => Server {
  return (server) =>
    server.pending?.message.sync.mode === mode ? server : rules.lookAgain(server);
}
