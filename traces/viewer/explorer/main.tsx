/** Draws the explorer, and asks the server where it begins. */
import { render } from "preact";
import { Driver } from "./driver.ts";
import { listenToKeys } from "./keys.ts";
import { openHelp } from "./help.tsx";
import { Page } from "./page.tsx";

const driver = new Driver();
const root = document.querySelector("#page")!;
root.replaceChildren();
listenToKeys(driver, openHelp);
render(<Page driver={driver} />, root);
