/**
 * The three phases: vote, prepare, commit. Skeen 1981: the central site nonblocking protocol. No site
 * is more than one transition ahead of another, and no state is next to both c and a.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import {
  COORDINATOR,
  type CommitConfig,
  hasDecided,
  type Phase,
  type Site,
  type SiteMessage,
  slavesOf,
  type Step,
  without,
} from "./state.ts";

/** From q to w, or to a: who votes No aborts. */
export function vote(
  self: ProcessId,
  site: Site,
  choice: "yes" | "no",
  config: CommitConfig,
): Step {
  if (site.phase !== "initial") return undefined;
  const voted: Site = { ...site, vote: choice };
  if (self === COORDINATOR) {
    if (choice === "no") return { state: decide(self, voted, "aborted", config) };
    return { state: onceAllAnswered(self, { ...voted, phase: "waiting" }, config) };
  }
  return {
    state: { ...voted, phase: choice === "yes" ? "waiting" : "aborted" },
    send: [{ to: COORDINATOR, message: { type: choice === "yes" ? "Yes" : "No" } }],
  };
}

/** At the coordinator: one vote or acknowledgement less to wait for. */
export function receiveAnswer(
  self: ProcessId,
  site: Site,
  from: ProcessId,
  config: CommitConfig,
): Step {
  return {
    state: onceAllAnswered(self, { ...site, awaited: without(site.awaited, from) }, config),
  };
}

/** At the coordinator: one No is enough. */
export function receiveNo(self: ProcessId, site: Site, config: CommitConfig): Step {
  return { state: hasDecided(site) ? site : decide(self, site, "aborted", config) };
}

/** At a slave: from w to p. */
export function receivePrepare(site: Site, from: ProcessId): Step {
  if (site.phase !== "waiting") return { state: site };
  return { state: { ...site, phase: "prepared" }, send: [{ to: from, message: { type: "Ack" } }] };
}

/** At a slave: to c or a. */
export function receiveDecision(site: Site, phase: "committed" | "aborted"): Step {
  return { state: hasDecided(site) ? site : { ...site, phase } };
}

/**
 * What a coordinator does when it waits for nobody any more. The first one goes from w to p and on to
 * c. A backup has had its own state adopted, and follows the decision rule: it commits from p, for
 * another site may have, and aborts from w, for none can have committed.
 */
export function onceAllAnswered(self: ProcessId, site: Site, config: CommitConfig): Site {
  if (site.awaited.size > 0) return site;
  if (site.phase === "prepared") return decide(self, site, "committed", config);
  if (site.phase !== "waiting") return site;
  return self === COORDINATOR
    ? ask(self, { ...site, phase: "prepared" }, { type: "Prepare" }, config)
    : decide(self, site, "aborted", config);
}

/** A coordinator begins to tell its slaves something that they have to acknowledge. */
export function ask(
  self: ProcessId,
  site: Site,
  announcement: SiteMessage,
  config: CommitConfig,
): Site {
  const slaves = new Set(slavesOf(self, config));
  const asking = { ...site, announcement, sendTo: slaves, awaited: slaves };
  return slaves.size === 0 ? onceAllAnswered(self, asking, config) : asking;
}

/** A coordinator decides, and begins to tell its slaves. */
export function decide(
  self: ProcessId,
  site: Site,
  phase: Extract<Phase, "committed" | "aborted">,
  config: CommitConfig,
): Site {
  return {
    ...site,
    phase,
    announcement: { type: phase === "committed" ? "Commit" : "Abort" },
    sendTo: new Set(slavesOf(self, config)),
    awaited: new Set(),
  };
}

/** One message of an announcement: a crash may keep the others from being sent. */
export function send(site: Site, to: ProcessId): Step {
  const { announcement, sendTo } = site;
  if (announcement === null || !sendTo.has(to)) return undefined;
  const left = without(sendTo, to);
  return {
    state: { ...site, sendTo: left, announcement: left.size === 0 ? null : announcement },
    send: [{ to, message: announcement }],
  };
}
