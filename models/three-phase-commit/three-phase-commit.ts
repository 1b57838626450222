/**
 * Three-phase commit: between the votes and the commit the coordinator has all sites prepare, so that
 * those who survive it can decide without it. Skeen, "Nonblocking Commit Protocols", 1981: the central
 * site protocol (commit.ts) and the termination protocol (termination.ts).
 *
 * As in two-phase-commit, the request to vote is left out. The coordinator sends one message a step,
 * so that a crash may keep some sites from being told.
 */
import { match } from "ts-pattern";
import { defineProtocol, integer } from "../../checker/protocol.ts";
import { receiveAnswer, receiveDecision, receiveNo, receivePrepare, send, vote } from "./commit.ts";
import {
  COORDINATOR,
  hasDecided,
  lineOf,
  type Phase,
  type Site,
  type SiteEvent,
  type SiteMessage,
  slavesOf,
  type Step,
} from "./state.ts";
import { adopt, suspect, watchedBy } from "./termination.ts";

export const threePhaseCommit = defineProtocol<{
  state: Site;
  event: SiteEvent;
  message: SiteMessage;
}>()({
  name: "three-phase-commit",
  source: "Skeen 1981",
  about:
    "Three-phase commit: no site waits for a failed one; wrong if a site that is up is suspected.",
  parameters: {
    slaves: integer(2, { min: 1, max: 5 }, "how many sites there are besides the coordinator"),
  },
  actions: {
    VoteYes: "a site votes Yes (q to w)",
    VoteNo: "a site votes No, and aborts (q to a)",
    Send: "a coordinator tells one slave what it is telling all",
    Suspect: "a site learns that its coordinator has failed, or a slave that it waits for",
    Yes: "the coordinator learns a vote, and after the last of them prepares (w to p)",
    No: "the coordinator learns a vote, and aborts (w to a)",
    Prepare: "a slave prepares (w to p)",
    Adopt: "a slave adopts the local state of the backup coordinator (termination, phase 1)",
    Ack: "a coordinator learns of a transition, and after the last of them decides",
    Commit: "a slave commits",
    Abort: "a slave aborts",
  },
  environment: (config) => ({
    timing: "synchronous",
    detection: "perfect",
    budgets: { crashes: config.slaves },
  }),
  processes: (config) => lineOf(config),
  init: (self, config) => ({
    phase: "initial",
    vote: null,
    coordinator: COORDINATOR,
    awaited: new Set(self === COORDINATOR ? slavesOf(self, config) : []),
    announcement: null,
    sendTo: new Set(),
  }),
  events: (self, site) => [
    { type: "VoteYes" },
    { type: "VoteNo" },
    ...Array.from(site.sendTo, (to) => ({ type: "Send", to }) as const),
    ...watchedBy(self, site).map((watched) => ({ type: "Suspect", site: watched }) as const),
  ],
  reduce: (self, site, input, config) =>
    match(input)
      .with({ type: "VoteYes" }, () => vote(self, site, "yes", config))
      .with({ type: "VoteNo" }, () => vote(self, site, "no", config))
      .with({ type: "Send" }, ({ to }) => send(site, to))
      .with({ type: "Suspect" }, ({ site: failed }) => suspect(self, site, failed, config))
      .with({ type: "Yes" }, { type: "Ack" }, ({ from }) => receiveAnswer(self, site, from, config))
      .with({ type: "No" }, () => receiveNo(self, site, config))
      .with({ type: "Prepare" }, ({ from }) => receivePrepare(site, from))
      .with({ type: "Adopt" }, ({ from, phase }) => adopt(site, from, phase))
      .with({ type: "Commit" }, () => receiveDecision(site, "committed"))
      .with({ type: "Abort" }, () => receiveDecision(site, "aborted"))
      .exhaustive() satisfies Step,
  recover: (_self, site) => site,
  // A step takes less time than it takes to notice a failure.
  waits: ({ type }) => (type === "Suspect" ? 2 : 1),
  suspects: (event) => (event.type === "Suspect" ? event.site : undefined),
  view: (_self, site) => ({
    kind: "participant" as const,
    phase: seen(site.phase),
    vote: site.vote,
  }),
  done: (_self, site) => hasDecided(site),
});

/** A site in w or p has promised to commit, and waits for a decision. */
function seen(phase: Phase): "working" | "prepared" | "committed" | "aborted" {
  return match(phase)
    .with("initial", () => "working" as const)
    .with("waiting", "prepared", () => "prepared" as const)
    .with("committed", "aborted", (decided) => decided)
    .exhaustive();
}
