/** The protocols, and the catalog of them. */
export { catalog, type CatalogEntry } from "./catalog.ts";
export * from "./two-phase-commit/index.ts";
export * from "./three-phase-commit/index.ts";
export * from "./non-blocking-commit/index.ts";
export * from "./raft/index.ts";
export * from "./bully/index.ts";
export * from "./paxos/index.ts";
export * from "./raft-reconfiguration/index.ts";
export * from "./raft-static/index.ts";
export * from "./raft-tla/index.ts";
