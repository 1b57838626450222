/**
 * The termination protocol, for sites whose coordinator has failed: the next in line becomes the
 * backup coordinator. Skeen 1981: it first has its local state adopted by all others, so that the
 * next backup comes to the same decision, and decides then.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { ask, decide, onceAllAnswered } from "./commit.ts";
import {
  COORDINATOR,
  type CommitConfig,
  hasDecided,
  lineOf,
  type Phase,
  type Site,
  type Step,
  without,
} from "./state.ts";

/** Those whose failure would matter to a site: its coordinator, or whom it waits for as one. */
export function watchedBy(self: ProcessId, site: Site): readonly ProcessId[] {
  return site.coordinator === self ? [...site.awaited] : [site.coordinator];
}

/** A site learns that another has failed. */
export function suspect(
  self: ProcessId,
  site: Site,
  failed: ProcessId,
  config: CommitConfig,
): Step {
  if (!watchedBy(self, site).includes(failed)) return undefined;
  return {
    state:
      site.coordinator === self ? giveUpOn(self, site, failed, config) : moveUp(self, site, config),
  };
}

/** A vote that is missing is a No; an acknowledgement that is missing is not needed. */
function giveUpOn(self: ProcessId, site: Site, failed: ProcessId, config: CommitConfig): Site {
  const isVoteMissing = self === COORDINATOR && site.phase !== "prepared";
  if (isVoteMissing) return decide(self, site, "aborted", config);
  return onceAllAnswered(self, { ...site, awaited: without(site.awaited, failed) }, config);
}

/** The next in line is the coordinator now; if that is this site, it takes over. */
function moveUp(self: ProcessId, site: Site, config: CommitConfig): Site {
  const line = lineOf(config);
  const coordinator = line[line.indexOf(site.coordinator) + 1]!;
  const moved: Site = { ...site, coordinator };
  return coordinator === self ? takeOver(self, moved, config) : moved;
}

/** Phase 1; it is left out if the backup has decided, and by one that has not even voted. */
function takeOver(self: ProcessId, site: Site, config: CommitConfig): Site {
  switch (site.phase) {
    case "committed":
    case "aborted":
      return decide(self, site, site.phase, config);
    case "initial":
      return decide(self, site, "aborted", config);
    case "waiting":
    case "prepared":
      return ask(self, site, { type: "Adopt", phase: site.phase }, config);
  }
}

/** At a slave: it makes a transition to the backup's local state, unless it has decided. */
export function adopt(site: Site, from: ProcessId, phase: Phase): Step {
  const stays = hasDecided(site) || site.phase === "initial";
  return {
    state: stays ? site : { ...site, phase },
    send: [{ to: from, message: { type: "Ack" } }],
  };
}
