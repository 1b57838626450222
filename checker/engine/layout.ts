/**
 * The slots of a state vector:
 *
 *     situation of each process | environment | each history | snapshot
 *
 * A situation is a process's local state and its inbox. The snapshot is derived from the others (the
 * tuple of views that properties judge) and kept because most steps do not change it; it is not part
 * of the fingerprint.
 */
export class Layout {
  /** How many processes there are; the situation of process `p` is in slot `p`. */
  readonly processes: number;
  readonly histories: number;
  /** The slot of the environment. */
  readonly environment: number;
  /** The slot of the snapshot. */
  readonly snapshot: number;
  readonly width: number;

  constructor(processes: number, histories: number) {
    this.processes = processes;
    this.histories = histories;
    this.environment = processes;
    this.snapshot = this.environment + 1 + histories;
    this.width = this.snapshot + 1;
  }

  /** The slot of a history. */
  history(index: number): number {
    return this.environment + 1 + index;
  }
}
