/** Compiles what the world does to processes, messages and links: the faults that have a budget. */
import { budgetOf } from "../environment.ts";
import { recoveredState } from "../world/moves.ts";
import { FLAGS } from "./move-table.ts";
import type { Tables } from "./tables.ts";

const LOSES_INBOX = FLAGS.clears | FLAGS.general;

export class FaultCompiler {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** What the network may do to `message`, which is in the inbox of process `p`. */
  addMessageFaults(p: number, message: number): void {
    const { environment } = this.#tables.model;
    const process = this.#tables.model.processes[p]!;
    const envelope = this.#tables.inboxes[p]!.messages.values[message]!;
    const enqueues = this.#tables.isAdditive ? 0 : FLAGS.enqueues;
    if (budgetOf(environment, "drops") !== 0) {
      this.#tables.add({
        step: { type: "drop", process, ...envelope },
        flags: enqueues,
        process: p,
        consumed: message,
        effect: this.#tables.environments.spending("drops"),
      });
    }
    if (budgetOf(environment, "duplicates") !== 0) {
      const sends = [{ to: p, message }];
      this.#tables.add({
        step: { type: "duplicate", process, ...envelope },
        flags: enqueues | (this.#tables.isBounded ? FLAGS.bounded : 0),
        process: p,
        sends,
        effect: this.#tables.environments.spending("duplicates"),
      });
    }
  }

  /** The restart of process `p`, which is down in a local state. */
  addRestart(p: number, local: number): void {
    if (budgetOf(this.#tables.model.environment, "restarts") === 0) return;
    const process = this.#tables.model.processes[p]!;
    this.#tables.add({
      step: { type: "restart", process },
      flags:
        FLAGS.visible |
        FLAGS.restarts |
        (this.#tables.environments.losesUndeliverable ? LOSES_INBOX : 0),
      process: p,
      effect: this.#tables.environments.restarting(process),
      view: this.#tables.viewId(p, local),
    });
  }

  /** Partitions and healing. */
  addLinkFaults(): void {
    const { cuts, losesUndeliverable } = this.#tables.environments;
    for (const links of cuts) {
      this.#tables.add({
        step: { type: "partition", links },
        effect: this.#tables.environments.partitioning(links),
      });
    }
    if (cuts.length === 0) return;
    this.#tables.add({
      step: { type: "heal" },
      flags: losesUndeliverable ? FLAGS.purges | FLAGS.general : 0,
      effect: this.#tables.environments.healing(),
    });
  }

  /** The crash of process `p` in a local state. */
  addCrash(p: number, local: number): void {
    const process = this.#tables.model.processes[p]!;
    const state = recoveredState(
      this.#tables.model,
      process,
      this.#tables.locals[p]!.values[local],
    );
    const next = this.#tables.locals[p]!.intern(state);
    const change = this.#tables.change(p, local, next, { cause: "crash", acknowledged: [] });
    this.#tables.add({
      step: { type: "crash", process },
      flags:
        this.#tables.visibility(change) |
        FLAGS.visible |
        FLAGS.crashes |
        this.#tables.outsideFlag(p, state),
      process: p,
      next,
      effect: this.#tables.environments.crashing(process),
      change,
      view: this.#tables.viewId(p, next),
      local,
    });
  }
}
