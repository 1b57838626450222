/**
 * The states of a behaviour by their parts. A part's content is told once, however often the part has
 * it: a long behaviour has few distinct ones.
 */
import { encode, isRecord } from "../../checker/data.ts";
import { dataText, type Names } from "../../checker/data-text.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import type { Stage } from "../stage.ts";
import type { Field, Group } from "./story.ts";

/** A part of one state. */
interface Part {
  readonly name: string;
  readonly lane: number | null;
  readonly value: unknown;
}

/** The parts of `states`, and all contents that they have. */
export function groupsOf(
  states: readonly unknown[],
  stage: Stage,
): { readonly groups: Group[]; readonly contents: (readonly Field[])[] } {
  const contents = new Map<string, readonly Field[]>();
  const indices = new Map<string, number>();
  const groups = new Map<string, Group & { history: { from: number; content: number }[] }>();
  for (const [row, state] of states.entries()) {
    for (const { name, lane, value } of partsOf(state, stage)) {
      const text = encode(value);
      let content = indices.get(text);
      if (content === undefined) {
        content = contents.size;
        indices.set(text, content);
        contents.set(text, fieldsOf(value, stage.names));
      }
      const group = groups.get(name) ?? { name, lane, history: [] };
      if (group.history.at(-1)?.content !== content) group.history.push({ from: row, content });
      groups.set(name, group);
    }
  }
  return { groups: [...groups.values()], contents: [...contents.values()] };
}

function partsOf(state: unknown, { isWorld, processes, histories }: Stage): Part[] {
  if (!isWorld) {
    if (!isRecord(state)) return [{ name: "state", lane: null, value: state }];
    return Object.entries(state).map(([name, value]) => ({ name, lane: null, value }));
  }
  // Where there is a world, states are a world's.
  const { processes: locals, histories: remembered } = state as WorldState;
  return [
    ...processes.map((name, lane) => ({ name, lane, value: locals[lane] })),
    ...histories.map((name, index) => ({
      name: `history ${name}`,
      lane: null,
      value: remembered[index],
    })),
  ];
}

/** The fields of a record, the entries of a map; of anything else, the whole. */
function fieldsOf(value: unknown, names: Names): Field[] {
  if (value instanceof Map && value.size > 0) {
    return [...value].map(([key, item]) => [dataText(key, names), dataText(item, names)]);
  }
  if (!isRecord(value)) return [["", dataText(value, names)]];
  return Object.entries(value).map(([key, item]) => [key, dataText(item, names)]);
}
