/** Colours, for terminals that have them: the one place that knows of `styleText`. */
import { styleText } from "node:util";
import { type Palette, PLAIN } from "../traces/palette.ts";

type Stream = NodeJS.WriteStream;

/** The palette for `stream`: plain unless Node finds that it has colours (NO_COLOR, FORCE_COLOR). */
export function paletteFor(stream: Stream): Palette {
  const isColoured = styleText("red", ".", { stream }) !== ".";
  return isColoured ? COLOURED : PLAIN;
}

function style(format: Parameters<typeof styleText>[0]): (text: string) => string {
  return (text) => (text === "" ? "" : styleText(format, text, { validateStream: false }));
}

/** The colours of a terminal. */
export const COLOURED: Palette = {
  strong: style("bold"),
  faint: style("dim"),
  good: style("green"),
  bad: style(["bold", "red"]),
  warning: style("yellow"),
  name: style("cyan"),
};
