/**
 * `multi-paxos-smr` against TLC: the same states, counted the same, on the same specification; its
 * mutants, each caught by the property that it names; and a behaviour that the specification's order
 * of requests hides, played step by step.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { catalog } from "../../models/catalog.ts";
import {
  multiPaxosSmr,
  multiPaxosSmrInstances,
  multiPaxosSmrMutants,
} from "../../models/multi-paxos-smr/index.ts";
import type { Cluster, SmrAction } from "../../models/multi-paxos-smr/state.ts";
import { linearizability, replicasCommitTheSame } from "../../properties/multi-paxos-smr.ts";
import {
  checkInstance,
  checkMutant,
  countsOf,
  exploreInstance,
  traceLength,
} from "./check-instance.ts";

const protocol = catalog.find(({ model }) => model.name === "multi-paxos-smr")!;
/** The others are in multi-paxos.slow.test.ts. */
const quick = multiPaxosSmrInstances.filter(({ name }) => ["tiny", "two-replicas"].includes(name));

describe("multi-paxos-smr", () => {
  it.each(quick)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("means the same to the reference explorer", () => {
    const instance = quick.find(({ name }) => name === "two-replicas")!;

    expect(exploreInstance(protocol, instance)).toMatchObject(countsOf(instance));
  });

  it("generates what TLC does, if a request is taken once an empty slot", () => {
    const oncePerSlot = {
      ...multiPaxosSmr,
      system(config: Parameters<typeof multiPaxosSmr.system>[0]) {
        const system = multiPaxosSmr.system(config);
        return {
          ...system,
          enabled: (cluster: Cluster) =>
            system
              .enabled(cluster)
              .flatMap((action) => Array.from({ length: ways(cluster, action) }, () => action)),
        };
      },
    };

    const { exploration } = check(oncePerSlot, { config: { replicas: 2 } });

    expect(exploration).toMatchObject({ distinctStates: 1_163, generatedStates: 1_905, depth: 20 });
  });
});

describe("mutants of multi-paxos-smr", () => {
  it.each(multiPaxosSmrMutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(protocol, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it("catches less-than-a-majority as a violation of ReplicasCommitTheSame too, in 9 states", () => {
    const mutant = multiPaxosSmrMutants.find(({ name }) => name === "less-than-a-majority")!;

    const violates = "ReplicasCommitTheSame";
    const { exploration } = checkMutant(protocol, { ...mutant, violates });

    expect(traceLength(exploration, violates)).toBe(9);
  });
});

describe("a notice that names a slot, but no ballot", () => {
  const config = configOf(multiPaxosSmr.parameters, { maxBallot: 5, requests: "any" });
  const untilNotice = [
    ...leads("s1", 1, "s2"),
    "s1 TakeNewRequest w1",
    ...leads("s3", 2, "s2"),
    "s3 TakeNewRequest r1",
    "s1 HandlePrepare 2",
    // s2 alone votes for w1 in ballot 3, and hears of nothing from then on.
    ...leads("s1", 3, "s2"),
    "s2 HandleAccept 3",
    "s3 HandlePrepare 3",
    ...leads("s3", 4, "s1"),
    "s1 HandleAccept 4",
    "s3 HandleAccept 4",
    "s3 HandleAcceptReplies",
    "s2 HandleCommitNotice",
  ];

  it("lets a follower commit what another ballot has overtaken, if requests come in any order", () => {
    const cluster = play(untilNotice);

    expect(replicasCommitTheSame.check(cluster)).toBe("in slot 1 s2 has committed w1, and s3 r1");
  });

  it("lets clients see it once that follower leads", () => {
    const cluster = play([
      ...untilNotice,
      ...leads("s2", 5, "s1"),
      "s2 TakeNewRequest w1",
      "s1 HandleAccept 5",
      "s2 HandleAcceptReplies",
    ]);

    expect(linearizability.check(cluster)).toBe("no order explains w1?, r1?, r1: nil, w1: w1");
  });

  function play(steps: readonly string[]): Cluster {
    const system = multiPaxosSmr.system(config);
    return steps.reduce((cluster, step) => {
      const action = system.enabled(cluster).find((each) => textOf(each) === step);
      if (action === undefined) throw new Error(`${step} can't happen`);
      return system.next(cluster, action);
    }, system.initialStates()[0]!);
  }
});

/** "s1 BecomeLeader 2": who does what, in which ballot or with which request. */
function textOf(action: SmrAction): string {
  if (action.type === "Terminating") return action.type;
  const words: (string | number)[] = [action.replica, action.type];
  if ("bal" in action) words.push(action.bal);
  if ("cmd" in action) words.push(action.cmd);
  if ("message" in action && "bal" in action.message) words.push(action.message.bal);
  return words.join(" ");
}

/** What a replica does to lead a ballot with one other. */
function leads(replica: string, bal: number, other: string): string[] {
  return [
    `${replica} BecomeLeader ${bal}`,
    `${other} HandlePrepare ${bal}`,
    `${replica} HandlePrepareReplies`,
  ];
}

/** How often TLC generates an action: the guard of this one says "some slot is empty". */
function ways(cluster: Cluster, action: SmrAction): number {
  if (action.type !== "TakeNewRequest") return 1;
  const { insts } = cluster.node.get(action.replica)!;
  return insts.filter(({ status }) => status === "Empty").length;
}
