// The added lines of a Change are those of git, for some hundred random histories with odd names and content.
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addedLines, bodyBefore, removedLines, splitLines, type Change } from '../engine/change.ts';
import { readGitChange } from './git.ts';
import { inParallel } from './github-api.ts';
import { randomHistories, writeHistories, type History, type Tree } from './random-histories.ts';

const count = 150;
let cwd = '';
let histories: History[] = [];

beforeAll(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'langguard-histories-'));
  execFileSync('git', ['init', '--quiet', cwd]);
  // Settings that change what `git diff` writes; none of them may change what is read.
  for (const [name, value] of Object.entries({
    'diff.noprefix': 'true',
    'diff.mnemonicPrefix': 'true',
    'diff.external': 'false',
    'diff.algorithm': 'patience',
    'diff.context': '0',
    'diff.interHunkContext': '9',
    'diff.renames': 'false',
    'diff.suppressBlankEmpty': 'true',
    'color.ui': 'always',
    'core.quotepath': 'true',
    'core.fsmonitor': 'false',
  }))
    execFileSync('git', ['config', name, value], { cwd });
  // The head's word on what is binary must not count.
  fs.writeFileSync(path.join(cwd, '.gitattributes'), '* binary\n');
  histories = randomHistories(count, 20260);
  writeHistories(cwd, histories);
});

afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

/** What git itself says with no context: the numbers of the added lines of each file, by its raw path. */
async function addedByGit(history: History): Promise<Map<string, number[]>> {
  const options = [
    '--no-ext-diff',
    '--no-color',
    '--text',
    '-M50%',
    '--diff-algorithm=myers',
    '--inter-hunk-context=0',
    `${history.base}`,
    `${history.head}`,
  ];
  const git = async (...args: string[]) =>
    (
      await promisify(execFile)('git', ['diff', ...args, ...options, '--'], {
        cwd,
        maxBuffer: 1e9,
        encoding: 'buffer',
      })
    ).stdout;
  const [listing, patch] = await Promise.all([git('--raw', '-z'), git('--unified=0')]);
  const raw = listing.toString('utf8').split('\0');
  const names: string[] = [];
  for (let at = 0; at + 1 < raw.length; at++) {
    const letter = raw[at]?.split(' ')[4]?.[0] ?? '';
    const first = raw[++at] ?? '';
    names.push(letter === 'R' ? (raw[++at] ?? '') : first);
    // A change of type is two files to the patch.
    if (letter === 'T') names.push(first);
  }
  const numbers = new Map<string, number[]>(names.map((name) => [name, []]));
  let file = -1;
  let skip = 0;
  for (const line of patch.toString('latin1').split('\n')) {
    if (skip > 0 && !line.startsWith('\\')) {
      skip--;
      continue;
    }
    if (line.startsWith('diff --git ')) file++;
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (!hunk) continue;
    const [removed, start, added] = [Number(hunk[1] ?? 1), Number(hunk[2]), Number(hunk[3] ?? 1)];
    skip = removed + added;
    for (let n = 0; n < added; n++) numbers.get(names[file] ?? '')?.push(start + n);
  }
  return numbers;
}

async function problems(change: Change, history: History): Promise<string[]> {
  const found: string[] = [];
  const claim = (isTrue: boolean, what: string) => {
    if (!isTrue) found.push(`${history.head}: ${what}`);
  };
  const text = (tree: Tree, name: string) => tree.get(name)?.content.toString('utf8');
  const byGit = await addedByGit(history);
  claim(
    JSON.stringify(change.files.map((file) => file.path)) === JSON.stringify([...byGit.keys()].sort()),
    'paths',
  );
  for (const file of change.files) {
    const name = JSON.stringify(file.path);
    if (file.class === 'binary') {
      claim(file.hunks.length === 0 && file.body === undefined, `${name} binary has no text`);
      continue;
    }
    const added = addedLines(file);
    claim(
      JSON.stringify(added.map((line) => line.number)) === JSON.stringify(byGit.get(file.path)),
      `${name} added lines`,
    );
    const after = file.status === 'removed' ? undefined : text(history.after, file.path);
    const before = file.status === 'added' ? undefined : text(history.before, file.previousPath ?? file.path);
    claim(file.body === after, `${name} body`);
    const lines = splitLines(after ?? '');
    claim(
      added.every((line) => lines[line.number - 1] === line.text),
      `${name} text of added lines`,
    );
    const oldLines = splitLines(before ?? '');
    claim(
      removedLines(file).every((line) => oldLines[line.number - 1] === line.text),
      `${name} text of removed lines`,
    );
    claim(bodyBefore(file) === before, `${name} body before`);
  }
  for (const entry of change.unread)
    if (!/its bytes are not UTF-8/.test(entry.reason))
      found.push(`${history.head}: unread ${JSON.stringify(entry)}`);
  return found;
}

test(`the added lines are git's in ${count} random histories`, async () => {
  const found: string[] = [];
  const seen = { files: 0, renamed: 0, binary: 0, removed: 0, modes: 0, symlinks: 0, noNewline: 0 };
  await inParallel(histories, 3, async (history) => {
    const change = await readGitChange({ cwd, base: history.base, head: history.head });
    found.push(...(await problems(change, history)));
    for (const file of change.files) {
      seen.files++;
      if (file.status === 'renamed') seen.renamed++;
      if (file.status === 'removed') seen.removed++;
      if (file.status === 'mode-changed') seen.modes++;
      if (file.class === 'binary') seen.binary++;
      if (file.class === 'symlink') seen.symlinks++;
      if (file.noFinalNewline) seen.noNewline++;
    }
  });
  expect(found).toEqual([]);
  // The generator really made what the property is about.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(5);
  // Some 12 s of git alone; a busy machine takes a multiple.
}, 600_000);

test('the property can fail: a line moved by one is noticed', async () => {
  const history = histories[0];
  if (!history) throw new Error('no history');
  const change = await readGitChange({ cwd, base: history.base, head: history.head });
  const hunk = change.files
    .flatMap((file) => file.hunks)
    .find((one) => one.lines.some((line) => line.kind === 'added'));
  if (hunk) hunk.newStart++;
  expect(await problems(change, history)).not.toEqual([]);
});
