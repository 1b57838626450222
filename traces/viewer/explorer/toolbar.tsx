/** What can be done besides taking a step, and what came of it. */
import type { Position } from "../../explorer/position.ts";
import { Theme } from "../theme.tsx";
import type { Driver } from "./driver.ts";
import { openHelp } from "./help.tsx";

const MANY_STEPS = 20;

export function Toolbar(props: { readonly driver: Driver; readonly position: Position | null }) {
  const { driver, position } = props;
  const { at, choices } = position?.path ?? { at: 0, choices: [] };
  const isSearching = driver.search.value !== null;
  return (
    <div class="tools">
      <nav aria-label="Actions">
        <Action label="Undo" keys="u" isOff={at === 0} act={() => driver.move(-1)} />
        <Action label="Redo" keys="y" isOff={at === choices.length} act={() => driver.move(1)} />
        {isSearching ? (
          <Action label="End the search" keys="Escape" isOff={false} act={() => driver.stop()} />
        ) : (
          <Action
            label="Run to a violation"
            keys="r"
            isOff={position === null}
            act={() => void driver.run()}
          />
        )}
        <Action
          label="Random"
          keys="x"
          isOff={position === null}
          act={() => void driver.random(1)}
        />
        <Action
          label={`${MANY_STEPS} random`}
          isOff={position === null}
          act={() => void driver.random(MANY_STEPS)}
        />
        <Action label="Save" keys="s" isOff={position === null} act={() => void driver.save()} />
        <button type="button" aria-label="Help" title="Help (?)" onClick={openHelp}>
          ?
        </button>
        <Theme />
      </nav>
      <NoticeLine driver={driver} />
    </div>
  );
}

function Action(props: {
  readonly label: string;
  readonly keys?: string;
  readonly isOff: boolean;
  readonly act: () => void;
}) {
  const { label, keys, isOff, act } = props;
  return (
    <button
      type="button"
      disabled={isOff}
      {...(keys !== undefined && { title: `${label} (${keys})`, "aria-keyshortcuts": keys })}
      onClick={act}
    >
      {label}
    </button>
  );
}

function NoticeLine({ driver }: { readonly driver: Driver }) {
  const notice = driver.notice.value;
  return (
    <div
      class={`notice ${notice?.kind ?? "none"}`}
      role={notice?.kind === "busy" ? "none" : "alert"}
    >
      {notice !== null && <p>{notice.sentence}</p>}
      {notice?.command !== undefined && (
        <p>
          <code>{notice.command}</code>
        </p>
      )}
    </div>
  );
}
