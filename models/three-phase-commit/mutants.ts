/** Three-phase commit with a bug: each made by replacing one of the protocol's functions. */
import type { Mutant } from "../kit/instance.ts";
import { decide, onceAllAnswered } from "./commit.ts";
import { COORDINATOR, type CommitConfig, type Site, type Step } from "./state.ts";
import { threePhaseCommit } from "./three-phase-commit.ts";

type Protocol = typeof threePhaseCommit;

const { reduce } = threePhaseCommit;
const TWO = { slaves: 2 };

/** The protocol, but that `change` has the last word on the state after each step. */
function butThen(
  change: (self: string, site: Site, config: CommitConfig) => Site,
): Protocol["reduce"] {
  return (self, site, input, config, inbox) => {
    const step = reduce(self, site, input, config, inbox) as Step;
    return step && { ...step, state: change(self, step.state, config) };
  };
}

/** A backup decides without having its state adopted before. */
const skipFirstPhase = butThen((self, site, config) =>
  site.announcement?.type === "Adopt"
    ? onceAllAnswered(self, { ...site, awaited: new Set() }, config)
    : site,
);

/** The coordinator commits when it should prepare. */
const skipPrepare = butThen((self, site, config) =>
  site.announcement?.type === "Prepare" ? decide(self, site, "committed", config) : site,
);

/** The coordinator takes the first acknowledgement for all of them. */
const oneAckIsEnough: Protocol["reduce"] = (self, site, input, config, inbox) =>
  input.type === "Ack" && self === COORDINATOR
    ? reduce(self, { ...site, awaited: new Set() }, input, config, inbox)
    : reduce(self, site, input, config, inbox);

/** The coordinator takes the vote of a slave that has failed for a Yes. */
const silenceMeansYes: Protocol["reduce"] = (self, site, input, config, inbox) =>
  input.type === "Suspect" && self === COORDINATOR
    ? reduce(self, site, { type: "Yes", from: input.site }, config, inbox)
    : reduce(self, site, input, config, inbox);

/** A slave whose coordinator has failed waits for it to come back. */
const waitForCoordinator: Protocol["reduce"] = (self, site, input, config, inbox) =>
  input.type === "Suspect" && site.coordinator !== self
    ? undefined
    : reduce(self, site, input, config, inbox);

export const threePhaseCommitMutants: readonly Mutant[] = [
  {
    name: "skips-first-phase",
    bug: "own",
    about: "a backup decides at once: the next one is in another state, and decides otherwise",
    model: { ...threePhaseCommit, reduce: skipFirstPhase } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 13,
    config: TWO,
  },
  {
    name: "skips-prepare",
    bug: "own",
    about: "the coordinator commits as soon as all have voted Yes: two-phase commit with time-outs",
    model: { ...threePhaseCommit, reduce: skipPrepare } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 10,
    config: TWO,
  },
  {
    name: "one-ack-is-enough",
    bug: "own",
    about: "the coordinator commits when the first slave has prepared",
    model: { ...threePhaseCommit, reduce: oneAckIsEnough } satisfies Protocol,
    violates: "AtomicCommitment",
    length: 13,
    config: TWO,
  },
  {
    name: "silence-means-yes",
    bug: "own",
    about: "the coordinator takes the vote of a slave that has failed for a Yes",
    model: { ...threePhaseCommit, reduce: silenceMeansYes } satisfies Protocol,
    violates: "CommitIsUnanimous",
    length: 10,
    config: TWO,
  },
  {
    name: "waits-for-coordinator",
    bug: "own",
    about: "a slave whose coordinator has failed waits for it to come back",
    model: { ...threePhaseCommit, reduce: waitForCoordinator } satisfies Protocol,
    violates: "NonBlocking",
    length: 4,
    config: TWO,
  },
];
