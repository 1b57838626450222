/** The ring keeps its claims, and its bug does not go unseen. */
import { oneLeaderAtATime } from "scrutineer/properties";
import { describeModel } from "scrutineer/vitest";
import { expect, test } from "vitest";
import { careless } from "./careless.ts";
import { claims } from "./claims.ts";
import { ring } from "./ring.ts";

describeModel(ring, { config: { nodes: 4 }, properties: claims });

test("candidates that do not compare ids elect two leaders", async () => {
  await expect(careless).toViolate(oneLeaderAtATime());
});
