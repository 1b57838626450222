/** What consensus is: Consensus.tla (tlaplus/Examples), over its one variable, and what refines it. */
import {
  always,
  eachStep,
  type Invariant,
  type Refinement,
  refines,
  sometimes,
  type SystemProperty,
  type SystemStep,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";

/** The state that these properties speak of: the values that are chosen. */
export interface Choice {
  readonly chosen: ReadonlySet<string>;
}

/** Consensus.tla `Inv`. */
export const atMostOneChosen: Invariant<Choice> = always<Choice>({
  name: "Agreement",
  source: "Consensus.tla Inv",
  claim: "At most one value is ever chosen.",
  concern: "lost commit",
  check: ({ chosen }) =>
    chosen.size > 1 ? `${[...chosen].toSorted().join(" and ")} are chosen` : undefined,
  trigger: ({ chosen }) => chosen.size > 0,
});

/** What an invariant does not say: one value after the other would not be consensus either. */
export const chosenForGood: TransitionProperty<SystemStep<Choice>> = eachStep<SystemStep<Choice>>({
  name: "ChosenForGood",
  source: "Consensus.tla Next",
  claim: "What is chosen stays chosen.",
  concern: "lost commit",
  check({ before, after }) {
    const lost = [...before.chosen].find((value) => !after.chosen.has(value));
    return lost && `${lost} was chosen, and is not any more`;
  },
});

/** A value can be chosen. */
export const someValueChosen: Witness<Choice> = sometimes<Choice>({
  name: "ValueChosen",
  source: "Consensus.tla Next",
  claim: "Some behaviour chooses a value.",
  concern: "progress",
  holds: ({ chosen }) => chosen.size > 0,
});

/** What `consensus` claims. */
export const consensusProperties: readonly SystemProperty<Choice>[] = [
  atMostOneChosen,
  chosenForGood,
  someValueChosen,
];

/** That what is chosen in a state, as `chosenIn` has it, is chosen as `spec` chooses: once. */
export function refinesConsensus<Subject>(
  spec: Refinement<Subject, Choice>["spec"],
  chosenIn: (subject: Subject) => Iterable<string>,
): Refinement<Subject, Choice> {
  return refines<Subject, Choice>({
    name: "RefinesConsensus",
    source: "Voting.tla, THEOREM Implementation: Spec => C!Spec",
    claim: "A value is chosen once, and stays chosen: every step is one of Consensus, or none.",
    concern: "lost commit",
    spec,
    map: (subject) => ({ chosen: new Set(chosenIn(subject)) }),
  });
}
