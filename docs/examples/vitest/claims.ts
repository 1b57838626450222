/** What the ring claims. */
import { noDeadlock, type Property, type Snapshot, type ViewOf } from "scrutineer";
import { leaderElected, oneLeaderAtATime } from "scrutineer/properties";
import type { Node, ring } from "./ring.ts";

const electionEnds = noDeadlock<Snapshot<Node>>({
  name: "ElectionEnds",
  source: "Chang & Roberts 1979",
  claim: "The election does not come to a halt before somebody leads.",
  concern: "progress",
  check: ({ members }) =>
    members.some(({ view }) => view.role === "leader")
      ? undefined
      : "nothing more can happen, and nobody leads",
});

export const claims: readonly Property<ViewOf<typeof ring>>[] = [
  oneLeaderAtATime(),
  electionEnds,
  leaderElected(),
];
