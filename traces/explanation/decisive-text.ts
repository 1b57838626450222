/** In what a decisive step's outcome differs from that of the model without the bug. */
import type { WorldState } from "../../checker/world/world-state.ts";
import { typedText } from "../../checker/data-text.ts";
import { differenceTexts } from "../data-text.ts";
import { diff } from "../diff.ts";
import type { Stage } from "../stage.ts";
import { without } from "../world-changes.ts";

/** What is otherwise in `actual` than in `right`, in a few words each. */
export function deviations(right: unknown, actual: unknown, stage: Stage): string[] {
  if (!stage.isWorld) return differenceTexts(diff(right, actual), stage.names);
  const [should, is] = [right as WorldState, actual as WorldState];
  const states = stage.processes.flatMap((process, index) => {
    const differences = diff(should.processes[index], is.processes[index]);
    const texts = differenceTexts(differences, stage.names);
    return texts.length === 0 ? [] : [`${process} has ${texts.join(", ")}`];
  });
  const messages = stage.processes.flatMap((process, index) =>
    without(is.inboxes[index]!, should.inboxes[index]!).map(
      ({ from, message }) => `${from} sends ${typedText(message, stage.names)} to ${process}`,
    ),
  );
  return [...states, ...messages];
}
