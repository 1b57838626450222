/**
 * What is known of each property after some steps: what it says of this behaviour. That it holds is
 * never said, for other behaviours were not looked at.
 */
import type { PropertySummary } from "../../checker/check.ts";
import type { Place } from "./places.ts";
import type { Standing } from "./position.ts";

/** What `property` says of the behaviour through `places`, which ends in the last. */
export function standingOf(property: PropertySummary, places: readonly Place[]): Standing {
  const { name, claim } = property;
  return { name, claim, ...verdictOn(property, places) };
}

function verdictOn(
  { name, kind }: PropertySummary,
  places: readonly Place[],
): Pick<Standing, "verdict" | "sentence" | "state"> {
  const last = places.length - 1;
  const judged = places.map((place) => place.judged.get(name));
  const here = judged[last];
  if (here?.reason !== undefined) {
    return { verdict: "objects", sentence: `objects here: ${here.reason}`, state: last };
  }
  const objected = judged.findIndex((each) => each?.reason !== undefined);
  if (objected !== -1) {
    const sentence = `objected in state ${objected + 1}: ${judged[objected]!.reason}`;
    return { verdict: "objected", sentence, state: objected };
  }
  const triggered = judged.findLastIndex((each) => each?.isTriggered);
  if (kind === "witness") {
    if (triggered === -1) {
      return { verdict: "unwitnessed", sentence: "not witnessed so far", state: null };
    }
    const where = triggered === last ? "here" : `in state ${triggered + 1}`;
    return { verdict: "witnessed", sentence: `witnessed ${where}`, state: triggered };
  }
  if (kind === "deadlock") return stuckness(places[last]!);
  if (triggered === -1) {
    return { verdict: "untested", sentence: "not put to the test so far", state: null };
  }
  const sentence =
    triggered === last
      ? "put to the test here: no objection"
      : `no objection so far; last put to the test in state ${triggered + 1}`;
  return { verdict: "silent", sentence, state: triggered === last ? null : triggered };
}

/** Whether a state is stuck is asked of each that is inside the bounds. */
function stuckness({ isInside, isStuck }: Place): Pick<Standing, "verdict" | "sentence" | "state"> {
  const sentence = !isInside
    ? "no objection so far; not asked outside the bounds"
    : isStuck
      ? "no step leads elsewhere: no objection"
      : "some step leads elsewhere: no objection";
  return { verdict: "silent", sentence, state: null };
}
