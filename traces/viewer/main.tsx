/** Reads the story out of the page, and draws it. */
import { render } from "preact";
import type { Story } from "../page/story.ts";
import { listenToKeys } from "./keys.ts";
import { Page } from "./page.tsx";
import { viewOf } from "./view.ts";

const source = document.querySelector("#story")?.textContent ?? "";
const view = viewOf(JSON.parse(source) as Story);
const root = document.querySelector("#page")!;
root.replaceChildren();
listenToKeys(view);
render(<Page view={view} />, root);
