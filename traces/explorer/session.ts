/**
 * The explorer's view of a model: from a path to all that its page shows. It remembers states but not
 * where anyone is: each question brings its path along, so that pages do not disturb each other.
 */
import type { PropertySummary, Target } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import { typedText } from "../../checker/data-text.ts";
import { CheckerError } from "../../checker/errors.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { actorOf } from "../actors.ts";
import type { AnyTrace } from "../format.ts";
import { headline } from "../narrate.ts";
import { groupsOf } from "../page/groups.ts";
import { changesBetween } from "../page/rows.ts";
import { cutsOf } from "../page/spans.ts";
import type { Change } from "../page/story.ts";
import { type Stage, stageOf } from "../stage.ts";
import { without } from "../world-changes.ts";
import { type Place, Places } from "./places.ts";
import type { Actor, EnabledStep, ModelWords, Path, Position, Visit } from "./position.ts";
import { standingOf } from "./standing.ts";

export class Session {
  readonly target: Target;
  readonly places: Places;
  readonly #model: ModelWords;
  readonly #stage: Stage;

  /** @param target what is explored, not reduced by symmetry. */
  constructor(target: Target, model: ModelWords) {
    this.target = target;
    this.places = new Places(target);
    this.#model = model;
    this.#stage = stageOf(target);
  }

  /** All that there is to see at `path`. @throws CheckerError `BadValue` if there is no such path. */
  positionAt(path: Path): Position {
    const places = this.places.along(path.initial, path.choices);
    const here = places[path.at]!;
    const shown = places.slice(Math.max(0, path.at - 1), path.at + 1).map(({ state }) => state);
    const { properties } = this.target;
    return {
      model: this.#model,
      path,
      initials: this.places.initials,
      visits: places.map((place, index) =>
        visitOf(place, places[index - 1], path.choices[index - 1], properties, this.#stage),
      ),
      rows: shown.length === 1 ? 1 : 2,
      ...groupsOf(shown, this.#stage),
      ...this.#network(shown),
      actors: this.#actorsAt(here),
      end: endOf(here),
      properties: properties.map((each) => standingOf(each, places.slice(0, path.at + 1))),
    };
  }

  /** The path that takes a trace's steps. @throws CheckerError `BadTrace` if one is not possible. */
  pathOf({ initial, steps }: Pick<AnyTrace, "initial" | "steps">): Path {
    const choices: number[] = [];
    for (const step of steps) {
      const choice = this.places.choiceOf(this.places.along(initial, choices).at(-1)!, step);
      if (choice === undefined) {
        const sentence = `The step to state ${choices.length + 2} of the trace is not possible any more.`;
        throw new CheckerError("BadTrace", sentence, { hint: "scrutineer replay says why." });
      }
      choices.push(choice);
    }
    return { initial, choices, at: choices.length };
  }

  /** What only a world has: who is down, what is cut, what is in flight. */
  #network(shown: readonly unknown[]): Pick<Position, "down" | "cut" | "messages"> {
    if (!this.#stage.isWorld) return { down: [], cut: null };
    const worlds = shown as readonly WorldState[];
    const [before, here] = worlds.length === 1 ? [undefined, worlds[0]!] : [worlds[0], worlds[1]!];
    const { processes, names } = this.#stage;
    const messages = processes.flatMap((to, index) => {
      const inbox = here.inboxes[index]!;
      const young = new Set(before === undefined ? [] : without(inbox, before.inboxes[index]!));
      return inbox.map((envelope) => ({
        from: envelope.from,
        to,
        text: typedText(envelope.message, names),
        isNew: young.has(envelope),
      }));
    });
    const [cut] = cutsOf([here], this.#stage);
    return { down: [...here.environment.down], cut: cut?.text ?? null, messages };
  }

  /** The enabled steps by those who make them, in the order of the processes. */
  #actorsAt(place: Place): Actor[] {
    const { processes, isWorld } = this.#stage;
    const byActor = new Map<string, EnabledStep[]>(processes.map((process) => [process, []]));
    for (const [choice, step] of place.enabled.entries()) {
      const actor = actorOf(step, this.#stage);
      byActor.set(actor, [...(byActor.get(actor) ?? []), this.#stepAt(place, choice, step)]);
    }
    // No process has no name.
    const named = [...byActor].map(([name, steps]) => ({
      name: name === "" ? (isWorld ? "the network" : "actions") : name,
      steps,
    }));
    return named.filter(({ steps }) => steps.length > 0);
  }

  #stepAt({ state, enabled }: Place, choice: number, step: Typed): EnabledStep {
    const { system } = this.target.subject;
    const after = system.next(state, step);
    const isOutside = system.constraint?.(after) === false;
    const leads = encode(after) === encode(state) ? "nothing" : isOutside ? "outside" : "on";
    const title = headline(step, this.#stage);
    // A reducer may have several answers to one input.
    const same = enabled.filter((other) => headline(other, this.#stage) === title);
    const which = same.length > 1 ? ` (${same.indexOf(step) + 1} of ${same.length} outcomes)` : "";
    const changes = changesBetween(state, after, step, this.#stage);
    return { choice, title: title + which, changes, leads };
  }
}

function visitOf(
  place: Place,
  before: Place | undefined,
  choice: number | undefined,
  properties: readonly PropertySummary[],
  stage: Stage,
): Visit {
  const objecting = properties
    .map(({ name }) => name)
    .filter((name) => place.judged.get(name)?.reason !== undefined);
  if (before === undefined || choice === undefined) {
    return { title: "initially", changes: [], objecting };
  }
  const step = before.enabled[choice]!;
  const changes: Change[] = changesBetween(before.state, place.state, step, stage);
  return { title: headline(step, stage), changes, objecting };
}

function endOf({ enabled, isInside }: Place): string | null {
  if (!isInside) return "This state is outside the bounds: it was judged, and no step begins here.";
  return enabled.length === 0 ? "No step is enabled here: the behaviour ends." : null;
}
