/** The step in the address: `#step=7` is the state that `show` numbers 7. */

/** The row that `hash` names; undefined if it names none of `count`. */
export function rowIn(hash: string, count: number): number | undefined {
  const number = Number(/^#step=(\d{1,9})$/.exec(hash)?.[1] ?? Number.NaN);
  return Number.isInteger(number) && number >= 1 && number <= count ? number - 1 : undefined;
}

/** The address of `row`, to be shared. */
export function hashOf(row: number): string {
  return `#step=${row + 1}`;
}
