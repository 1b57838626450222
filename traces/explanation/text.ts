/** An explanation as text, section by section; a section that has nothing to say is left out. */
import { headline } from "../narrate.ts";
import type { Palette } from "../palette.ts";
import type { Stage } from "../stage.ts";
import { wrap } from "../wrap.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Decisive } from "./decisive.ts";
import { deviations } from "./decisive-text.ts";
import type { Causes, Explanation, Ledger, Violating } from "./explanation.ts";
import type { Overlap } from "./leadership.ts";
import { clashTexts, decisionText } from "./ledger-text.ts";
import type { Provenance } from "./provenance.ts";
import { timelineText } from "./timeline-text.ts";
import { nameOf } from "./told.ts";

/** How an explanation is shown. */
export interface TextOptions {
  readonly palette: Palette;
  readonly columns: number;
}

/** A line of an explanation, and how it is meant: `faint` is no fault. */
export interface Line {
  readonly text: string;
  readonly tone: "plain" | "bad" | "faint";
}

/** A part of an explanation. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** What `explanation` says of the behaviour; numbers are those of states, from 1, as `show` has them. */
export function explanationText(explanation: Explanation, options: TextOptions): string {
  const [leadership, ...others] = sectionsOf(explanation);
  const timeline = timelineText(explanation, options.palette, options.columns);
  return [
    sectionText(leadership!, timeline, options),
    ...others.map((each) => sectionText(each, [], options)),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

/** What a ledger alone says. */
export function ledgerText(ledger: Ledger, options: TextOptions): string {
  return sectionText(ledgerSection(ledger), [], options);
}

function sectionText(
  { title, lines }: Section,
  before: readonly string[],
  { palette, columns }: TextOptions,
): string {
  if (lines.length + before.length === 0) return "";
  const shown = lines.map(({ text, tone }) => {
    const marked = tone === "plain" ? text : palette[tone](text);
    return `  ${wrap(marked, columns, 4)}`;
  });
  return [palette.strong(title), ...before, ...shown].join("\n");
}

/** The parts of an explanation, who led first; one that has nothing to say has no lines. */
export function sectionsOf(explanation: Explanation): Section[] {
  const { overlaps, provenance } = explanation;
  return [
    { title: "who led when", lines: overlaps.map(overlapLine) },
    ledgerSection(explanation),
    {
      title: "what became of each proposal",
      lines: provenance.map((each) => plain(provenanceText(each))),
    },
    { title: "what it depends on", lines: [plain(sliceText(explanation))] },
  ];
}

/** The ledger as a part of an explanation. */
export function ledgerSection(ledger: Ledger): Section {
  const { decisions, clashes } = ledger;
  return {
    title: "on whose answers",
    lines: [
      ...decisions.map((each) => plain(decisionText(each))),
      ...clashes.flatMap((each) => clashTexts(each, ledger)).map(bad),
    ],
  };
}

function plain(text: string): Line {
  return { text, tone: "plain" };
}

function bad(text: string): Line {
  return { text, tone: "bad" };
}

function overlapLine({ reigns: [one, other], from, isOneEpoch }: Overlap): Line {
  const both = `from state ${from + 1} on ${one.process} and ${other.process}`;
  return isOneEpoch
    ? { text: `${both} lead epoch ${one.epoch} both`, tone: "bad" }
    : { text: `${both} lead epochs ${one.epoch} and ${other.epoch}: allowed`, tone: "faint" };
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
    const { kind, step, other, otherwise } = sibling;
    const change =
      other === null
        ? `without ${told(step)} it would have held`
        : `had ${told(step)} come ${kind} ${told(other)}, it would have held`;
    const headlines = [otherwise?.instead, otherwise?.step].map(
      (each) => each && headline(each, stage),
    );
    sentences.push(
      otherwise === null ? change : `${change}: ${headlines[0]} instead of ${headlines[1]}`,
    );
  }
  return sentences;
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
