// Keeps answers in memory and, where a directory is given, on disk.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Answers by key, each with the time at which it was given. */
export interface Cache {
  /** The value when it is not older than `maxAgeMs`. */
  get(key: string, maxAgeMs: number): Promise<{ value: unknown; at: number } | undefined>;
  /** A cache that cannot write forgets; it never fails a review. */
  set(key: string, value: unknown): Promise<void>;
}

/** Most answers kept in memory. */
const maxEntries = 20_000;

/** A cache in memory, backed by files below `directory` when one is given. */
export function createCache({ directory, now }: { directory?: string; now: () => number }): Cache {
  const memory = new Map<string, { value: unknown; at: number }>();
  const fileOf = (key: string): string | undefined =>
    directory === undefined
      ? undefined
      : path.join(directory, `${createHash('sha256').update(key).digest('hex')}.json`);
  const remember = (key: string, entry: { value: unknown; at: number }): void => {
    memory.delete(key);
    memory.set(key, entry);
    if (memory.size > maxEntries) memory.delete(memory.keys().next().value ?? '');
  };
  return {
    async get(key, maxAgeMs) {
      const kept = memory.get(key) ?? (await readEntry(fileOf(key), key));
      if (!kept || now() - kept.at > maxAgeMs || kept.at > now()) return undefined;
      remember(key, kept);
      return kept;
    },
    async set(key, value) {
      const entry = { value, at: now() };
      remember(key, entry);
      const file = fileOf(key);
      if (file === undefined) return;
      const draft = `${file}.${randomUUID()}`;
      try {
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(draft, JSON.stringify({ key, ...entry }));
        await rename(draft, file);
      } catch {
        await rm(draft, { force: true }).catch(() => {});
      }
    },
  };
}

async function readEntry(
  file: string | undefined,
  key: string,
): Promise<{ value: unknown; at: number } | undefined> {
  if (file === undefined) return undefined;
  try {
    const entry = JSON.parse(await readFile(file, 'utf8')) as {
      key?: unknown;
      value?: unknown;
      at?: unknown;
    };
    return entry.key === key && typeof entry.at === 'number'
      ? { value: entry.value, at: entry.at }
      : undefined;
  } catch {
    return undefined;
  }
}
