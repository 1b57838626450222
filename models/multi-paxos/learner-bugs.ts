/** Bugs of those who learn and read: what is executed, when, and what a read shows. §2.3, §3 */
import { type Bug, ONE_SLOT } from "./bug.ts";
import { isFinished } from "./rules.ts";
import { filledPrefix, logOf } from "./state.ts";

export const learnerBugs: readonly Bug[] = [
  {
    name: "one-vote-is-enough",
    bug: "PAX-12",
    about: "a leader takes its own vote for a choice",
    rule: { isLearnable: () => true },
    violates: "OnlyChosenExecuted",
    length: 6,
    config: ONE_SLOT,
  },
  {
    name: "executes-past-a-gap",
    bug: "own",
    about: "what is chosen is executed though there is a gap before it",
    rule: {
      executable: (learned, executed) =>
        learned.flatMap((command, position) => {
          const isNew = executed.every(({ slot }) => slot !== position + 1);
          return command !== null && isNew ? [{ slot: position + 1, command }] : [];
        }),
    },
    violates: "NoGapExecuted",
    length: 8,
    config: { values: 2 },
  },
  {
    name: "notices-without-commands",
    bug: "own",
    about: "a server that hears that a slot is chosen executes what it has accepted there itself",
    rule: {
      believe: ({ accepted }, slot, command) => accepted[slot - 1]?.command ?? command,
    },
    violates: "StateMachineSafety",
    length: 12,
    config: ONE_SLOT,
  },
  {
    name: "reads-past-a-round",
    bug: "PAX-13",
    about: "a read is answered before what was under way when it began is finished",
    rule: { mayAnswer: () => true },
    violates: "ReadsSeeAcknowledged",
    length: 11,
    config: { slots: 1, reads: true },
  },
  {
    name: "shows-what-is-not-chosen",
    bug: "PAX-13",
    about: "a read shows what is under way, and does not finish it",
    rule: {
      mayAnswer: () => true,
      answer: (leader) => {
        const log = logOf(leader);
        return log.slice(0, filledPrefix(log)).filter((command) => command !== null);
      },
    },
    violates: "ReadsSeeAcknowledged",
    length: 10,
    config: { slots: 1, ballots: 2, reads: true },
  },
  {
    name: "starts-without-an-entry",
    bug: "own",
    about: "what a read did not show comes back: Multi-Paxos as it is, where it must not be",
    rule: { startEntry: () => null, mayAnswer: isFinished },
    violates: "UnseenStaysUnseen",
    length: 14,
    config: { slots: 1, ballots: 3, reads: true, startEntries: true },
  },
  {
    name: "answers-before-its-start",
    bug: "own",
    about:
      "a leader answers a read though it has heard of another command where its start was to be",
    rule: { mayAnswer: isFinished },
    violates: "UnseenStaysUnseen",
    length: 17,
    config: { ballots: 3, reads: true, startEntries: true },
    budgets: { Propose: 1, Prepare: 3, Accept: 2, Learn: 2, Chosen: 1, Read: 1 },
  },
  {
    name: "executes-what-comes-too-late",
    bug: "own",
    about: "start entries are written, but nobody minds them",
    rule: { effective: (log) => log },
    violates: "UnseenStaysUnseen",
    length: 18,
    config: { ballots: 3, reads: true, startEntries: true },
    budgets: { Propose: 1, Prepare: 3, Accept: 3, Learn: 3, Chosen: 0, Read: 1 },
  },
];
