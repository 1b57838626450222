/** The engine's tables, each against the plain collection that it stands for. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Batch } from "../../checker/engine/batch.ts";
import { FingerprintSet } from "../../checker/engine/fingerprint-set.ts";
import { CHUNK_BYTES, Frontier } from "../../checker/engine/frontier.ts";
import { IntList } from "../../checker/engine/int-list.ts";
import { Packing } from "../../checker/engine/packing.ts";
import { PairMap } from "../../checker/engine/pair-map.ts";
import { ParentLog } from "../../checker/engine/parent-log.ts";
import { RowTable } from "../../checker/engine/row-table.ts";

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
/** Halves that collide often, among them those with a meaning of their own. */
const half = fc.oneof(fc.constantFrom(0, 1, -1, 2 ** 16, 2 ** 31 - 1, -(2 ** 31)), int32);

describe("FingerprintSet", () => {
  it("says of each fingerprint whether it is new, as a set of texts would", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(half, half), { maxLength: 300 }), (fingerprints) => {
        const table = new FingerprintSet(16);
        const naive = new Set<string>();
        for (const [low, high] of fingerprints) {
          // (0, 0) marks an empty entry, and is stored as its neighbour.
          const key = low === 0 && high === 0 ? "0 1" : `${low} ${high}`;
          expect(table.add(low, high)).toBe(!naive.has(key));
          naive.add(key);
          expect(table.size).toBe(naive.size);
        }
        // However often it has grown meanwhile, and where to, all are there.
        for (const [low, high] of fingerprints) expect(table.add(low, high)).toBe(false);
      }),
    );
  });

  it("holds the fingerprint (0, 0)", () => {
    const table = new FingerprintSet(16);

    expect(table.add(0, 0)).toBe(true);
    expect(table.add(0, 0)).toBe(false);
    expect(table.size).toBe(1);
  });

  it("forgets nothing as it grows, even if all fall on one entry", () => {
    const table = new FingerprintSet(16);
    const highs = Array.from({ length: 3000 }, (_, index) => index + 1);

    expect(highs.every((high) => table.add(7, high))).toBe(true);
    const before = table.bytes;
    expect(highs.some((high) => table.add(7, high))).toBe(false);
    expect(table.size).toBe(3000);
    expect(before).toBeGreaterThan(new FingerprintSet(16).bytes);
  });

  it("takes many at once as it takes them one by one", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(half, half), { maxLength: 200 }), (fingerprints) => {
        const [together, apart] = [new FingerprintSet(16), new FingerprintSet(16)];
        const low = Int32Array.from(fingerprints, ([each]) => each);
        const high = Int32Array.from(fingerprints, ([, each]) => each);
        const fresh = new Int32Array(fingerprints.length);

        const count = together.addAll(low, high, fingerprints.length, fresh);

        const expected = fingerprints.flatMap(([l, h], index) => (apart.add(l, h) ? [index] : []));
        expect(Array.from(fresh.subarray(0, count))).toEqual(expected);
        expect(together.size).toBe(apart.size);

        const counted = new FingerprintSet(2);
        counted.addEach(low, high, fingerprints.length);
        expect(counted.size).toBe(apart.size);
      }),
    );
  });
});

describe("RowTable", () => {
  it("gives each distinct row one id, as a map of texts would, and the row back", () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 3 }), int32);
    const row = fc.array(number, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 300 }), (rows) => {
        const table = new RowTable(3);
        const naive = new Map<string, number>();
        for (const each of rows) {
          const id = table.intern(Int32Array.from(each));
          if (!naive.has(each.join())) naive.set(each.join(), naive.size);
          expect(id).toBe(naive.get(each.join()));
          expect(each.map((_, column) => table.at(id, column))).toEqual(each);
          const read = new Int32Array(3);
          table.read(id, read);
          expect([...read]).toEqual(each);
        }
        expect(table.size).toBe(naive.size);
      }),
    );
  });
});

describe("PairMap", () => {
  it("answers as a map of texts does", () => {
    const key = fc.oneof(fc.nat({ max: 20 }), fc.nat());
    const entries = fc.array(fc.tuple(key, key, fc.nat({ max: 2 ** 31 - 2 })), { maxLength: 200 });
    fc.assert(
      fc.property(entries, key, key, (all, a, b) => {
        const table = new PairMap();
        const naive = new Map<string, number>();
        for (const [first, second, value] of all) {
          const text = `${first} ${second}`;
          expect(table.get(first, second)).toBe(naive.get(text) ?? -1);
          if (naive.has(text)) continue;
          expect(table.add(first, second, value)).toBe(value);
          naive.set(text, value);
        }
        for (const [text, value] of naive) {
          const [first, second] = text.split(" ").map(Number);
          expect(table.get(first!, second!)).toBe(value);
        }
        expect(table.get(a, b)).toBe(naive.get(`${a} ${b}`) ?? -1);
      }),
    );
  });
});

describe("IntList", () => {
  it("keeps what was pushed, in order", () => {
    fc.assert(
      fc.property(fc.array(int32, { maxLength: 100 }), (values) => {
        const list = new IntList(1);
        expect(values.map((value) => list.push(value))).toEqual(values.map((_, index) => index));
        expect(Array.from(list.data.subarray(0, list.length))).toEqual(values);
      }),
    );
  });
});

