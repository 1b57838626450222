/** What atomic commitment promises. Gray & Lamport 2006, §2. */
import { always, noDeadlock, type Snapshot, sometimes } from "../checker/property.ts";

interface Decider {
  readonly kind: "resource-manager" | "transaction-manager";
  readonly phase: "working" | "prepared" | "undecided" | "committed" | "aborted";
}

/** No resource manager commits where another aborts. TCommit.tla `TCConsistent`. */
export const atomicCommitment = always<Snapshot<Decider>>({
  name: "AtomicCommitment",
  source: "Gray & Lamport 2006, §2; TCommit.tla TCConsistent",
  claim: "No two resource managers decide differently.",
  concern: "divergence",
  check({ members }) {
    const managers = members.filter(({ view }) => view.kind === "resource-manager");
    const committed = managers.find(({ view }) => view.phase === "committed");
    const aborted = managers.find(({ view }) => view.phase === "aborted");
    if (committed === undefined || aborted === undefined) return undefined;
    return `${committed.process} has committed the transaction that ${aborted.process} has aborted`;
  },
  trigger: ({ members }) =>
    members.some(({ view }) => view.kind === "resource-manager" && view.phase === "committed"),
});

/** The transaction can be committed at all. */
export const canCommit = sometimes<Snapshot<Decider>>({
  name: "CanCommit",
  source: "Gray & Lamport 2006, §2",
  claim: "Some behaviour commits the transaction everywhere.",
  concern: "progress",
  holds: ({ members }) => members.every(({ view }) => view.phase === "committed"),
});

/** No resource manager waits forever for a decision: two-phase commit's known weakness. */
export const nonBlocking = noDeadlock<Snapshot<Decider>>({
  name: "NonBlocking",
  source: "Gray & Lamport 2006, §3; Skeen 1981",
  claim: "Every resource manager that is up can always come to a decision.",
  concern: "progress",
  check({ members }) {
    const waiting = members.filter(({ up, view }) => up && view.phase === "prepared");
    if (waiting.length === 0) return undefined;
    const names = waiting.map(({ process }) => process).join(", ");
    const down = members.filter(({ up }) => !up).map(({ process }) => process);
    return `${names} prepared and can't decide alone while ${down.join(", ")} is down`;
  },
});
