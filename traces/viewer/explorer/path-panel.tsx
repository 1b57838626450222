/** The path so far, and what was taken back of it: each state can be gone to. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Position, Visit } from "../../explorer/position.ts";
import { headOf } from "../words.ts";
import type { Driver } from "./driver.ts";

export function PathPanel(props: { readonly driver: Driver; readonly position: Position }) {
  const { driver, position } = props;
  const { visits, path } = position;
  const list = useRef<HTMLOListElement>(null);

  // Only the list scrolls, not the page around it.
  useLayoutEffect(() => {
    const current = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current === null || current === null || current === undefined) return;
    const middle = (list.current.clientHeight - current.clientHeight) / 2;
    list.current.scrollTop = current.offsetTop - list.current.offsetTop - middle;
  }, [position]);

  return (
    <section id="path" aria-labelledby="path-title">
      <h2 id="path-title">
        Path <span class="step-title">{visits.length} states</span>
      </h2>
      <ol class="path" ref={list}>
        {visits.map((visit, index) => (
          <li>
            <VisitButton visit={visit} index={index} at={path.at} jump={(to) => driver.jump(to)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function VisitButton(props: {
  readonly visit: Visit;
  readonly index: number;
  readonly at: number;
  readonly jump: (at: number) => void;
}) {
  const { visit, index, at, jump } = props;
  const { head, rest } = headOf(visit.title);
  return (
    <button
      type="button"
      class={index > at ? "visit undone" : "visit"}
      {...(index === at && { "aria-current": "step" as const })}
      onClick={() => jump(index)}
    >
      <span class="number">{index + 1}</span>
      <span class="what">
        {head}
        <span class="rest">{rest}</span>
        {visit.objecting.map((name) => (
          <span class="badge bad">{name}</span>
        ))}
        {index > at && <span class="unseen"> (taken back)</span>}
      </span>
    </button>
  );
}
