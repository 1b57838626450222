/**
 * Where each proposal came from and what became of it: proposed, stored where, committed, lost, and
 * come back. Read off the logs that processes show.
 */
import { nameOf, type Proposal, type Told } from "./told.ts";

export interface Happening {
  /** What happened to the proposal, in the step that led to this state. */
  readonly kind: "proposed" | "stored" | "committed" | "lost" | "returned";
  readonly process: string;
  readonly state: number;
}

export interface Provenance {
  readonly proposal: Proposal;
  readonly story: readonly Happening[];
}

/** The provenance of every proposal, in the order in which they were made. */
export function provenanceIn(told: Told): Provenance[] {
  const found = new Map<string, { readonly proposal: Proposal; readonly story: Happening[] }>();
  for (let state = 0; state < told.shown.length; state++) {
    for (const [index, process] of told.stage.processes.entries()) {
      const before = told.shown[state - 1]?.[index];
      const after = told.shown[state]![index]!;
      const held = new Set(before?.log.map(nameOf));
      const holds = new Set(after.log.map(nameOf));
      for (const proposal of after.log) {
        const name = nameOf(proposal);
        if (held.has(name)) continue;
        const known = found.get(name);
        if (known === undefined) {
          found.set(name, { proposal, story: [{ kind: "proposed", process, state }] });
        } else {
          known.story.push({ kind: isLost(known.story) ? "returned" : "stored", process, state });
        }
      }
      for (const proposal of before?.log ?? []) {
        if (holds.has(nameOf(proposal))) continue;
        found.get(nameOf(proposal))!.story.push({ kind: "lost", process, state });
      }
      const newlyCommitted = after.log.slice(before?.committed ?? 0, after.committed);
      for (const proposal of newlyCommitted) {
        found.get(nameOf(proposal))!.story.push({ kind: "committed", process, state });
      }
    }
  }
  return [...found.values()];
}

/** Does no process hold the proposal any more? */
function isLost(story: readonly Happening[]): boolean {
  const holders = new Set<string>();
  for (const { kind, process } of story) {
    if (kind === "lost") holders.delete(process);
    else if (kind !== "committed") holders.add(process);
  }
  return holders.size === 0;
}
