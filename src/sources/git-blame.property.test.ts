// The commits that a Change names for its added lines are those of `git blame`, for random branches with merges.
import { execFile, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addedLines, type Change } from '../engine/change.ts';
import { readGitChange } from './git.ts';
import { inParallel } from './github-api.ts';
import { randomBranches, writeBranches, type Branch } from './random-branches.ts';

const count = 60;
let cwd = '';
let branches: Branch[] = [];

beforeAll(() => {
  cwd = fs.mkdtempSync(path.join(os.tmpdir(), 'langguard-branches-'));
  execFileSync('git', ['init', '--quiet', cwd]);
  branches = randomBranches(count, 5);
  writeBranches(cwd, branches);
});

afterAll(() => fs.rmSync(cwd, { recursive: true, force: true }));

/** `commit:path:line` for each line of a file at the head; `older` for what the base had. */
async function blameOf({ base, head }: Branch, file: string): Promise<string[]> {
  const args = ['blame', '--porcelain', head, `^${base}`, '--', file];
  const { stdout } = await promisify(execFile)('git', args, { cwd, maxBuffer: 1e8 });
  const boundaries = new Set<string>();
  const lines: [commit: string, place: string][] = [];
  let commit = '';
  let line = '';
  let name = '';
  const names = new Map<string, string>();
  for (const text of stdout.split('\n')) {
    const start = /^([\da-f]{40}) (\d+) \d+/.exec(text);
    if (text.startsWith('\t')) lines.push([commit, `${commit}:${name}:${line}`]);
    else if (start) {
      [, commit = '', line = ''] = start;
      name = names.get(commit) ?? '';
    } else if (text === 'boundary') boundaries.add(commit);
    else if (text.startsWith('filename ')) names.set(commit, (name = text.slice('filename '.length)));
  }
  return lines.map(([of, place]) => (boundaries.has(of) ? 'older' : place));
}

async function differences(change: Change, branch: Branch): Promise<string[]> {
  const found: string[] = [];
  for (const file of change.files) {
    const added = addedLines(file);
    if (added.length === 0) continue;
    const blame = await blameOf(branch, file.path);
    for (const { number } of added) {
      const range = file.blame?.find(({ start, count }) => start <= number && number < start + count);
      const said = range ? `${range.commit}:${range.path}:${range.line + number - range.start}` : 'older';
      if (said !== blame[number - 1])
        found.push(`${branch.head} ${file.path}:${number} ${said} is ${blame[number - 1]}`);
    }
  }
  return found;
}

test(`lines belong to the commits that git blame names, in ${count} random branches`, async () => {
  const found: string[] = [];
  const seen = { lines: 0, commits: 0, renamed: 0, moved: 0, older: 0 };
  await inParallel(branches, 2, async (branch) => {
    const change = await readGitChange({ cwd, base: branch.base, head: branch.head });
    found.push(...(await differences(change, branch)));
    expect(change.unread).toEqual([]);
    seen.commits += change.commits.length;
    for (const file of change.files) {
      const lines = file.blame?.reduce((sum, { count }) => sum + count, 0) ?? 0;
      seen.lines += lines;
      seen.older += addedLines(file).length - lines;
      for (const { path: name, line, start } of file.blame ?? []) {
        if (name !== file.path) seen.renamed++;
        if (line !== start) seen.moved++;
      }
    }
  });
  expect(found).toEqual([]);
  // The generator really made what the property is about.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(5);
}, 600_000);

test('the property can fail: a line of the next commit is noticed', async () => {
  for (const branch of branches) {
    const change = await readGitChange({ cwd, base: branch.base, head: branch.head });
    const range = change.files.flatMap((file) => file.blame ?? [])[0];
    if (!range) continue;
    range.line++;
    expect(await differences(change, branch)).not.toEqual([]);
    return;
  }
  throw new Error('no line');
});
