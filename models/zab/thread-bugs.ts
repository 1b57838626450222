/**
 * Bugs of a learner's threads: what the one that writes to the disk does while another goes on, and
 * after it. ZooKeeper's QuorumPeer and SyncRequestProcessor.
 */
import type { Bug } from "./bug.ts";
import { rules } from "./rules.ts";

const DISK = { granularity: "disk" } as const;

export const threadBugs: readonly Bug[] = [
  {
    name: "acknowledgement-overtakes",
    bug: "ZAB-15",
    about:
      "differences are queued for the disk thread, which acknowledges them before NEWLEADER is",
    rule: {
      write: (server, history, mode) =>
        mode === "DIFF"
          ? { ...server, unwritten: history.length - server.disk.length }
          : rules.write(server, history, mode),
    },
    violates: "AcknowledgementsInPlace",
    length: 24,
    config: { ...DISK, maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 2, Timeout: 1, ClientRequest: 1 },
  },
  {
    name: "queue-outlives-connection",
    bug: "ZAB-17",
    about:
      "what is queued when the connection breaks is written later, though the server goes on without",
    rule: {
      lookAgain: (server) =>
        server.role !== "following" || server.unwritten === 0
          ? rules.lookAgain(server)
          : {
              ...server,
              log: server.disk,
              committed: Math.min(server.committed, server.disk.length),
              leftover: [...(server.leftover ?? []), ...server.log.slice(-server.unwritten)],
            },
    },
    violates: "CrashLosesNothingWritten",
    length: 31,
    config: { ...DISK, maxEpoch: 2 },
    budgets: { Lead: 2, Follow: 2, Timeout: 1, ClientRequest: 2, crashes: 1 },
  },
];
