/**
 * `tsx scripts/nightly/replay-kept.ts KEPT LANES SCRUTINEER…`: replays each trace that was kept, as a
 * lane of its own; SCRUTINEER is the command that runs it. Exits with 1 if a lane is red.
 */
import { join } from "node:path";
import { keptIn, replayLaneOf } from "./kept.ts";
import { isRed } from "./outcome.ts";
import { runLaneInto } from "./run-lane.ts";
import { oneLine } from "./text.ts";

const [kept = "", lanes = "", ...scrutineer] = process.argv.slice(2);

for (const name of await keptIn(kept)) {
  const lane = replayLaneOf(name);
  const command = [...scrutineer, "replay", join(kept, name), "--json"];
  const { status, sentence } = await runLaneInto(join(lanes, lane), lane, command);
  process.stdout.write(`${lane}: ${status}: ${oneLine(sentence)}\n`);
  if (isRed(status)) process.exitCode = 1;
}
