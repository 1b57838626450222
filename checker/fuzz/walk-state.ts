/** The state that a walk through a protocol's tables is in, for those who say what is possible there. */
import type { Layout } from "../engine/layout.ts";
import type { MoveRows } from "../engine/move-rows.ts";
import type { Permission } from "../engine/permission.ts";
import type { Tables } from "../engine/tables.ts";
import type { InFlight } from "./in-flight.ts";
import type { WalkWitness } from "./walk-witness.ts";

export interface WalkState {
  readonly tables: Tables;
  readonly layout: Layout;
  readonly rows: MoveRows;
  readonly permission: Permission;
  readonly witness: WalkWitness;
  /** A vector of the engine, but with the local state of a process where that has its situation. */
  readonly vector: Int32Array;
  /** By process: the messages in flight to it. */
  readonly inFlight: readonly InFlight[];
}

/** The environment that `state` is in. */
export function environmentOf({ vector, layout }: WalkState): number {
  return vector[layout.environment]!;
}
