/** What the suites check: a counter to three, and claims about it that get every verdict. */
import { always, noDeadlock, type Snapshot, sometimes } from "../../checker/property.ts";
import { about, counter } from "../miniatures.ts";

type Count = Snapshot<number>;

const countOf = ({ members }: Count): number => members[0]!.view;

export const toThree = counter(3);

export const staysBelow = (limit: number) =>
  always<Count>({
    ...about,
    name: `StaysBelow${limit}`,
    check: (count) => (countOf(count) < limit ? undefined : `it is ${countOf(count)}`),
  });

/** Nothing puts it to the test. */
export const untested = always<Count>({
  ...about,
  name: "Untested",
  check: () => undefined,
  trigger: (count) => countOf(count) > 9,
});

export const comesTo = (goal: number) =>
  sometimes<Count>({ ...about, name: `ComesTo${goal}`, holds: (count) => countOf(count) === goal });

export const comesToEnd = noDeadlock<Count>({
  ...about,
  name: "ComesToEnd",
  check: (count) => (countOf(count) === 3 ? undefined : `it is stuck at ${countOf(count)}`),
});

/** A counter that can't count beyond one. */
export const faulty: typeof toThree = {
  ...toThree,
  reduce(self, count, input, config, inbox) {
    if (count === 1) throw new Error("no more fingers");
    return toThree.reduce(self, count, input, config, inbox);
  },
};
