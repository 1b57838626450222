/** What lasts from one row to another: who is down, what is cut. */
import type { Environment } from "../../checker/world/faults.ts";
import type { Link } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { cutText } from "../narrate.ts";
import type { Stage } from "../stage.ts";
import type { Cut, Outage } from "./story.ts";

/** When which process is down. */
export function outagesOf(states: readonly WorldState[], { processes }: Stage): Outage[] {
  return processes.flatMap((process, lane) =>
    spansOf(states, ({ environment }) => (environment.down.has(process) ? "down" : "")).map(
      ({ from, to }) => ({ lane, from, to }),
    ),
  );
}

/** When which links are cut. */
export function cutsOf(states: readonly WorldState[], { processes }: Stage): Cut[] {
  return spansOf(states, cutLinksText).map(({ from, to }) => {
    const links = linksOf(states[from]!.environment);
    return {
      from,
      to,
      links: links.map(([a, b]) => [processes.indexOf(a), processes.indexOf(b)] as const),
      text: cutText(links, processes),
    };
  });
}

function cutLinksText({ environment }: WorldState): string {
  const texts = linksOf(environment).map((link) => link.join(" "));
  return texts.toSorted().join("\n");
}

function linksOf({ cut }: Environment): Link[] {
  return [...cut].flatMap(([from, others]) => [...others].map((to): Link => [from, to]));
}

/** The rows over which `textOf` says the same, where it says anything. */
function spansOf(
  states: readonly WorldState[],
  textOf: (state: WorldState) => string,
): { readonly from: number; readonly to: number }[] {
  const spans: { from: number; to: number }[] = [];
  let last = "";
  for (const [row, state] of states.entries()) {
    const text = textOf(state);
    if (text !== "" && text === last) spans.at(-1)!.to = row;
    else if (text !== "") spans.push({ from: row, to: row });
    last = text;
  }
  return spans;
}
