/** Log replication and commitment, §5.3 and §5.4: guard beside effect. */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import { isReplicated } from "./configuration.ts";
import type { Step } from "./election.ts";
import { retireIfRemoved } from "./retirement.ts";
import type { AppendEntriesRequest, AppendEntriesResponse } from "./messages.ts";
import { afterAcceptance, afterRefusal, afterSending } from "./probes.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import { lastIncluded } from "./snapshot-rules.ts";
import { sendSnapshot } from "./snapshots.ts";
import { type Progress, type Server, termAt } from "./state.ts";

/** A leader stores a client's value that it does not have yet; raft.tla `ClientRequest`. */
export function clientRequest(
  rules: Rules,
  server: Server,
  value: string,
  config: RaftConfig,
): Step {
  if (server.role !== "leader" || server.log.some((entry) => entry.value === value)) {
    return undefined;
  }
  // Dissertation §3.10: not while it hands over.
  if ((server.transfer?.to ?? null) !== null) return undefined;
  const log = [...server.log, { term: server.currentTerm, value }];
  const unflushed = config.slowDisk ? server.unflushed + 1 : 0;
  return { state: advanceCommitIndex(rules, { ...server, log, unflushed }, config) };
}

/** A leader's log reaches its disk. Dissertation §10.2.1: it need not wait for that to replicate. */
export function flush(rules: Rules, server: Server, config: RaftConfig): Step {
  if (server.unflushed === 0) return undefined;
  return { state: advanceCommitIndex(rules, { ...server, unflushed: 0 }, config) };
}

/**
 * A leader sends a follower its next entry, or tells it what is new: that it leads, or what is
 * committed. A leader that has nothing new to say is silent, so that messages do not pile up; an
 * entry that was sent counts as received until the follower says otherwise. raft.tla `AppendEntries`.
 */
export function replicate(rules: Rules, server: Server, to: ProcessId): Step {
  const progress = server.progress.get(to);
  if (server.role !== "leader" || progress === undefined) return undefined;
  if (progress.probe === "sent") return undefined;
  const { nextIndex, toldCommit } = progress;
  const { log, currentTerm: term, commitIndex: leaderCommit } = server;
  if (rules.needsSnapshot(server, nextIndex)) return sendSnapshot(server, to, progress);
  const entries = log.slice(Math.max(nextIndex - 1, lastIncluded(server)), nextIndex);
  if (entries.length === 0 && toldCommit >= leaderCommit) return undefined;
  const told = { ...afterSending(progress, entries.length), toldCommit: leaderCommit };
  return {
    state: withProgress(server, to, told),
    send: [
      {
        to,
        message: {
          type: "AppendEntriesRequest",
          term,
          prevLogIndex: nextIndex - 1,
          prevLogTerm: termAt(log, nextIndex - 1),
          entries,
          leaderCommit,
        },
      },
    ],
  };
}

/** A server hears from a leader; raft.tla `HandleAppendEntriesRequest`. */
export function appendEntries(
  rules: Rules,
  server: Server,
  request: Delivered<AppendEntriesRequest>,
  config: RaftConfig,
): Step {
  if (request.term < server.currentTerm) return refuse(server, request);
  const follower = rules.followLeader(server);
  const rest = rules.sinceSnapshot(follower, request);
  if (!rules.matchesPrevious(follower.log, rest)) {
    const mayMatch = config.probes && { mayMatch: rules.mayMatch(follower.log, request) };
    return refuse(follower, request, mayMatch);
  }
  const log = rules.merge(follower.log, rest);
  const commitIndex = rules.followerCommit(follower.commitIndex, rest);
  return answer({ ...follower, log, commitIndex }, request, {
    success: true,
    index: request.prevLogIndex + request.entries.length,
  });
}

/** A leader learns what a follower has; raft.tla `HandleAppendEntriesResponse`. */
export function countReplica(
  rules: Rules,
  server: Server,
  response: Delivered<AppendEntriesResponse>,
  config: RaftConfig,
): Step {
  const progress = server.progress.get(response.from);
  const isCounted = server.role === "leader" && rules.counts(server, response);
  if (progress === undefined || !isCounted) return { state: server };
  const known = response.success
    ? rules.acknowledge(afterAcceptance(progress), response.index)
    : afterRefusal(rules, progress, response);
  const leader = withProgress(server, response.from, known);
  return { state: advanceCommitIndex(rules, leader, config) };
}

/** The leader commits what a majority has; raft.tla `AdvanceCommitIndex`. */
export function advanceCommitIndex(rules: Rules, leader: Server, config: RaftConfig): Server {
  const committable = leader.log
    .map((_entry, position) => position + 1)
    .filter((index) => index > leader.commitIndex)
    .filter((index) => isReplicated(rules, leader, index, config))
    .filter((index) => rules.mayCommit(leader, index));
  const commitIndex = Math.max(leader.commitIndex, ...committable);
  return retireIfRemoved({ ...leader, commitIndex }, config);
}

function refuse(
  server: Server,
  request: Delivered<AppendEntriesRequest>,
  besides: Pick<AppendEntriesResponse, "mayMatch"> | false = false,
): Step {
  return answer(server, request, { success: false, index: request.prevLogIndex, ...besides });
}

function answer(
  server: Server,
  request: Delivered<AppendEntriesRequest>,
  verdict: Pick<AppendEntriesResponse, "success" | "index" | "mayMatch">,
): Step {
  return {
    state: server,
    send: [
      {
        to: request.from,
        message: { type: "AppendEntriesResponse", term: server.currentTerm, ...verdict },
      },
    ],
  };
}

function withProgress(server: Server, of: ProcessId, progress: Progress): Server {
  return { ...server, progress: new Map([...server.progress, [of, progress]]) };
}
