/** Light or dark, by a button; until it is pressed, what the system prefers. */
import { signal } from "@preact/signals";

const theme = signal<"light" | "dark">(
  matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
);

/** Light or dark: what the system prefers, until the reader says otherwise. */
export function Theme() {
  const other = theme.value === "dark" ? "light" : "dark";
  return (
    <button
      type="button"
      class="theme"
      aria-label={`Switch to ${other}`}
      title={`Switch to ${other}`}
      onClick={() => {
        theme.value = other;
        document.documentElement.dataset["theme"] = other;
      }}
    >
      ◐
    </button>
  );
}
