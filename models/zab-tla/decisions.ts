/** What the steps of Zab.tla decide, and whom the leader has heard from by then: for explanations. */
import type { Decided, Named, ProcessId, SystemTransition } from "../../checker/protocol.ts";
import type { Ensemble, Server, Transaction, ZabMessage } from "./state.ts";

type Transition = SystemTransition<Ensemble, { readonly type: string; readonly server: ProcessId }>;

/** A leader is established by what a quorum has accepted, and commits what a quorum has stored. */
export function decisions({ before, action, after }: Transition): Decided<Ensemble>[] {
  const { server } = action;
  const old = before.servers.get(server)!;
  const leader = after.servers.get(server)!;
  const by = { process: server, epoch: leader.currentEpoch };
  const committed = leader.history.slice(old.lastCommitted.index, leader.lastCommitted.index);
  switch (action.type) {
    case "LeaderProcessACKEPOCH": {
      if (old.zabState === leader.zabState) return [];
      const answers = answersTo(server, leader, "ACKEPOCH", ({ ackeRecv }) => ackeRecv);
      return [{ kind: "leads", ...by, holds: leader.history.map(nameOf), answers }];
    }
    case "LeaderProcessACKLD": {
      const answers = answersTo(server, leader, "ACKLD", ({ ackldRecv }) => ackldRecv);
      return committed.map((each) => ({ kind: "commits", ...by, what: nameOf(each), answers }));
    }
    case "LeaderProcessACK":
      return committed.map((each) => {
        const index = leader.history.indexOf(each);
        const heard = ({ history }: Server) => history[index]?.ackSid ?? new Set();
        const answers = answersTo(server, leader, "ACK", heard);
        return { kind: "commits", ...by, what: nameOf(each), answers };
      });
    default:
      return [];
  }
}

/** The answers of one type that a leader has: sent when they came to be on their way to it. */
function answersTo(
  id: ProcessId,
  leader: Server,
  type: ZabMessage["type"],
  heardBy: (leader: Server) => Pick<ReadonlySet<ProcessId>, "has" | "keys">,
) {
  return [...heardBy(leader).keys()].map((from) => {
    if (from === id) return { from, answer: { type } };
    const isSent = ({ servers }: Ensemble): boolean => {
      const earlier = servers.get(id)!;
      const onTheWay = earlier.msgs.get(from)?.some((message) => message.type === type) ?? false;
      const isOfEpoch = earlier.acceptedEpoch === leader.acceptedEpoch;
      return isOfEpoch && (onTheWay || heardBy(earlier).has(from));
    };
    return { from, answer: { type }, isSent };
  });
}

function nameOf({ zxid: [epoch, counter] }: Transaction): Named {
  return { epoch: null, value: `transaction ${epoch}.${counter}` };
}
