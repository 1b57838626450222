/** Transactions' numbers, and where in a history they are. */
import { type History, NO_ZXID, type Zxid } from "./state.ts";

/** Is `a` later than `b`? `ZxidCompare` */
export function isLater(a: Zxid, b: Zxid): boolean {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

/** `ZxidEqual` */
export function isSame(a: Zxid, b: Zxid): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

/** `LastZxidOfHistory` */
export function lastZxid(history: History): Zxid {
  return history.at(-1)?.zxid ?? NO_ZXID;
}

/** Where it is, from 1; 0 for no zxid, -1 if it is there twice, the end if never. `ZxidToIndex` */
export function indexOf(history: History, zxid: Zxid): number {
  if (isSame(zxid, NO_ZXID)) return 0;
  const first = history.findIndex((transaction) => isSame(transaction.zxid, zxid));
  if (first === -1) return history.length + 1;
  const last = history.findLastIndex((transaction) => isSame(transaction.zxid, zxid));
  return first === last ? first + 1 : -1;
}

/** Is there an entry at `index`, counted from 1? */
export function isWithin(history: History, index: number): boolean {
  return index >= 1 && index <= history.length;
}
