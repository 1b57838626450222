/**
 * Delta debugging (Zeller & Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002):
 * ddmin on lists. It leaves out large pieces first, then smaller ones, at last single items. Of its two
 * moves only the second is here, the complement of a piece: a piece alone is no behaviour.
 */

/**
 * Makes `items` shorter as long as leaving out a piece succeeds. What remains is 1-minimal: no single
 * item of it can be left out. Yields after each attempt, so that its owner may show progress.
 * @param attempt tries fewer items: the list that remains if they do (perhaps fewer still, and never as
 * many as before), or undefined.
 */
export function* ddmin<T>(
  items: readonly T[],
  attempt: (fewer: readonly T[]) => readonly T[] | undefined,
): Generator<undefined, readonly T[]> {
  let best = items;
  let size = Math.ceil(best.length / 2);
  while (size > 0 && best.length > 0) {
    let isShorter = false;
    // From the end: what comes later depends on what comes before, and not the other way round.
    for (let end = best.length; end > 0; end = Math.min(end - size, best.length)) {
      const found = attempt(best.toSpliced(Math.max(0, end - size), Math.min(size, end)));
      if (found !== undefined) {
        best = found;
        isShorter = true;
      }
      yield;
    }
    if (isShorter) size = Math.min(size, Math.ceil(best.length / 2));
    else size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  return best;
}
