/** The whole page: what is violated, the controls, the diagram, and what there is to know beside it. */
import { Controls } from "./controls.tsx";
import { Diagram } from "./diagram.tsx";
import { Filters } from "./filters.tsx";
import { Legend } from "./legend.tsx";
import { StatePanel } from "./state-panel.tsx";
import { Announcement, Explanation, Title } from "./telling.tsx";
import type { View } from "./view.ts";

export function Page({ view }: { readonly view: View }) {
  return (
    <>
      <a class="skip" href="#states">
        Skip to the states
      </a>
      <Title story={view.story} />
      <Controls view={view} />
      <main>
        <section class="time" aria-label="What happened">
          <Diagram view={view} />
        </section>
        <div class="beside" tabIndex={-1}>
          <StatePanel view={view} />
          <Explanation view={view} />
          <Filters view={view} />
          <Legend story={view.story} />
        </div>
      </main>
      <Announcement view={view} />
    </>
  );
}
