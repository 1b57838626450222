/** The time of a test that is kept for its report: one that is killed at its time-out says nothing. */

/** What is kept of the time until the test runner's time-out, at least and at most. */
const RESERVE = { share: 0.1, least: 100, most: 5_000 };

/** How many of `timeoutMs` milliseconds a search must leave for the report on it. */
export function reserveOf(timeoutMs: number): number {
  const { share, least, most } = RESERVE;
  return Math.min(Math.max(timeoutMs * share, least), most, timeoutMs / 2);
}
