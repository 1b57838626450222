/**
 * Where the person is, and all that can be done there. The server knows nothing of it: each question
 * brings the path along, and the address keeps it.
 */
import { signal } from "@preact/signals";
import type {
  Path,
  Position,
  Saved,
  SearchOutcome,
  SearchProgress,
} from "../../explorer/position.ts";
import { hashOf, pathIn } from "../../explorer/address.ts";
import { ask, askForLines } from "./asking.ts";

/** What the page says of the last thing that was done. */
export interface Notice {
  readonly kind: "plain" | "bad" | "busy";
  readonly sentence: string;
  readonly command?: string;
}

/** A line of the answer to a search. */
interface SearchLine {
  readonly progress?: SearchProgress;
  readonly outcome?: SearchOutcome;
  readonly error?: string;
}

/** Drives the page; it begins where the address says. */
export class Driver {
  readonly position = signal<Position | null>(null);
  readonly notice = signal<Notice | null>(null);
  /** Ends the search that is under way. */
  readonly search = signal<AbortController | null>(null);
  #latest = 0;
  /** Where the person wants to be: the page may not be there yet, and what is done next follows this. */
  #wanted: Path | undefined;

  constructor() {
    addEventListener("popstate", () => {
      this.stop();
      this.notice.value = null;
      void this.#show(pathIn(location.hash));
    });
    void this.#show(pathIn(location.hash));
  }

  /**
   * Takes an enabled step; what was taken back stays if it is the same again. A step of a list that is
   * about to change is not taken: its number means another one there.
   */
  take(choice: number): void {
    const path = this.#wanted;
    const shown = this.position.value?.path;
    if (path === undefined || shown === undefined || hashOf(path) !== hashOf(shown)) return;
    const { choices, at } = path;
    const next = choices[at] === choice ? choices : [...choices.slice(0, at), choice];
    void this.#go({ ...path, choices: next, at: at + 1 });
  }

  /** Goes back from there, or on along what was taken back. */
  move(steps: number): void {
    if (this.#wanted !== undefined) this.jump(this.#wanted.at + steps);
  }

  /** Goes to a state of the path. */
  jump(at: number): void {
    const path = this.#wanted;
    if (path === undefined || at < 0 || at > path.choices.length) return;
    void this.#go({ ...path, at });
  }

  /** Begins anew in an initial state. */
  begin(initial: number): void {
    void this.#go({ initial, choices: [], at: 0 });
  }

  async random(steps: number): Promise<void> {
    const path = this.#wanted;
    if (path === undefined) return;
    try {
      const { choices } = await ask<Pick<Path, "choices">>("random", { ...path, steps });
      const taken = choices.length - path.at;
      if (taken > 0) await this.#go({ ...path, choices, at: choices.length });
      if (taken < steps) this.#say(shortOf(taken, steps, this.position.value));
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Searches for a violation, and goes there. */
  async run(): Promise<void> {
    const path = this.#wanted;
    if (path === undefined || this.search.value !== null) return;
    const own = new AbortController();
    this.search.value = own;
    this.notice.value = { kind: "busy", sentence: "Searching …" };
    let looked = "";
    try {
      for await (const line of askForLines<SearchLine>("run", path, own.signal)) {
        if (line.error !== undefined) throw new Error(line.error);
        if (line.progress !== undefined) {
          looked = lookedText(line.progress);
          this.notice.value = { kind: "busy", sentence: `Searching … ${looked}` };
        }
        if (line.outcome !== undefined) await this.#finish(path, line.outcome);
      }
    } catch (error) {
      if (!own.signal.aborted) this.#complain(error);
      else if (this.notice.value?.kind === "busy") this.#say(endedText(looked));
    } finally {
      if (this.search.value === own) this.search.value = null;
    }
  }

  /** Ends the search, if one is under way. */
  stop(): void {
    this.search.value?.abort();
  }

  /** Saves the path up to here. */
  async save(): Promise<void> {
    const path = this.#wanted;
    if (path === undefined) return;
    try {
      const { sentence, command } = await ask<Saved>("save", path);
      this.notice.value = { kind: "plain", sentence, command };
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Goes to `path`, and lets the address say so: to go back there is to undo. */
  async #go(path: Path): Promise<void> {
    this.stop();
    this.notice.value = null;
    const isShown = await this.#show(path);
    if (isShown && hashOf(path) !== location.hash) history.pushState(null, "", hashOf(path));
  }

  /** Shows what is at `path`; of several that were asked for, the last. */
  async #show(path: Path): Promise<boolean> {
    const number = ++this.#latest;
    this.#wanted = path;
    try {
      const found = await ask<Position>("position", path);
      if (number !== this.#latest) return false;
      this.position.value = found;
      return true;
    } catch (error) {
      if (number !== this.#latest) return false;
      this.#wanted = this.position.value?.path;
      this.#complain(error);
      return false;
    }
  }

  async #finish(path: Path, { choices, sentence }: SearchOutcome): Promise<void> {
    this.search.value = null;
    if (choices !== null) await this.#go({ ...path, choices, at: choices.length });
    this.notice.value = { kind: choices === null ? "plain" : "bad", sentence };
  }

  #say(sentence: string): void {
    this.notice.value = { kind: "plain", sentence };
  }

  #complain(error: unknown): void {
    const sentence = error instanceof Error ? error.message : String(error);
    this.notice.value = { kind: "bad", sentence };
  }
}

function lookedText({ states, steps }: SearchProgress): string {
  return `${states.toLocaleString("en")} states, up to ${steps} steps on`;
}

function endedText(looked: string): string {
  const what = looked === "" ? "" : ` (${looked})`;
  return `The search was ended; no violation was found by then${what}.`;
}

function shortOf(taken: number, steps: number, position: Position | null): string {
  const isObjectedTo = position?.properties.some(({ verdict }) => verdict === "objects") === true;
  const why = taken > 0 && isObjectedTo ? "a property objects" : "no step leads on";
  return `Ended after ${taken} of ${steps} steps: ${why}.`;
}
