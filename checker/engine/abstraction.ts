/**
 * What the states of a search are to the specification that they refine: interned, so that a step that
 * changes nothing there is told by two numbers, and what is allowed in a state is asked once.
 */
import type { Refinement } from "../property.ts";
import { type Image, Specification } from "../search/specification.ts";

export class Abstraction<Subject> {
  readonly name: string;
  readonly #specification: Specification<Subject>;
  readonly #ids = new Map<string, number>();
  readonly #images: Image[] = [];
  /** By state: those that a step may lead to. */
  readonly #allowed: (ReadonlySet<number> | undefined)[] = [];
  /** By pair of states, as text: why no step may lead from the one to the other. */
  readonly #reasons = new Map<string, string>();

  constructor(property: Refinement<Subject>) {
    this.name = property.name;
    this.#specification = new Specification(property);
  }

  /** The id of what `subject` is to the specification. */
  idOf(subject: Subject): number {
    return this.#intern(this.#specification.imageOf(subject));
  }

  /** Why it is wrong to begin in a state; undefined if it is not. */
  whyNotInitial(id: number): string | undefined {
    const image = this.#images[id]!;
    return this.#specification.beginsIn(image)
      ? undefined
      : this.#specification.whyNotInitial(image);
  }

  /** May a step lead from the state `before` to another, `after`? */
  allows(before: number, after: number): boolean {
    return (this.#allowed[before] ??= this.#allowedIn(before)).has(after);
  }

  /** Why the step with this title must not lead from `before` to `after`. */
  reason(before: number, after: number, title: string): string {
    const key = `${before} ${after}`;
    let why = this.#reasons.get(key);
    if (why === undefined) {
      why = this.#specification.whyNotAllowed(this.#images[before]!, this.#images[after]!);
      this.#reasons.set(key, why);
    }
    return `${title} ${why}`;
  }

  #allowedIn(id: number): ReadonlySet<number> {
    const allowed = this.#specification.allowedIn(this.#images[id]!);
    return new Set(allowed.map(({ image }) => this.#intern(image)));
  }

  #intern(image: Image): number {
    const known = this.#ids.get(image.text);
    if (known !== undefined) return known;
    this.#ids.set(image.text, this.#images.length);
    return this.#images.push(image) - 1;
  }
}
