/**
 * The decisions that make Multi-Paxos safe, each a function of its own: what is promised and accepted,
 * what a new leader proposes again, what is executed and when a read may be answered, and what
 * survives a crash. The protocol is put together from them (multi-paxos.ts), and a mutant replaces one
 * of them, or two (mutants.ts).
 */
import { majorityOf } from "../kit/cluster.ts";
import {
  type Cast,
  type Command,
  type Executed,
  filledPrefix,
  follower,
  highestFilled,
  logOf,
  type MultiPaxosConfig,
  NO_OP,
  type Server,
  type Slots,
  START,
  type Vote,
  withSlot,
} from "./state.ts";

export interface Rules {
  /** How many promises make a leader, its own among them, and how many votes choose. */
  quorum(config: MultiPaxosConfig): number;
  /** Is `ballot` one of those of the server with this rank, from 0 on? §2.5 */
  owns(rank: number, ballot: number, config: MultiPaxosConfig): boolean;
  /** May the server begin `ballot`, which is its own? §2.2 */
  mayBegin(server: Server, ballot: number): boolean;
  /** May the server promise to keep to `ballot`? §2.2 P1a */
  mayPromise(server: Server, ballot: number): boolean;
  /** The server once it has. */
  promise(server: Server, ballot: number): Server;
  /** What a promise says of what the server has accepted. §2.2 */
  report(server: Server): Slots<Vote>;
  /** Of the votes that are reported in a slot, the one whose command is proposed again. §2.2 P2c */
  adopt(votes: readonly Vote[]): Vote | undefined;
  /** What a new leader proposes where `adopted` has nothing: no-ops in the gaps. §3 */
  fillGaps(adopted: Slots<Command>, known: Slots<Command>, ballot: number): Slots<Command>;
  /** The entry that a new leader starts with; null if it starts without one. */
  startEntry(ballot: number, config: MultiPaxosConfig): Command | null;
  /** May the server vote in `ballot`? §2.2 P1a */
  mayAccept(server: Server, ballot: number): boolean;
  /** The server once it has. */
  accept(server: Server, cast: Cast): Server;
  /** Has the leader learned what is chosen, with so many votes? §2.3 */
  isLearnable(votes: number, quorum: number): boolean;
  /** What a server takes to be chosen when it hears that `command` is. §2.3 */
  believe(server: Server, slot: number, command: Command): Command;
  /** What may be executed now, in that order, after what was executed. §3 */
  executable(learned: Slots<Command>, executed: readonly Executed[]): readonly Executed[];
  /** May a leader answer the read that its ballot began with? */
  mayAnswer(leader: Server, config: MultiPaxosConfig): boolean;
  /** What it answers. */
  answer(leader: Server): readonly Command[];
  /** What a log means if start entries count: which commands come too late to do anything. */
  effective(log: readonly Command[], config: MultiPaxosConfig): readonly Command[];
  /** What a crash leaves. §2.5 */
  durable(server: Server): Pick<Server, "maxBal" | "accepted" | "cast">;
}

/** Multi-Paxos as it is. */
export const rules: Rules = {
  quorum: ({ nodes }) => majorityOf(nodes),

  owns: (rank, ballot, { leaders }) => ballot % leaders === rank,

  mayBegin: ({ maxBal }, ballot) => ballot > maxBal,

  mayPromise: ({ maxBal }, ballot) => ballot > maxBal,

  promise: (server, ballot) => ({ ...follower(server), maxBal: ballot }),

  report: ({ accepted }) => accepted,

  adopt: (votes) =>
    votes.reduce<Vote | undefined>(
      (highest, vote) => (highest === undefined || vote.ballot > highest.ballot ? vote : highest),
      undefined,
    ),

  fillGaps: (adopted, known, origin) => {
    const last = Math.max(highestFilled(adopted), highestFilled(known));
    return adopted.map((command, position) =>
      command === null && known[position] === null && position < last
        ? { origin, value: NO_OP }
        : command,
    );
  },

  startEntry: (origin, { startEntries }) => (startEntries ? { origin, value: START } : null),

  mayAccept: ({ maxBal }, ballot) => ballot >= maxBal,

  accept: (server, { slot, ballot, command }) => ({
    ...(ballot > server.maxBal ? follower(server) : server),
    maxBal: ballot,
    accepted: withSlot(server.accepted, slot, { ballot, command }),
    cast: withCast(server.cast, { slot, ballot, command }),
  }),

  isLearnable: (votes, quorum) => votes >= quorum,

  believe: (_server, _slot, command) => command,

  executable: (learned, executed) =>
    learned.slice(executed.length, filledPrefix(learned)).map((command, offset) => ({
      slot: executed.length + offset + 1,
      command: command!,
    })),

  mayAnswer: (leader, { startEntries }) =>
    isFinished(leader) && (!startEntries || leader.executed.some(isOwnStart(leader))),

  answer: ({ executed }) => executed.map(({ command }) => command),

  effective: (log, { startEntries }) => (startEntries ? withoutLate(log) : log),

  durable: ({ maxBal, accepted, cast }) => ({ maxBal, accepted, cast }),
};

/** Is all executed that was under way when its ballot began, or that it has proposed since? */
export function isFinished(leader: Server): boolean {
  return leader.executed.length === highestFilled(logOf(leader));
}

/** Is a command the start entry of the leader's own ballot? Only then older ones come too late. */
function isOwnStart({ maxBal }: Server): (executed: Executed) => boolean {
  return ({ command }) => command.value === START && command.origin === maxBal;
}

/** The log with no-ops for commands that are older than a start entry before them. */
function withoutLate(log: readonly Command[]): readonly Command[] {
  let started = -1;
  return log.map((command) => {
    if (command.value === START) started = Math.max(started, command.origin);
    return command.origin < started ? { ...command, value: NO_OP } : command;
  });
}

/** `votes` with `vote`, in order of slots and ballots: a set. */
export function withCast(votes: readonly Cast[], vote: Cast): readonly Cast[] {
  if (votes.some((each) => isSameCast(each, vote))) return votes;
  return [...votes, vote].toSorted(
    (a, b) => a.slot - b.slot || a.ballot - b.ballot || compare(a.command, b.command),
  );
}

function isSameCast(a: Cast, b: Cast): boolean {
  return a.slot === b.slot && a.ballot === b.ballot && compare(a.command, b.command) === 0;
}

function compare(a: Command, b: Command): number {
  if (a.origin !== b.origin) return a.origin - b.origin;
  return a.value === b.value ? 0 : a.value < b.value ? -1 : 1;
}
