/** What a part of the state is at a row, and how it differs from the row before. */
import type { Arrow, Group, Story } from "../page/story.ts";

/** A field at a row; `before` is undefined if it has not changed, null if it was not there. */
export interface FieldView {
  readonly name: string;
  readonly value: string | null;
  readonly before: string | null | undefined;
}

/** The fields of `group` at `row`, with what the step to it changed; undefined before there is any. */
export function fieldsAt(
  story: Pick<Story, "contents">,
  group: Group,
  row: number,
): FieldView[] | undefined {
  const at = lastAt(group, row);
  if (at === undefined) return undefined;
  const { from, content } = group.history[at]!;
  const now = story.contents[content]!;
  const earlier = from === row && at > 0 ? group.history[at - 1] : undefined;
  if (earlier === undefined) {
    return now.map(([name, value]) => ({ name, value, before: undefined }));
  }
  const before = new Map(story.contents[earlier.content]);
  const names = new Set(now.map(([name]) => name));
  return [
    ...now.map(([name, value]) => {
      const old = before.get(name) ?? null;
      return { name, value, before: old === value ? undefined : old };
    }),
    ...[...before]
      .filter(([name]) => !names.has(name))
      .map(([name, value]) => ({ name, value: null, before: value })),
  ];
}

/** The index of the last content that begins at `row` or before it, by halving. */
function lastAt({ history }: Group, row: number): number | undefined {
  let [low, high] = [0, history.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (history[middle]!.from <= row) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : low - 1;
}

/** The messages that are in the network at `row`, each once. */
export function inFlightAt({ arrows, keepsMessages }: Story, row: number): Arrow[] {
  const there = arrows.filter(
    ({ sent, end }) => sent <= row && (keepsMessages || end === null || end > row),
  );
  // What is read goes on: its other arrow says until when.
  if (!keepsMessages) return there.filter(({ fate }) => fate !== "read");
  return [
    ...new Map(there.map((arrow) => [`${arrow.from} ${arrow.to} ${arrow.text}`, arrow])).values(),
  ];
}
