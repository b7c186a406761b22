// Reads git objects through one long-lived `git cat-file` per repository, because a process for each costs more than the read.
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { gitEnvironment } from './git.ts';

/** One object with its bytes. */
export interface GitObject {
  sha: string;
  type: 'blob' | 'tree' | 'commit' | 'tag';
  data: Buffer;
}

/** One entry of a tree. */
export interface TreeEntry {
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  name: string;
}

interface Reader {
  child: ChildProcessWithoutNullStreams;
  waiting: { resolve: (object: GitObject | undefined) => void; reject: (error: Error) => void }[];
  chunks: Buffer[];
  length: number;
  /** Bytes without which the answer at the front is not whole; 0 before its header is read. */
  needed: number;
}

const readers = new Map<string, Reader>();

/** Takes every whole answer from what git has written so far. */
function drain(reader: Reader): void {
  // Joining at every chunk would copy a large object hundreds of times.
  if (reader.length < reader.needed) return;
  let out = Buffer.concat(reader.chunks);
  let at = 0;
  while (reader.waiting.length > 0) {
    const end = out.indexOf(10, at);
    if (end < 0) break;
    const parts = /^([0-9a-f]{40}) (blob|tree|commit|tag) (\d+)$/.exec(out.subarray(at, end).toString());
    const size = parts === null ? -1 : Number(parts[3]);
    const whole = end + 1 + size + 1;
    if (out.length < whole) {
      reader.needed = whole - at;
      break;
    }
    reader.needed = 0;
    const object =
      parts === null
        ? undefined
        : {
            sha: parts[1] ?? '',
            type: parts[2] as GitObject['type'],
            data: Buffer.from(out.subarray(end + 1, end + 1 + size)),
          };
    at = whole;
    reader.waiting.shift()?.resolve(object);
  }
  out = out.subarray(at);
  reader.chunks = out.length === 0 ? [] : [out];
  reader.length = out.length;
}

function readerOf(dir: string): Reader {
  const known = readers.get(dir);
  if (known !== undefined) return known;
  const child = spawn('git', ['cat-file', '--batch'], { cwd: dir, env: gitEnvironment() });
  const reader: Reader = { child, waiting: [], chunks: [], length: 0, needed: 0 };
  child.stdin.on('error', () => {});
  child.stderr.resume();
  child.stdout.on('data', (chunk: Buffer) => {
    reader.chunks.push(chunk);
    reader.length += chunk.length;
    drain(reader);
  });
  child.on('close', () => {
    readers.delete(dir);
    for (const { reject } of reader.waiting.splice(0)) reject(new Error(`git cat-file ended in ${dir}`));
  });
  readers.set(dir, reader);
  return reader;
}

/** Reads one object by any name git understands, or undefined when git knows none. */
export async function readObject(dir: string, name: string): Promise<GitObject | undefined> {
  // A line feed would be a second question to git, an empty line none at all.
  if (name === '' || /[\n\0]/.test(name)) return undefined;
  const reader = readerOf(dir);
  return await new Promise((resolve, reject) => {
    reader.waiting.push({ resolve, reject });
    reader.child.stdin.write(`${name}\n`);
  });
}

/** Reads many objects, in the order asked. */
export async function readObjects(dir: string, names: string[]): Promise<(GitObject | undefined)[]> {
  return await Promise.all(names.map((name) => readObject(dir, name)));
}

/** The entries of one tree, or undefined when the name is no tree. */
export async function readTreeEntries(dir: string, name: string): Promise<TreeEntry[] | undefined> {
  const object = await readObject(dir, name);
  if (object?.type !== 'tree') return undefined;
  const entries: TreeEntry[] = [];
  const { data } = object;
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(32, at);
    const end = data.indexOf(0, space);
    const mode = data.subarray(at, space).toString().padStart(6, '0');
    entries.push({
      mode,
      type: mode === '040000' ? 'tree' : mode === '160000' ? 'commit' : 'blob',
      name: data.subarray(space + 1, end).toString(),
      sha: data.subarray(end + 1, end + 21).toString('hex'),
    });
    at = end + 21;
  }
  return entries;
}

/** Ends the readers of every repository in a folder. */
export async function closeObjects(folder: string): Promise<void> {
  const ended: Promise<unknown>[] = [];
  for (const [dir, { child }] of readers) {
    if (!dir.startsWith(folder)) continue;
    ended.push(new Promise((resolve) => child.on('close', resolve)));
    child.stdin.end();
  }
  await Promise.all(ended);
}
