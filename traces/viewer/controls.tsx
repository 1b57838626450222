/** Moving through the steps, and light or dark. */
import { Theme } from "./theme.tsx";
import type { View } from "./view.ts";

export function Controls({ view }: { readonly view: View }) {
  const { row, story } = view;
  const last = story.rows.length - 1;
  const button = (label: string, sign: string, by: number, isOff: boolean) => (
    <button
      type="button"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={() => view.goBy(by)}
    >
      {sign}
    </button>
  );
  return (
    <nav aria-label="Steps">
      {button("First step", "«", Number.NEGATIVE_INFINITY, row.value === 0)}
      {button("Previous step", "‹", -1, row.value === 0)}
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`Step ${row.value + 1} of ${last + 1}: ${story.rows[row.value]!.title}`}
        min={1}
        max={last + 1}
        value={row.value + 1}
        onInput={({ currentTarget }) => view.goTo(Number(currentTarget.value) - 1)}
      />
      {button("Next step", "›", 1, row.value === last)}
      {button("Last step", "»", Number.POSITIVE_INFINITY, row.value === last)}
      <span class="count" aria-hidden="true">
        {row.value + 1} / {last + 1}
      </span>
      <Theme />
    </nav>
  );
}
