/**
 * What is searched: a transition system together with the judge of its properties and its symmetry.
 * Made from a protocol in its world or from a model of the lower door; plain, slow and exact. The
 * reference explorer searches it and replay runs it; the engine has to agree with it.
 */
import { encode, encodeRenamed, type Renaming } from "../data.ts";
import type { Snapshot, SystemProperty } from "../property.ts";
import type { Typed } from "../protocol.ts";
import type { TransitionSystem } from "../transition-system.ts";
import type { Model } from "../world/model.ts";
import { snapshotOf } from "../world/observe.ts";
import { actionOf, type Step, titleOf } from "../world/step.ts";
import { World } from "../world/world.ts";
import { isQuiet, keyOf, type WorldState } from "../world/world-state.ts";
import type { Findings } from "./exploration.ts";
import {
  judge,
  judgeChange,
  judgeHistory,
  judgeInitial,
  judgeRefinement,
  judgeStuck,
  judgeWitness,
} from "./judge.ts";
import { actionText, specificationsOf } from "./specification.ts";

export interface Subject<S, A> {
  readonly system: TransitionSystem<S, A>;
  /** The symmetries to reduce by, the identity first. */
  readonly renamings: readonly Renaming[];
  /** A text that is equal exactly for states that are equal once renamed. */
  keyOf(state: S, renaming: Renaming): string;
  /** The name of the action, for coverage. */
  actionOf(action: A): string;
  /** Called for an initial state, besides `judgeState`. */
  judgeInitial(state: S, findings: Findings): void;
  judgeState(state: S, findings: Findings): void;
  /** @param isOther is it known that the step changes the state? To find out costs two texts. */
  judgeStep(before: S, action: A, after: S, findings: Findings, isOther?: boolean): void;
  /** Called for a state that no step leaves. */
  judgeStuck(state: S, findings: Findings): void;
}

/** A protocol in its world as a subject. */
export function subjectOf(model: Model): Subject<WorldState, Step> {
  const world = new World(model);
  const historyOf = (state: WorldState, history: unknown): unknown =>
    state.histories[model.histories.findIndex((other) => other === history)];
  const snapshot = (state: WorldState): Snapshot<unknown> =>
    snapshotOf(model, state.processes, (process) => !state.environment.down.has(process));
  const specifications = specificationsOf(model.properties);
  return {
    system: world,
    renamings: model.renamings,
    keyOf: (state, renaming) => keyOf(model, state, renaming),
    actionOf,
    judgeInitial(state, findings) {
      for (const each of specifications) judgeInitial(each, snapshot(state), findings);
    },
    judgeState(state, findings) {
      const subject = snapshot(state);
      for (const property of model.properties) {
        if (property.kind === "invariant") {
          if (property.when !== "quiet" || isQuiet(model, state))
            judge(property, subject, findings);
        } else if (property.kind === "witness") {
          judgeWitness(property, subject, findings);
        } else if (property.kind === "observer") {
          judgeHistory(property, historyOf(state, property.history), subject, findings);
        }
      }
    },
    judgeStep(before, step, after, findings) {
      for (const each of specifications) {
        judgeRefinement(each, snapshot(before), snapshot(after), titleOf(step), findings);
      }
      const change = world.changeOf(before, step);
      if (change === undefined) return;
      for (const property of model.properties) {
        if (property.kind === "transition") judge(property, change, findings);
        if (property.kind === "observer") {
          judgeChange(property, historyOf(before, property.history), change, findings);
        }
      }
    },
    judgeStuck(state, findings) {
      if (world.done(state) || world.permission.isExhausted(state)) return;
      for (const property of model.properties) {
        if (property.kind === "deadlock") judgeStuck(property, snapshot(state), findings);
      }
    },
  };
}

/** A model of the lower door as a subject. */
export function subjectOfSystem<S, A extends Typed>(
  system: TransitionSystem<S, A>,
  properties: readonly SystemProperty<S>[],
  renamings: readonly Renaming[],
): Subject<S, A> {
  const specifications = specificationsOf(properties);
  return {
    system,
    renamings,
    keyOf: (state, renaming) => encodeRenamed(state, renaming),
    actionOf: (action) => action.type,
    judgeInitial(state, findings) {
      for (const each of specifications) judgeInitial(each, state, findings);
    },
    judgeState(state, findings) {
      for (const property of properties) {
        if (property.kind === "invariant") judge(property, state, findings);
        if (property.kind === "witness") judgeWitness(property, state, findings);
      }
    },
    judgeStep(before, action, after, findings, isOther = false) {
      if (!isOther && encode(before) === encode(after)) return;
      for (const each of specifications) {
        judgeRefinement(each, before, after, actionText(action), findings);
      }
      for (const property of properties) {
        if (property.kind === "transition") judge(property, { before, after }, findings);
      }
    },
    judgeStuck(state, findings) {
      if (system.done?.(state) === true) return;
      for (const property of properties) {
        if (property.kind === "deadlock") judgeStuck(property, state, findings);
      }
    },
  };
}
