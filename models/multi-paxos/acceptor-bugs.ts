/** Bugs of acceptors: what they promise, accept, report and keep. §2.2, §2.5 */
import { type Bug, ONE_CRASH, ONE_SLOT } from "./bug.ts";
import { rules } from "./rules.ts";
import { follower } from "./state.ts";

export const acceptorBugs: readonly Bug[] = [
  {
    name: "promises-nothing",
    bug: "PAX-03",
    about: "a server answers a prepare request, but does not keep to it",
    rule: { promise: (server) => follower(server) },
    violates: "Agreement",
    length: 11,
    config: ONE_SLOT,
  },
  {
    name: "breaks-promise",
    bug: "PAX-04",
    about: "a server votes whatever it has promised",
    rule: { mayAccept: () => true },
    violates: "Agreement",
    length: 11,
    config: ONE_SLOT,
  },
  {
    name: "forgets-promise",
    bug: "PAX-09",
    about: "maxBal is not on disk",
    rule: { durable: ({ accepted, cast }) => ({ maxBal: -1, accepted, cast }) },
    violates: "Agreement",
    length: 13,
    config: ONE_SLOT,
    budgets: ONE_CRASH,
  },
  {
    name: "forgets-votes",
    bug: "PAX-10",
    about: "what was accepted in the slots is not on disk",
    rule: {
      durable: ({ maxBal, accepted, cast }) => ({
        maxBal,
        accepted: accepted.map(() => null),
        cast,
      }),
    },
    violates: "Agreement",
    length: 13,
    config: ONE_SLOT,
    budgets: ONE_CRASH,
  },
  {
    name: "forgets-all",
    bug: "PAX-11",
    about: "a server comes back with an empty disk",
    rule: {
      durable: ({ accepted, cast }) => ({ maxBal: -1, accepted: accepted.map(() => null), cast }),
    },
    violates: "Agreement",
    length: 13,
    config: ONE_SLOT,
    budgets: ONE_CRASH,
  },
  {
    name: "one-ballot-for-the-log",
    bug: "PAX-16",
    about: "a server reports what it has kept in all slots as of the ballot that it voted in last",
    rule: {
      report: ({ accepted }) => {
        const last = Math.max(-1, ...accepted.map((vote) => vote?.ballot ?? -1));
        return accepted.map((vote) => vote && { ...vote, ballot: last });
      },
    },
    violates: "Agreement",
    length: 16,
    config: { ballots: 3, values: 2 },
    budgets: { Prepare: 3, Propose: 2, Accept: 4, Learn: 0 },
  },
  {
    name: "starts-over",
    bug: "own",
    about: "a server that promises to keep to a new leader's ballot empties its log",
    rule: {
      promise: (server, ballot) => ({
        ...rules.promise(server, ballot),
        learned: server.learned.map(() => null),
        executed: [],
      }),
    },
    violates: "MonotonicCommit",
    length: 9,
    config: ONE_SLOT,
  },
];
