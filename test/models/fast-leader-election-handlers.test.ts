/** Fast leader election by its decisions: the order of votes, and what becomes of what is heard. */
import { describe, expect, it } from "vitest";
import { configOf } from "../../checker/parameters.ts";
import type { MessageOf, Outcome, StateOf } from "../../checker/protocol.ts";
import {
  fastLeaderElection,
  fastLeaderElectionRules as rules,
} from "../../models/fast-leader-election/index.ts";

type Server = StateOf<typeof fastLeaderElection>;
type Notification = MessageOf<typeof fastLeaderElection>;
type Vote = NonNullable<Server["vote"]>;

const config = configOf(fastLeaderElection.parameters, { nodes: 4, observers: 1, maxRound: 3 });
const votes: readonly Vote[] = [0, 1].flatMap((epoch) =>
  [0, 1].flatMap((zxid) => ["n1", "n2", "n3"].map((leader) => ({ leader, epoch, zxid }))),
);

describe("the order of votes", () => {
  it.each([
    ["zookeeper", ({ epoch, zxid, leader }: Vote) => `${epoch} ${zxid} ${leader}`],
    ["article", ({ zxid, leader }: Vote) => `${zxid} ${leader}`],
  ] as const)("is lexicographic: %s", (order, key) => {
    for (const a of votes) {
      for (const b of votes) {
        expect(rules.beats(a, b, order)).toBe(key(a) > key(b));
      }
    }
  });

  it("compares ids as numbers", () => {
    const [two, ten] = ["n2", "n10"].map((leader) => ({ leader, epoch: 0, zxid: 0 }));

    expect(rules.beats(ten!, two!, "zookeeper")).toBe(true);
  });
});

describe("a server that looks for a leader", () => {
  it("starts in the first round after the last that it remembers, with a vote for itself", () => {
    const { state, send } = step("n1", server({ role: "stopped", round: 0, vote: null }), {
      type: "Start",
    });

    expect(state).toMatchObject({ role: "looking", round: 1, vote: { leader: "n1" } });
    expect(send?.map(({ to }) => to)).toEqual(["n2", "n3"]);
  });

  it("takes a better vote, and tells all voters", () => {
    const { state, send } = step("n1", server({}), heard("n2", {}));

    expect(state.vote).toEqual(voteFor("n2"));
    expect(send?.map(({ message }) => message.vote?.leader)).toEqual(["n2", "n2"]);
  });

  it("counts a worse vote in silence", () => {
    const { state, send } = step("n2", server({ vote: voteFor("n2") }), heard("n1", {}));

    expect(state.vote).toEqual(voteFor("n2"));
    expect(state.received.get("n1")).toMatchObject({ vote: voteFor("n1") });
    expect(send).toEqual([]);
  });

  it("answers who is a round behind, and does not count it", () => {
    const before = server({ round: 2 });

    const { state, send } = step("n1", before, heard("n2", { round: 1 }));

    expect(state).toEqual(before);
    expect(send).toMatchObject([{ to: "n2", message: { round: 2, vote: voteFor("n1") } }]);
  });

  it("forgets the votes of its round as it enters a newer one, its own included", () => {
    const before = server({
      vote: voteFor("n3"),
      received: new Map([["n3", { role: "looking", round: 1, vote: voteFor("n3") }]]),
    });

    const { state } = step("n1", before, heard("n2", { round: 2 }));

    expect(state).toMatchObject({ round: 2, vote: voteFor("n2") });
    expect([...state.received.keys()]).toEqual(["n2"]);
  });

  it("answers an observer, and does not count it", () => {
    const before = server({});

    const { state, send } = step("n1", before, heard("n4", { vote: voteFor("n3") }));

    expect(state).toEqual(before);
    expect(send).toMatchObject([{ to: "n4", message: { vote: voteFor("n1") } }]);
  });

  it("decides with a majority of the voters, and not before", () => {
    const alone = server({ vote: voteFor("n1") });
    const agreed = server({
      received: new Map([["n2", { role: "looking", round: 1, vote: voteFor("n1") }]]),
    });

    expect(outcome("n1", alone, { type: "Finalize" })).toBeUndefined();
    expect(step("n1", agreed, { type: "Finalize" }).state.role).toBe("leading");
  });

  it("joins a quorum of followers once the leader itself says that it leads", () => {
    const before = server({ round: 2 });

    const first = step("n1", before, following("n3", "n2", 1)).state;
    const second = step("n1", first, { ...following("n2", "n2", 1), role: "leading" }).state;

    expect(first.role).toBe("looking");
    expect(second).toMatchObject({ role: "following", round: 1, vote: voteFor("n2") });
  });

  it("does not join followers of a leader that has not said so", () => {
    const before = server({ vote: voteFor("n3") });

    const { state } = step("n1", before, following("n2", "n3", 1));

    expect(state.role).toBe("looking");
  });

  it("leads on the word of its followers in its own round only", () => {
    const vote = voteFor("n1");
    const claims = new Map([["n2", { role: "following", round: 1, vote }] as const]);

    const late = step("n1", server({ round: 2, outOfElection: claims }), following("n3", "n1", 1));
    const inTime = step("n1", server({}), following("n3", "n1", 1));

    expect(late.state.role).toBe("looking");
    expect(inTime.state.role).toBe("leading");
  });
});

