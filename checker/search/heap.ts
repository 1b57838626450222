/**
 * Is the heap nearly full? What is interned are objects, which no table counts; when they no longer
 * fit, Node ends the process at once, and with it all that is known. A search asks here in time.
 */
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** Beyond this share of what Node allows, a search is ended: from 0.8 on Node may give up any time. */
const SHARE_MAX = 0.7;
/** Garbage is collected again when this share more is in use: it takes a second on a large heap. */
const SHARE_STEP = 0.02;
/** What Node's limit includes for new objects: 48 MiB in Node 20, 192 in 24. The old ones fill up. */
const YOUNG_BYTES_MAX = 192 * 2 ** 20;

/** A heap: how much of what may be in use is, and a way to get rid of the garbage in it. */
export interface Heap {
  readonly share: () => number;
  readonly collect: () => void;
}

export class HeapLimit {
  readonly #heap: Heap;
  /** The share that was in use when garbage was last collected. */
  #collected = 0;

  constructor(heap: Heap = { share: shareInUse, collect: collectGarbage }) {
    this.#heap = heap;
  }

  /** Is more of the heap in use than a search may take, garbage left out? */
  isReached(): boolean {
    if (this.#heap.share() < Math.max(SHARE_MAX, this.#collected + SHARE_STEP)) return false;
    this.#heap.collect();
    this.#collected = this.#heap.share();
    return this.#collected >= SHARE_MAX;
  }
}

function shareInUse(): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used / Math.max(limit - YOUNG_BYTES_MAX, limit / 2);
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
