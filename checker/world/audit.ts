/**
 * Purity, checked rather than hoped for: the audited protocol calls each of its functions twice, and
 * compares the answers, and the inputs before and after. Mutation of frozen records and arrays throws
 * anyway; this also finds mutated sets and maps, clocks, randomness and hidden state.
 */
import { inspect } from "node:util";
import { encode, findNotData, firstDifference } from "../data.ts";
import { CheckerError } from "../errors.ts";
import type { AnyProtocol } from "../protocol.ts";
import { type What, words } from "./ask.ts";

/** `protocol` with its pure functions audited. */
export function audited<V>(protocol: AnyProtocol<V>): AnyProtocol<V> {
  const { name } = protocol;
  const { recover } = protocol;
  return {
    ...protocol,
    init: (...input) => twice(name, "init", input, () => protocol.init(...input)),
    // The inbox is left out of the comparison: it may be one that must not be looked at.
    events: (self, state, config, inbox) =>
      twice(name, "events", [self, state, config], () =>
        protocol.events(self, state, config, inbox),
      ),
    reduce: (self, state, input, config, inbox) =>
      twice(name, "reduce", [self, state, input, config], () =>
        protocol.reduce(self, state, input, config, inbox),
      ),
    view: (...input) => twice(name, "view", input, () => protocol.view(...input)),
    ...(recover && {
      recover: (...input: Parameters<typeof recover>) =>
        twice(name, "recover", input, () => recover.call(protocol, ...input)),
    }),
  };
}

/** Calls `call` twice, and compares the answers, and the input before and after. */
export function twice<T>(
  protocol: string,
  what: What,
  input: readonly unknown[],
  call: () => T,
): T {
  const before = textOf(input);
  const first = call();
  const answer = textOf(first);
  if (textOf(input) !== before) {
    throw new CheckerError("MutatedInput", `${protocol}: ${words(what)} changes its input.`, {
      hint: `The input was ${before}; afterwards it was ${textOf(input)}.`,
    });
  }
  const second = call();
  if (answer !== textOf(second)) {
    const areData = findNotData([first, second]) === undefined;
    const at = areData ? firstDifference(first, second) : "(the whole)";
    throw new CheckerError(
      "ImpureModel",
      `${protocol}: ${words(what)} is impure: the same input gave two answers, which differ at ${at}.`,
      { hint: `The input was ${before}. Look for a clock, randomness or state outside.` },
    );
  }
  return first;
}

/** A text that is equal for equal answers. What is no data is none of the audit's business. */
function textOf(value: unknown): string {
  return findNotData(value) === undefined ? encode(value) : inspect(value, { depth: Infinity });
}
