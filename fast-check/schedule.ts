/**
 * A schedule: one behaviour of a model, as the steps that make it. The value that fast-check passes to
 * properties. In a report it reads as the story of who did what.
 */
import * as fc from "fast-check";
import type { Typed } from "../checker/protocol.ts";
import { replay } from "../checker/search/replay.ts";
import type { Behaviour } from "../traces/player.ts";
import { PLAIN } from "../traces/palette.ts";
import { renderBehaviour } from "../traces/render.ts";
import { stageOf } from "../traces/stage.ts";
import type { Setting } from "./setting.ts";

/** The width of the story. */
const COLUMNS = 100;

/**
 * `Seen` is what properties see of a state: a snapshot of the views of a protocol's processes, or the
 * state of a transition system. `Step` is what a step is: a step of the world, or a system's action.
 */
export class Schedule<Seen = unknown, Step extends Typed = Typed> implements Behaviour {
  /** What it is a schedule of. */
  readonly setting: Setting;
  /** Which of the initial states it begins in. */
  readonly initial: number;
  readonly steps: readonly Step[];
  /** What the arbitrary's own properties object to in its end, if they do: it ends there. */
  readonly objection: Behaviour["objection"];
  /** Where it is from, if it was not drawn. */
  readonly origin: string | undefined;
  #states: readonly unknown[] | undefined;
  #seen: readonly Seen[] | undefined;
  #verdict: Behaviour | undefined;

  constructor(setting: Setting, { initial, steps, objection }: Behaviour, origin?: string) {
    this.setting = setting;
    this.initial = initial;
    // Steps of a setting's walks are its model's.
    this.steps = steps as readonly Step[];
    this.objection = objection;
    this.origin = origin;
    this.#verdict = objection === undefined ? undefined : this;
  }

  /** The states that it leads through, the initial one first: one more than steps. */
  get states(): readonly unknown[] {
    return (this.#states ??= statesOf(this.setting, this));
  }

  /** What properties see of each of its states. */
  get snapshots(): readonly Seen[] {
    return (this.#seen ??= this.states.map((state) => this.setting.snapshot(state) as Seen));
  }

  /** Has its story end as `verdict` says. For who judges it; it changes nothing but the text. */
  tell(verdict: Behaviour): void {
    this.#verdict = verdict;
  }

  /** What happens in it, step by step, and how it ends. */
  toString(): string {
    const { target } = this.setting;
    const { steps, objection } = this.#verdict ?? this;
    const states = statesOf(this.setting, { initial: this.initial, steps });
    const length = `${states.length} ${states.length === 1 ? "state" : "states"}`;
    const from = this.origin === undefined ? "" : `, ${this.origin}`;
    const settings = { full: false, palette: PLAIN, columns: COLUMNS };
    return [
      `a schedule of ${target.name} in ${length}${from}`,
      renderBehaviour(steps, states, stageOf(target), settings),
      ...(objection === undefined ? [] : ["", `  ✗ ${objection.property}: ${objection.reason}`]),
    ].join("\n");
  }

  [fc.toStringMethod](): string {
    return `\n${this.toString()}\n`;
  }
}

/** The states of the plain world, which is the one that counts. */
function statesOf(
  { target }: Setting,
  { initial, steps }: Pick<Behaviour, "initial" | "steps">,
): readonly unknown[] {
  return replay(target.subject, { property: "", initial, steps }).states;
}
