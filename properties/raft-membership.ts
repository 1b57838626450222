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
import type { Logging } from "./vocabulary.ts";

/** Which entries of a log are configurations. */
export interface Reconfigured extends Logging {
  readonly changes?: readonly number[];
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
}: Readonly<Record<string, unknown>>): readonly Property<Reconfigured>[] {
  return membership === "fixed" ? [] : [oneReconfigurationAtATime, configurationCommitted];
}
