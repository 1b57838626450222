/** Non-blocking commitment with a bug: each made by replacing one of the protocol's functions. */
import { processIds } from "../kit/cluster.ts";
import type { Mutant } from "../kit/instance.ts";
import { nonBlockingCommit } from "./non-blocking-commit.ts";

type Protocol = typeof nonBlockingCommit;

const { reduce, waits } = nonBlockingCommit;
const TWO = { participants: 2 };

/** A participant makes a decision as soon as it has received it. */
const decideFirst: Protocol["reduce"] = (self, committer, input, config, inbox) =>
  committer.kind === "participant" &&
  committer.received !== null &&
  committer.decision === null &&
  input.type === "Decide"
    ? { state: { ...committer, decision: committer.received } }
    : reduce(self, committer, input, config, inbox);

/** A participant keeps to itself what it has received. */
const forwardNothing: Protocol["reduce"] = (self, committer, input, config, inbox) =>
  committer.kind === "participant" && input.type === "Decision"
    ? { state: { ...committer, received: input.decision } }
    : reduce(self, committer, input, config, inbox);

/** A participant that has voted Yes waits for as long as it takes. */
const waitForDecision: Protocol["reduce"] = (self, committer, input, config, inbox) =>
  input.type === "DecisionTimeout" ? undefined : reduce(self, committer, input, config, inbox);

/** The coordinator takes a vote that it misses for a Yes. */
const silenceMeansYes: Protocol["reduce"] = (self, committer, input, config, inbox) => {
  if (committer.kind !== "coordinator" || input.type !== "VoteTimeout") {
    return reduce(self, committer, input, config, inbox);
  }
  if (committer.decision !== null) return undefined;
  const sendTo = new Set(processIds(config.participants, "p"));
  return { state: { ...committer, decision: "commit", sendTo } };
};

/** A participant that has voted No, and aborted, votes Yes after all. */
const voteAgain: Protocol["reduce"] = (self, committer, input, config, inbox) =>
  committer.kind === "participant" && committer.vote === "no" && input.type === "VoteYes"
    ? reduce(self, { ...committer, vote: null, decision: null }, input, config, inbox)
    : reduce(self, committer, input, config, inbox);

export const nonBlockingCommitMutants: readonly Mutant[] = [
  {
    name: "decides-before-forwarding",
    bug: "TPC-07",
    about: "a participant decides first, and forwards then: it may crash in between",
    model: { ...nonBlockingCommit, reduce: decideFirst } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 11,
    config: TWO,
  },
  {
    name: "forwards-nothing",
    bug: "own",
    about:
      "nobody forwards the decision: the coordinator may crash while it tells the participants",
    model: { ...nonBlockingCommit, reduce: forwardNothing } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 10,
    config: TWO,
  },
  {
    name: "waits-for-decision",
    bug: "own",
    about:
      "a participant that has voted Yes waits for a decision, and nobody may be left to send one",
    model: { ...nonBlockingCommit, reduce: waitForDecision } satisfies Protocol,
    violates: "NonBlocking",
    length: 4,
    config: TWO,
  },
  {
    name: "silence-means-yes",
    bug: "own",
    about: "the coordinator takes a vote that it misses for a Yes",
    model: { ...nonBlockingCommit, reduce: silenceMeansYes } satisfies Protocol,
    violates: "CommitIsUnanimous",
    length: 9,
    config: TWO,
  },
  {
    name: "impatient-coordinator",
    bug: "own",
    about: "the coordinator's time-out does not leave the votes the time to arrive",
    model: {
      ...nonBlockingCommit,
      waits: (event) => (event.type === "VoteTimeout" ? 1 : waits?.(event)),
    } satisfies Protocol,
    violates: "AbortHasCause",
    length: 5,
    config: TWO,
  },
  {
    name: "votes-again",
    bug: "own",
    about: "a participant that has voted No, and aborted, votes Yes after all",
    model: { ...nonBlockingCommit, reduce: voteAgain } satisfies Protocol,
    violates: "DecisionIsFinal",
    length: 4,
    config: TWO,
  },
];
