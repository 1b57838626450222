/** How text is marked; a terminal has colours for it, a file has none. */
export interface Palette {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warning: (text: string) => string;
  /** Names of processes. */
  readonly name: (text: string) => string;
}

const unmarked = (text: string): string => text;

/** No marks at all. */
export const PLAIN: Palette = {
  strong: unmarked,
  faint: unmarked,
  good: unmarked,
  bad: unmarked,
  warning: unmarked,
  name: unmarked,
};
