/** Functions that run in the page: which of its labels meet, what of it sticks out. */

/** What the functions need of a browser's elements; the tests are not compiled for one. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
interface Element {
  readonly textContent: string | null;
  getBoundingClientRect(): Box;
}
declare const document: {
  querySelectorAll(selector: string): Iterable<Element>;
  readonly documentElement: { readonly clientWidth: number };
};

/** The pairs of labels of the diagram whose boxes overlap by more than a pixel. */
export function overlaps(): string[] {
  const selector = ".lane-names span, .number, .title, .changes, .label text, .mark rect";
  const labels = Array.from(document.querySelectorAll(selector), (element) => ({
    text: element.textContent ?? "",
    box: element.getBoundingClientRect(),
  })).filter(({ box }) => box.right > box.left && box.bottom > box.top);
  return labels.flatMap((one, index) =>
    labels
      .slice(index + 1)
      .filter(({ box }) => {
        const x = Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left);
        const y = Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top);
        return x > 1 && y > 1;
      })
      .map(({ text }) => `${one.text} | ${text}`),
  );
}

/** What reaches beyond the right edge of the window; a headline is cut there, and shows it. */
export function overflowing(): string[] {
  const { clientWidth } = document.documentElement;
  return Array.from(document.querySelectorAll("body *:not(.title *)"))
    .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
    .map(({ textContent }) => (textContent ?? "").slice(0, 60));
}
