/** What properties have to say against a state or a step, within the engine. */

/** A property and what it had to say. */
export type Objection = readonly [property: string, reason: string];

export const NO_OBJECTIONS: readonly Objection[] = [];
