/** A bug as the lists of them have it: which rule of Raft's is another one, and where that shows. */
import type { EnvironmentOverrides } from "../../checker/protocol.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";

export interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string;
  readonly length: number;
  readonly isSlow?: boolean;
  readonly config: Partial<RaftConfig> & Pick<RaftConfig, "maxTerm" | "values">;
  readonly sizes?: readonly number[];
  readonly budgets: NonNullable<EnvironmentOverrides["budgets"]>;
}

export const ONE_CRASH = { crashes: 1, restarts: 1 };
