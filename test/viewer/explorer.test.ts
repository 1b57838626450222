/** The explorer's page, in a real browser, with its server. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { always, type Snapshot } from "../../checker/property.ts";
import { routesOf } from "../../traces/explorer/routes.ts";
import { saveBehaviour } from "../../traces/explorer/saved.ts";
import { serve } from "../../traces/explorer/server.ts";
import { scrutineer, temporaryFolder } from "../cli/scrutineer.ts";
import { exploring, type Exploring, exploringModel } from "../explorer/sessions.ts";
import { about, miniature } from "../miniatures.ts";
import { overflowing } from "./boxes.ts";
import { builtTemplate, isLeftOut, launch } from "./browser.ts";

const SCREEN = { width: 1280, height: 800 };
const PHONES = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];
const ORIGIN = {
  variant: null,
  instance: null,
  mutant: "forgets-vote",
  symmetry: false,
  seed: null,
  shortest: false,
};

let browser: Browser;
let template: string;
beforeAll(async () => {
  if (!isLeftOut) [browser, template] = await Promise.all([launch(), builtTemplate("explorer")]);
});
afterAll(() => browser?.close());

/** How the explorer is opened, and where it saves. */
interface Opening {
  readonly folder?: string;
  readonly hash?: string;
  readonly colorScheme?: "light" | "dark";
}

/** The explorer, opened; all that its console says of errors is in `errors`. */
async function open(explored: Exploring, { folder = "", hash = "", colorScheme }: Opening = {}) {
  const save = async (path: Parameters<typeof saveBehaviour>[2]) => {
    const { file, sentence } = await saveBehaviour(explored.session, ORIGIN, path, folder);
    return { sentence, command: `show ${file}` };
  };
  const server = await serve(template, routesOf({ ...explored, save }), 0);
  const page = await browser.newPage({
    viewport: SCREEN,
    ...(colorScheme && { colorScheme }),
  });
  onTestFinished(async () => {
    await page.close();
    await server.close();
  });
  const errors: string[] = [];
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(server.url + hash);
  await page.locator("#states-title").waitFor();
  return { page, errors };
}

/** Waits until the page shows a state. */
async function at(page: Page, state: number): Promise<void> {
  await page.getByRole("heading", { level: 2, name: new RegExp(`^State ${state} `) }).waitFor();
}

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>("document.activeElement.querySelector('.head')?.textContent ?? ''");

describe.skipIf(isLeftOut)("the explorer, in Chromium (left out where there is none)", () => {
  it("takes a step, takes it back, runs to a violation, and saves what replay accepts", async () => {
    const folder = temporaryFolder();
    const { page, errors } = await open(exploring("raft", "forgets-vote"), { folder });

    await page.getByRole("button", { name: "n1: ElectionTimeout" }).click();
    await at(page, 2);
    expect(await page.locator(".group.changed h3").allTextContents()).toEqual(["n1"]);
    expect(await page.getByRole("status").textContent()).toContain("State 2: n1: ElectionTimeout.");
    await page.getByRole("button", { name: "Undo" }).click();
    await at(page, 1);
    await page.getByRole("button", { name: "Run to a violation" }).click();
    await at(page, 9);

    const notice = page.getByRole("alert");
    expect(await notice.textContent()).toContain("ElectionSafety objects 8 steps later");
    expect(await page.locator(".standings .objects").textContent()).toContain(
      "ElectionSafety objects here: n1 and n2 both lead epoch 1",
    );
    await page.getByRole("button", { name: "Save" }).click();
    await notice.getByText("Saved to").waitFor();
    const [file] = readdirSync(folder);
    expect((await scrutineer("replay", join(folder, file!))).code).toBe(1);
    expect(errors).toEqual([]);
  });

  it("goes by keys alone, and keeps its path in the address", async () => {
    const { page } = await open(exploring("raft", "forgets-vote"));

    expect(await focused(page)).toBe("n1: ElectionTimeout");
    await page.keyboard.press("3");
    expect(await focused(page)).toBe("n2: ElectionTimeout");
    await page.keyboard.press("Enter");
    await at(page, 2);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await at(page, 3);
    expect(page.url()).toMatch(/#path=\d+\.\d+$/);
    await page.keyboard.press("u");
    await at(page, 2);
    expect(page.url()).toMatch(/&at=1$/);
    await page.reload();
    await at(page, 2);
    expect(await page.locator(".visit.undone").count()).toBe(1);
    await page.keyboard.press("y");
    await at(page, 3);
    // The second is pressed before the first is answered.
    await Promise.all([page.keyboard.press("u"), page.keyboard.press("u")]);
    await at(page, 1);
    await page.goBack();
    await at(page, 3);
    await page.goBack();
    await at(page, 2);
    await page.getByRole("button", { name: /^1 ?initially/ }).click();
    await at(page, 1);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "The explorer" }).waitFor();
  });

  it("takes nothing that the model says for markup or script", async () => {
    const hostile = `</script><img src=x onerror="globalThis.hit=1">`;
    const rude = miniature<string, { type: string }>({
      processes: [hostile],
      init: () => hostile,
      events: () => [{ type: hostile }],
      reduce: () => ({ state: `${hostile}!` }),
    });
    const never = always<Snapshot<string>>({
      ...about,
      name: "Never",
      check: ({ members }) => (members[0]!.view.endsWith("!") ? hostile : undefined),
    });
    const { page, errors } = await open(exploringModel(rude, { properties: [never] }));

    await page.locator(".take").click();
    await at(page, 2);

    expect(await page.locator(".standings .objects").textContent()).toContain(hostile);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.evaluate('"hit" in globalThis')).toBe(false);
    expect(errors).toEqual([]);
  });

  it("fits on a screen and on a phone, and is dark where that is preferred", async () => {
    const hash = "#path=0.1.5.3.5.2.2.1";
    const explorer = exploring("raft", "forgets-vote");
    const { page } = await open(explorer, { hash, colorScheme: "dark" });
    await at(page, 9);

    for (const size of [SCREEN, ...PHONES]) {
      await page.setViewportSize(size);
      expect(await page.evaluate(overflowing)).toEqual([]);
    }
    expect(await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")).toBe(
      "rgb(20, 23, 28)",
    );
  });
});
