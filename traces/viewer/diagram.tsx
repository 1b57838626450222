/**
 * The space-time diagram: lanes from top to bottom, beside each step its words. Only the rows in view,
 * and a few more, are in the document; the rest is empty space of the right height.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Story } from "../page/story.ts";
import { ArrowsView } from "./arrows-view.tsx";
import { type Geometry, geometryFor, laneX, ROW, rowTop, scrollFor, windowAt } from "./geometry.ts";
import { LanesView } from "./lanes-view.tsx";
import { MarksView } from "./marks-view.tsx";
import { arrowsWithin } from "./selection.ts";
import type { View } from "./view.ts";
import { changesText, headOf } from "./words.ts";

export function Diagram({ view }: { readonly view: View }) {
  const { story, row, hidden, shown } = view;
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height, scrollTop } = useViewport(scroller);
  const { rows, positions } = shown.value;
  const geometry = geometryFor(width, story.lanes.length);
  const drawn = windowAt(scrollTop, height, rows.length);
  const total = rowTop(rows.length);
  const position = Math.max(0, Math.ceil(positions[row.value]!));

  useEffect(() => {
    const target = scroller.current;
    if (target === null || height === 0) return;
    const { scrollTop: now } = target;
    const wanted = scrollFor(position, { scrollTop: now, height: height - ROW.height / 2, total });
    if (wanted !== undefined) target.scrollTop = wanted;
  }, [position, height, total]);

  const inView = rows.slice(drawn.first, drawn.end);
  const top = rowTop(drawn.first);
  const { arrows, leftOut } = arrowsWithin(story.arrows, shown.value, hidden.value, drawn);
  const scene = {
    story,
    shown: shown.value,
    hidden: hidden.value,
    geometry,
    drawn,
    arrows,
    row: row.value,
  };
  const drawnHeight = rowTop(inView.length);
  return (
    <div
      class="scroller"
      ref={scroller}
      tabIndex={0}
      role="listbox"
      aria-label={`Steps, from 1 to ${story.rows.length}`}
      {...(inView.includes(row.value) && { "aria-activedescendant": `row-${row.value}` })}
    >
      <LaneNames story={story} geometry={geometry} hidden={hidden.value.lanes} />
      <div class="rows" style={{ height: `${total}px` }}>
        {inView.map((index, at) => (
          <RowView
            key={index}
            view={view}
            index={index}
            top={top + rowTop(at)}
            geometry={geometry}
          />
        ))}
        <svg
          aria-hidden="true"
          width={geometry.textLeft}
          height={drawnHeight}
          viewBox={`0 ${top} ${geometry.textLeft} ${Math.max(drawnHeight, 1)}`}
          style={{ top: `${top}px` }}
        >
          <LanesView scene={scene} />
          <ArrowsView scene={scene} />
          <MarksView scene={scene} />
        </svg>
      </div>
      <LeftOut count={leftOut} />
    </div>
  );
}

/** A diagram of all messages would be a thicket; that some are not in it is said. */
function LeftOut({ count }: { readonly count: number }) {
  if (count === 0) return null;
  return (
    <p class="left-out" aria-hidden="true">
      {count} more messages reach into this view: fewer types or processes show them
    </p>
  );
}

function LaneNames({
  story,
  geometry,
  hidden,
}: {
  readonly story: Story;
  readonly geometry: Geometry;
  readonly hidden: ReadonlySet<number>;
}) {
  return (
    <div class="lane-names" aria-hidden="true">
      {story.lanes.map((name, lane) => (
        <span
          class={hidden.has(lane) ? "hidden" : ""}
          title={name}
          style={{
            left: `${laneX(geometry, lane) - geometry.laneWidth / 2 + 1}px`,
            width: `${geometry.laneWidth - 2}px`,
          }}
        >
          {name}
        </span>
      ))}
    </div>
  );
}

function RowView(props: {
  readonly view: View;
  readonly index: number;
  readonly top: number;
  readonly geometry: Geometry;
}) {
  const { view, index, top, geometry } = props;
  const { story, row } = view;
  const { title, kind, changes, isInSlice, isDecisive, isReplayed } = story.rows[index]!;
  const { head, rest } = headOf(title);
  const { outcome } = story;
  const isChosen = index === row.value;
  const isViolation = outcome.kind === "violates" && index === outcome.row;
  const classes = ["row", kind, isChosen && "chosen", !isInSlice && "aside", isViolation && "bad"];
  return (
    // Its keys are those of the whole page: the list has the focus, an option never has.
    <div
      id={`row-${index}`}
      class={classes.filter(Boolean).join(" ")}
      role="option"
      aria-selected={isChosen}
      aria-posinset={index + 1}
      aria-setsize={story.rows.length}
      style={{ top: `${top}px` }}
      onClick={() => view.goTo(index)}
    >
      <span class="number" style={{ width: `${geometry.gutter - 8}px` }}>
        {index + 1}
      </span>
      <div class="words" style={{ left: `${geometry.textLeft}px` }}>
        <p class="title">
          {isDecisive && <span class="badge decisive">decisive</span>}
          {isViolation && <span class="badge bad">violated</span>}
          {!isInSlice && <span class="unseen">aside: </span>}
          {head}
          <span class="rest">{rest}</span>
        </p>
        <p class="changes">
          {isReplayed ? changesText(changes) : "not replayed: the model is another by now"}
        </p>
      </div>
    </div>
  );
}

/** How large the view of `element` is and how far it is scrolled; told anew once a frame at most. */
function useViewport(element: { readonly current: HTMLElement | null }) {
  const [viewport, setViewport] = useState({ width: 0, height: 0, scrollTop: 0 });
  useLayoutEffect(() => {
    const target = element.current!;
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      const { clientWidth: width, clientHeight: height, scrollTop } = target;
      setViewport({ width, height, scrollTop });
    };
    const later = (): void => {
      frame ||= requestAnimationFrame(measure);
    };
    const observer = new ResizeObserver(later);
    observer.observe(target);
    target.addEventListener("scroll", later, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      target.removeEventListener("scroll", later);
      cancelAnimationFrame(frame);
    };
  }, [element]);
  return viewport;
}
