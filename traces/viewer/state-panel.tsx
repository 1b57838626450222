/** What every process has at the chosen step, what the step changed, and what is in flight. */
import type { Group } from "../page/story.ts";
import { type FieldView, fieldsAt, inFlightAt } from "./states.ts";
import type { View } from "./view.ts";

/** Of a crowded network so many messages are listed. */
const MESSAGES_SHOWN = 40;

export function StatePanel({ view }: { readonly view: View }) {
  const { story, row, hidden } = view;
  const { title, isReplayed, isDecisive, isInSlice } = story.rows[row.value]!;
  const groups = story.groups.filter(({ lane }) => lane === null || !hidden.value.lanes.has(lane));
  return (
    <section id="states" aria-labelledby="states-title" tabIndex={-1}>
      <h2 id="states-title">
        State {row.value + 1} <span class="step-title">{title}</span>
      </h2>
      {isDecisive && <p class="remark">This is the decisive step: see below.</p>}
      {!isInSlice && isReplayed && (
        <p class="remark">No chain of messages leads from this step to the violation.</p>
      )}
      {isReplayed ? (
        <>
          <div class="groups">
            {groups.map((group) => (
              <GroupView view={view} group={group} />
            ))}
          </div>
          <InFlight view={view} />
        </>
      ) : (
        <p class="remark">The model is another by now: there is no such state.</p>
      )}
    </section>
  );
}

function GroupView({ view, group }: { readonly view: View; readonly group: Group }) {
  const { story, row } = view;
  const fields = fieldsAt(story, group, row.value);
  if (fields === undefined) return null;
  const at = row.value;
  const isDown = story.outages.some(
    ({ lane, from, to }) => lane === group.lane && from <= at && at <= to,
  );
  const reign = story.reigns.find(
    ({ lane, from, to }) => lane === group.lane && from <= at && at <= to,
  );
  const isChanged = fields.some(({ before }) => before !== undefined);
  return (
    <div class={isChanged ? "group changed" : "group"}>
      <h3>
        {group.name}
        {isDown && <span class="badge down">down; on its disk:</span>}
        {reign !== undefined && <span class="badge">leads {reign.epoch}</span>}
      </h3>
      <dl>
        {fields.map((field) => (
          <FieldLine field={field} />
        ))}
      </dl>
    </div>
  );
}

/** A field, with what it was before if the step changed it. */
export function FieldLine({ field: { name, value, before } }: { readonly field: FieldView }) {
  return (
    <div class={before === undefined ? "" : "changed"}>
      {name !== "" && <dt>{name}</dt>}
      <dd>
        {before !== undefined && before !== null && (
          <>
            <del>{before}</del> <span aria-hidden="true">→</span>{" "}
          </>
        )}
        {before === undefined ? value : value === null ? "gone" : <ins>{value}</ins>}
      </dd>
    </div>
  );
}

function InFlight({ view: { story, row } }: { readonly view: View }) {
  const messages = inFlightAt(story, row.value);
  if (messages.length === 0) return null;
  const where = story.keepsMessages ? "in the network" : "in flight";
  return (
    <details>
      <summary>
        <h3>
          {messages.length} {where}
        </h3>
      </summary>
      <ul class="lines">
        {messages.slice(0, MESSAGES_SHOWN).map(({ from, to, text }) => (
          <li>
            {story.lanes[from]} → {story.lanes[to]}: {text}
          </li>
        ))}
        {messages.length > MESSAGES_SHOWN && (
          <li class="faint">and {messages.length - MESSAGES_SHOWN} more</li>
        )}
      </ul>
    </details>
  );
}
