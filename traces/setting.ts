/** What a model was set to, in words: its config, and the budgets that grant something. */
import type { Target } from "../checker/check.ts";

/** `nodes=3`, `crashes ≤ 1`, each a text. */
export function settingOf({
  config,
  environment,
}: {
  readonly config: Target["config"];
  readonly environment: Target["environment"] | null;
}): string[] {
  const settings = Object.entries(config).map(([key, value]) => `${key}=${value}`);
  const budgets = Object.entries(environment?.budgets ?? {})
    .filter(([, budget]) => budget !== 0)
    .map(([name, budget]) =>
      budget === "unlimited" ? `${name} unlimited` : `${name} ≤ ${budget}`,
    );
  return [...settings, ...budgets];
}
