/** What the keys do, and what the page's words mean. */
import { KEYS } from "./keys.ts";

export function Help() {
  return (
    <dialog id="help" aria-labelledby="help-title">
      <h2 id="help-title">The explorer</h2>
      <p>
        Steps that are enabled now stand on the left, by who makes them; take one to go on. What
        properties say is of this behaviour alone: that one has not objected does not mean that it
        holds.
      </p>
      <dl class="keys">
        {KEYS.map(([keys, meaning]) => (
          <div>
            <dt>{keys}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => helpDialog()?.close()}>
        Close
      </button>
    </dialog>
  );
}

/** Opens the help. */
export function openHelp(): void {
  helpDialog()?.showModal();
}

function helpDialog(): HTMLDialogElement | null {
  return document.querySelector<HTMLDialogElement>("#help");
}
