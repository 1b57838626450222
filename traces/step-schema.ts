/** What a step in a file has to look like. */
import * as v from "valibot";

/** A whole number from 0 on. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** An event, a message, or an action of a transition system. */
export const typed = v.looseObject({ type: v.string() });
const outcome = count;
const link = v.strictTuple([v.string(), v.string()]);

/** A step of the world; the data of its event or message is the model's own. */
export const worldStep = v.variant("type", [
  v.strictObject({ type: v.literal("event"), process: v.string(), event: typed, outcome }),
  v.strictObject({
    type: v.literal("deliver"),
    process: v.string(),
    from: v.string(),
    message: typed,
    outcome,
  }),
  v.strictObject({
    type: v.picklist(["drop", "duplicate"]),
    process: v.string(),
    from: v.string(),
    message: typed,
  }),
  v.strictObject({ type: v.picklist(["crash", "restart"]), process: v.string() }),
  v.strictObject({ type: v.literal("partition"), links: v.array(link) }),
  v.strictObject({ type: v.literal("heal") }),
]);
