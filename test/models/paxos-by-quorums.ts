/**
 * Paxos whose proposals are generated as often as TLC generates those of Paxos.tla: the existential
 * quantifiers of its `Phase2a`, read literally, as a second opinion on ours.
 */
import { paxos } from "../../models/paxos/index.ts";

interface Report {
  readonly from: string;
  readonly vote: { readonly ballot: number; readonly value: string } | null;
}

/**
 * Paxos that proposes once a quorum that allows it (`Q \in Quorum`), or even once a quorum and a
 * highest vote that it reports (`m \in Q1bv`).
 */
export function paxosByQuorums(each: "quorum" | "vote"): typeof paxos {
  return {
    ...paxos,
    reduce(self, member, input, config, inbox) {
      if (input.type !== "Phase2a" || member.kind !== "proposer") {
        return paxos.reduce(self, member, input, config, inbox);
      }
      const { ballot, value } = input;
      if (member.proposed.some((proposal) => proposal.ballot === ballot)) return undefined;
      const reports = inbox
        .filter((message) => message.type === "Promised")
        .filter((message) => message.ballot === ballot);
      const ways = quorumsOf(config.acceptors)
        .map((quorum) => waysToPropose(value, quorum, reports))
        .reduce((sum, count) => sum + (each === "vote" ? count : Math.min(count, 1)), 0);
      const send = Array.from({ length: config.acceptors }, (_, index) => ({
        to: `a${index + 1}`,
        message: { type: "Accept" as const, ballot, value },
      }));
      const proposed = [...member.proposed, { ballot, value }];
      proposed.sort((a, b) => a.ballot - b.ballot);
      return Array.from({ length: ways }, () => ({ state: { ...member, proposed }, send }));
    },
  };
}

/** In how many ways `quorum` allows `value`. */
function waysToPropose(
  value: string,
  quorum: readonly string[],
  reports: readonly Report[],
): number {
  if (!quorum.every((acceptor) => reports.some(({ from }) => from === acceptor))) return 0;
  const votes = reports
    .filter(({ from }) => quorum.includes(from))
    .flatMap(({ vote }) => vote ?? []);
  if (votes.length === 0) return 1;
  const highest = Math.max(...votes.map(({ ballot }) => ballot));
  return votes.filter((vote) => vote.value === value && vote.ballot === highest).length;
}

/** All sets of more than half of the acceptors. */
function quorumsOf(acceptors: number): string[][] {
  const names = Array.from({ length: acceptors }, (_, index) => `a${index + 1}`);
  return names
    .reduce<string[][]>((sets, name) => [...sets, ...sets.map((set) => [...set, name])], [[]])
    .filter((set) => set.length * 2 > acceptors);
}
