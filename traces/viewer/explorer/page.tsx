/** The whole page: where one is, what can be done, what every process has, what properties say. */
import type { ModelWords, Position } from "../../explorer/position.ts";
import { changesText } from "../words.ts";
import type { Driver } from "./driver.ts";
import { Help } from "./help.tsx";
import { PathPanel } from "./path-panel.tsx";
import { PropertiesPanel } from "./properties-panel.tsx";
import { StatesPanel } from "./states-panel.tsx";
import { StepsPanel } from "./steps-panel.tsx";
import { Toolbar } from "./toolbar.tsx";

export function Page({ driver }: { readonly driver: Driver }) {
  const position = driver.position.value;
  return (
    <>
      <a class="skip" href="#steps" onClick={skipToSteps}>
        Skip to the steps
      </a>
      {position !== null && <Title model={position.model} />}
      <Toolbar driver={driver} position={position} />
      {position !== null && (
        <main>
          <StepsPanel driver={driver} position={position} />
          <StatesPanel position={position} />
          <div class="judged">
            <PathPanel driver={driver} position={position} />
            <PropertiesPanel driver={driver} position={position} />
          </div>
        </main>
      )}
      <Announcement position={position} />
      <Help />
    </>
  );
}

/** The address is the path's: a link may not change it. */
function skipToSteps(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>("#steps")?.focus();
}

function Title({ model }: { readonly model: ModelWords }) {
  const { protocol, named, about, setting } = model;
  return (
    <header>
      <h1>{[protocol, ...named].join(" · ")}</h1>
      <p class="faint">{about}</p>
      <details>
        <summary class="faint">Config and budgets</summary>
        <p class="faint">{setting.join(" · ")}</p>
      </details>
    </header>
  );
}

/** Says each step to those who do not see it. */
function Announcement({ position }: { readonly position: Position | null }) {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {position !== null && announcementOf(position)}
    </div>
  );
}

function announcementOf({ path, visits, actors, end, properties }: Position): string {
  const { title, changes } = visits[path.at]!;
  const count = actors.reduce((sum, { steps }) => sum + steps.length, 0);
  const objecting = properties.filter(({ verdict }) => verdict === "objects");
  return [
    `State ${path.at + 1}: ${title}.`,
    changesText(changes),
    end ?? `${count} steps are enabled.`,
    ...objecting.map(({ name, sentence }) => `${name} ${sentence}.`),
  ].join(" ");
}
