/** How to read the diagram: only of what is in it. */
import type { Story } from "../page/story.ts";

export function Legend({ story }: { readonly story: Story }) {
  const { setting, tool } = story.heading;
  const has = (kind: string): boolean => story.rows.some((row) => row.kind === kind);
  const fates = new Set(story.arrows.map(({ fate }) => fate));
  const entries: readonly (readonly [isThere: boolean, sign: string, meaning: string])[] = [
    [has("event") || has("action"), "●", "a process does something by itself"],
    [has("deliver"), "○", "a process receives a message"],
    [fates.has("read"), "→ ●", "a message that is read where it lies"],
    [fates.has("lost"), "→ ✕", "a message that is lost"],
    [fates.has("in flight"), "┈∘", "a message that is still in flight at the end"],
    [has("crash"), "✕", "a crash; a dashed box while the process is down"],
    [has("restart"), "▲", "a restart"],
    [story.cuts.length > 0, "┃", "a link between neighbours that is cut"],
    [story.reigns.length > 0, "▮", "a process leads: a colour an epoch"],
    [story.splits.length > 0, "▨", "two processes lead the same epoch"],
    [
      story.rows.some(({ isInSlice }) => !isInSlice),
      "faint",
      "no chain of messages leads from it to the violation",
    ],
  ];
  return (
    <section aria-labelledby="legend">
      <h2 id="legend">How to read it</h2>
      <ul class="legend">
        {entries
          .filter(([isThere]) => isThere)
          .map(([, sign, meaning]) => (
            <li>
              <span class="sign">{sign}</span> {meaning}
            </li>
          ))}
      </ul>
      <p class="faint">
        Checked with {setting.join(", ")}; written by Scrutineer {tool}.
      </p>
      <p class="faint">
        Keys: arrows go step by step, Page Up and Page Down by ten, Home and End to the ends. The
        address names the step, and can be shared.
      </p>
    </section>
  );
}
