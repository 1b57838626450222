/**
 * A server of Multi-Paxos: it leads, accepts and learns. Ballots, Lamport's proposal numbers, are
 * counted from 0, and slots, his instances, from 1.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";

/** What a slot is to hold: a client's value, or what a leader puts there itself. */
export interface Command {
  /** The ballot whose leader took it up. A later leader that proposes it again does not change it. */
  readonly origin: number;
  readonly value: string;
}

/** It does nothing, and fills a gap. */
export const NO_OP = "no-op";
/** What a leader starts with, if it is to: older commands that come after it do nothing. */
export const START = "start";

/** A vote for a command in a slot; which slot, its place in a list says. */
export interface Vote {
  readonly ballot: number;
  readonly command: Command;
}

/** A vote that was cast. */
export interface Cast extends Vote {
  readonly slot: number;
}

/** A command that was executed, with the slot that it was taken from. */
export interface Executed {
  readonly slot: number;
  readonly command: Command;
}

/** One place a slot: that of slot s is [s - 1]. Null where there is nothing. */
export type Slots<T> = readonly (T | null)[];

export interface Server {
  // On disk, before an answer that follows from it is sent.
  /** The highest ballot that it has promised to keep to, or begun; -1 if none. For all slots. */
  readonly maxBal: number;
  /** Its vote of the highest ballot in each slot. */
  readonly accepted: Slots<Vote>;
  /** All of its votes: the 2b messages that are sent. It does not read them. */
  readonly cast: readonly Cast[];

  // Volatile.
  /** In ballot maxBal: a preparing server has sent 1a, a leading one has its promises. */
  readonly role: "follower" | "preparing" | "leading";
  /** A leader's proposals in its ballot. */
  readonly proposed: Slots<Command>;
  /** What it knows to be chosen. */
  readonly learned: Slots<Command>;
  /** What it has executed, in that order. */
  readonly executed: readonly Executed[];
  /** What a leader answered to the read that began with its ballot; null if it has not. */
  readonly answer: readonly Command[] | null;
}

export interface MultiPaxosConfig {
  readonly nodes: number;
  readonly leaders: number;
  readonly ballots: number;
  readonly slots: number;
  readonly values: number;
  readonly reads: boolean;
  readonly startEntries: boolean;
}

export function serverIds(config: MultiPaxosConfig): readonly ProcessId[] {
  return processIds(config.nodes);
}

/** What clients ask for: "v1", "v2", … */
export function clientValues(config: MultiPaxosConfig): readonly string[] {
  return processIds(config.values, "v");
}

export function isClients({ value }: Command): boolean {
  return value !== NO_OP && value !== START;
}

export function initialServer({ slots }: MultiPaxosConfig): Server {
  const nothing = Array.from({ length: slots }, () => null);
  return {
    maxBal: -1,
    accepted: nothing,
    cast: [],
    role: "follower",
    proposed: nothing,
    learned: nothing,
    executed: [],
    answer: null,
  };
}

/** The server as it is when it neither leads nor tries to. */
export function follower(server: Server): Server {
  return { ...server, role: "follower", proposed: server.proposed.map(() => null), answer: null };
}

/** `slots` with `item` in `slot`. */
export function withSlot<T>(slots: Slots<T>, slot: number, item: T): Slots<T> {
  return slots.with(slot - 1, item);
}

/** What a leader takes the log to be: what it knows to be chosen, and elsewhere what it proposes. */
export function logOf({ learned, proposed }: Server): Slots<Command> {
  return learned.map((command, position) => command ?? proposed[position] ?? null);
}

/** How many slots at the beginning are filled. */
export function filledPrefix(slots: Slots<unknown>): number {
  const gap = slots.indexOf(null);
  return gap === -1 ? slots.length : gap;
}

/** The highest slot that is filled; 0 if none is. */
export function highestFilled(slots: Slots<unknown>): number {
  return slots.findLastIndex((item) => item !== null) + 1;
}
