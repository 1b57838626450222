/**
 * Log replication as raft.tla has it: at most one entry a request, and a follower that removes a
 * conflicting entry or appends a new one leaves the request in place, to answer it later. Raft §5.3.
 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import type { Step } from "./election.ts";
import {
  type AppendEntriesRequest,
  type AppendEntriesResponse,
  type RaftTlaConfig,
  type Server,
  serverIds,
  termAt,
} from "./state.ts";

/** A leader takes up a client's value. raft.tla `ClientRequest(i, v)`. */
export function clientRequest(server: Server, value: string): Step {
  if (server.role !== "leader") return undefined;
  const entry = { term: server.currentTerm, value };
  return { state: { ...server, log: [...server.log, entry] } };
}

/** A leader sends `to` the next entry, if there is one. raft.tla `AppendEntries(i, j)`. */
export function appendEntries(
  self: ProcessId,
  server: Server,
  to: ProcessId,
  config: RaftTlaConfig,
): Step {
  if (server.role !== "leader" || to === self) return undefined;
  const { log } = server;
  const nextIndex = server.nextIndex.get(to)!;
  const lastEntry = Math.min(log.length, nextIndex);
  const message: AppendEntriesRequest = {
    type: "AppendEntriesRequest",
    term: server.currentTerm,
    prevLogIndex: nextIndex - 1,
    prevLogTerm: termAt(log, nextIndex - 1),
    entries: log.slice(nextIndex - 1, lastEntry),
    commitIndex: Math.min(server.commitIndex, lastEntry),
    ...(config.history && { log }),
  };
  return { state: server, send: [{ to, message }] };
}

/**
 * A leader commits what a quorum has, if it is of its own term (Raft §5.4.2). Enabled in every
 * leader, though it changes nothing in most. raft.tla `AdvanceCommitIndex(i)`.
 */
export function advanceCommitIndex(self: ProcessId, server: Server, config: RaftTlaConfig): Step {
  if (server.role !== "leader") return undefined;
  const agreed = greatestAgreedIndex(self, server, config);
  const isOwn = agreed > 0 && termAt(server.log, agreed) === server.currentTerm;
  return { state: isOwn ? { ...server, commitIndex: agreed } : server };
}

/** The greatest index that a quorum has, the leader included; 0 if there is none. */
export function greatestAgreedIndex(
  self: ProcessId,
  { log, matchIndex }: Server,
  config: RaftTlaConfig,
): number {
  const isAgreed = (index: number): boolean =>
    serverIds(config).filter((other) => other === self || matchIndex.get(other)! >= index).length >=
    majorityOf(config.nodes);
  // Who has an entry has all before it, so that agreed indices are a prefix.
  return log.findLastIndex((_entry, position) => isAgreed(position + 1)) + 1;
}

/** raft.tla `HandleAppendEntriesRequest(i, j, m)`: a flat choice of what may be done. */
export function handleAppendEntriesRequest(
  server: Server,
  request: Delivered<AppendEntriesRequest>,
): Step {
  if (request.term > server.currentTerm) return undefined;
  const isCurrent = request.term === server.currentTerm;
  if (isCurrent && server.role === "candidate") return returnToFollower(server);
  if (!isCurrent) return respond(server, request, false);
  if (server.role !== "follower") return undefined;
  return isConsistent(server, request) ? accept(server, request) : respond(server, request, false);
}

/** Does the log hold the entry before the new one? raft.tla `logOk`. */
function isConsistent(
  { log }: Server,
  { prevLogIndex, prevLogTerm }: AppendEntriesRequest,
): boolean {
  return (
    prevLogIndex === 0 || (prevLogIndex <= log.length && prevLogTerm === termAt(log, prevLogIndex))
  );
}

/** Someone else leads this term; the request stays to be handled. */
function returnToFollower(server: Server): Step {
  return { state: { ...server, role: "follower" }, keep: true };
}

/** Already done, a conflict, or a new entry. */
function accept(server: Server, request: Delivered<AppendEntriesRequest>): Step {
  const { log } = server;
  const index = request.prevLogIndex + 1;
  const [entry] = request.entries;
  if (entry === undefined || (log.length >= index && termAt(log, index) === entry.term)) {
    // An old request may take the commit index back; the specification says that it is no harm.
    return respond({ ...server, commitIndex: request.commitIndex }, request, true);
  }
  return log.length >= index
    ? { state: { ...server, log: log.slice(0, -1) }, keep: true }
    : { state: { ...server, log: [...log, entry] }, keep: true };
}

function respond(server: Server, request: Delivered<AppendEntriesRequest>, success: boolean): Step {
  const message: AppendEntriesResponse = {
    type: "AppendEntriesResponse",
    term: server.currentTerm,
    success,
    matchIndex: success ? request.prevLogIndex + request.entries.length : 0,
  };
  return { state: server, send: [{ to: request.from, message }] };
}

/** raft.tla `HandleAppendEntriesResponse(i, j, m)`. */
export function handleAppendEntriesResponse(
  server: Server,
  response: Delivered<AppendEntriesResponse>,
): Step {
  if (response.term !== server.currentTerm) return undefined;
  const { from, success, matchIndex } = response;
  const next = success ? matchIndex + 1 : Math.max(server.nextIndex.get(from)! - 1, 1);
  return {
    state: {
      ...server,
      nextIndex: new Map([...server.nextIndex, [from, next]]),
      matchIndex: success ? new Map([...server.matchIndex, [from, matchIndex]]) : server.matchIndex,
    },
  };
}
