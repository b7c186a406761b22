// Runs git on the stand-in's bare repositories, without the machine's own configuration.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitAnswer, GitQuestion } from './git-process.ts';
import { readObject, readObjects } from './objects.ts';

/** The environment in which git neither reads the machine's settings nor asks anybody. */
export function gitEnvironment(): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'GitHub',
    GIT_AUTHOR_EMAIL: 'noreply@github.com',
    GIT_COMMITTER_NAME: 'GitHub',
    GIT_COMMITTER_EMAIL: 'noreply@github.com',
    LC_ALL: 'C',
  };
}

interface Asked {
  resolve: (out: Buffer) => void;
  reject: (error: Error) => void;
}

let runner: ChildProcess | undefined;
let questions = 0;
const asked = new Map<number, Asked>();

/** Runs git and gives its raw output. Throws with git's own words when it fails. */
export async function git(dir: string, args: string[], input?: string | Buffer): Promise<Buffer> {
  const to = (runner ??= startRunner());
  const id = ++questions;
  const question: GitQuestion = { id, dir, args, env: gitEnvironment(), ...(input && { input }) };
  return await new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    // Nothing waits for the runner but a question.
    to.channel?.ref();
    to.send(question);
  });
}

function startRunner(): ChildProcess {
  const child = fork(new URL('./git-process.ts', import.meta.url), {
    execArgv: [],
    serialization: 'advanced',
  });
  child.unref();
  child.on('message', ({ id, out, problem }: GitAnswer) => {
    const who = asked.get(id);
    asked.delete(id);
    if (asked.size === 0) child.channel?.unref();
    if (out) who?.resolve(Buffer.from(out.buffer, out.byteOffset, out.byteLength));
    else who?.reject(new Error(problem));
  });
  child.on('exit', () => {
    if (runner === child) runner = undefined;
    for (const { reject } of asked.values()) reject(new Error('The process that runs git ended.'));
    asked.clear();
  });
  return child;
}

/** Runs git and gives its output as one trimmed string. */
export async function gitText(dir: string, args: string[], input?: string | Buffer): Promise<string> {
  return (await git(dir, args, input)).toString().trim();
}

/** Makes an empty bare repository; written by hand because `git init` takes several times as long. */
export async function initBare(dir: string, defaultBranch: string): Promise<void> {
  await mkdir(join(dir, 'objects'), { recursive: true });
  await mkdir(join(dir, 'refs', 'heads'), { recursive: true });
  await writeFile(join(dir, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
  await writeFile(
    join(dir, 'config'),
    '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n' +
      '[http]\n\treceivepack = true\n[uploadpack]\n\tallowAnySHA1InWant = true\n[gc]\n\tauto = 0\n' +
      '[fastimport]\n\tunpackLimit = 1\n',
  );
}

/** The commit that a name stands for, or undefined. */
export async function resolveCommit(dir: string, name: string): Promise<string | undefined> {
  return name.startsWith('-') ? undefined : (await readObject(dir, `${name}^{commit}`))?.sha;
}

/** A commit as git keeps it. */
export interface CommitObject {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
}

/** Who and when. */
export interface Signature {
  name: string;
  email: string;
  /** ISO 8601 in UTC, whole seconds. */
  date: string;
}

function readSignature(text: string): Signature {
  const parts = /^(.*?) ?<(.*)> (\d+) [+-]\d{4}$/.exec(text);
  const seconds = Number(parts?.[3] ?? 0);
  return {
    name: parts?.[1] ?? '',
    email: parts?.[2] ?? '',
    date: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`,
  };
}

/** Reads commits by name, in the order asked; unknown ones are left out. */
export async function readCommits(dir: string, names: string[]): Promise<CommitObject[]> {
  if (names.length === 0) return [];
  const commits: CommitObject[] = [];
  for (const object of await readObjects(dir, names)) {
    if (object?.type !== 'commit') continue;
    const text = object.data.toString();
    const split = text.indexOf('\n\n');
    const commit: CommitObject = {
      sha: object.sha,
      tree: '',
      parents: [],
      author: readSignature(''),
      committer: readSignature(''),
      message: text.slice(split + 2).replace(/\n+$/, ''),
    };
    for (const line of text.slice(0, split).split('\n')) {
      const space = line.indexOf(' ');
      const value = line.slice(space + 1);
      if (line.startsWith('tree ')) commit.tree = value;
      else if (line.startsWith('parent ')) commit.parents.push(value);
      else if (line.startsWith('author ')) commit.author = readSignature(value);
      else if (line.startsWith('committer ')) commit.committer = readSignature(value);
    }
    commits.push(commit);
  }
  return commits;
}

/** Every branch and its head. */
export async function readBranches(dir: string): Promise<Map<string, string>> {
  const out = await gitText(dir, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads']);
  const branches = new Map<string, string>();
  for (const line of out === '' ? [] : out.split('\n'))
    branches.set(line.slice(41 + 'refs/heads/'.length), line.slice(0, 40));
  return branches;
}
