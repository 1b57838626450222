/** What becomes of a leader that has removed itself. Dissertation §4.2.2 */
import { configurationOf, isVoter, latestChange } from "./configuration.ts";
import type { RaftConfig } from "./raft.ts";
import { follower } from "./rules.ts";
import type { Server } from "./state.ts";

/** A leader that is no member any more steps down once that is committed. §4.2.2 */
export function retireIfRemoved(leader: Server, config: RaftConfig): Server {
  if (config.membership === "fixed" || latestChange(leader.log) > leader.commitIndex) return leader;
  return isVoter(leader.votedFor!, configurationOf(leader, config)) ? leader : follower(leader);
}
