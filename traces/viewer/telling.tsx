/** The words of the page: what is violated, why, and what a screen reader is told at each step. */
import type { Line, Story } from "../page/story.ts";
import type { View } from "./view.ts";
import { changesText, piecesOf } from "./words.ts";

/** What is said of a behaviour of which no violation was known. */
const BEHAVIOURS = {
  violates: "It is violated now",
  holds: "No property objects to this behaviour",
  diverges: "The behaviour is not possible",
};

/** What was checked, and what came of it. */
export function Title({ story: { heading, outcome } }: { readonly story: Story }) {
  const { protocol, instance, mutant, property, claim, about } = heading;
  const verdicts = { violates: "is violated", holds: "holds here now", diverges: "is not reached" };
  return (
    <header>
      <p class="model">
        <strong>{protocol}</strong>
        {instance !== null && <> · instance {instance}</>}
        {mutant !== null && <> · mutant {mutant}</>}
        <span class="faint"> — {about}</span>
      </p>
      <h1 class={outcome.kind}>
        {property ?? BEHAVIOURS[outcome.kind]} {property !== null && verdicts[outcome.kind]}
        {outcome.kind !== "holds" && <span class="sentence">: {outcome.sentence}</span>}
      </h1>
      {property !== null && <p class="faint">It claims: {claim}</p>}
      {outcome.notes.map((note) => (
        <p class="note">{note}</p>
      ))}
    </header>
  );
}

/** Why it is violated, in the sections of `scrutineer explain`. */
export function Explanation({ view }: { readonly view: View }) {
  const { sections } = view.story;
  if (sections.length === 0) return null;
  return (
    <section aria-labelledby="why">
      <h2 id="why">Why</h2>
      {sections.map(({ title, lines }) => (
        <>
          <h3>{title}</h3>
          <ul class="lines">
            {lines.map((line) => (
              <LineView line={line} view={view} />
            ))}
          </ul>
        </>
      ))}
    </section>
  );
}

function LineView({ line, view }: { readonly line: Line; readonly view: View }) {
  return (
    <li class={line.tone}>
      {piecesOf(line.text, view.story.rows.length).map(({ text, row }) =>
        row === undefined ? (
          text
        ) : (
          <button type="button" class="link" onClick={() => view.goTo(row)}>
            {text}
          </button>
        ),
      )}
    </li>
  );
}

/** Says each step to those who do not see it. */
export function Announcement({ view }: { readonly view: View }) {
  const { story, row, hasMoved } = view;
  const { title, changes, isInSlice } = story.rows[row.value]!;
  const aside = isInSlice ? "" : " Nothing leads from it to the violation.";
  return (
    <div class="unseen" role="status" aria-live="polite">
      {hasMoved.value &&
        `Step ${row.value + 1} of ${story.rows.length}: ${title}.${aside} ${changesText(changes)}`}
    </div>
  );
}
