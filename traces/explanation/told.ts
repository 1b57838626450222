/** A behaviour as its domain sees it: after each step, what each process shows to properties. */
import type { Typed } from "../../checker/protocol.ts";
import { encode, isRecord } from "../../checker/data.ts";
import type { Named } from "../../checker/transition-system.ts";
import type { Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import type { Stage } from "../stage.ts";

/** What a process shows, as far as the shared vocabulary goes (properties/vocabulary.ts). */
export interface Shown {
  readonly isUp: boolean;
  /** The epoch that it believes to lead; null if none, or if its protocol knows no leaders. */
  readonly leader: number | null;
  /** Whom it takes for the leader, if it says so. */
  readonly follows: string | null;
  readonly epoch: number | null;
  /** The proposals that it holds: its log, or where there is none, what it proposed or voted for. */
  readonly log: readonly Proposal[];
  /** How many of its log it knows to be committed. */
  readonly committed: number;
  /** What it has proposed, where proposing is a part of its own. */
  readonly proposed: readonly Proposal[];
  /** All the votes for proposals that it ever cast. */
  readonly votes: readonly Ballot[];
  /** How many votes for a proposal choose it, if votes are shown. */
  readonly votesNeeded: number | null;
  /** The value that it takes to be chosen, where that is all that it does. */
  readonly learned: string | null;
  /** What it has decided of a transaction. */
  readonly outcome: "commit" | "abort" | null;
  /** What it has voted of a transaction, as far as it shows; undefined if it has no vote. */
  readonly vote: "yes" | "no" | null | undefined;
}

export interface Proposal {
  readonly epoch: number;
  readonly value: string;
}

/** A vote for a proposal: in which epoch it was cast, and in a log for which slot. */
export interface Ballot {
  readonly epoch: number;
  readonly slot: number | null;
  readonly proposal: Proposal;
}

/** A behaviour of a protocol in its world. State i is the one before step i; both count from 0. */
export interface Told {
  readonly stage: Stage;
  readonly steps: readonly Step[];
  readonly states: readonly WorldState[];
  /** By state, by process. */
  readonly shown: readonly (readonly Shown[])[];
  /** What `view` shows of a process in a local state that it may never be in. */
  readonly show: (process: string, state: unknown) => Shown;
  /** What the violated property says. */
  readonly reason: string;
}

/** What `view` shows of a process, whatever else there is in it. */
export function shownBy(view: unknown, isUp: boolean): Shown {
  const fields: Readonly<Record<string, unknown>> = isRecord(view) ? view : {};
  const { leader, follows, epoch, round, log, proposed, votes, committed } = fields;
  const { votesNeeded, learned, phase } = fields;
  return {
    isUp,
    leader: numberIn(leader),
    follows: typeof follows === "string" ? follows : null,
    epoch: numberIn(epoch) ?? numberIn(round),
    log: "log" in fields ? proposalsIn(log) : [...proposalsIn(proposed), ...proposalsIn(votes)],
    committed: numberIn(committed) ?? 0,
    proposed: proposalsIn(proposed),
    votes: Array.isArray(votes) ? votes.flatMap(ballotsIn) : [],
    votesNeeded: numberIn(votesNeeded),
    learned: typeof learned === "string" ? learned : null,
    outcome: phase === "committed" ? "commit" : phase === "aborted" ? "abort" : null,
    vote: voteIn(fields),
  };
}

/** Tells a behaviour by what `view` shows of each process. */
export function tell(
  behaviour: {
    readonly stage: Stage;
    readonly steps: readonly Typed[];
    readonly states: readonly unknown[];
    readonly reason: string;
  },
  view: (process: string, state: unknown) => unknown,
): Told {
  const { stage, reason } = behaviour;
  // A behaviour is told only where there is a world: its steps and states are a world's.
  const states = behaviour.states as readonly WorldState[];
  const steps = behaviour.steps.slice(0, states.length - 1) as readonly Step[];
  const shown = states.map(({ processes, environment }) =>
    stage.processes.map((process, index) =>
      shownBy(view(process, processes[index]), !environment.down.has(process)),
    ),
  );
  const show = (process: string, state: unknown): Shown => shownBy(view(process, state), true);
  return { stage, steps, states, shown, show, reason };
}

/** Does `step` change what the process at `index` holds? */
export function changesState({ states }: Told, step: number, index: number): boolean {
  return encode(states[step]!.processes[index]) !== encode(states[step + 1]!.processes[index]);
}

/** Is the proposal among these? */
export function isAmong(proposal: Named | null, held: readonly Named[]): boolean {
  return proposal !== null && held.some((other) => nameOf(other) === nameOf(proposal));
}

/** The name of a proposal, the same exactly for the same one. */
export function nameOf({ epoch, value }: Named): string {
  return epoch === null ? value : `${value} of epoch ${epoch}`;
}

function numberIn(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** Who does not show its vote has voted Yes if it is prepared. */
function voteIn({ kind, phase, vote }: Readonly<Record<string, unknown>>): Shown["vote"] {
  if (kind !== "resource-manager" && kind !== "participant") return undefined;
  return vote === "yes" || vote === "no" ? vote : phase === "prepared" ? "yes" : null;
}

/** A vote is a proposal, or has one as its command, in a slot of a log. */
function ballotsIn(vote: unknown): Ballot[] {
  if (isProposal(vote)) return [{ epoch: vote.epoch, slot: null, proposal: vote }];
  if (!isRecord(vote)) return [];
  const { epoch, slot, command } = vote;
  if (typeof epoch !== "number" || typeof slot !== "number" || !isProposal(command)) return [];
  return [{ epoch, slot, proposal: command }];
}

function proposalsIn(value: unknown): readonly Proposal[] {
  return Array.isArray(value) && value.every(isProposal) ? value : [];
}

function isProposal(value: unknown): value is Proposal {
  return (
    isRecord(value) && typeof value["epoch"] === "number" && typeof value["value"] === "string"
  );
}
