// The clock of tests that limit work: machines are busy, and time on the wall says little.

/** Milliseconds of processor time that this thread has used. */
export function processorMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** What the long inputs of tests take only where work outgrows its input, however slow the machine: bench/ measures how soon they are read. */
export const tooLongMs = 10_000;
