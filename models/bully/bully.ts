/**
 * The Bully algorithm: of the nodes that are alive the one with the largest id leads.
 * Garcia-Molina, "Elections in a Distributed Computing System", IEEE Transactions on Computers, 1982;
 * with the repairs that are proposed for it where its assumptions fail, each a switch.
 */
import { match } from "ts-pattern";
import {
  defineProtocol,
  type Delivered,
  flag,
  integer,
  type ProcessId,
} from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import { loseBacker, receiveBacking } from "./backing.ts";
import {
  aliveTimeout,
  receiveAlive,
  receiveElection,
  receiveVictory,
  victoryTimeout,
} from "./election.ts";
import {
  opinionTimeout,
  receiveInquiry,
  receiveOpinion,
  startElection,
  suspectLeader,
} from "./inquiry.ts";
import type { BullyEvent, BullyMessage } from "./messages.ts";
import {
  type BullyConfig,
  enterEpoch,
  leads,
  type Place,
  placeOf,
  type Rules,
  rules as bullyRules,
  type Step,
} from "./rules.ts";
import { type BullyNode, INITIAL_NODE } from "./state.ts";
import { environment, suspects, waits } from "./timing.ts";

/** What properties see of a node. */
export interface BullyView {
  /** The epoch that it leads, or null. */
  readonly leader: number | null;
  readonly serving: boolean;
  readonly epoch: number;
  /** Whom it takes for the leader. */
  readonly follows: ProcessId | null;
  /** Is it done with electing: does it lead, or follow someone? */
  readonly settled: boolean;
}

interface BullyTypes {
  readonly state: BullyNode;
  readonly event: BullyEvent;
  readonly message: BullyMessage;
}

/** The Bully algorithm put together from `rules`: its own, or some with a bug. */
export function bullyWith(rules: Rules) {
  return defineProtocol<BullyTypes>()({
    name: "bully",
    source: "Garcia-Molina 1982, the Bully algorithm",
    about: "Bully: the largest id that is alive leads; with repairs for where that is not enough.",
    parameters: {
      nodes: integer(3, { min: 1, max: 9 }, "how many nodes there are, the largest id last"),
      elections: integer(
        3,
        { min: 1, max: 20 },
        "epochs up to this one are explored, if there are any",
      ),
      epochs: flag(false, "elections have epochs: messages of a past one do no harm"),
      ask: flag(false, "a node elects only if more than half of all miss the leader too"),
      majority: flag(false, "a leader that fewer than a majority back serves no one"),
      votes: flag(false, "a node backs one winner an epoch, and remembers whom"),
      strict: flag(false, "claim one leader at every instant, even while a Victory is on its way"),
    },
    actions: {
      StartElection: "a node that knows of no leader calls an election",
      SuspectLeader: "a node that hears nothing of its leader calls an election",
      AliveTimeout: "a node wins, for no larger id has answered its Election",
      VictoryTimeout: "a node calls another election, for the last one brought no leader",
      OpinionTimeout: "a node gives up asking: too few miss the leader",
      LoseBacker: "a leader hears nothing of a node that backed it",
      Election: "a larger id answers, and calls an election of its own",
      Alive: "a node that called an election leaves it to a larger id",
      Victory: "a node follows the winner",
      Backing: "a winner learns who follows it",
      Inquiry: "a node is asked whether it misses the leader",
      Opinion: "a node learns whether another one misses the leader",
    },
    idle,
    invalid: ({ epochs, majority, votes }) =>
      votes && !(epochs && majority)
        ? "votes count towards a majority, one an epoch: they need epochs and majority"
        : undefined,
    environment,
    processes: (config) => processIds(config.nodes),
    init: () => INITIAL_NODE,
    events: (self, node, config) => eventsOf(placeOf(self, config, rules), node),
    reduce: (self, node, input, config) => reduce(placeOf(self, config, rules), node, input),
    recover: (_self, node, config) => rules.durable(node, config),
    view: (self, node, config) => viewOf(placeOf(self, config, rules), node),
    waits,
    suspects,
    constraint: { state: (_self, node, config) => node.epoch <= config.elections },
  });
}

/** The Bully algorithm as it is. */
export const bully = bullyWith(bullyRules);

/** What can't happen under a config: a lone node has nobody to elect against. */
function idle({ nodes, ask, majority }: BullyConfig): (BullyEvent | BullyMessage)["type"][] {
  const messages = ["Election", "Alive", "Victory", "Backing", "Inquiry", "Opinion"] as const;
  const timeouts = ["SuspectLeader", "AliveTimeout", "VictoryTimeout", "OpinionTimeout"] as const;
  if (nodes === 1) return [...messages, ...timeouts, "LoseBacker"];
  return [
    ...(ask ? [] : (["OpinionTimeout", "Inquiry", "Opinion"] as const)),
    ...(majority ? [] : (["LoseBacker", "Backing"] as const)),
  ];
}

function eventsOf(place: Place, node: BullyNode): BullyEvent[] {
  switch (node.role) {
    case "follower":
      return node.leader === null
        ? [{ type: "StartElection" }]
        : [{ type: "SuspectLeader", leader: node.leader }];
    case "asking":
      return [{ type: "OpinionTimeout" }];
    case "electing":
      return [{ type: "AliveTimeout" }];
    case "waiting":
      return [{ type: "VictoryTimeout" }];
    case "leader":
      return [
        ...place.others.map((backer): BullyEvent => ({ type: "LoseBacker", backer })),
        { type: "VictoryTimeout" },
      ];
  }
}

function reduce(
  place: Place,
  before: BullyNode,
  input: BullyEvent | Delivered<BullyMessage>,
): Step {
  // News of a later election ends all that belonged to the one before.
  const node = "epoch" in input && input.epoch > before.epoch ? enterEpoch(input.epoch) : before;
  return match(input)
    .with({ type: "StartElection" }, () => startElection(place, node))
    .with({ type: "SuspectLeader" }, ({ leader }) => suspectLeader(place, node, leader))
    .with({ type: "AliveTimeout" }, () => aliveTimeout(place, node))
    .with({ type: "VictoryTimeout" }, () => victoryTimeout(place, node))
    .with({ type: "OpinionTimeout" }, () => opinionTimeout(node))
    .with({ type: "LoseBacker" }, ({ backer }) => loseBacker(place, node, backer))
    .with({ type: "Election" }, (election) => receiveElection(place, node, election))
    .with({ type: "Alive" }, (alive) => receiveAlive(place, before, node, alive))
    .with({ type: "Victory" }, (victory) => receiveVictory(place, node, victory))
    .with({ type: "Backing" }, (backing) => receiveBacking(place, node, backing))
    .with({ type: "Inquiry" }, (inquiry) => receiveInquiry(place, node, inquiry))
    .with({ type: "Opinion" }, (opinion) => receiveOpinion(place, before, node, opinion))
    .exhaustive();
}

function viewOf(place: Place, node: BullyNode): BullyView {
  const isLeading = leads(node, place);
  return {
    leader: isLeading ? node.epoch : null,
    serving: isLeading,
    epoch: node.epoch,
    follows: node.leader,
    settled: isLeading || (node.role === "follower" && node.leader !== null),
  };
}
