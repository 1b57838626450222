/**
 * What changes of members must keep besides Raft's own claims: configurations are entries of the log.
 * Ongaro, "Consensus: Bridging Theory and Practice", 2014, §4.
 */
import {
  observer,
  type Observer,
  type Property,
  type Snapshot,
  sometimes,
  type Witness,
} from "../checker/property.ts";
import { type Commit, commits } from "./commitment.ts";
import type { Leading, Logging } from "./vocabulary.ts";

/** Which entries of a log are configurations, and how much of it is applied. */
export interface Reconfigured extends Logging {
  readonly changes?: readonly number[];
  readonly applied?: { readonly index: number };
}

/** A leader appends no configuration before the one before it is committed. */
export const oneReconfigurationAtATime: Observer<readonly Commit[], Reconfigured> = observer<
  readonly Commit[],
  Reconfigured
>({
  name: "OneReconfigurationAtATime",
  source: "Ongaro 2014, §4.1; RaftWithReconfigAddRemove.tla MaxOneReconfigurationAtATime",
  claim: "In no log more than one configuration was never committed.",
  concern: "split-brain",
  history: commits,
  checkState(history, { members }) {
    for (const { process, view } of members) {
      const open = (view.changes ?? []).filter((index) => index > history.length);
      if (open.length > 1) {
        return `${process} has two configurations, at index ${open[0]} and ${open[1]}, and neither was committed`;
      }
    }
    return undefined;
  },
  trigger: (_history, { members }) => members.some(({ view }) => (view.changes ?? []).length > 1),
});

/**
 * Where a configuration is in force once it is applied: majorities of two meet if one follows the
 * other, and need not if there is a third in between.
 */
export const recentConfiguration: Observer<readonly Commit[], Leading & Reconfigured> = observer<
  readonly Commit[],
  Leading & Reconfigured
>({
  name: "RecentConfiguration",
  source: "etcd #12133; etcd-io/raft #469",
  claim:
    "Who leads the latest epoch goes by the last configuration that was committed or the one before.",
  concern: "split-brain",
  history: commits,
  checkState(history, { members }) {
    const latest = Math.max(...members.map(({ view }) => view.epoch));
    for (const { process, up, view } of members) {
      if (!up || view.leader !== latest) continue;
      const missed = committedChanges(history, view).filter((index) => index > appliedOf(view));
      if (missed.length < 2) continue;
      return `${process} leads epoch ${latest} without having applied the configurations at index ${missed[0]} and ${missed[1]}, which are both committed`;
    }
    return undefined;
  },
  trigger: (history, { members }) =>
    members.some(
      ({ up, view }) => up && view.leader !== null && committedChanges(history, view).length > 1,
    ),
});

function committedChanges(history: readonly Commit[], view: Reconfigured): readonly number[] {
  return (view.changes ?? []).filter((index) => index <= history.length);
}

function appliedOf({ applied }: Reconfigured): number {
  return applied?.index ?? 0;
}

/** The members can change. */
export const configurationCommitted: Witness<Snapshot<Reconfigured>> = sometimes<
  Snapshot<Reconfigured>
>({
  name: "ConfigurationCommitted",
  source: "the purpose of a change of members",
  claim: "Some behaviour commits a configuration.",
  concern: "progress",
  holds: ({ members }) =>
    members.some(({ view }) => (view.changes ?? []).some((index) => index <= view.committed)),
});

/** What `raft` claims of changes of members: nothing where they never change. */
export function raftMembershipProperties({
  membership,
  inForce,
}: Readonly<Record<string, unknown>>): readonly Property<Leading & Reconfigured>[] {
  if (membership === "fixed") return [];
  return [
    oneReconfigurationAtATime,
    ...(inForce === "applied" ? [recentConfiguration] : []),
    configurationCommitted,
  ];
}
