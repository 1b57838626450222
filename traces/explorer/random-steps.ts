/** Goes on at random: each step that leads on is as likely as the others, up to a new objection. */
import { encode } from "../../checker/data.ts";
import type { Place } from "./places.ts";
import type { Path } from "./position.ts";
import type { Session } from "./session.ts";

/** A number from 0 up to `below`. */
export type Draw = (below: number) => number;

/** `path` with up to `steps` more; fewer if a property objects anew, or none leads on. */
export function randomSteps(session: Session, path: Path, steps: number, draw: Draw): number[] {
  const choices = path.choices.slice(0, path.at);
  const places = session.places.along(path.initial, choices);
  const known = new Set(places.flatMap(objecting));
  let here = places.at(-1)!;
  for (let taken = 0; taken < steps; taken++) {
    const leadingOn = choicesOn(session, here);
    if (leadingOn.length === 0) break;
    choices.push(leadingOn[draw(leadingOn.length)]!);
    here = session.places.along(path.initial, choices).at(-1)!;
    if (objecting(here).some((name) => !known.has(name))) break;
  }
  return choices;
}

function objecting({ judged }: Place): string[] {
  return [...judged].flatMap(([name, { reason }]) => (reason === undefined ? [] : [name]));
}

/** The choices of the steps that change something and do not leave the bounds. */
function choicesOn({ target }: Session, { state, enabled }: Place): number[] {
  const { system } = target.subject;
  const text = encode(state);
  return enabled.flatMap((step, choice) => {
    const after = system.next(state, step);
    const leadsOn = encode(after) !== text && (system.constraint?.(after) ?? true);
    return leadsOn ? [choice] : [];
  });
}
