/** The messages in flight to one process, as ids of the engine's table; a walk changes them in place. */
export interface InFlight {
  /** The distinct messages that may be delivered next. */
  readonly messages: readonly number[];
  /** How many messages there are, with their copies. */
  readonly total: number;
  /** The id of the inbox that holds the same; only known where it matters. */
  readonly inbox: number;
  clear(): void;
  /** How many copies of `message` there are. */
  copiesOf(message: number): number;
  /** Adds a copy of `message`; false if that changes nothing. */
  add(message: number): boolean;
  /** Takes out one copy of `message`, which is there. */
  remove(message: number): void;
}
