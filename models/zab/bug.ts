/** A bug as the lists of them have it: which rules of ZAB's are others, and where that shows. */
import type { Config, EnvironmentOverrides } from "../../checker/protocol.ts";
import type { Rules } from "./rules.ts";

export interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string | null;
  readonly length: number | null;
  readonly config?: Partial<Config>;
  readonly sizes?: readonly number[];
  readonly budgets: NonNullable<EnvironmentOverrides["budgets"]>;
}

export const ONE_CRASH = { crashes: 1, restarts: 1 };
