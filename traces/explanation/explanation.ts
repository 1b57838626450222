/**
 * Why a behaviour violates its property, put together from what the files of this folder find in it.
 * Everything is recomputed from the model; nothing is taken from the trace file but its steps.
 */
import { type AnyModel, type Target, targetOf } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { Player } from "../player.ts";
import { type Stage, stageOf } from "../stage.ts";
import { type Decisive, decisiveStep, type Judged } from "./decisive.ts";
import { type Clash, clashesOf } from "./clashes.ts";
import { type Decision, decisionsIn } from "./ledger.ts";
import { lossesIn } from "./losses.ts";
import { decisionsOfSystem } from "./system-ledger.ts";
import { type Overlap, overlapsOf, type Reign, reignsIn } from "./leadership.ts";
import { type Provenance, provenanceIn } from "./provenance.ts";
import { nearestSibling, type Sibling } from "./sibling.ts";
import { sliceOf } from "./slice.ts";
import { tell, type Told } from "./told.ts";

/** On whose answers what was decided, and what of it can't both be right. */
export interface Ledger {
  readonly stage: Stage;
  /** The types of actions with which a process loses what it had, besides crashes. */
  readonly forgets: readonly string[];
  readonly decisions: readonly Decision[];
  readonly clashes: readonly Clash[];
}

/** What there is to say of a behaviour of a protocol in its world. */
export interface Explanation extends Ledger {
  readonly told: Told;
  readonly reigns: readonly Reign[];
  readonly overlaps: readonly Overlap[];
  readonly provenance: readonly Provenance[];
  /** By step: may the violation depend on it? */
  readonly slice: readonly boolean[];
}

/** What can be said of any behaviour, also of a transition system's. */
export interface Causes {
  /** Where the model with the bug parts from the one without. */
  readonly decisive: Decisive | undefined;
  readonly sibling: Sibling | undefined;
}

/** A behaviour that violates a property, with all that it was found in. */
export interface Violating {
  readonly model: AnyModel;
  readonly target: Target;
  readonly initial: number;
  readonly steps: readonly Typed[];
  readonly states: readonly unknown[];
  readonly reason: string;
}

/** Explains a behaviour of a protocol; undefined for a transition system, which has no processes. */
export function explanationOf(violating: Violating): Explanation | undefined {
  const { model, target } = violating;
  if (!("view" in model)) return undefined;
  const stage = stageOf(target);
  const told = tell({ ...violating, stage }, (process, state) =>
    model.view(process, state, target.config),
  );
  const reigns = reignsIn(told);
  return {
    ...ledgerWith(violating, decisionsIn(told)),
    told,
    reigns,
    overlaps: overlapsOf(reigns),
    provenance: provenanceIn(told),
    slice: sliceOf(told, violating),
  };
}

/** The ledger of a transition system, by what its model says; undefined for a protocol in its world. */
export function systemLedgerOf(violating: Violating): Ledger | undefined {
  const { model, target } = violating;
  if (!("system" in model)) return undefined;
  return ledgerWith(violating, decisionsOfSystem(model, target.config, violating));
}

function ledgerWith({ model, target, steps }: Violating, decisions: readonly Decision[]): Ledger {
  const stage = stageOf(target);
  const { forgets = [] } = model;
  return {
    stage,
    forgets,
    decisions,
    clashes: clashesOf(decisions, lossesIn(steps, stage, forgets)),
  };
}

/**
 * What would have prevented the violation.
 * @param right the model without the bug, if the behaviour is that of one with a bug.
 */
export function causesOf(violating: Violating, right: AnyModel | undefined): Causes {
  const { model, target, initial, steps, states } = violating;
  const { config, environment } = target;
  const decisive =
    right === undefined
      ? undefined
      : decisiveStep(
          steps,
          states,
          judged(model, target),
          judged(right, targetOf(right, { config, environment })),
        );
  return { decisive, sibling: nearestSibling(new Player(target), initial, steps) };
}

function judged(model: AnyModel, { subject, config, processes }: Target): Judged {
  if (!("view" in model)) return { subject, content: encode, shown: () => "" };
  const shown = (state: unknown): string => {
    const { processes: locals } = state as WorldState;
    return encode(processes.map((process, index) => model.view(process, locals[index], config)));
  };
  return { subject, content: withoutHistories, shown };
}

/** A protocol's states are a world's. */
function withoutHistories(state: unknown): string {
  return encode({ ...(state as WorldState), histories: [] });
}
