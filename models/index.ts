/** The protocols, and the catalog of them. */
export { catalog, type CatalogEntry } from "./catalog.ts";
export * from "./two-phase-commit/index.ts";
export * from "./three-phase-commit/index.ts";
export * from "./non-blocking-commit/index.ts";
export * from "./raft/index.ts";
export * from "./bully/index.ts";
export * from "./consensus/index.ts";
export * from "./voting/index.ts";
export * from "./fast-leader-election/index.ts";
export * from "./paxos/index.ts";
export * from "./multi-paxos/index.ts";
export * from "./multi-paxos-smr/index.ts";
export * from "./raft-reconfiguration/index.ts";
export * from "./raft-static/index.ts";
export * from "./raft-tla/index.ts";
export * from "./zab-tla/index.ts";
export * from "./zab/index.ts";
