/**
 * Zab with a bug: each made from Zab.tla by replacing one of its rules. An epoch, a history and an
 * acknowledgement each have a point.
 */
import type { Mutant } from "../kit/instance.ts";
import { type Rules, rules } from "./rules.ts";
import { zabTlaWith } from "./zab-tla.ts";

interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string;
  readonly length: number;
  readonly config?: Mutant["config"];
  readonly sizes?: readonly number[];
  readonly isSlow?: boolean;
}

const bugs: readonly Bug[] = [
  {
    name: "keeps-longer-history",
    bug: "ZAB-01",
    about: "a follower whose history is longer than the leader's does not truncate it",
    rule: { synchronized: (own, leaders) => (own.length > leaders.length ? own : leaders) },
    violates: "DuringActionCheck",
    length: 30,
    isSlow: true,
  },
  {
    name: "imposes-own-history",
    bug: "ZAB-02",
    about: "a new leader takes its own history for the most recent",
    rule: { initialHistory: (own) => own },
    violates: "PrefixConsistency",
    length: 22,
    config: { maxTransactions: 1, maxEpoch: 2 },
  },
  {
    name: "epoch-not-raised",
    bug: "ZAB-03",
    about: "a new leader does not begin an epoch later than those that a quorum has accepted",
    rule: { newEpoch: (own) => own + 1 },
    violates: "Leadership2",
    length: 14,
  },
  {
    name: "forgets-accepted-epoch",
    bug: "ZAB-04",
    about: "a restarted server has forgotten which epoch it has accepted",
    rule: { restarted: (server) => ({ ...server, acceptedEpoch: 0 }) },
    violates: "Leadership2",
    length: 14,
    config: { maxTransactions: 1, maxTimeouts: 0, maxRestarts: 1 },
  },
  {
    name: "loses-last-transaction",
    bug: "ZAB-05",
    about: "a restarted server has lost its last transaction",
    rule: { restarted: (server) => ({ ...server, history: server.history.slice(0, -1) }) },
    violates: "DeliveredIsStored",
    length: 15,
    config: { maxTransactions: 1, maxTimeouts: 0, maxRestarts: 1 },
  },
  {
    name: "commits-on-one-acknowledgement",
    bug: "ZAB-06",
    about: "one follower's acknowledgement commits; with 3 servers that is right",
    rule: { commits: (count) => count >= 2 },
    violates: "DeliveredIsStored",
    length: 21,
    config: { nodes: 4, maxTransactions: 1, maxTimeouts: 0, maxEpoch: 1 },
  },
  {
    name: "refuses-known-proposals",
    bug: "ZAB-10",
    about: "a follower takes a proposal that came with the leader's history for a fault",
    rule: { toleratesRedundant: false },
    violates: "DuringActionCheck",
    length: 18,
    config: { maxTransactions: 1, maxTimeouts: 0 },
  },
  {
    name: "half-is-a-quorum",
    bug: "ZAB-32",
    about: "2 of 4 servers are a quorum, as if one were an observer, and counted",
    rule: { isQuorum: (count, nodes) => count * 2 >= nodes },
    violates: "Leadership1",
    length: 13,
    config: { nodes: 4, maxTransactions: 0, maxTimeouts: 0 },
    sizes: [4, 2],
  },
  {
    name: "proposes-to-the-synchronized",
    bug: "issue 1 of the specification",
    about: "a leader proposes only to those that have acknowledged its history",
    rule: { proposesTo: (leader, server) => leader.ackldRecv.get(server)?.connected === true },
    violates: "PrefixConsistency",
    length: 22,
    config: { maxTimeouts: 0, maxEpoch: 2 },
  },
  {
    name: "latecomer-commits-what-it-knows",
    bug: "issue 3 of the specification",
    about: "a latecomer is told to commit what it has acknowledged, not what is committed by then",
    rule: { latecomerCommits: (_leader, acknowledged) => acknowledged },
    violates: "DuringActionCheck",
    length: 26,
    config: { maxTimeouts: 0, maxEpoch: 2 },
  },
];

export const zabTlaMutants: readonly Mutant[] = bugs.map(({ rule, config, ...bug }) => ({
  ...bug,
  model: zabTlaWith({ ...rules, ...rule }),
  config: { ...config },
  symmetry: true,
}));
