/** What was proved of a minimised counterexample, and the words for it: no more than was searched. */
import type { Ending } from "../../checker/search/exploration.ts";

export interface Proof {
  /**
   * `shortest`: no behaviour that is shorter violates the property. `shortest-with-its-faults`: none
   * that has no more faults of any kind. `1-minimal`: no single step can be left out. `nothing`: it
   * was interrupted, or its time was up.
   */
  readonly kind: "shortest" | "shortest-with-its-faults" | "1-minimal" | "nothing";
  /** Of all behaviours, those of up to so many states were covered; 0 if none were. */
  readonly depth: number;
  /** The same, of those that have no more faults of any kind than the counterexample. */
  readonly depthWithItsFaults: number;
  /** Were only representatives searched, one of each orbit of the declared symmetry? */
  readonly symmetry: boolean;
  /** How long breadth-first search took, and why it ended; without it, whether all time was up. */
  readonly seconds: number;
  readonly ending: Ending | undefined;
  /** The length of a counterexample that is shorter, but has more faults. */
  readonly shorter: number | undefined;
}

/** What `proof` proves, in words. */
export function proofText(proof: Proof): string {
  const { kind, depth, depthWithItsFaults, symmetry } = proof;
  const orbits = symmetry ? ", one state per orbit of the declared symmetry" : "";
  switch (kind) {
    case "shortest":
      return depth === 0
        ? "shortest (the initial state violates it)"
        : `shortest (breadth-first search exhausted depth ${depth}${orbits})`;
    case "shortest-with-its-faults": {
      const beyond = `with more, ${withMoreFaults(proof)}`;
      return `shortest with no more faults (breadth-first search exhausted depth ${depthWithItsFaults}${orbits}; ${beyond})`;
    }
    case "1-minimal": {
      const searched = searchText(proof, orbits);
      return `1-minimal (no single step can be left out${searched === "" ? "" : `; ${searched}`})`;
    }
    case "nothing":
      return `nothing (${proof.ending === "time" ? "the time was up" : "it was interrupted"})`;
  }
}

function withMoreFaults({ shorter, depth, ...proof }: Proof): string {
  if (shorter !== undefined) return `${shorter} states are enough`;
  return depth === 0 ? "it did not search" : `it reached depth ${depth}${limitText(proof)}`;
}

function searchText(proof: Proof, orbits: string): string {
  const { depth, depthWithItsFaults, shorter } = proof;
  if (proof.ending === undefined) return "";
  const enough = shorter === undefined ? "" : `; with more faults, ${shorter} states are enough`;
  const reached =
    depth >= depthWithItsFaults
      ? `reached depth ${depth}`
      : `reached depth ${depthWithItsFaults} with no more faults`;
  return `breadth-first search ${reached}${limitText(proof)}${orbits}${enough}`;
}

/** A time depends on the machine, the limit on states does not. */
function limitText({ ending, seconds }: Pick<Proof, "ending" | "seconds">): string {
  switch (ending) {
    case "states":
      return " within the limit on states";
    case "memory":
      return " within the limit on memory";
    default:
      return ` in ${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
  }
}
