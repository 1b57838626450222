/**
 * A declared symmetry, checked rather than hoped for: whoever treats interchangeable ids differently
 * (a smallest id that wins, a name that is special) has states left out that are not like those kept.
 * The audited protocol asks each of its functions again with two ids exchanged, and expects the same
 * answer with the two exchanged. It looks at the protocol alone, not at what properties say.
 */
import { encode, findNotData, isRecord, rename, type Renaming } from "../data.ts";
import { CheckerError } from "../errors.ts";
import type { Config } from "../parameters.ts";
import type { AnyProtocol } from "../protocol.ts";

/** `protocol` with its functions audited for the symmetry that it declares under `config`. */
export function auditedForSymmetry<V>(protocol: AnyProtocol<V>, config: Config): AnyProtocol<V> {
  const exchanges = (protocol.symmetry?.(config) ?? []).flatMap(exchangesWithin);
  const { recover, readsInbox = false } = protocol;
  const expectSame = <T>(what: string, input: readonly unknown[], ask: Asked<T>): T => {
    const answer = ask((value) => value);
    const plain = normalised(answer);
    // What is no data can't be renamed; that it is none is for others to complain of.
    if (findNotData(plain) !== undefined) return answer;
    for (const exchange of exchanges) {
      const image = <D>(value: D): D => rename(value, exchange) as D;
      const expected = encode(normalised(image(plain)));
      if (encode(normalised(ask(image))) !== expected) reject(protocol.name, what, exchange, input);
    }
    return answer;
  };
  return {
    ...protocol,
    init: (self) => expectSame("init", [self], (as) => protocol.init(as(self), config)),
    events: (self, state, _config, inbox) =>
      expectSame("events", [self, state], (as) =>
        protocol.events(as(self), as(state), config, readsInbox ? as(inbox) : inbox),
      ),
    reduce: (self, state, input, _config, inbox) =>
      expectSame("reduce", [self, state, input], (as) =>
        protocol.reduce(as(self), as(state), as(input), config, readsInbox ? as(inbox) : inbox),
      ),
    view: (self, state) =>
      expectSame("view", [self, state], (as) => protocol.view(as(self), as(state), config)),
    ...(recover && {
      recover: (...[self, state]: Parameters<typeof recover>) =>
        expectSame("recover", [self, state], (as) =>
          recover.call(protocol, as(self), as(state), config),
        ),
    }),
  };
}

/** A question to the protocol, put with its ids renamed. */
type Asked<T> = (renamed: <D>(value: D) => D) => T;

/** Exchanges of neighbours: every permutation is made of them. */
function exchangesWithin(ids: readonly string[]): Renaming[] {
  return ids.slice(1).map((id, index) => {
    const neighbour = ids[index]!;
    return new Map([
      [id, neighbour],
      [neighbour, id],
    ]);
  });
}

/**
 * An answer but for what its order has to do with names: a list of events or of outcomes is a choice,
 * and the messages of an outcome are sent all at once.
 */
function normalised(answer: unknown): unknown {
  if (Array.isArray(answer)) return sorted(answer.map(normalised));
  if (!isRecord(answer) || !Array.isArray(answer["send"])) return answer ?? null;
  return { ...answer, send: sorted(answer["send"]) };
}

function sorted(items: readonly unknown[]): readonly unknown[] {
  if (findNotData(items) !== undefined) return items;
  return items.toSorted((a, b) => (encode(a) < encode(b) ? -1 : 1));
}

function reject(
  protocol: string,
  what: string,
  exchange: Renaming,
  input: readonly unknown[],
): never {
  throw new CheckerError(
    "FalseSymmetry",
    `${protocol}: ${what} is not symmetric: it treats ${[...exchange.keys()].toSorted().join(" and ")} differently.`,
    { hint: `The input was ${encode(input)}. Do not declare these ids as interchangeable.` },
  );
}
