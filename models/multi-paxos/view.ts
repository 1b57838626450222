/** What properties see of a server of Multi-Paxos. A ballot is what others call an epoch. */
import type { Rules } from "./rules.ts";
import {
  type Command,
  filledPrefix,
  logOf,
  type MultiPaxosConfig,
  type Server,
  type Vote,
} from "./state.ts";

/** A command, in the ballot whose leader took it up. */
interface Proposal {
  readonly epoch: number;
  readonly value: string;
}

interface SlotVote {
  readonly slot: number;
  readonly epoch: number;
  readonly command: Proposal;
}

export interface MultiPaxosView {
  /** The ballot that it leads, or null. */
  readonly leader: number | null;
  /** The highest ballot that it has promised to keep to, or begun; -1 if none. */
  readonly epoch: number;
  /** What it has executed, and after that what it proposes as a leader, as far as there is no gap. */
  readonly log: readonly Proposal[];
  /** How many commands it has executed. */
  readonly committed: number;
  /** What it has executed, in that order, with the slots that it was taken from. */
  readonly executed: readonly { readonly slot: number; readonly command: Proposal }[];
  /** The highest slot that it has a proposal in, as a leader; else 0. */
  readonly proposedUpTo: number;
  /** How many votes choose a command. */
  readonly votesNeeded: number;
  /** All the votes that it ever cast. */
  readonly votes: readonly SlotVote[];
  /** What its promises say of them. */
  readonly reported: readonly SlotVote[];
  /** What it answered to the read that its ballot began with, or null. */
  readonly answer: readonly Proposal[] | null;
}

export function viewOf(rules: Rules, server: Server, config: MultiPaxosConfig): MultiPaxosView {
  const isLeader = server.role === "leading";
  const slots = logOf(server);
  const executed = server.executed.map(({ command }) => command);
  const ahead = isLeader ? slots.slice(executed.length, filledPrefix(slots)) : [];
  const log = [...executed, ...ahead.filter((command) => command !== null)];
  return {
    leader: isLeader ? server.maxBal : null,
    epoch: server.maxBal,
    log: rules.effective(log, config).map(proposalOf),
    committed: executed.length,
    executed: server.executed.map(({ slot, command }) => ({
      slot,
      command: proposalOf(command),
    })),
    proposedUpTo: isLeader ? server.proposed.findLastIndex((each) => each !== null) + 1 : 0,
    votesNeeded: rules.quorum(config),
    votes: server.cast.map(({ slot, ...vote }) => slotVote(slot, vote)),
    reported: rules
      .report(server)
      .flatMap((vote, position) => (vote === null ? [] : [slotVote(position + 1, vote)])),
    answer: server.answer?.map(proposalOf) ?? null,
  };
}

function slotVote(slot: number, { ballot, command }: Vote): SlotVote {
  return { slot, epoch: ballot, command: proposalOf(command) };
}

function proposalOf({ origin, value }: Command): Proposal {
  return { epoch: origin, value };
}