describe("a server that has a leader", () => {
  const follower = server({ role: "following", vote: voteFor("n3") });

  it("tells who looks whom it follows, and stays as it is", () => {
    const { state, send } = step("n1", follower, heard("n2", { round: 2 }));

    expect(state).toEqual(follower);
    expect(send).toMatchObject([{ to: "n2", message: { role: "following", round: 1 } }]);
  });

  it("has nothing to say to one that has a leader too", () => {
    expect(step("n1", follower, following("n2", "n2", 1))).toEqual({ state: follower });
  });

  it("looks again in the next round, up to the last", () => {
    const { state } = step("n1", follower, { type: "Timeout" });

    expect(state).toMatchObject({ role: "looking", round: 2, vote: voteFor("n1") });
    expect(outcome("n1", { ...follower, round: 3 }, { type: "Timeout" })).toBeUndefined();
  });

  it("loses its clock and its leader in a crash, and keeps its history", () => {
    const after = fastLeaderElection.recover!("n1", { ...follower, epoch: 2, zxid: 101 }, config);

    expect(after).toMatchObject({ role: "stopped", round: 0, vote: null, epoch: 2, zxid: 101 });
  });
});

describe("a server that has not started", () => {
  it("leaves what it is told in the queue", () => {
    const stopped = server({ role: "stopped", round: 0, vote: null });

    expect(outcome("n1", stopped, heard("n2", {}))).toBeUndefined();
  });
});

describe("an observer", () => {
  it("observes the leader that a quorum of voters votes for, and is not one of it", () => {
    const vote = voteFor("n2");
    const said = { role: "looking", round: 1, vote } as const;
    const one = server({ vote, received: new Map([["n1", said]]) });
    const two = server({ vote, received: new Map([["n1", said] as const, ["n2", said] as const]) });

    expect(outcome("n4", one, { type: "Finalize" })).toBeUndefined();
    expect(step("n4", two, { type: "Finalize" }).state.role).toBe("observing");
  });
});

type Input = Parameters<typeof fastLeaderElection.reduce>[2];

function voteFor(leader: string): Vote {
  return { leader, epoch: 0, zxid: 0 };
}

/** A server that looks in round 1 and votes for n1, but for `changes`. */
function server(changes: Partial<Server>): Server {
  return {
    role: "looking",
    round: 1,
    vote: voteFor("n1"),
    received: new Map(),
    outOfElection: new Map(),
    epoch: 0,
    zxid: 0,
    ...changes,
  };
}

/** What `from` says that looks in round 1 and votes for itself, but for `changes`. */
function heard(
  from: string,
  changes: Partial<Notification>,
): Notification & { readonly from: string } {
  const usual = { type: "Notification", role: "looking", round: 1, vote: voteFor(from) } as const;
  return { ...usual, ...changes, from };
}

function following(
  from: string,
  leader: string,
  round: number,
): Notification & { readonly from: string } {
  return heard(from, { role: "following", round, vote: voteFor(leader) });
}

function outcome(self: string, state: Server, input: Input): unknown {
  return fastLeaderElection.reduce(self, state, input, config, []);
}

function step(self: string, state: Server, input: Input): Outcome<Server, Notification> {
  // No input of this protocol has several outcomes.
  return outcome(self, state, input) as Outcome<Server, Notification>;
}
