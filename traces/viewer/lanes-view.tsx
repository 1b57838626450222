/** The lanes: who leads which epoch, who is down, which links are cut, and each step's event. */
import type { RowKind } from "../page/story.ts";
import { laneX, rowTop } from "./geometry.ts";
import { BAND, epochClass, type Scene, spanY, yOf } from "./scene.ts";

export function LanesView({ scene }: { readonly scene: Scene }) {
  const { story, geometry, hidden, drawn } = scene;
  const [top, bottom] = [rowTop(drawn.first), rowTop(drawn.end)];
  const isShown = ({ lane }: { readonly lane: number }): boolean => !hidden.lanes.has(lane);
  return (
    <g>
      <defs>
        <pattern
          id="hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect class="hatch-ground" width="6" height="6" />
          <line class="hatch-line" x1="0" y1="0" x2="0" y2="6" />
        </pattern>
      </defs>
      <Cuts scene={scene} />
      {story.lanes.map((_name, lane) => {
        const x = laneX(geometry, lane);
        return isShown({ lane }) && <line class="lane" x1={x} x2={x} y1={top} y2={bottom} />;
      })}
      {story.reigns.filter(isShown).map((reign) => (
        <Band
          scene={scene}
          span={reign}
          lane={reign.lane}
          look={`reign ${epochClass(reign.epoch)}`}
        />
      ))}
      {story.splits.flatMap((split) =>
        split.lanes
          .filter((lane) => isShown({ lane }))
          .map((lane) => <Band scene={scene} span={split} lane={lane} look="split" />),
      )}
      {story.outages.filter(isShown).map((outage) => (
        <Band scene={scene} span={outage} lane={outage.lane} look="outage" />
      ))}
      <Events scene={scene} />
    </g>
  );
}

function Band(props: {
  readonly scene: Scene;
  readonly span: { readonly from: number; readonly to: number };
  readonly lane: number;
  readonly look: string;
}) {
  const { scene, span, lane, look } = props;
  const place = spanY(scene, span);
  if (place === undefined) return null;
  const half = Math.min(BAND, scene.geometry.laneWidth / 2 - 1);
  const x = laneX(scene.geometry, lane) - half;
  return <rect class={look} x={x} width={2 * half} rx="3" {...place} />;
}

/** While links are cut, a wall between neighbours that do not hear each other. */
function Cuts({ scene }: { readonly scene: Scene }) {
  const { story, geometry } = scene;
  return (
    <>
      {story.cuts.map((cut) => {
        const place = spanY(scene, cut);
        if (place === undefined) return null;
        const walls = story.lanes.flatMap((_name, lane) =>
          cut.links.some(([a, b]) => Math.min(a, b) === lane && Math.max(a, b) === lane + 1)
            ? [laneX(geometry, lane) + geometry.laneWidth / 2]
            : [],
        );
        const width = geometry.laneWidth * story.lanes.length;
        return (
          <>
            <rect class="cut" x={geometry.gutter} width={width} {...place} />
            {walls.map((x) => (
              <line class="wall" x1={x} x2={x} y1={place.y} y2={place.y + place.height} />
            ))}
          </>
        );
      })}
    </>
  );
}

/** Each step's event, where it happens; what joins several lanes has a line through them. */
function Events({ scene }: { readonly scene: Scene }) {
  const { story, shown, hidden, drawn, geometry, row: chosen } = scene;
  return (
    <>
      {shown.rows.slice(drawn.first, drawn.end).map((row) => {
        const { kind, lanes, isInSlice } = story.rows[row]!;
        if (kind === "drop" || kind === "duplicate") return null;
        const visible = lanes.filter((lane) => !hidden.lanes.has(lane));
        const xs = visible.map((lane) => laneX(geometry, lane));
        const y = yOf(scene, row);
        const look = ["event", isInSlice ? "" : "aside", row === chosen ? "chosen" : ""].join(" ");
        return (
          <g class={look}>
            {xs.length > 1 && (
              <line class="joint" x1={Math.min(...xs)} x2={Math.max(...xs)} y1={y} y2={y} />
            )}
            {xs.map((x, index) => (
              <Sign kind={index === 0 ? kind : "deliver"} x={x} y={y} />
            ))}
          </g>
        );
      })}
    </>
  );
}

/** By shape, not by colour alone: a disc acts, a ring receives, a cross is a crash. */
function Sign({ kind, x, y }: { readonly kind: RowKind; readonly x: number; readonly y: number }) {
  switch (kind) {
    case "crash":
      return <path class="crash" d={`M${x - 6} ${y - 6}l12 12m0 -12l-12 12`} />;
    case "restart":
      return <path class="restart" d={`M${x - 6} ${y + 5}h12l-6 -11z`} />;
    case "deliver":
      return <circle class="ring" cx={x} cy={y} r="4.5" />;
    default:
      return <circle class="disc" cx={x} cy={y} r="5" />;
  }
}
