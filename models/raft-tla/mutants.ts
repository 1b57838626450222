/**
 * raft.tla with a bug: each made from the protocol by replacing one of its actions. A deeper list of
 * Raft's bugs is in the model `raft`, and, where elections are atomic, in `raft-static`.
 */
import type { AnyProtocol } from "../../checker/protocol.ts";
import type { Mutant } from "../kit/instance.ts";
import { asLeader, handleRequestVoteRequest } from "./election.ts";
import { raftTla } from "./raft-tla.ts";
import { lastTerm, type Server } from "./state.ts";

const { reduce } = raftTla;

/** `raftTla` with this instead of its `reduce`. */
function reducedBy(mutation: typeof reduce): AnyProtocol {
  return { ...raftTla, reduce: mutation } satisfies typeof raftTla;
}

/** `raftTla` whose restarted servers have lost what `forget` takes. */
function restartingBy(forget: (server: Server) => Server): AnyProtocol {
  return reducedBy((self, server, input, config, inbox) =>
    reduce(self, input.type === "Restart" ? forget(server) : server, input, config, inbox),
  );
}

const votesTwice = reducedBy((self, server, input, config, inbox) => {
  if (input.type !== "RequestVoteRequest" || input.term > server.currentTerm) {
    return reduce(self, server, input, config, inbox);
  }
  const outcome = handleRequestVoteRequest({ ...server, votedFor: null }, input);
  return outcome?.state.votedFor === null ? { ...outcome, state: server } : outcome;
});

const halfIsEnough = reducedBy((self, server, input, config, inbox) =>
  input.type === "BecomeLeader" &&
  server.role === "candidate" &&
  server.votesGranted.size * 2 >= config.nodes
    ? { state: asLeader(server, config) }
    : reduce(self, server, input, config, inbox),
);

const anyCandidateWillDo = reducedBy((self, server, input, config, inbox) =>
  input.type === "RequestVoteRequest"
    ? reduce(
        self,
        server,
        { ...input, lastLogTerm: lastTerm(server.log), lastLogIndex: server.log.length },
        config,
        inbox,
      )
    : reduce(self, server, input, config, inbox),
);

const commitsAlone = reducedBy((self, server, input, config, inbox) =>
  input.type === "AdvanceCommitIndex" && server.role === "leader"
    ? { state: { ...server, commitIndex: server.log.length } }
    : reduce(self, server, input, config, inbox),
);

export const raftTlaMutants: readonly Mutant[] = [
  {
    name: "votes-twice",
    bug: "RFT-01",
    about: "a server votes for whoever asks, however often in one term",
    model: votesTwice,
    violates: "ElectionSafety",
    length: 17,
    config: { nodes: 2, values: 0, maxLog: 0 },
  },
  {
    name: "vote-lost-on-restart",
    bug: "RFT-02",
    about: "a restarted server has forgotten its vote",
    model: restartingBy((server) => ({ ...server, votedFor: null })),
    violates: "OneElectionPerTerm",
    length: 19,
    config: { nodes: 3, values: 0, maxLog: 0, lossy: true, history: true },
    symmetry: true,
  },
  {
    name: "term-lost-on-restart",
    bug: "RFT-03",
    about: "a restarted server has forgotten its term and its vote",
    model: restartingBy((server) => ({ ...server, currentTerm: 1, votedFor: null })),
    violates: "ElectionSafety",
    length: 20,
    config: { nodes: 3, values: 0, maxLog: 0, lossy: true },
    symmetry: true,
  },
  {
    name: "any-candidate-will-do",
    bug: "RFT-05",
    about: "a voter does not compare the candidate's log with its own",
    model: anyCandidateWillDo,
    violates: "WinnerIsUpToDate",
    length: 20,
    config: { nodes: 3, maxTerm: 3, history: true },
    symmetry: true,
  },
  {
    name: "half-is-enough",
    bug: "RFT-11",
    about: "half of the votes make a leader",
    model: halfIsEnough,
    violates: "ElectionSafety",
    length: 11,
    config: { nodes: 2, values: 0, maxLog: 0 },
    sizes: [2, 4],
  },
  {
    name: "commits-alone",
    bug: "RFT-12",
    about: "a leader commits what it alone has",
    model: commitsAlone,
    violates: "OnlyCommittedApplied",
    length: 21,
    config: { nodes: 3, maxTerm: 3, history: true },
    symmetry: true,
  },
];
