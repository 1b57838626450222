/** Bugs of leaders: which ballots, how many promises, what they propose again. §2.2, §2.5, §3 */
import { majorityOf } from "../kit/cluster.ts";
import { type Bug, ONE_SLOT } from "./bug.ts";
import { rules } from "./rules.ts";
import { filledPrefix, type Vote, withSlot } from "./state.ts";

export const leaderBugs: readonly Bug[] = [
  {
    name: "less-than-a-majority",
    bug: "PAX-01",
    about: "one less than a majority is a quorum",
    rule: { quorum: ({ nodes }) => majorityOf(nodes) - 1 },
    violates: "Agreement",
    length: 7,
    config: ONE_SLOT,
  },
  {
    name: "quorums-need-not-meet",
    bug: "PAX-18",
    about: "half of the servers are a quorum",
    rule: { quorum: ({ nodes }) => Math.ceil(nodes / 2) },
    violates: "Agreement",
    length: 11,
    config: { nodes: 4, slots: 1 },
    sizes: [4, 6],
  },
  {
    name: "shares-ballots",
    bug: "PAX-02",
    about: "every server begins every ballot, and a promise is repeated for whoever asks",
    rule: { owns: () => true, mayPromise: ({ maxBal }, ballot) => ballot >= maxBal },
    violates: "ElectionSafety",
    length: 7,
    config: ONE_SLOT,
  },
  {
    name: "keeps-own-value",
    bug: "PAX-05",
    about: "a leader proposes nothing again, whatever the promises report",
    rule: { adopt: () => undefined },
    violates: "Agreement",
    length: 11,
    config: ONE_SLOT,
  },
  {
    name: "adopts-lowest-ballot",
    bug: "PAX-07",
    about: "of the votes that are reported in a slot a leader takes that of the lowest ballot",
    rule: { adopt: (votes) => votes.toSorted((a, b) => a.ballot - b.ballot)[0] },
    violates: "Agreement",
    length: 14,
    config: { slots: 1, ballots: 3 },
  },
  {
    name: "stops-at-gap",
    bug: "own",
    about: "a leader proposes again only what is reported up to the first gap",
    rule: {
      fillGaps: (adopted, known) => {
        const log = adopted.map((command, position) => command ?? known[position] ?? null);
        return adopted.map((command, position) => (position < filledPrefix(log) ? command : null));
      },
    },
    violates: "Agreement",
    length: 13,
    config: { values: 2 },
  },
  {
    name: "leaves-gaps",
    bug: "own",
    about: "a leader fills no gaps: what comes after one is never executed",
    rule: { fillGaps: (adopted) => adopted },
    violates: "NothingLeftOver",
    length: 15,
    config: { values: 2 },
  },
  {
    name: "replays-in-old-ballot",
    bug: "PAX-15",
    about: "what a new leader proposes again is voted for in the ballot that it is from",
    rule: {
      accept: (server, { slot, ballot, command }) => {
        const vote: Vote = { ballot: command.origin, command };
        const accepted = rules.accept(server, { slot, ballot, command });
        return { ...accepted, accepted: withSlot(accepted.accepted, slot, vote) };
      },
    },
    violates: "Agreement",
    length: 17,
    config: { slots: 1, ballots: 4 },
    budgets: { Prepare: 4, Propose: 2, Accept: 2, Learn: 0 },
  },
];
