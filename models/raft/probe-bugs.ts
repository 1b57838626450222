/** Bugs of probing: what a refusal says, and what a leader makes of it. §5.3; etcd's StateProbe */
import type { Bug } from "./bug.ts";

const PROBES = { probes: true } as const;

export const probeBugs: readonly Bug[] = [
  {
    name: "refusal-names-own-end",
    bug: "RFT-37",
    about: "a refusal names the follower's last index, though its entry there conflicts",
    rule: { mayMatch: ({ length }) => length },
    violates: "RefusalsLeadBack",
    length: 16,
    config: { ...PROBES, maxTerm: 3, values: 1 },
    budgets: {
      ElectionTimeout: 3,
      ClientRequest: 2,
      Replicate: 1,
      RequestVoteRequest: 4,
      RequestVoteResponse: 3,
    },
  },
  {
    name: "retries-what-was-refused",
    bug: "RFT-50",
    about: "a leader sends who refused the same again: a request without entries, for ever",
    rule: { stepBack: (progress) => progress },
    violates: "RefusalsLeadBack",
    length: 13,
    config: { ...PROBES, maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: 2 },
  },
];