describe("Packing", () => {
  it("gives back each vector that fits, and says which do not", () => {
    const slot = fc
      .tuple(
        fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2 ** 30 })),
        fc.nat(),
      )
      .map(([size, id]) => ({ size, id: id % size }));
    fc.assert(
      fc.property(
        fc.array(slot, { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 3 }),
        (slots, at) => {
          const packing = new Packing(slots.map(({ size }) => size));
          const vector = Int32Array.from(slots, ({ id }) => id);
          const words = new Int32Array(at + packing.words + 1).fill(-1);

          expect(packing.pack(vector, words, at)).toBe(true);

          const read = new Int32Array(slots.length + 2).fill(-1);
          packing.unpack(words, at, read, 1);
          expect(Array.from(read)).toEqual([-1, ...vector, -1]);
          expect(words[at + packing.words]).toBe(-1);
        },
      ),
    );
  });

  it("leaves room for half as many ids again, and refuses what is beyond all room", () => {
    const packing = new Packing([100, 1]);
    const words = new Int32Array(packing.words);

    expect(packing.pack(Int32Array.of(150, 0), words, 0)).toBe(true);
    expect(packing.pack(Int32Array.of(2 ** 20, 0), words, 0)).toBe(false);
  });
});

describe("Frontier", () => {
  it("is a queue of vectors with their fingerprints, however much ids grow while it is filled", () => {
    const growth = fc.array(fc.constantFrom(1, 1, 1, 2, 1000), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(growth, fc.integer({ min: 1, max: 5 }), (factors, width) => {
        let size = 1;
        const frontier = new Frontier(() => Array.from({ length: width }, () => size), []);
        const vectors = factors.map((factor, index) => {
          size = Math.min(size * factor, 2 ** 30);
          return Int32Array.from({ length: width }, (_, slot) => (index * 7 + slot) % size);
        });
        vectors.forEach((vector, index) => frontier.push(vector, index, ~index));
        expect(frontier.length).toBe(vectors.length);
        expect(drained(frontier, width)).toEqual(
          vectors.map((vector, index) => [index, ~index, ...vector]),
        );
      }),
    );
  });

  it("is that too where ids outgrow their width just as a chunk is full", () => {
    // A word for the vector, and two for its fingerprint.
    const perChunk = Math.floor(CHUNK_BYTES / 4 / 3);
    for (const filled of [perChunk - 1, perChunk, perChunk + 1, 2 * perChunk]) {
      let size = 1;
      const frontier = new Frontier(() => [size], []);
      const ids = Array.from({ length: filled + 10 }, (_, index) => (index < filled ? 0 : index));
      for (const id of ids) {
        size = id + 1;
        frontier.push(Int32Array.of(id), 1, 2);
      }

      expect(drained(frontier, 1)).toEqual(ids.map((id) => [1, 2, id]));
    }
  });

  it("passes its memory on to the next level while it is read", () => {
    const spare: Int32Array[] = [];
    const level = new Frontier(() => [1000, 1000], spare);
    const next = new Frontier(() => [1000, 1000], spare);
    const vectors = Array.from({ length: 40_000 }, (_, index) => [
      index % 1000,
      (index * 3) % 1000,
    ]);
    for (const vector of vectors) level.push(Int32Array.from(vector), 1, 2);

    const batch = new Batch(2);
    const row = batch.open(0);
    const read = vectors.map(() => {
      level.shift(batch, row);
      const vector = batch.parents.slice(0, 2);
      next.push(vector, 1, 2);
      return Array.from(vector);
    });

    expect(read.join()).toBe(vectors.join());
    expect(drained(next, 2).join()).toBe(vectors.map((vector) => [1, 2, ...vector]).join());
    expect(spare.length).toBeGreaterThan(0);
  });
});

/** What is left in `frontier`: of each entry the halves of the fingerprint, and the vector. */
function drained(frontier: Frontier, width: number): number[][] {
  return Array.from({ length: frontier.length }, () => {
    const batch = new Batch(width);
    batch.open(0);
    const row = batch.open(1);
    frontier.shift(batch, row);
    const vector = batch.parents.subarray(row * width, (row + 1) * width);
    return [batch.parentLow[row]!, batch.parentHigh[row]!, ...vector];
  });
}

describe("ParentLog", () => {
  it("leads from an initial state to each state by the choices that were made", () => {
    const pushes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 2 ** 16 - 1 })), { maxLength: 100 });
    fc.assert(
      fc.property(pushes, (all) => {
        const log = new ParentLog();
        const paths: number[][] = [];
        for (const [seed, choice] of all) {
          const parent = paths.length === 0 || seed % 5 === 0 ? -1 : seed % paths.length;
          log.push(parent, choice);
          paths.push([...(paths[parent] ?? []), choice]);
        }
        expect(log.length).toBe(paths.length);
        expect(paths.map((_, state) => log.pathTo(state))).toEqual(paths);
      }),
    );
  });

  it("has room for more states than one piece of it holds", () => {
    const log = new ParentLog();
    const count = 2 ** 17 + 10;
    for (let state = 0; state < count; state++) log.push(state - 1 - (state % 2), state % 1000);

    expect(log.length).toBe(count);
    expect(log.pathTo(count - 1).slice(0, 4)).toEqual([1, 3, 5, 7]);
    expect(log.pathTo(count - 1)).toHaveLength(count / 2);
  });

  it("says when a state has too many successors", () => {
    const log = new ParentLog();

    expect(() => log.push(0, 2 ** 16)).toThrow(
      expect.objectContaining({ code: "CapacityReached", exitCode: 2 }),
    );
  });
});
