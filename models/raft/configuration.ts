/**
 * Who belongs to the cluster, as a server's log says it: the latest configuration in the log is in
 * force, committed or not. Dissertation §4.1, §4.3. In etcd it is the latest that was applied. A joint
 * configuration has two halves, and each of them must agree.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import type { LogEntry, Server } from "./state.ts";

export interface Configuration {
  /** Who votes; in a joint configuration, those of the new one. */
  readonly voters: ReadonlySet<ProcessId>;
  /** Those of the old one, in a joint configuration; empty in others. */
  readonly outgoing: ReadonlySet<ProcessId>;
  /** Who gets entries and does not count. §4.2.1 */
  readonly learners: ReadonlySet<ProcessId>;
}

/** The value of an entry that is a configuration: its index and its term tell it. */
export const CONFIGURATION = "configuration";

/** The configuration that all servers start from. */
export function initialConfiguration({ nodes, members }: RaftConfig): Configuration {
  const voters = new Set(processIds(nodes).slice(0, members === 0 ? nodes : members));
  return { voters, outgoing: new Set(), learners: new Set() };
}

/** The index of the latest entry of `log` that is a configuration; 0 if none is. */
export function latestChange(log: readonly LogEntry[]): number {
  return log.findLastIndex(({ configuration }) => configuration !== undefined) + 1;
}

/** Up to which index of its log the configurations are, or were, in force at a server. */
export function inForceUpTo(
  { log, applied }: Pick<Server, "log" | "applied">,
  { inForce }: RaftConfig,
): number {
  return inForce === "applied" ? (applied?.index ?? 0) : log.length;
}

/** The configuration in force at `server`. */
export function configurationOf(
  server: Pick<Server, "log" | "applied">,
  config: RaftConfig,
): Configuration {
  const { log } = server;
  const entry = log[latestChange(log.slice(0, inForceUpTo(server, config))) - 1];
  return entry?.configuration ?? initialConfiguration(config);
}

/** Is the server one of a cluster? Who is to join has nothing, not even who belongs to it. */
export function isInitialised(
  self: ProcessId,
  { log }: Pick<Server, "log">,
  config: RaftConfig,
): boolean {
  return log.length > 0 || isVoter(self, initialConfiguration(config));
}

/** Whoever gets entries from the leader of this configuration. */
export function isMember(process: ProcessId, configuration: Configuration): boolean {
  return isVoter(process, configuration) || configuration.learners.has(process);
}

/** Whoever may have a say in this configuration. */
export function isVoter(process: ProcessId, { voters, outgoing }: Configuration): boolean {
  return voters.has(process) || outgoing.has(process);
}

/** Those of `others` whom a candidate asks for their votes. */
export function askedBy(
  rules: Rules,
  candidate: Server,
  others: readonly ProcessId[],
  config: RaftConfig,
): readonly ProcessId[] {
  if (config.membership === "fixed") return others;
  const configuration = configurationOf(candidate, config);
  const halves = rules.halves(configuration);
  return others.filter((other) =>
    halves.some((half) => rules.counted(half, configuration).has(other)),
  );
}

/** Have enough servers voted for this candidate? */
export function isElected(rules: Rules, candidate: Server, config: RaftConfig): boolean {
  const { votesGranted } = candidate;
  return hasMajorities(rules, candidate, votesGranted, config, rules.wins);
}

/** Have enough servers, as the leader knows, the entry at `index`? */
export function isReplicated(
  rules: Rules,
  leader: Server,
  index: number,
  config: RaftConfig,
): boolean {
  if (config.membership === "fixed") {
    return rules.isQuorum(rules.replicas(leader, index), config.nodes);
  }
  const followers = [...leader.progress].filter(([, { matchIndex }]) => matchIndex >= index);
  // A leader has voted for itself. One that is no member any more does not count either.
  const holders = new Set([leader.votedFor!, ...followers.map(([follower]) => follower)]);
  return hasMajorities(rules, leader, holders, config, rules.isQuorum);
}

function hasMajorities(
  rules: Rules,
  server: Server,
  agreeing: ReadonlySet<ProcessId>,
  config: RaftConfig,
  isEnough: (count: number, size: number) => boolean,
): boolean {
  const configuration = configurationOf(server, config);
  return rules.halves(configuration).every((half) => {
    const counted = rules.counted(half, configuration);
    return isEnough([...agreeing].filter((each) => counted.has(each)).length, half.size);
  });
}
