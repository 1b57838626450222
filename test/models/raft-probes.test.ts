/** What a leader makes of answers to its probes, and what a follower's refusal says. */
import { describe, expect, it } from "vitest";
import { raftRules as rules } from "../../models/raft/index.ts";
import type { AppendEntriesRequest, AppendEntriesResponse } from "../../models/raft/messages.ts";
import { afterRefusal, afterSending } from "../../models/raft/probes.ts";
import type { Progress } from "../../models/raft/state.ts";

const log = [1, 1, 2, 2].map((term) => ({ term, value: "v" }));
const waiting: Progress = { nextIndex: 4, matchIndex: 0, toldCommit: 0, probe: "sent" };
const ahead: Progress = { nextIndex: 4, matchIndex: 1, toldCommit: 0 };

function request(prevLogIndex: number): AppendEntriesRequest {
  const type = "AppendEntriesRequest";
  return { type, term: 3, prevLogIndex, prevLogTerm: 3, entries: [], leaderCommit: 0 };
}

function refusal(index: number, mayMatch: number): AppendEntriesResponse {
  return { type: "AppendEntriesResponse", term: 3, success: false, index, mayMatch };
}

describe("a refusal", () => {
  it("says that a log may match to its end, if it is too short", () => {
    expect(rules.mayMatch(log, request(6))).toBe(4);
  });

  it("says that a log may match to before the term that conflicts", () => {
    expect(rules.mayMatch(log, request(4))).toBe(2);
    expect(rules.mayMatch(log, request(2))).toBe(0);
  });
});

describe("a leader that probes", () => {
  it("goes on from where the log may match, and may send again", () => {
    expect(afterRefusal(rules, waiting, refusal(3, 1))).toMatchObject({
      nextIndex: 2,
      probe: "ready",
    });
  });

  it("takes no account of a late refusal of another message", () => {
    expect(afterRefusal(rules, waiting, refusal(2, 0))).toEqual(waiting);
  });

  it("waits once it has sent, and takes nothing for received", () => {
    expect(afterSending({ ...waiting, probe: "ready" }, 1)).toEqual(waiting);
  });
});

describe("a leader that sends ahead", () => {
  it("probes once it is refused, from the first entry that it is not known to have", () => {
    expect(afterRefusal(rules, ahead, refusal(2, 1))).toMatchObject({
      nextIndex: 2,
      probe: "ready",
    });
  });

  it("takes no account of a refusal of what is known to match since", () => {
    expect(afterRefusal(rules, ahead, refusal(1, 0))).toEqual(ahead);
  });

  it("takes what it has sent for received", () => {
    expect(afterSending(ahead, 1).nextIndex).toBe(5);
  });
});
