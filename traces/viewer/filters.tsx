/** What is shown: which processes, which types of events and messages. */
import { typesIn } from "./selection.ts";
import type { View } from "./view.ts";

export function Filters({ view }: { readonly view: View }) {
  const { story, hidden, shown } = view;
  const left = story.rows.length - shown.value.rows.length;
  return (
    <details class="filters">
      <summary>
        <h2>Show</h2> {left > 0 && <span class="faint">{left} steps are hidden</span>}
      </summary>
      {story.lanes.length > 0 && (
        <fieldset>
          <legend>processes</legend>
          {story.lanes.map((name, lane) => (
            <Choice
              name={name}
              isOn={!hidden.value.lanes.has(lane)}
              onSwitch={() =>
                (hidden.value = { ...hidden.value, lanes: switched(hidden.value.lanes, lane) })
              }
            />
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>events and messages</legend>
        {[...typesIn(story)].map(([type, count]) => (
          <Choice
            name={`${type} (${count})`}
            isOn={!hidden.value.types.has(type)}
            onSwitch={() =>
              (hidden.value = { ...hidden.value, types: switched(hidden.value.types, type) })
            }
          />
        ))}
      </fieldset>
    </details>
  );
}

function Choice(choice: {
  readonly name: string;
  readonly isOn: boolean;
  readonly onSwitch: () => void;
}) {
  return (
    <label>
      <input type="checkbox" checked={choice.isOn} onChange={choice.onSwitch} /> {choice.name}
    </label>
  );
}

function switched<T>(set: ReadonlySet<T>, item: T): Set<T> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
