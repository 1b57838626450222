/**
 * What atomic commitment promises: Gray & Lamport 2006, §2, and AC1 to AC5 of Babaoglu & Toueg 1993,
 * §3. Each paper calls those who decide by another name, and so do the claims.
 */
import {
  always,
  type Change,
  type DeadlockFreedom,
  eachStep,
  type Invariant,
  type Member,
  noDeadlock,
  type Property,
  type Snapshot,
  sometimes,
} from "../checker/property.ts";

/** A process as it takes part in a commitment. */
export interface Decider {
  /** A transaction manager or a coordinator only tells others what to decide. */
  readonly kind: "resource-manager" | "transaction-manager" | "participant" | "coordinator";
  readonly phase: "working" | "prepared" | "undecided" | "committed" | "aborted";
}

/** One that votes before it decides. */
export interface Voter extends Decider {
  /** Null as long as it has not voted, and for a coordinator. */
  readonly vote: "yes" | "no" | null;
}

/** No resource manager commits where another aborts. TCommit.tla `TCConsistent`, ACP_SB.tla `AC1`. */
export function atomicCommitment(who = "resource manager"): Invariant<Snapshot<Decider>> {
  return always<Snapshot<Decider>>({
    name: "AtomicCommitment",
    source: "Gray & Lamport 2006, §2; TCommit.tla TCConsistent",
    claim: `No two ${who}s decide differently.`,
    concern: "divergence",
    check({ members }) {
      const committed = members.find(({ view }) => isDecider(view) && view.phase === "committed");
      if (committed === undefined) return undefined;
      const aborted = members.find(({ view }) => isDecider(view) && view.phase === "aborted");
      if (aborted === undefined) return undefined;
      return `${committed.process} has committed the transaction that ${aborted.process} has aborted`;
    },
    trigger: ({ members }) => decidersAmong(members).some(({ view }) => view.phase === "committed"),
  });
}

/** Commits are unanimous. ACP_SB.tla `AC2`. */
export const commitIsUnanimous = always<Snapshot<Voter>>({
  name: "CommitIsUnanimous",
  source: "Babaoglu & Toueg 1993, AC2",
  claim: "If anyone commits, all have voted Yes.",
  concern: "integrity",
  check({ members }) {
    const deciders = decidersAmong(members);
    const committed = deciders.find(({ view }) => view.phase === "committed");
    const unwilling = deciders.find(({ view }) => view.vote !== "yes");
    if (committed === undefined || unwilling === undefined) return undefined;
    const vote = unwilling.view.vote === "no" ? "has voted No" : "has not voted";
    return `${committed.process} has committed although ${unwilling.process} ${vote}`;
  },
  trigger: ({ members }) => decidersAmong(members).some(({ view }) => view.phase === "committed"),
});

/** Aborts have a cause, as long as who failed stays down. ACP_SB.tla `AC3_1`. */
export const abortHasCause = always<Snapshot<Voter>>({
  name: "AbortHasCause",
  source: "Babaoglu & Toueg 1993, AC3",
  claim: "If all vote Yes and nobody fails, nobody aborts.",
  concern: "integrity",
  check({ members }) {
    const aborted = members.find(({ view }) => view.phase === "aborted");
    if (aborted === undefined || !isUnanimous(members) || hasFailures(members)) return undefined;
    return `${aborted.process} has aborted although all have voted Yes and nobody has failed`;
  },
  trigger: ({ members }) => isUnanimous(members) && !hasFailures(members),
});

/** Nobody reverses a decision. ACP_SB.tla `AC4`. */
export const decisionIsFinal = eachStep<Change<Voter>>({
  name: "DecisionIsFinal",
  source: "Babaoglu & Toueg 1993, AC4",
  claim: "Nobody reverses a decision.",
  concern: "regression",
  check: ({ process, before, after }) =>
    hasDecided(before) && after.phase !== before.phase
      ? `${process} had ${before.phase} the transaction, and is ${after.phase} now`
      : undefined,
  trigger: ({ before, after }) => hasDecided(before) || hasDecided(after),
});

/** The transaction can be committed at all. */
export const canCommit = sometimes<Snapshot<Decider>>({
  name: "CanCommit",
  source: "Gray & Lamport 2006, §2",
  claim: "Some behaviour commits the transaction everywhere.",
  concern: "progress",
  holds: ({ members }) => members.every(({ view }) => view.phase === "committed"),
});

/** Those who survive a crash can commit. */
export const survivorsCommit = survivorsDecide("SurvivorsCommit", "committed");

/** Those who survive a crash can abort what all had voted for: it may not be known any more. */
export const survivorsAbort = survivorsDecide("SurvivorsAbort", "aborted");

/** Nobody waits forever for a decision: two-phase commit's known weakness. ACP_SB.tla `AC5`. */
export function nonBlocking(who = "resource manager"): DeadlockFreedom<Snapshot<Decider>> {
  return noDeadlock<Snapshot<Decider>>({
    name: "NonBlocking",
    source: "Gray & Lamport 2006, §3; Skeen 1981",
    claim: `Every ${who} that is up can always come to a decision.`,
    concern: "progress",
    check({ members }) {
      const waiting = members.filter(({ up, view }) => up && view.phase === "prepared");
      if (waiting.length === 0) return undefined;
      const names = waiting.map(({ process }) => process).join(", ");
      const down = members.filter(({ up }) => !up).map(({ process }) => process);
      const cause = down.length === 0 ? "" : ` while ${down.join(", ")} is down`;
      return `${names} prepared and can't decide alone${cause}`;
    },
  });
}

/** All that non-blocking atomic commitment promises: AC1 to AC5, and that it is put to the test. */
export function nonBlockingCommitment(who: string): readonly Property<Voter>[] {
  return [
    atomicCommitment(who),
    commitIsUnanimous,
    abortHasCause,
    decisionIsFinal,
    nonBlocking(who),
    canCommit,
    survivorsCommit,
    survivorsAbort,
  ];
}

function survivorsDecide(name: string, phase: "committed" | "aborted") {
  return sometimes<Snapshot<Voter>>({
    name,
    source: "Babaoglu & Toueg 1993, AC5; Skeen 1981",
    claim: `Some behaviour in which all vote Yes and somebody fails has all others ${phase}.`,
    concern: "progress",
    holds({ members }) {
      const survivors = decidersAmong(members).filter(({ up }) => up);
      const agree = survivors.length > 0 && survivors.every(({ view }) => view.phase === phase);
      return agree && isUnanimous(members) && hasFailures(members);
    },
  });
}

function decidersAmong<V extends Decider>(members: readonly Member<V>[]): readonly Member<V>[] {
  return members.filter(({ view }) => isDecider(view));
}

/** Does it decide, and not only tell others what to? */
function isDecider({ kind }: Decider): boolean {
  return kind === "resource-manager" || kind === "participant";
}

function isUnanimous(members: readonly Member<Voter>[]): boolean {
  return decidersAmong(members).every(({ view }) => view.vote === "yes");
}

function hasFailures(members: readonly Member<Voter>[]): boolean {
  return members.some(({ up }) => !up);
}

function hasDecided({ phase }: Voter): boolean {
  return phase === "committed" || phase === "aborted";
}
