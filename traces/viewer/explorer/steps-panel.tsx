/** The steps that are enabled, by who makes them. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { EnabledStep, Position } from "../../explorer/position.ts";
import { changesText, headOf } from "../words.ts";
import type { Driver } from "./driver.ts";

const KEYS_SHOWN = 9;

const REMARKS: Readonly<Record<EnabledStep["leads"], string>> = {
  on: "",
  nothing: "changes nothing",
  outside: "leads out of the bounds",
};

export function StepsPanel(props: { readonly driver: Driver; readonly position: Position }) {
  const { driver, position } = props;
  const { actors, end, initials, path } = position;
  const panel = useRef<HTMLElement>(null);
  const count = actors.reduce((sum, { steps }) => sum + steps.length, 0);

  // Who takes steps by keys goes on among those that are enabled now.
  useLayoutEffect(() => {
    const { activeElement } = document;
    const wasHere = activeElement === document.body || panel.current?.contains(activeElement);
    if (wasHere !== true) return;
    panel.current?.querySelector<HTMLElement>(".take")?.focus({ preventScroll: true });
  }, [position]);

  let number = 0;
  return (
    <section id="steps" ref={panel} tabIndex={-1} aria-labelledby="steps-title">
      <h2 id="steps-title">
        Enabled steps <span class="step-title">{count}</span>
      </h2>
      {initials > 1 && path.at === 0 && <Beginning driver={driver} position={position} />}
      {end !== null && <p class="remark">{end}</p>}
      {actors.map(({ name, steps }) => (
        <section aria-label={name}>
          <h3>{name}</h3>
          <ul class="lines">
            {steps.map((step) => (
              <li key={step.choice}>
                <StepButton step={step} number={++number} take={() => driver.take(step.choice)} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function StepButton(props: {
  readonly step: EnabledStep;
  readonly number: number;
  readonly take: () => void;
}) {
  const { title, changes, leads } = props.step;
  const { head, rest } = headOf(title);
  return (
    <button type="button" class={`take ${leads}`} onClick={props.take}>
      <span class="number" aria-hidden="true">
        {props.number <= KEYS_SHOWN ? props.number : ""}
      </span>
      <span class="what">
        <span class="head">{head}</span>
        <span class="rest">{rest}</span>
        {leads !== "on" && <span class="badge">{REMARKS[leads]}</span>}
        {changes.length > 0 && <span class="effect">{changesText(changes)}</span>}
      </span>
    </button>
  );
}

function Beginning({ driver, position }: { readonly driver: Driver; readonly position: Position }) {
  return (
    <label class="beginning">
      Begin in initial state{" "}
      <select
        value={position.path.initial}
        onChange={({ currentTarget }) => driver.begin(Number(currentTarget.value))}
      >
        {Array.from({ length: position.initials }, (_, initial) => (
          <option value={initial}>
            {initial + 1} of {position.initials}
          </option>
        ))}
      </select>
    </label>
  );
}
