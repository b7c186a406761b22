// Runs git so that neither the user's configuration nor a hostile repository's changes what it says or does.
import { spawn } from 'node:child_process';
import { UserError } from '../engine/problem.ts';

// Each line closes a way by which configuration starts programs, reaches the network or changes the output.
const overrides = [
  'core.quotepath=off',
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.hooksPath=/dev/null',
  'core.attributesFile=/dev/null',
  'core.pager=cat',
  'core.safecrlf=false',
  'diff.external=',
  'diff.orderFile=/dev/null',
  'diff.suppressBlankEmpty=false',
  'diff.interHunkContext=0',
  'log.showSignature=false',
  'log.showRoot=true',
  'color.ui=false',
  'submodule.recurse=false',
  // A partial clone would fetch what is missing; a review stays on this machine.
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

// GIT_DIR and GIT_INDEX_FILE stay: a hook sets them to say which index is being committed.
const kept = new Set([
  'GIT_DIR',
  'GIT_INDEX_FILE',
  'GIT_WORK_TREE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
  'GIT_CEILING_DIRECTORIES',
]);

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_') || kept.has(name),
  );
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ATTR_NOSYSTEM: '1',
  };
}

/** Settings as git takes them from the environment, where a name may hold any character. */
function settingsOf(settings: readonly (readonly [string, string])[]): NodeJS.ProcessEnv {
  const out: NodeJS.ProcessEnv = { GIT_CONFIG_COUNT: String(settings.length) };
  for (const [at, [name, value]] of settings.entries()) {
    out[`GIT_CONFIG_KEY_${at}`] = name;
    out[`GIT_CONFIG_VALUE_${at}`] = value;
  }
  return out;
}

/** How git is run. */
export interface GitOptions {
  cwd: string;
  /** More settings, name and value, that win over the configuration. */
  settings?: readonly (readonly [string, string])[];
  input?: string;
  /** Gets the output as it comes; then the returned buffer is empty. */
  onData?: (chunk: Buffer) => void;
  timeoutMs?: number;
}

/** What git said when it did not end with 0. */
export class GitFailure extends Error {
  readonly code: number | undefined;

  constructor(message: string, code: number | undefined) {
    super(message);
    this.name = 'GitFailure';
    this.code = code;
  }
}

/** Runs git and returns what it writes. Throws a GitFailure with git's words, or a UserError where git is missing. */
export function git(args: readonly string[], options: GitOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['--no-pager', ...overrides, ...args], {
      cwd: options.cwd,
      env: { ...environment(), ...settingsOf(options.settings ?? []) },
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: options.timeoutMs ?? 120_000,
      killSignal: 'SIGKILL',
    });
    const out: Buffer[] = [];
    let errors = '';
    let broken: unknown;
    child.stdout.on('data', (chunk: Buffer) => {
      if (!options.onData) out.push(chunk);
      else if (broken === undefined) {
        try {
          options.onData(chunk);
        } catch (error) {
          broken = error;
          child.kill('SIGKILL');
        }
      }
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (errors.length < 4000) errors += chunk.toString('utf8');
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      // Node says ENOENT for a missing folder too.
      reject(
        error.code === 'ENOENT'
          ? new UserError(
              'git cannot be started',
              options.cwd,
              'Check that git is on the PATH and that the folder exists.',
            )
          : error,
      );
    });
    child.on('close', (code, signal) => {
      if (broken !== undefined) reject(broken as Error);
      else if (code === 0) resolve(Buffer.concat(out));
      else if (signal !== null) reject(new GitFailure(`git ${args[0]} took too long`, undefined));
      else reject(new GitFailure(errors.trim() || `git ${args[0]} ended with ${code}`, code ?? undefined));
    });
    // git may end before it has read everything; what it says then is in its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** Sizes of objects by id, in bytes; what the repository does not have is left out. */
export async function objectSizes(ids: readonly string[], options: GitOptions): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  if (ids.length === 0) return sizes;
  const out = await git(['cat-file', '--batch-check', '--buffer'], {
    ...options,
    input: `${ids.join('\n')}\n`,
  });
  for (const line of out.toString('latin1').split('\n')) {
    const [id, type, size] = line.split(' ');
    if (id !== undefined && type === 'blob') sizes.set(id, Number(size));
  }
  return sizes;
}

/** Hands over blobs by id, one after the other as git streams them. */
export async function readBlobs(
  ids: readonly string[],
  options: GitOptions,
  onBlob: (id: string, content: Buffer) => void,
): Promise<void> {
  if (ids.length === 0) return;
  let chunks: Buffer[] = [];
  let available = 0;
  let open: { id: string; size: number } | undefined;
  const take = (size: number): Buffer => {
    const all = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    chunks = all.length > size ? [all.subarray(size)] : [];
    available = all.length - size;
    return all.subarray(0, size);
  };
  const onData = (chunk: Buffer) => {
    chunks.push(chunk);
    available += chunk.length;
    for (;;) {
      if (open) {
        if (available < open.size + 1) return;
        onBlob(open.id, take(open.size + 1).subarray(0, -1));
        open = undefined;
      }
      const head = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      chunks = [head];
      const end = head.indexOf(10);
      if (end < 0) return;
      const [id = '', type, size] = take(end + 1)
        .toString('latin1')
        .trimEnd()
        .split(' ');
      if (type !== 'missing') open = { id, size: Number(size) };
    }
  };
  await git(['cat-file', '--batch', '--buffer'], { ...options, input: `${ids.join('\n')}\n`, onData });
}

/** The first bytes of a blob, however large it is. */
export async function readHead(id: string, bytes: number, options: GitOptions): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const enough = new Error('enough');
  const onData = (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= bytes) throw enough;
  };
  await git(['cat-file', 'blob', id], { ...options, onData }).catch((error: unknown) => {
    if (error !== enough) throw error;
  });
  return Buffer.concat(chunks).subarray(0, bytes);
}

/** Cuts a stream of bytes at line feeds and hands over each line as text, invalid UTF-8 replaced. */
export function lineSplitter(onLine: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  let pending: Buffer[] = [];
  return {
    push(chunk) {
      const last = chunk.lastIndexOf(10);
      if (last < 0) {
        pending.push(chunk);
        return;
      }
      // A line feed is never part of another UTF-8 character, so whole lines can be decoded on their own.
      const text = Buffer.concat([...pending, chunk.subarray(0, last)]).toString('utf8');
      pending = last + 1 < chunk.length ? [chunk.subarray(last + 1)] : [];
      for (const line of text.split('\n')) onLine(line);
    },
    end() {
      if (pending.length > 0) onLine(Buffer.concat(pending).toString('utf8'));
      pending = [];
    },
  };
}
