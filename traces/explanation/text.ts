/** An explanation as text, section by section; a section that has nothing to say is left out. */
import { headline } from "../narrate.ts";
import type { Palette } from "../palette.ts";
import type { Stage } from "../stage.ts";
import { wrap } from "../wrap.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Decisive } from "./decisive.ts";
import { deviations } from "./decisive-text.ts";
import type { Causes, Explanation, Violating } from "./explanation.ts";
import type { Clash, Decision } from "./ledger.ts";
import type { Provenance } from "./provenance.ts";
import { timelineText } from "./timeline-text.ts";
import { nameOf } from "./told.ts";

/** How an explanation is shown. */
export interface TextOptions {
  readonly palette: Palette;
  readonly columns: number;
}

/** What `explanation` says of the behaviour; numbers are those of states, from 1, as `show` has them. */
export function explanationText(explanation: Explanation, options: TextOptions): string {
  const { overlaps, decisions, clashes, provenance } = explanation;
  const { palette, columns } = options;
  return [
    section("who led when", [
      ...timelineText(explanation, palette, columns),
      ...overlaps.map(({ reigns: [one, other], from, isOneEpoch }) => {
        const both = `${one.process} and ${other.process}`;
        return isOneEpoch
          ? palette.bad(`from state ${from + 1} on ${both} lead epoch ${one.epoch} both`)
          : palette.faint(
              `from state ${from + 1} on ${both} lead epochs ${one.epoch} and ${other.epoch}: allowed`,
            );
      }),
    ]),
    section("on whose answers", [...decisions.map(decisionText), ...clashes.map(clashText)]),
    section("what became of each proposal", provenance.map(provenanceText)),
    section("what it depends on", [sliceText(explanation)]),
  ]
    .filter((text) => text !== "")
    .join("\n\n");

  function section(title: string, lines: readonly string[]): string {
    if (lines.length === 0) return "";
    const shown = lines.map((line) =>
      line.startsWith("  ") ? line : `  ${wrap(line, columns, 4)}`,
    );
    return [palette.strong(title), ...shown].join("\n");
  }
}

/** What would have prevented it, in sentences; `model` is the name of the model without the bug. */
export function causesText(
  { decisive, sibling }: Causes,
  { steps, states, stage }: Pick<Violating, "steps" | "states"> & { readonly stage: Stage },
  model: string,
): string[] {
  const told = (index: number): string =>
    `${headline(steps[index]!, stage)} (to state ${index + 2})`;
  const decisiveText = ({ kind, step, instead }: Decisive): string => {
    switch (kind) {
      case "impossible":
        return `${told(step)}: by the rules of ${model} it is not possible there`;
      case "different":
        return `${told(step)}; by the rules of ${model} it would not come to this: ${deviations(instead, states[step + 1], stage).join("; ")}`;
      case "shown":
        return `${told(step)}; by the rules of ${model} the processes would count as something else there`;
      case "missing":
        return `nothing goes on here; by the rules of ${model} this would: ${headline(instead as Typed, stage)}`;
    }
  };
  const sentences: string[] = [];
  if (decisive !== undefined) sentences.push(`decisive: ${decisiveText(decisive)}`);
  if (sibling !== undefined) {
    const { kind, step, other } = sibling;
    sentences.push(
      other === null
        ? `without ${told(step)} it would have held`
        : `had ${told(step)} come ${kind} ${told(other)}, it would have held`,
    );
  }
  return sentences;
}

function decisionText({ kind, process, state, epoch, proposal, answers }: Decision): string {
  const what =
    kind === "leads" || proposal === null
      ? `leads epoch ${epoch}`
      : `has ${nameOf(proposal)} committed`;
  const list = answers.map(
    ({ from, message, state: at }) => `${from} (${message}, state ${at + 1})`,
  );
  const base = list.length === 0 ? "on nobody's answer" : `on ${[...new Set(list)].join(", ")}`;
  return `state ${state + 1}: ${process} ${what} ${base}`;
}

function clashText({ decisions: [one, other], common, crashed }: Clash): string {
  const sides = `{${one.quorum.join(", ")}} and {${other.quorum.join(", ")}}`;
  if (common.length === 0) return `${sides} have no process in common`;
  const forgetful = crashed.map(({ process, state }) => `${process} crashed in state ${state + 1}`);
  const memory = forgetful.length === 0 ? "it did not crash in between" : forgetful.join(", ");
  return `${sides} have ${common.join(", ")} in common; ${memory}`;
}

function provenanceText({ proposal, story }: Provenance): string {
  const words = {
    proposed: "proposed by",
    stored: "stored by",
    committed: "committed by",
    lost: "lost by",
    returned: "back at",
  };
  const parts = story.map(({ kind, process, state }) => `${words[kind]} ${process} (${state + 1})`);
  return `${nameOf(proposal)}: ${parts.join(", ")}`;
}

function sliceText({ slice, told }: Explanation): string {
  const others = told.steps.flatMap((step, index) =>
    slice[index] === true ? [] : [`${headline(step, told.stage)} (to state ${index + 2})`],
  );
  if (others.length === 0) return "every step of it";
  return `not on ${[...new Set(others)].join("; ")}`;
}
