/** The page of a counterexample, in a real browser: under its policy, from a file, without a network. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { pageOf } from "../../traces/page/fill.ts";
import type { Story } from "../../traces/page/story.ts";
import { builtTemplate, isLeftOut, launch } from "./browser.ts";
import { overlaps, overflowing } from "./boxes.ts";
import { longStory, storyIn, withEveryText } from "./stories.ts";

const FORGETS = "raft.forgets-vote.ElectionSafety";
const SCREEN = { width: 1280, height: 800 };
/** What a page may hold at a time: some twenty rows, and what is drawn between them. */
const ELEMENTS_MAX = 2000;
const PHONE = { width: 320, height: 640 };

let browser: Browser;
let page: Page;
let template: string;
let opened = 0;
const folder = mkdtempSync(join(tmpdir(), "scrutineer-page-"));
beforeAll(async () => {
  if (isLeftOut) return;
  [browser, template] = await Promise.all([launch(), builtTemplate()]);
  // One for all tests: to open another takes longer than to go elsewhere.
  page = await browser.newPage({ offline: true, viewport: SCREEN });
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page of `story`, opened; all that its console says of errors is in `errors`. */
async function open(story: Story, hash = "", colorScheme: "light" | "dark" = "light") {
  const file = join(folder, `page-${++opened}.html`);
  writeFileSync(file, pageOf(story, template));
  onTestFinished(() => void page.removeAllListeners());
  await page.setViewportSize(SCREEN);
  await page.emulateMedia({ colorScheme });
  const errors: string[] = [];
  page.on("console", (message) => errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("dialog", (dialog) => void dialog.dismiss().then(() => errors.push("a dialog")));
  await page.goto(`file://${file}${hash}`);
  await page.getByRole("slider").waitFor();
  return { errors };
}

const chosen = (): Promise<string | null> =>
  page.locator('.row[aria-selected="true"] .number').textContent();

describe.skipIf(isLeftOut)("the page, in Chromium (left out where there is none)", () => {
  it("opens without a complaint, and says what is violated and each step", async () => {
    const { errors } = await open(await storyIn(FORGETS));

    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "ElectionSafety is violated: n1 and n2 both lead epoch 1",
    );
    expect(await page.getByRole("option").count()).toBe(9);
    expect(await page.locator(".row.crash .title").textContent()).toBe("decisiven3 crashes");
    expect(await page.locator("svg .split").count()).toBe(2);
    expect(errors).toEqual([]);
  });

  it("goes by keys, and says each step to those who do not see it", async () => {
    await open(await storyIn(FORGETS));

    await page.keyboard.press("ArrowUp");
    expect(await chosen()).toBe("8");
    expect(await page.getByRole("status").textContent()).toContain(
      "Step 8 of 9: n1 → n3: RequestVoteRequest",
    );
    await page.keyboard.press("Home");
    expect(await chosen()).toBe("1");
    await page.keyboard.press("ArrowRight");
    expect(await page.getByRole("slider").inputValue()).toBe("2");
    await page.keyboard.press("End");
    expect(await chosen()).toBe("9");
  });

  it("begins at the step that the address names, and keeps the address up to date", async () => {
    await open(await storyIn(FORGETS), "#step=6");

    expect(await chosen()).toBe("6");
    expect(await page.locator("#states .changed del").textContent()).toBe("n2");
    await page.getByRole("slider").press("ArrowRight");
    expect(page.url()).toMatch(/#step=7$/);
    await page.evaluate('void (location.hash = "#step=3")');
    await page.locator('#row-2[aria-selected="true"]').waitFor();
  });

  it("takes nothing in a story for markup or script", async () => {
    const hostile = `</script></title><script>globalThis.hit=1</script><img src=x onerror="hit=1">$&{{hit=1}}\u2028`;
    const story = withEveryText(await storyIn(FORGETS), hostile);

    const { errors } = await open(story);

    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(2);
    expect(await page.evaluate('"hit" in globalThis')).toBe(false);
    expect(await page.title()).toContain("<img src=x");
    expect(await page.locator("h1").textContent()).toContain("<script>globalThis.hit=1</script>");
    expect(errors).toEqual([]);
  });

  it("lets no script run but its own, and loads nothing", async () => {
    const { errors } = await open(await storyIn(FORGETS));

    await page.evaluate(`
      const script = document.createElement("script");
      script.textContent = "globalThis.hit = 1";
      const image = document.createElement("img");
      image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
      document.body.append(script, image);
    `);

    expect(await page.evaluate('"hit" in globalThis')).toBe(false);
    await expect
      .poll(() => errors.filter((text) => text.includes("Content Security")).length)
      .toBe(2);
  });

  it("has few elements however long the story is, wherever one looks", async () => {
    const { errors } = await open(longStory(2000));
    const count = (): Promise<number> => page.locator("*").count();

    expect(await chosen()).toBe("2000");
    expect(await count()).toBeLessThan(ELEMENTS_MAX);
    await page.keyboard.press("Home");
    await page.locator('#row-0[aria-selected="true"]').waitFor();
    expect(await count()).toBeLessThan(ELEMENTS_MAX);
    await page.locator(".scroller").evaluate((element) => (element.scrollTop = 60_000));
    await page.locator("#row-1005").waitFor();
    expect(await count()).toBeLessThan(ELEMENTS_MAX);
    expect(await page.locator("#row-0").count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it("hides processes and types of messages on request", async () => {
    await open(await storyIn(FORGETS));
    await page.getByText("Show", { exact: true }).click();

    await page.getByLabel("RequestVoteRequest (2)").uncheck();
    expect(await page.getByRole("option").count()).toBe(7);
    await page.getByLabel("n3", { exact: true }).uncheck();
    // The crash and the restart of n3 are hidden as well.
    expect(await page.getByRole("option").count()).toBe(5);
  });

  it("is dark where that is preferred, until the reader says otherwise", async () => {
    await open(await storyIn(FORGETS), "", "dark");
    const ground = (): Promise<string> =>
      page.evaluate<string>("getComputedStyle(document.documentElement).backgroundColor");

    expect(await ground()).toBe("rgb(20, 23, 28)");
    await page.getByRole("button", { name: "Switch to light" }).click();
    expect(await ground()).toBe("rgb(255, 255, 255)");
  });
});

describe.skipIf(isLeftOut)("the labels of the page", () => {
  it.each([
    "raft.commits-older-terms.LeaderCompleteness",
    "bully.minority-serves.majority.OneServingLeader",
    "two-phase-commit.transaction-manager-forgets.AtomicCommitment",
  ])("of %s do not overlap, and fit on a screen and on a phone", async (name) => {
    const story = await storyIn(name);

    await open(story, "#step=1");
    for (const size of [SCREEN, PHONE]) {
      await page.setViewportSize(size);
      // Once the page knows how wide it is, it draws anew.
      await page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))",
      );
      expect(await page.evaluate(overlaps)).toEqual([]);
      expect(await page.evaluate(overflowing)).toEqual([]);
    }
  });
});
