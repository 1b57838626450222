/** A bug as the lists of them have it: which rule is another one, and where that shows. */
import type { Config, EnvironmentOverrides } from "../../checker/protocol.ts";
import type { Rules } from "./rules.ts";

export interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string;
  readonly length: number;
  readonly config?: Partial<Config>;
  readonly sizes?: readonly number[];
  readonly budgets?: NonNullable<EnvironmentOverrides["budgets"]>;
}

/** Where one slot is enough to see what is wrong. */
export const ONE_SLOT = { slots: 1 };
export const ONE_CRASH = { crashes: 1, restarts: 1 };
