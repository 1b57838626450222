/** The public interface: authoring, checking, and what was found out in words. */
export * from "./checker/index.ts";
export { explain } from "./traces/explain.ts";
