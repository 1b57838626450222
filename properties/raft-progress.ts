/**
 * What shows of Raft's progress in single states and steps: what could be done by now is done, and who
 * can't do anything makes room. That it goes on in the end takes fairness, and is not claimed.
 */
import {
  always,
  type Change,
  eachStep,
  type Invariant,
  type Member,
  type Snapshot,
  type TransitionProperty,
} from "../checker/property.ts";
import type { Matching } from "./raft.ts";
import { describe, type Leading, type Logging } from "./vocabulary.ts";

/** What a leader's commitIndex rests on. */
export interface Committing extends Leading, Logging, Matching {
  /** The sets of servers each of which must agree, by a majority; all servers where absent. */
  readonly halves?: readonly ReadonlySet<string>[];
  /** How much of its log is on its own disk; all of it where absent. */
  readonly onDisk?: number;
}

/** A leader commits an entry of its own term as soon as it knows a majority to have it. */
export const commitKeepsUp: Invariant<Snapshot<Committing>> = always<Snapshot<Committing>>({
  name: "CommitKeepsUp",
  source: "Raft Figure 2, rules for leaders; §5.3, §5.4.2; SandTable, RaftOS #30",
  claim: "A leader has committed each entry of its own epoch that it knows a majority to have.",
  concern: "progress",
  check({ members }) {
    for (const { process, up, view } of members) {
      if (!up || view.leader === null) continue;
      const everyone = new Set(members.map((each) => each.process));
      const isDue = (index: number): boolean =>
        (view.halves ?? [everyone]).every((half) =>
          hasMajority(half, holders(process, view, index)),
        );
      const index = view.log.findLastIndex(
        ({ epoch }, position) => epoch === view.leader && isDue(position + 1),
      );
      if (index < view.committed) continue;
      return `${process} knows a majority to have ${describe(view.log[index]!)} at index ${index + 1}, and has committed ${view.committed} entries`;
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(hasCommittedItsOwn),
});

/** Who has the entry at `index`, as far as this leader knows. */
function holders(self: string, view: Committing, index: number): readonly string[] {
  const followers = [...view.matched].filter(([, matched]) => matched >= index);
  const own = index <= (view.onDisk ?? view.log.length) ? [self] : [];
  return [...own, ...followers.map(([of]) => of)];
}

function hasMajority(half: ReadonlySet<string>, agreeing: readonly string[]): boolean {
  return agreeing.filter((each) => half.has(each)).length * 2 > half.size;
}

function hasCommittedItsOwn({ view: { leader, log, committed } }: Member<Committing>): boolean {
  return leader !== null && log[committed - 1]?.epoch === leader;
}

/** What a leader sends each follower next, and whom it probes. */
export interface Probing extends Leading, Matching {
  readonly next?: ReadonlyMap<string, number>;
  /** Whom it probes: may it send one message, or does it wait for an answer? */
  readonly probing?: ReadonlyMap<string, "ready" | "sent">;
}

/** A refusal is of use: what comes after it can't be refused for the same reason. */
export const refusalsLeadBack: TransitionProperty<Change<Probing>> = eachStep<Change<Probing>>({
  name: "RefusalsLeadBack",
  source:
    "Raft §5.3: after a rejection the leader decrements nextIndex and retries; etcd's StateProbe",
  claim:
    "Whom a follower refused sends it an earlier entry next, or the first that it may not have.",
  concern: "progress",
  check({ process, before, after }) {
    for (const of of refusing(before, after)) {
      const [earlier, now] = [before.next?.get(of) ?? 0, after.next?.get(of) ?? 0];
      if (now < earlier || now === after.matched.get(of)! + 1) continue;
      return `${of} refused what ${process} sent it, and gets the entry at index ${now} next, after one at index ${earlier}`;
    }
    return undefined;
  },
  trigger: ({ before, after }) => refusing(before, after).length > 0,
});

/** The followers of whose refusal a leader takes account in this step: it may probe them again. */
function refusing(before: Probing, after: Probing): readonly string[] {
  if (before.leader === null || before.leader !== after.leader) return [];
  return [...(after.probing ?? [])]
    .filter(([of, probe]) => probe === "ready" && before.probing?.get(of) !== "ready")
    .map(([of]) => of);
}

/** Who answered a leader's heartbeats. */
export interface Answered extends Leading {
  readonly extensions: {
    /** The followers whose answers reached this leader since its last CheckQuorum. */
    readonly answeredBy: ReadonlySet<string>;
  };
}

/**
 * A leader that only some reach makes room for one that commits.
 * @param nodes is how many servers there are.
 */
export function quorumIsChecked(nodes: number): TransitionProperty<Change<Answered>> {
  return eachStep<Change<Answered>>({
    name: "QuorumIsChecked",
    source: "Ongaro 2014, §6.2; etcd's CheckQuorum; openraft #2080",
    claim: "A leader goes past its CheckQuorum only if a majority answered it since the last.",
    concern: "progress",
    check({ process, before, after }) {
      const { answeredBy } = before.extensions;
      return goesOn(before, after) && (answeredBy.size + 1) * 2 <= nodes
        ? `${process} goes on leading epoch ${before.leader}, though of ${nodes} servers only ${[...answeredBy].join(", ")} answered`
        : undefined;
    },
    trigger: ({ before, after }) => goesOn(before, after),
  });
}

/** Is the step a CheckQuorum, after which it is still a leader? Then it begins to listen anew. */
function goesOn({ leader, extensions }: Answered, after: Answered): boolean {
  const { size } = extensions.answeredBy;
  return leader !== null && after.leader === leader && after.extensions.answeredBy.size < size;
}
