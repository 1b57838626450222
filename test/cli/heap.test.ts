/** The limit on the heap: what is in use counts, garbage does not. */
import { expect, it } from "vitest";
import { HeapLimit } from "../../checker/search/heap.ts";

/** A heap of which these shares are in use, at first with garbage; and how often it was collected. */
function heapOf(inUse: number, garbage: number) {
  const heap = { inUse, garbage, collections: 0 };
  const limit = new HeapLimit({
    share: () => heap.inUse + heap.garbage,
    collect: () => {
      heap.collections++;
      heap.garbage = 0;
    },
  });
  return { heap, limit };
}

it("the limit on the heap is not reached while there is room; nothing is collected then", () => {
  const { heap, limit } = heapOf(0.5, 0.1);

  expect(limit.isReached()).toBe(false);
  expect(heap.collections).toBe(0);
});

it("the limit on the heap is reached when it is full of what is in use", () => {
  expect(heapOf(0.75, 0).limit.isReached()).toBe(true);
});

it("the limit on the heap is not reached by garbage, which is collected rarely", () => {
  const { heap, limit } = heapOf(0.69, 0.2);

  expect(limit.isReached()).toBe(false);
  heap.garbage = 0.01;
  expect(limit.isReached()).toBe(false);
  expect(heap.collections).toBe(1);

  heap.inUse = 0.72;
  expect(limit.isReached()).toBe(true);
});

it("the limit on the heap knows this process's own", () => {
  expect(new HeapLimit().isReached()).toBe(false);
});
