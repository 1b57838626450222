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

export interface Collection {
  readonly properties: readonly Property<unknown>[];
  /** What they were shown so far, as texts. */
  readonly shown: ReadonlySet<string>;
}

/** Collectors of states, quiet states, changes and deadlocks, and of each with each of the histories. */
export function collectors(
  properties: readonly Property<never>[],
  renamings: readonly Renaming[],
): Collection {
  const shown = new Set<string>();
  const note = (...parts: readonly unknown[]): undefined => {
    const images = renamings.map((renaming) => encode(rename(parts.map(unordered), renaming)));
    shown.add(images.toSorted()[0]!);
  };
  const about = { source: "random", claim: "nothing", concern: "integrity" } as const;
  const histories = new Set(
    properties.flatMap((property) => (property.kind === "observer" ? [property.history] : [])),
  );
  const ofHistories = Array.from(histories, (history, index) =>
    observer<unknown, unknown>({
      ...about,
      name: `collector ${index}`,
      history,
      checkState: (value, snapshot) => note("state", index, value, snapshot),
      checkChange: (value, change) => note("change", index, value, change),
    }),
  );
  return {
    shown,
    properties: [
      always<Snapshot<unknown>>({ ...about, name: "states", check: (it) => note("state", it) }),
      always<Snapshot<unknown>>({
        ...about,
        name: "quiet states",
        when: "quiet",
        check: (it) => note("quiet", it),
      }),
      eachStep<Change<unknown>>({ ...about, name: "changes", check: (it) => note("change", it) }),
      noDeadlock<Snapshot<unknown>>({ ...about, name: "stuck", check: (it) => note("stuck", it) }),
      ...ofHistories,
    ],
  };
}

/** A snapshot by process, for a renaming changes the order of its members; all else as it is. */
function unordered(part: unknown): unknown {
  if (typeof part !== "object" || part === null || !("members" in part)) return part;
  const { members } = part as Snapshot<unknown>;
  return new Map(members.map(({ process, up, view }) => [process, [up, view]]));
}
