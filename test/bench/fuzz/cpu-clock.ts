/** Time as the processor spends it on this process: what else the machine does is not counted. */

/** Starts a clock; it tells the seconds of CPU time since, those of the garbage collector included. */
export function cpuClock(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  };
}
