/**
 * Raft with extensions: its instances have the states that were counted and keep what Raft promises
 * and what they promise; each mutant is caught by the property that it names, with the shortest trace
 * pinned; a config that makes no sense is refused.
 */
import { describe, expect, it } from "vitest";
import { configOf } from "../../checker/parameters.ts";
import type { ConfigOfProtocol, Delivered, StateOf } from "../../checker/protocol.ts";
import {
  raft as model,
  raftExtensionInstances,
  raftExtensionMutants,
  type RaftMessage,
} from "../../models/raft/index.ts";
import { lengths } from "../checker/agreement.ts";
import { scrutineer } from "../cli/scrutineer.ts";
import {
  checkInstance,
  checkMutant,
  countsOf,
  exploreInstance,
  traceLength,
} from "./check-instance.ts";
import { HEAVY_EXTENSION_MUTANTS, inOneTerm, raft } from "./raft-rows.ts";

const mutants = raftExtensionMutants.filter(({ name }) => !HEAVY_EXTENSION_MUTANTS.includes(name));
const small = raftExtensionInstances.filter(({ isDefault }) => isDefault === true);

describe("raft with extensions", () => {
  it.each(small)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(raft, instance);
    const { violated = {} } = instance.expected;

    expect(exploration).toMatchObject(countsOf(instance));
    const broken = verdicts.filter(({ verdict }) => verdict === "violated");
    expect(broken.map(({ name }) => name)).toEqual(Object.keys(violated));
    for (const [property, length] of Object.entries(violated)) {
      expect(traceLength(exploration, property)).toBe(length);
    }
    expect(verdicts.filter(({ verdict }) => verdict === "vacuous")).toEqual([]);
  });

  it.each(inOneTerm("quick"))(
    "has as many states for the reference explorer, in one term: $name",
    (shallow) => {
      const { distinctStates, generatedStates, depth } = exploreInstance(raft, shallow);
      const { exploration } = checkInstance(raft, shallow);

      expect(exploration).toMatchObject({ distinctStates, generatedStates, depth });
    },
  );
});

describe("mutants of raft's extensions", () => {
  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each<readonly [string, Readonly<Record<string, number>>]>([
    ["clocks-drift", { LeaseRestsOnPromises: 8, LeaseExcludesOthers: 11 }],
    ["lease-outlives-promises", { LeaseRestsOnPromises: 9, LeaseExcludesOthers: 12 }],
    ["votes-under-lease", { LeaseExcludesOthers: 10 }],
    ["late-heartbeat-shortens-promise", { LeaseRestsOnPromises: 10, LeaseExcludesOthers: 14 }],
    ["forgets-promise", { LeaseRestsOnPromises: 8, LeaseExcludesOthers: 12 }],
    ["newer-term-ends-promise", { LeaseRestsOnPromises: 11, LeaseExcludesOthers: 13 }],
    ["lease-survives-transfer", { LeaseRestsOnPromises: 9, LeaseExcludesOthers: 11 }],
    ["lease-resumes-after-transfer", { LeaseRestsOnPromises: 10, LeaseExcludesOthers: 12 }],
  ])("%s shows before anyone reads, in so many states: %o", (name, expected) => {
    const mutant = raftExtensionMutants.find((each) => each.name === name)!;

    const [violates, ...also] = Object.keys(expected);
    const { exploration } = checkMutant(raft, { ...mutant, violates: violates! }, also);

    expect(lengths(exploration)).toMatchObject(expected);
  });
});

type Server = StateOf<typeof model>;
type Config = ConfigOfProtocol<typeof model>;

/** What n1 makes of `inputs`, one after another. */
function after(inputs: readonly Input[], settings: Partial<Config>): Server {
  const config = configOf(model.parameters, settings);
  return inputs.reduce(
    (server, input) => {
      const outcome = model.reduce("n1", server, input, config, []);
      if (outcome === undefined || !("state" in outcome))
        throw new Error(`${input.type}: disabled`);
      return outcome.state;
    },
    model.init("n1", config),
  );
}

