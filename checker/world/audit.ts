/**
 * Purity, checked rather than hoped for: the audited protocol calls each of its functions twice, and
 * compares the answers, and the inputs before and after. Mutation of frozen records and arrays throws
 * anyway; this also finds mutated sets and maps, clocks, randomness and hidden state.
 */
import { encode, firstDifference } from "../data.ts";
import { CheckerError } from "../errors.ts";
import type { AnyProtocol } from "../protocol.ts";

/** `protocol` with its pure functions audited. */
export function audited<V>(protocol: AnyProtocol<V>): AnyProtocol<V> {
  const { name } = protocol;
  const { recover } = protocol;
  return {
    ...protocol,
    init: (...input) => twice(name, "init", input, () => protocol.init(...input)),
    events: (...input) => twice(name, "events", input, () => protocol.events(...input)),
    reduce: (...input) => twice(name, "reduce", input, () => protocol.reduce(...input)),
    view: (...input) => twice(name, "view", input, () => protocol.view(...input)),
    ...(recover && {
      recover: (...input: Parameters<typeof recover>) =>
        twice(name, "recover", input, () => recover.call(protocol, ...input)),
    }),
  };
}

function twice<T>(protocol: string, what: string, input: readonly unknown[], call: () => T): T {
  // The inbox, last of the inputs, may be one that must not be looked at.
  const visible = input.slice(0, 4);
  const before = encode(visible);
  const first = call();
  const answer = first === undefined ? "" : encode(first);
  if (encode(visible) !== before) {
    throw new CheckerError("MutatedInput", `${protocol}: ${what} changes its input.`, {
      hint: `The input was ${before}; afterwards it was ${encode(visible)}.`,
    });
  }
  const second = call();
  if (answer !== (second === undefined ? "" : encode(second))) {
    const at = firstDifference(first, second);
    throw new CheckerError(
      "ImpureModel",
      `${protocol}: ${what} is impure: the same input gave two answers, which differ at ${at}.`,
      { hint: `The input was ${before}. Look for a clock, randomness or state outside.` },
    );
  }
  return first;
}
