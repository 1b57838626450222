/**
 * Puts a story into the viewer, which the build leaves as one file beside this one: the page is then
 * complete, asks nothing of anyone, and works from wherever it is opened.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { CheckerError } from "../../checker/errors.ts";
import type { Story } from "./story.ts";

/** Where the template has the story, and where its title. */
const PLACES_IN_TEMPLATE = /SCRUTINEER_(STORY|TITLE)/g;

/** The built pages: beside this file once it is built; else where the build has left them. */
const FOLDERS = ["./", "../../dist/traces/page/"];

/** A page as it was built. @throws CheckerError `BadOutput` if it was not. */
export async function readTemplate(
  name: "viewer.html" | "explorer.html" = "viewer.html",
): Promise<string> {
  const files = FOLDERS.map((folder) => fileURLToPath(new URL(folder + name, import.meta.url)));
  const file = files.find((each) => existsSync(each));
  if (file === undefined) {
    throw new CheckerError("BadOutput", `${name} is not built, so no page can be made.`, {
      hint: "npm run build builds it.",
    });
  }
  return readFile(file, "utf8");
}

/** `template` with the story in it. Whatever is in the story stays text. */
export function pageOf(story: Story, template: string): string {
  const { protocol, mutant, property } = story.heading;
  const model = [protocol, mutant].filter((part) => part !== null).join(" ");
  const title = `${property ?? "a behaviour"} · ${model}`;
  // In one pass, so that no text of the story is taken for a place.
  return template.replaceAll(PLACES_IN_TEMPLATE, (place) =>
    place === "SCRUTINEER_TITLE" ? htmlText(title) : scriptText(story),
  );
}

/** `value` as JSON that no HTML parser and no JavaScript engine can take for the end of anything. */
export function scriptText(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function htmlText(text: string): string {
  return text.replaceAll(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
