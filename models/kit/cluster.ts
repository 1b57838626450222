/** Names of processes, and majorities of them. */
import type { ProcessId, Sent } from "../../checker/protocol.ts";

/** By prefix, by count: models ask for the same few lists in each step. */
const LISTS = new Map<string, ProcessId[][]>();

/** "n1", "n2", …, `count` of them, with another prefix if one is given. */
export function processIds(count: number, prefix = "n"): readonly ProcessId[] {
  const lists = LISTS.get(prefix) ?? [];
  if (lists.length === 0) LISTS.set(prefix, lists);
  return (lists[count] ??= Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`));
}

/** The number in a process's name: 3 for "n3". For protocols whose ids are ordered. */
export function rankOf(process: ProcessId): number {
  return Number(process.replace(/^\D+/, ""));
}

/** The least number of processes that is more than half of `count`. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}

/** The same message to each of `processes`. */
export function broadcast<M>(processes: readonly ProcessId[], message: M): Sent<M>[] {
  return processes.map((to) => ({ to, message }));
}
