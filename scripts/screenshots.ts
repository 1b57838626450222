/**
 * Makes the pictures of the README: `npx tsx scripts/screenshots.ts`. Each is the page of a
 * counterexample that is found anew, as Chromium shows it; and the explorer's page.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../test/viewer/browser.ts";

interface Picture {
  readonly name: string;
  /** The check that finds the counterexample. */
  readonly check: string;
  readonly height: number;
}

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const IMAGES = join(ROOT, "docs/images");
const WIDTH = 1280;

/** Two leaders, each with an entry of its own to commit. */
const RESURRECTING =
  "raft --mutant minority-commits --set values=2 --budget ClientRequest=2 --only DroppedNeverReappears";

const PICTURES: readonly Picture[] = [
  { name: "split-brain", check: "raft --mutant forgets-vote", height: 705 },
  { name: "lost-commit", check: "raft --mutant ignores-candidates-log", height: 830 },
  {
    name: "resurrected-proposal",
    check: RESURRECTING,
    height: 705,
  },
];

const browser = await launch();
mkdirSync(IMAGES, { recursive: true });
for (const { name, check, height } of PICTURES) {
  const folder = mkdtempSync(join(tmpdir(), "scrutineer-"));
  scrutineer("check", ...check.split(" "), "--out", folder);
  const trace = readdirSync(folder).find((file) => file.endsWith(".trace.json"))!;
  const html = join(folder, "page.html");
  scrutineer("show", join(folder, trace), "--html", html);
  const page = await browser.newPage({ viewport: { width: WIDTH, height }, colorScheme: "light" });
  await page.goto(`file://${html}`);
  await page.getByRole("slider").waitFor();
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
  await page.close();
  rmSync(folder, { recursive: true });
}
await pictureOfExplorer();
await browser.close();

/** The explorer, after it ran to a violation. */
async function pictureOfExplorer(): Promise<void> {
  const argv = ["--import", "tsx", "cli/main.ts", "explore", "raft", "--mutant", "forgets-vote"];
  const server = spawn(process.execPath, argv, { cwd: ROOT });
  const [url] = (await once(server.stdout, "data")) as [Buffer];
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 760 } });
  await page.goto(String(url).trim());
  await page.getByRole("button", { name: "Run to a violation" }).click();
  await page.locator(".standings .objects").waitFor();
  await page.screenshot({ path: join(IMAGES, "explorer.png") });
  await page.close();
  server.kill();
}

/** Runs a command; a check that finds something exits with 1. */
function scrutineer(...argv: readonly string[]): void {
  const options = { cwd: ROOT, encoding: "utf8" } as const;
  const run = spawnSync(process.execPath, ["--import", "tsx", "cli/main.ts", ...argv], options);
  if (run.status !== 0 && run.status !== 1) throw new Error(run.stderr);
}
