/** A search notices when the states that it expands are not those that it found. */
import { expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { ProtocolSpace } from "../../checker/engine/protocol-space.ts";
import { BreadthFirst } from "../../checker/search/breadth-first.ts";
import { counter } from "../miniatures.ts";

/** Builds no successors: what it puts away are the states that these come from. */
class ForgetfulSpace extends ProtocolSpace {
  override materialise(row: number, _move: number, into: Int32Array): void {
    into.set(this.batch.parents.subarray(row * this.width, (row + 1) * this.width));
  }
}

it("a search that comes upon a state other than the one that was put away ends with an error", () => {
  const { model } = targetOf(counter(5));
  const search = new BreadthFirst((findings) => new ForgetfulSpace(model!, findings));

  expect(() => search.advance()).toThrow(
    "broken invariant: a state comes back from the frontier as it was put there",
  );
});
