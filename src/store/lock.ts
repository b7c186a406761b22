// Keeps two processes out of one data directory: PGlite has no lock of its own, and two writers corrupt it.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';

/** A holder on another machine (a shared volume) counts as alive while it refreshed its lock within this time. */
const freshMs = 60_000;

interface Holder {
  pid: number;
  host: string;
  token: string;
}

/** Directories held by this process: a process id cannot tell it from itself. */
const held = new Set<string>();

/** Creates the directory if need be and locks it; returns the release. Throws when another process holds it. */
export function lockDirectory(directory: string): () => void {
  const path = resolve(directory);
  const file = join(path, 'langguard.lock');
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (held.has(path)) throw new Error(inUse(path, process.pid, file));
  const token = randomUUID();
  const content = JSON.stringify({ pid: process.pid, host: hostname(), token } satisfies Holder);
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, content, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || attempt === 3) throw error;
      const holder = readHolder(file);
      if (holder && isAlive(holder, file)) throw new Error(inUse(path, holder.pid, file), { cause: error });
      setAside(file, holder?.token);
    }
  }
  held.add(path);
  const refresh = setInterval(() => touch(file), freshMs / 4);
  refresh.unref();
  return () => {
    clearInterval(refresh);
    held.delete(path);
    if (readHolder(file)?.token === token) rmSync(file, { force: true });
  };
}

function inUse(directory: string, pid: number, file: string): string {
  return (
    `The data directory ${directory} is in use by process ${pid}. ` +
    `Stop that process, give this one another directory (LANGGUARD_DATA) or use PostgreSQL (DATABASE_URL). ` +
    `If no LangGuard is running, delete ${file}.`
  );
}

function readHolder(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>;
    return typeof holder.pid === 'number'
      ? { pid: holder.pid, host: holder.host ?? '', token: holder.token ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder, file: string): boolean {
  if (holder.host !== hostname()) return Date.now() - modifiedMs(file) < freshMs;
  // A container that starts again has the same name and the same process id, so that this is our own past.
  if (holder.pid === process.pid) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Renames a dead lock instead of deleting it, so that of two that find it only one takes it away. */
function setAside(file: string, token: string | undefined): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Somebody else was faster and this is their new lock: give it back.
  if (readHolder(aside)?.token !== token) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

function modifiedMs(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The directory was deleted under us; the next query says so better than a timer can.
  }
}
