/**
 * Reads ShiViz's logs as ShiViz does: the regular expression in the first line finds the events in the
 * rest, and the vector clocks have to be what the algorithm of vector clocks makes of the graph that
 * they describe (its logParser.js, vectorTimestamp.js and modelGraph.js).
 */

/** An event of the log. */
export interface Logged {
  readonly event: string;
  readonly host: string;
  readonly clock: Readonly<Record<string, number>>;
}

/** The events of a log. @throws Error for what ShiViz would not show. */
export function readShiviz(text: string): Logged[] {
  const [regexp, delimiter, ...rest] = text.split("\n");
  if (delimiter !== "") throw new Error("several executions are not expected");
  const events = Array.from(rest.join("\n").matchAll(new RegExp(`^${regexp}$`, "gm")), loggedIn);
  const lines = rest.filter((line) => line !== "").length;
  if (lines !== 2 * events.length) throw new Error("some lines are of no event");
  checkClocks(events);
  return events;
}

function loggedIn({ groups = {} }: RegExpMatchArray): Logged {
  const { event, host, clock } = groups;
  if (event === undefined || !host || clock === undefined) throw new Error("a group is missing");
  return { event, host, clock: JSON.parse(clock) as Logged["clock"] };
}

/** Every clock has its own host, counts it from 1 by 1, and holds what those before it hold. */
function checkClocks(events: readonly Logged[]): void {
  const known = new Map<string, Logged>();
  const counts = new Map<string, number>();
  for (const logged of events) {
    const { host, clock } = logged;
    const own = clock[host];
    if (own !== (counts.get(host) ?? 0) + 1) throw new Error(`${host} does not count by 1`);
    counts.set(host, own);
    known.set(`${host} ${own}`, logged);
  }
  for (const { host, clock } of events) {
    const expected = new Map([[host, clock[host]!]]);
    const before = Object.entries(clock).filter(([other]) => other !== host);
    for (const [other, time] of [...before, [host, clock[host]! - 1] as const]) {
      if (time === 0) continue;
      const cause = known.get(`${other} ${time}`);
      if (cause === undefined) throw new Error(`${other} has no event ${time}`);
      for (const [each, at] of Object.entries(cause.clock)) {
        expected.set(each, Math.max(at, expected.get(each) ?? 0));
      }
    }
    const isSame =
      expected.size === Object.keys(clock).length &&
      [...expected].every(([each, at]) => clock[each] === at);
    if (!isSame) throw new Error(`an impermissible clock: ${JSON.stringify(clock)}`);
  }
}
