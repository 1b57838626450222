/** What the steps of Zab.tla decide, and whom the leader has heard from by then: for explanations. */
import type { Decided, Named, ProcessId, SystemTransition } from "../../checker/protocol.ts";
import type { Ensemble, History, Server, Transaction, ZabMessage, Zxid } from "./state.ts";
import { isLater, isSame } from "./zxid.ts";

type Transition = SystemTransition<Ensemble, { readonly type: string; readonly server: ProcessId }>;
type Answers = Decided<Ensemble>["answers"];

/** A leader is established by what a quorum has accepted, and commits what a quorum has stored. */
export function decisions({ before, action, after }: Transition): Decided<Ensemble>[] {
  const { type, server } = action;
  const old = before.servers.get(server)!;
  const leader = after.servers.get(server)!;
  const by = { process: server, epoch: leader.currentEpoch };
  if (type === "LeaderProcessACKEPOCH" && leader.zabState !== old.zabState) {
    return [
      { kind: "leads", ...by, holds: leader.history.map(nameOf), answers: epochs(server, leader) },
    ];
  }
  if (type !== "LeaderProcessACKLD" && type !== "LeaderProcessACK") return [];
  const committed = leader.history.slice(old.lastCommitted.index, leader.lastCommitted.index);
  return committed.map((transaction) => {
    const answers =
      type === "LeaderProcessACK" ? acks(server, transaction) : histories(server, leader);
    return { kind: "commits", ...by, what: nameOf(transaction), answers };
  });
}

/** Who has accepted the epoch, with which epoch and history before it. */
function epochs(leader: ProcessId, { ackeRecv }: Server): Answers {
  return [...ackeRecv].map(([from, { peerLastEpoch: epoch, peerHistory }]) => {
    const history = peerHistory.map(({ zxid }) => zxid.join("."));
    const isIt = (other: number, its: History): boolean =>
      other === epoch && its.map(({ zxid }) => zxid.join(".")).join() === history.join();
    return heard(
      leader,
      from,
      { type: "ACKEPOCH", epoch, history },
      {
        isHeard(server) {
          const said = server.ackeRecv.get(from);
          return said !== undefined && isIt(said.peerLastEpoch, said.peerHistory);
        },
        isIt: (message) => message.type === "ACKEPOCH" && isIt(message.epoch, message.history),
      },
    );
  });
}

/** Who has stored the leader's history. */
function histories(leader: ProcessId, { ackldRecv }: Server): Answers {
  return [...ackldRecv.keys()].map((from) =>
    heard(
      leader,
      from,
      { type: "ACKLD" },
      {
        isHeard: (server) => server.ackldRecv.has(from),
        isIt: ({ type }) => type === "ACKLD",
      },
    ),
  );
}

/** Who has stored a transaction, be it with the leader's history. */
function acks(leader: ProcessId, { zxid, ackSid }: Transaction): Answers {
  const has = (server: Server, from: ProcessId): boolean =>
    server.history.some((each) => isSame(each.zxid, zxid) && each.ackSid.has(from));
  return [...ackSid].map((from) =>
    heard(
      leader,
      from,
      { type: "Acknowledgement", of: zxid.join(".") },
      {
        isHeard: (server) => has(server, from),
        isIt: (message) =>
          (message.type === "ACK" && isSame(message.zxid, zxid)) ||
          (message.type === "ACKLD" && !isLater(zxid, message.zxid)),
      },
    ),
  );
}

interface Signs {
  /** Does the leader know of it? */
  isHeard(leader: Server): boolean;
  /** Is it this message? */
  isIt(message: ZabMessage): boolean;
}

/** An answer that a leader has heard by now: before that, it was in its queue. It knows its own. */
function heard(
  leader: ProcessId,
  from: ProcessId,
  answer: Answers[number]["answer"],
  { isHeard, isIt }: Signs,
): Answers[number] {
  const isThere = ({ servers }: Ensemble): boolean => {
    const server = servers.get(leader)!;
    return isHeard(server) || (server.msgs.get(from) ?? []).some((message) => isIt(message));
  };
  return { from, answer, ...(from === leader ? { isHeld: isThere } : { isSent: isThere }) };
}

/** As the properties name it. */
function nameOf({ zxid, value }: { readonly zxid: Zxid; readonly value: number }): Named {
  return { epoch: null, value: `transaction ${zxid.join(".")} (value ${value})` };
}
