/**
 * What the extensions of Raft's elections claim: PreVote (Ongaro 2014, §9.6), leader stickiness
 * (§4.2.3) and leadership transfer (§3.10). Their purpose is progress; these are the parts of it that
 * show in a single state or step.
 */
import {
  type Change,
  eachStep,
  type Member,
  type Observer,
  observer,
  type Property,
  type Snapshot,
  sometimes,
  type StepHistory,
  stepHistory,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";
import {
  leaseExcludesOthers,
  leaseRestsOnPromises,
  linearizableReads,
  type RaftReading,
  raftReadAnswered,
} from "./raft-reads.ts";
import type { Leading, Logging } from "./vocabulary.ts";

export interface Standing extends Logging {
  readonly extensions: {
    readonly isCandidate: boolean;
    readonly votedFor: string | null;
    /** Does it hear from a leader, or lead? */
    readonly isInTouch: boolean;
    /** How many servers refused this pre-candidate. */
    readonly refusals: number;
    /** Does it lead because another leader told it to stand? */
    readonly tookOver: boolean;
  };
}

/** Who would have voted for a server, at some time since it came to its epoch. */
interface Support {
  readonly epoch: number;
  readonly from: ReadonlySet<string>;
}

type Supports = ReadonlyMap<string, Support>;

const supports: StepHistory<Supports, Standing> = stepHistory<Supports, Standing>({
  name: "supports",
  initial: new Map(),
  observe: (history, { members }) =>
    new Map(
      members.map((member) => {
        const { epoch } = member.view;
        const known = history.get(member.process);
        const earlier = known?.epoch === epoch ? known.from : [];
        const now = members.filter((voter) => supportsNow(voter, member));
        const from = new Set([...earlier, ...now.map(({ process }) => process)]);
        return [member.process, { epoch, from }];
      }),
    ),
});

function supportsNow(voter: Member<Standing>, candidate: Member<Standing>): boolean {
  if (voter.process === candidate.process) return true;
  const { view, up } = voter;
  return up && !view.extensions.isInTouch && !isBehind(candidate.view, view);
}

function isBehind({ log: own }: Standing, { log: other }: Standing): boolean {
  const ownTerm = own.at(-1)?.epoch ?? 0;
  const otherTerm = other.at(-1)?.epoch ?? 0;
  return ownTerm < otherTerm || (ownTerm === otherTerm && own.length < other.length);
}

/** No server stands for election whom no majority would have elected. */
export const noDisruptiveServer: Observer<Supports, Standing> = observer<Supports, Standing>({
  name: "NoDisruptiveServer",
  source: "Ongaro 2014, §9.6",
  claim:
    "A server raises its epoch by itself only if a majority would have voted for it since the last.",
  concern: "progress",
  history: supports,
  checkState(history, { members }) {
    for (const { process, view } of members) {
      const support = history.get(process);
      const isNew = view.extensions.isCandidate && support?.epoch === view.epoch - 1;
      if (!isNew || support.from.size * 2 > members.length) continue;
      return `${process} stands in epoch ${view.epoch}, though only ${[...support.from].join(", ")} would have voted for it`;
    }
    return undefined;
  },
  trigger: (_history, { members }) => members.some(({ view }) => view.extensions.isCandidate),
});

/** Who hears from a leader votes for nobody. */
export const leaderStickiness: TransitionProperty<Change<Standing>> = eachStep<Change<Standing>>({
  name: "LeaderStickiness",
  source: "Ongaro 2014, §4.2.3",
  claim: "No server votes for another as long as it hears from a leader.",
  concern: "progress",
  check({ process, before, after }) {
    const { votedFor } = after.extensions;
    const isVote = votedFor !== null && votedFor !== before.extensions.votedFor;
    return isVote && before.extensions.isInTouch
      ? `${process} votes for ${votedFor}, though it hears from a leader`
      : undefined;
  },
  trigger: ({ before, after }) => before.extensions.votedFor !== after.extensions.votedFor,
});

/** A server can be refused before it raises its epoch. */
export const preVoteRefused: Witness<Snapshot<Standing>> = sometimes<Snapshot<Standing>>({
  name: "PreVoteRefused",
  source: "the purpose of PreVote",
  claim: "Some behaviour refuses a pre-vote.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => view.extensions.refusals > 0),
});

/** Leadership can be handed over. */
export const leadershipTransferred: Witness<Snapshot<Standing>> = sometimes<Snapshot<Standing>>({
  name: "LeadershipTransferred",
  source: "the purpose of a transfer",
  claim: "Some behaviour hands leadership over.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => view.extensions.tookOver),
});

/** What Raft claims beyond its paper, under a config with extensions. */
export function raftExtensionProperties({
  preVote,
  checkQuorum,
  reads,
  transfer,
}: Readonly<Record<string, unknown>>): readonly Property<Leading & Standing & RaftReading>[] {
  return [
    ...(reads === "none" ? [] : [linearizableReads, raftReadAnswered]),
    ...(reads === "lease" ? [leaseExcludesOthers, leaseRestsOnPromises] : []),
    // Who is told to stand does so without asking anyone, and may be voted for at once.
    ...(preVote === true && transfer !== true ? [noDisruptiveServer] : []),
    ...(preVote === true ? [preVoteRefused] : []),
    ...(checkQuorum === true && transfer !== true ? [leaderStickiness] : []),
    ...(transfer === true ? [leadershipTransferred] : []),
  ];
}
