/** The ring with a bug: a candidate passes on whatever is not its own, and stays a candidate. */
import { pass, ring } from "./ring.ts";

export const careless: typeof ring = {
  ...ring,
  reduce(self, node, input, config, inbox) {
    const isOthers = input.type === "Election" && input.id !== self;
    return isOthers && node.role === "candidate"
      ? { state: node, send: pass(self, input.id, config) }
      : ring.reduce(self, node, input, config, inbox);
  },
};
