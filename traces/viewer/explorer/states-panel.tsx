/** What every process has now, what the last step changed, and what is in flight. */
import type { Group } from "../../page/story.ts";
import type { InFlight, Position } from "../../explorer/position.ts";
import { FieldLine } from "../state-panel.tsx";
import { fieldsAt } from "../states.ts";
import { headOf } from "../words.ts";

export function StatesPanel({ position }: { readonly position: Position }) {
  const { groups, path, visits, cut, messages } = position;
  const { head, rest } = headOf(visits[path.at]!.title);
  return (
    <section id="states" aria-labelledby="states-title">
      <h2 id="states-title">
        State {path.at + 1}{" "}
        <span class="step-title">
          {head}
          {rest}
        </span>
      </h2>
      {cut !== null && <p class="remark">Cut: {cut}</p>}
      <div class="groups">
        {groups.map((group) => (
          <GroupView position={position} group={group} />
        ))}
      </div>
      {messages !== undefined && <Messages messages={messages} />}
    </section>
  );
}

function GroupView({ position, group }: { readonly position: Position; readonly group: Group }) {
  const fields = fieldsAt(position, group, position.rows - 1) ?? [];
  const isChanged = fields.some(({ before }) => before !== undefined);
  return (
    <div class={isChanged ? "group changed" : "group"}>
      <h3>
        {group.name}
        {group.lane !== null && position.down.includes(group.name) && (
          <span class="badge down">down; on its disk:</span>
        )}
      </h3>
      <dl>
        {fields.map((field) => (
          <FieldLine field={field} />
        ))}
      </dl>
    </div>
  );
}

function Messages({ messages }: { readonly messages: readonly InFlight[] }) {
  return (
    <section aria-labelledby="messages-title">
      <h3 id="messages-title">Messages in flight: {messages.length}</h3>
      <ul class="lines messages">
        {messages.map(({ from, to, text, isNew }) => (
          <li class={isNew ? "new" : ""}>
            {from} → {to}: {text} {isNew && <span class="badge">new</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
