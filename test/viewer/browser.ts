/** A real browser for the tests of the page: Chromium, as the system has it. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { build } from "vite";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Where there is a browser, if there is one. `CHROMIUM` names one that is not in the path. */
export function browserPath(): string | undefined {
  const { PATH = "", CHROMIUM } = process.env;
  const paths = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return CHROMIUM ?? paths.find((path) => existsSync(path));
}

/** Where browsers are not to be expected the tests are left out; continuous integration has one. */
export const isLeftOut = browserPath() === undefined && process.env["CI"] === undefined;

/** Starts the browser. @throws if there is none. */
export async function launch(): Promise<Browser> {
  const executablePath = browserPath();
  if (executablePath === undefined) {
    throw new Error("There is no Chromium; CHROMIUM may say where one is.");
  }
  return chromium.launch({ executablePath });
}

/** The viewer or the explorer as it is now, built in memory. */
export async function builtTemplate(name: "viewer" | "explorer" = "viewer"): Promise<string> {
  const configFile = new URL("../../viewer.config.ts", import.meta.url).pathname;
  const built = await build({ configFile, mode: name, build: { write: false } });
  const outputs = [built].flat().flatMap((each) => ("output" in each ? each.output : []));
  const page = outputs.find(({ fileName }) => fileName === `${name}.html`);
  if (page?.type !== "asset") throw new Error(`The build left no ${name}.html.`);
  return String(page.source);
}
