/**
 * What fast leader election promises to ZAB, and why: FastLeaderElection.java in Apache ZooKeeper;
 * Medeiros 2012. It does not promise one leader at a time: for a while two may lead in one round,
 * but a quorum of followers gathers behind one of them only.
 */
import {
  always,
  type Change,
  eachStep,
  type Invariant,
  type Observer,
  observer,
  type Property,
  type Snapshot,
  sometimes,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";
import { firstPair, leaderElected } from "./leadership.ts";
import {
  allFollowings,
  followedIn,
  type Following,
  followings,
  type Past,
  past,
  votersSeen,
} from "./past-elections.ts";
import {
  changesVote,
  compareStored,
  compareVotes,
  describeStored,
  describeVote,
  followedNow,
  isSettled,
  leadersOf,
  lookingIn,
  majorityOf,
  votersOf,
  type Voting,
} from "./election-votes.ts";

/** What ZAB needs to keep what is committed: it is on a majority, which meets this one. */
export const leaderHasBestHistory: Invariant<Snapshot<Voting>> = always<Snapshot<Voting>>({
  name: "LeaderHasBestHistory",
  source: "FastLeaderElection.java totalOrderPredicate; Medeiros 2012",
  claim: "Whoever leads, a majority of the voters has no later history than it has.",
  concern: "lost commit",
  check({ members }) {
    for (const { process, view } of leadersOf(members)) {
      const better = votersOf(members).filter(
        (other) => compareStored(other.view.history, view.history) > 0,
      );
      if (votersOf(members).length - better.length >= majorityOf(members)) continue;
      const names = better.map((each) => each.process).join(", ");
      return `${process} leads with ${describeStored(view.history)}, but ${names} have more`;
    }
    return undefined;
  },
  trigger: ({ members }) => leadersOf(members).length > 0,
});

/** A vote that is counted was given, and in that round. */
export const leaderHasMajority: Observer<Past, Voting> = observer<Past, Voting>({
  name: "LeaderHasMajority",
  source: "FastLeaderElection.java getVoteTracker",
  claim: "Whoever leads, a majority of the voters has voted for it in its round.",
  concern: "split-brain",
  history: past,
  checkState({ votes }, { members }) {
    for (const { process, view } of leadersOf(members)) {
      const backers = [...votes].filter(
        ({ leader, round }) => leader === process && round === view.round,
      );
      if (backers.length >= majorityOf(members)) continue;
      return `${process} leads in round ${view.round}, where ${backers.length} of ${votersOf(members).length} have voted for it`;
    }
    return undefined;
  },
  trigger: (_history, { members }) => leadersOf(members).length > 0,
});

/** Why a fresh ensemble has no leader before its second server of three is up. */
export const nobodyElectsAlone: Observer<Past, Voting> = observer<Past, Voting>({
  name: "NobodyElectsAlone",
  source: "FastLeaderElection.java; the start of an ensemble",
  claim: "Until a majority of the voters has started, nobody leads, follows or observes.",
  concern: "split-brain",
  history: past,
  checkState(history, { members }) {
    const started = votersSeen(history);
    const settled = members.find(({ up, view }) => up && isSettled(view));
    if (settled === undefined || started >= majorityOf(members)) return undefined;
    return `${settled.process} is ${settled.view.role}, but only ${started} of ${votersOf(members).length} voters have started`;
  },
  trigger: (history, { members }) =>
    votersSeen(history) > 0 && votersSeen(history) < majorityOf(members),
});

/** What checkLeader is for. */
export const onlyLeadersJoined: Observer<Past, Voting> = observer<Past, Voting>({
  name: "OnlyLeadersJoined",
  source: "FastLeaderElection.java checkLeader",
  claim: "Nobody joins others in following a server that has never led.",
  concern: "progress",
  history: past,
  checkChange({ leaders }, { process, before, after, cause }) {
    const joins = cause === "message" && before.role === "looking" && isSettled(after);
    const leader = after.vote?.leader ?? process;
    if (!joins || leader === process || leaders.has(leader)) return undefined;
    return `${process} joins others in following ${leader}, which has never led`;
  },
  trigger: ({ leaders }, { members }) =>
    members.some(({ up, view }) => up && isSettled(view) && leaders.has(view.vote?.leader ?? "")),
});

/**
 * What there is of one leader at a time. A crash takes the clock back, and so does joining an ensemble
 * that elected its leader in an older round: `strict` claims it even so.
 */
export function oneQuorumPerRound(strict = false): Observer<ReadonlySet<Following>, Voting> {
  return observer<ReadonlySet<Following>, Voting>({
    name: "OneQuorumPerRound",
    source: "FastLeaderElection.java, logicalclock",
    claim: strict
      ? "In a round, quorums have followed one leader at most, even if clocks went back."
      : "In a round, quorums whose clocks have not gone back have followed one leader at most.",
    concern: "split-brain",
    history: strict ? allFollowings : followings,
    checkState(history, { members }) {
      const pair = firstPair(followedIn(history, members), (a, b) => a.round === b.round);
      if (pair === undefined) return undefined;
      const [{ leader, round }, other] = pair;
      return `in round ${round} a quorum has followed ${leader}, and a quorum ${other.leader}`;
    },
    trigger: (history, { members }) => followedIn(history, members).length > 0,
  });
}

/** There is an order of votes, and every change of mind goes up in it: no two go round in circles. */
export function votesImprove(order: string): TransitionProperty<Change<Voting>> {
  return eachStep<Change<Voting>>({
    name: "VotesImprove",
    source: "FastLeaderElection.java totalOrderPredicate; ZOOKEEPER-1419",
    claim: "Within a round, no server changes its vote for one that does not beat it.",
    concern: "progress",
    check(change) {
      const { before, after } = change;
      if (!changesVote(change) || compareVotes(after.vote!, before.vote!, order) > 0)
        return undefined;
      return `${change.process} leaves ${describeVote(before.vote!)} for ${describeVote(after.vote!)}`;
    },
    trigger: changesVote,
  });
}

/** An election comes to an end, if nothing is lost and one server at most gives up what it had. */
export const quorumDecides: Invariant<Snapshot<Voting>> = always<Snapshot<Voting>>({
  name: "QuorumDecides",
  source: "FastLeaderElection.java lookForLeader",
  claim: "Once no message is in flight, a majority that looks for a leader can decide, each of it.",
  concern: "progress",
  when: "quiet",
  check({ members }) {
    const looking = lookingIn(members);
    if (looking.length < majorityOf(members)) return undefined;
    const stuck = looking.find(({ view }) => !view.canDecide);
    if (stuck === undefined) return undefined;
    const votes = looking.map(
      ({ process, view }) => `${process} votes for ${view.vote?.leader} in round ${view.round}`,
    );
    return `${stuck.process} can't decide: ${votes.join(", ")}`;
  },
  trigger: ({ members }) => lookingIn(members).length >= majorityOf(members),
});

/** Who comes late finds the leader that there is, if nothing is lost and nobody gives it up. */
export const latecomerJoins: Invariant<Snapshot<Voting>> = always<Snapshot<Voting>>({
  name: "LatecomerJoins",
  source: "FastLeaderElection.java receivedFollowingNotification",
  claim: "Once no message is in flight, nobody looks in vain while a quorum follows a leader.",
  concern: "progress",
  when: "quiet",
  check({ members }) {
    const now = followedNow(members);
    const left = lookingIn(members).find(({ view }) => !view.canDecide);
    if (now === undefined || left === undefined) return undefined;
    return `${left.process} still looks for a leader, though a quorum follows ${now}`;
  },
  trigger: ({ members }) => followedNow(members) !== undefined,
});

/** What fast leader election does not exclude, and ZAB does: a leader begins with a quorum's help. */
export const rivalsLead: Witness<Snapshot<Voting>> = sometimes<Snapshot<Voting>>({
  name: "RivalsLead",
  source: "Medeiros 2012",
  claim: "Some behaviour lets two servers lead at once, in one round.",
  concern: "split-brain",
  holds: ({ members }) =>
    firstPair(leadersOf(members), (a, b) => a.view.round === b.view.round) !== undefined,
});

/** An observer finds the leader without a vote. */
export const observerFinds: Witness<Snapshot<Voting>> = sometimes<Snapshot<Voting>>({
  name: "ObserverFinds",
  source: "FastLeaderElection.java learningState",
  claim: "Some behaviour lets an observer find the leader.",
  concern: "progress",
  holds: ({ members }) => members.some(({ up, view }) => up && view.role === "observing"),
});

/** What fast leader election claims under a config: nothing that it does not put to the test. */
export function fastLeaderElectionProperties({
  nodes,
  observers,
  order,
  histories,
  maxRound,
  resend,
  strict,
}: Readonly<Record<string, number | boolean | string>>): readonly Property<Voting>[] {
  return [
    ...(histories === "equal" ? [] : [leaderHasBestHistory]),
    leaderHasMajority,
    nobodyElectsAlone,
    onlyLeadersJoined,
    oneQuorumPerRound(strict === true),
    votesImprove(String(order)),
    // What is lost, or told to a server that was not looking then, is missing until it is sent again.
    ...(resend === true ? [] : [quorumDecides]),
    ...(resend === true || Number(maxRound) > 1 ? [] : [latecomerJoins]),
    leaderElected(),
    ...(Number(nodes) - Number(observers) > 2 ? [rivalsLead] : []),
    ...(Number(observers) > 0 ? [observerFinds] : []),
  ];
}
