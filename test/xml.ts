/** XML as a strict parser reads it. */
import { SaxesParser } from "saxes";

/** An element as it begins. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All text from its beginning to the next element's. */
  text: string;
}

/** The elements of `xml`, in order. @throws Error if it is not well-formed. */
export function elementsIn(xml: string): Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    elements.push({ name, attributes, text: "" });
  });
  parser.on("text", (text) => {
    const element = elements.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.write(xml).close();
  return elements;
}
