/**
 * Properties that only write down what they are shown: whatever it is, both explorers must show the
 * same. (Each shows a thing once or more often, for they remember what was said of it; and under
 * symmetry each shows one of the things that are the same once renamed.)
 */
import { encode, rename, type Renaming } from "../../checker/data.ts";
import {
  always,
  type Change,
  eachStep,
  noDeadlock,
  observer,
  type Property,
  type Snapshot,
} from "../../checker/property.ts";

/** What may be collected. The engine takes other paths where no one looks at something. */
export const KINDS = ["states", "quiet states", "changes", "stuck states", "histories"] as const;
export type Kind = (typeof KINDS)[number];

export interface Collection {
  readonly properties: readonly Property<unknown>[];
  /** What they were shown so far, as texts. */
  readonly shown: ReadonlySet<string>;
}

/** Collectors of these kinds of things; `histories` are those of `properties`. */
export function collectors(
  kinds: readonly Kind[],
  properties: readonly Property<never>[],
  renamings: readonly Renaming[],
): Collection {
  const shown = new Set<string>();
  const note = (...parts: readonly unknown[]): undefined => {
    const images = renamings.map((renaming) => encode(rename(parts.map(unordered), renaming)));
    shown.add(images.toSorted()[0]!);
  };
  const histories = new Set(
    properties.flatMap((property) => (property.kind === "observer" ? [property.history] : [])),
  );
  const about = { source: "random", claim: "nothing", concern: "integrity" } as const;
  const make = (kind: Kind): Property<unknown>[] => {
    const check = (subject: unknown): undefined => note(kind, subject);
    const named = { ...about, name: kind, check };
    switch (kind) {
      case "states":
        return [always<Snapshot<unknown>>(named)];
      case "quiet states":
        return [always<Snapshot<unknown>>({ ...named, when: "quiet" })];
      case "changes":
        return [eachStep<Change<unknown>>(named)];
      case "stuck states":
        return [noDeadlock<Snapshot<unknown>>(named)];
      case "histories":
        return Array.from(histories, (history, index) =>
          observer<unknown, unknown>({
            ...about,
            name: `history ${index}`,
            history,
            checkState: (value, snapshot) => note("state", index, value, snapshot),
            checkChange: (value, change) => note("change", index, value, change),
          }),
        );
    }
  };
  return { shown, properties: kinds.flatMap(make) };
}

/** A snapshot by process, for a renaming changes the order of its members; all else as it is. */
function unordered(part: unknown): unknown {
  if (typeof part !== "object" || part === null || !("members" in part)) return part;
  const { members } = part as Snapshot<unknown>;
  return new Map(members.map(({ process, up, view }) => [process, [up, view]]));
}
