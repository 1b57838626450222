/** The shortest ways to what a process shows: which are kept, and what a walk says is shown. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { Elites } from "../../checker/fuzz/elites.ts";
import { Random } from "../../checker/fuzz/random.ts";
import type { Walk } from "../../checker/fuzz/walk.ts";
import { raft } from "../../models/raft/index.ts";

const random = new Random("elites");

describe("elites", () => {
  it("keep a way to what was not shown before", () => {
    const elites = new Elites();
    expect(elites.isEmpty).toBe(true);

    elites.notice(showing(7), 2, [3, 1, 4], random);

    expect(elites.isEmpty).toBe(false);
    expect(elites.draw(random)).toMatchObject({ walk: 2, choices: Int32Array.of(3, 1, 4) });
  });

  it("keep the shorter of two ways to the same, whichever came first", () => {
    const elites = new Elites();

    elites.notice(showing(7), 0, [3, 1, 4], random);
    elites.notice(showing(7), 0, [5], random);
    elites.notice(showing(7), 0, [2, 6], random);

    expect(elites.draw(random).choices).toEqual(Int32Array.of(5));
  });

  it("tell the same in two walks apart", () => {
    const elites = new Elites();

    elites.notice(showing(7), 0, [1], random);
    elites.notice(showing(7), 1, [1, 2], random);

    const drawn = Array.from({ length: 40 }, () => elites.draw(random).walk);
    expect(new Set(drawn)).toEqual(new Set([0, 1]));
  });

  it("do not look twice at what has not changed", () => {
    const elites = new Elites();
    const walk = showing(7);

    elites.notice(walk, 0, [1, 2], random);
    elites.notice(walk, 0, [1], random);

    expect(elites.draw(random).choices).toEqual(Int32Array.of(1, 2));
  });

  it("take the place of others when there are thousands", () => {
    const elites = new Elites();

    for (let member = 0; member < 5000; member++)
      elites.notice(showing(member), 0, [member], random);

    const drawn = Array.from({ length: 4000 }, () => elites.draw(random).choices[0]!);
    expect(drawn.some((member) => member >= 4096)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(2000);
  });
});

describe("what a walk says is shown", () => {
  it("is the same of those that show the same, and changes with one of them alone", () => {
    const walk = targetOf(raft, { properties: [] }).probingWalk();
    walk.begin(0);
    const [one, ...others] = walk.members;
    expect(others).toEqual([one, one]);

    const stands = Array.from({ length: walk.count }, (_, choice) => choice).find(
      (choice) => walk.actions[walk.actionAt(choice)] === "ElectionTimeout",
    )!;
    const who = walk.actorAt(stands);
    walk.take(stands);

    const changed = walk.members.map((member) => member !== one);
    expect(changed).toEqual([0, 1, 2].map((process) => process === who));
  });
});

/** A walk in which one process shows this. */
function showing(member: number): Walk {
  return { initial: 0, shape: member, members: [member] } as unknown as Walk;
}
