/** Consensus with a bug: the two ways in which there can be more than one choice. */
import type { Mutant } from "../kit/instance.ts";
import { consensusRules, consensusWith } from "./consensus.ts";

export const consensusMutants: readonly Mutant[] = [
  {
    name: "chooses-again",
    bug: "own",
    about: "another value is chosen besides the first",
    model: consensusWith({
      mayChoose: () => true,
      choose: (chosen, value) => new Set([...chosen, value]),
    }),
    violates: "Agreement",
    length: 3,
  },
  {
    name: "changes-its-mind",
    bug: "own",
    about: "another value is chosen in place of the first: there is never more than one",
    model: consensusWith({ ...consensusRules, mayChoose: () => true }),
    violates: "ChosenForGood",
    length: 3,
  },
];