type Input = Parameters<typeof model.reduce>[2];

function vote(from: string, term: number): Delivered<RaftMessage> {
  return { from, type: "RequestVoteResponse", term, voteGranted: true };
}

const ELECTED: readonly Input[] = [{ type: "ElectionTimeout" }, vote("n2", 1)];

describe("a leader", () => {
  const answered: Input = { from: "n3", type: "HeartbeatResponse", term: 1, round: 0 };

  it("steps down in its term if nobody answered since its last check (CheckQuorum)", () => {
    const server = after([...ELECTED, { type: "CheckQuorum" }], { checkQuorum: true });

    expect(server).toMatchObject({ role: "follower", currentTerm: 1, votedFor: "n1" });
  });

  it("goes on leading if a majority did, until the next check", () => {
    const once = after([...ELECTED, answered, { type: "CheckQuorum" }], { checkQuorum: true });
    const twice = after([...ELECTED, answered, { type: "CheckQuorum" }, { type: "CheckQuorum" }], {
      checkQuorum: true,
    });

    expect([once.role, twice.role]).toEqual(["leader", "follower"]);
  });

  it("takes no requests while it hands over, and takes them again once it gives up", () => {
    const settings = { transfer: true };
    const handing: Input[] = [...ELECTED, { type: "TransferLeadership", to: "n2" }];
    const request: Input = { type: "ClientRequest", value: "v1" };

    expect(() => after([...handing, request], settings)).toThrow("ClientRequest: disabled");
    expect(after([...handing, { type: "AbortTransfer" }, request], settings).log).toHaveLength(1);
  });
});

describe("a follower", () => {
  const heartbeat: Input = { from: "n2", type: "HeartbeatRequest", term: 1, round: 0 };
  const request = {
    from: "n3",
    type: "RequestVoteRequest",
    term: 2,
    lastLogIndex: 0,
    lastLogTerm: 0,
  } as const;

  it("that hears from its leader takes over no newer term from a candidate (§4.2.3)", () => {
    expect(after([heartbeat, request], { checkQuorum: true }).currentTerm).toBe(1);
    expect(after([heartbeat, request], { preVote: true }).currentTerm).toBe(2);
  });

  it("keeps its promise for the newest round, whichever heartbeat comes last (§6.4.1)", () => {
    const newer: Input = { ...heartbeat, round: 2 };
    const late: Input = { ...heartbeat, round: 1 };

    const server = after([newer, late], { checkQuorum: true, reads: "lease" });

    expect(server.contact?.promise).toEqual({ to: "n2", round: 2 });
  });

  it("confirms no round to the leader of an older term, to whom it promises nothing", () => {
    const settings = { checkQuorum: true, reads: "lease" } as const;
    const config = configOf(model.parameters, settings);
    const server = after([request], settings);

    const outcome = model.reduce("n1", server, { ...heartbeat, round: 1 }, config, []);

    expect(outcome).toMatchObject({
      state: { contact: { promise: null } },
      send: [{ to: "n2", message: { term: 2, round: 0 } }],
    });
  });

  it("votes all the same for a candidate whom the leader told to stand (§3.10)", () => {
    const told = { ...request, isTransfer: true } as const;

    const server = after([heartbeat, told], { checkQuorum: true, transfer: true });

    expect(server).toMatchObject({ currentTerm: 2, votedFor: "n3" });
  });
});

describe("a config that makes no sense", () => {
  it.each([
    [["reads=lease"], "reads=lease needs checkQuorum"],
    [["preferred=1"], "preferred needs transfer"],
    [["preferred=4", "transfer=true"], "There are 3 servers, so 4 can't be preferred."],
  ])("is refused: %j", async (settings, sentence) => {
    const { code, err } = await scrutineer(
      "check",
      "raft",
      ...settings.flatMap((setting) => ["--set", setting]),
    );

    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
