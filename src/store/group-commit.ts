// Group commit: what arrives while a transaction is under way goes into the next one together.
import { setImmediate as arrivals } from 'node:timers/promises';

/** Errors of the database about what it was given, by class: https://www.postgresql.org/docs/current/errcodes-appendix.html. */
const aboutTheData = /^(?:2[0-9A-F]|40|42|44)[0-9A-Z]{3}$/;

interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * Gives the function that writes one item. It resolves when the transaction that holds the item is committed; an item
 * that cannot be written fails alone. At most `max` items share a transaction.
 */
export function groupCommit<T, R>(
  write: (items: readonly T[]) => Promise<readonly R[]>,
  max: number,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let isWriting = false;

  async function writeGroup(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await write(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
    } catch (error) {
      // A database that is gone would only keep everybody waiting longer.
      if (group.length === 1 || !aboutTheData.test(String((error as { code?: unknown }).code)))
        for (const { reject } of group) reject(error);
      else for (const each of group) await writeGroup([each]);
    }
  }

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      // PGlite never lets go of the event loop, so that what has arrived was not read yet.
      await arrivals();
      await writeGroup(waiting.splice(0, max));
    }
    isWriting = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWriting) void writeAll();
    });
}
