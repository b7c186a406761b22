// Our own line diff against what a diff must be, and against git's for size and sight.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bodyBefore } from '../engine/change.ts';
import { applyPatch } from './assemble.ts';
import { diffLines } from './line-diff.ts';
import { readDiff, type FilePatch } from './diff.ts';
import { randomNumbers } from './random-histories.ts';
import { processorMs, tooLongMs } from '../../test/processor-time.ts';

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'langguard-lines-'));
  fs.mkdirSync(path.join(folder, 'a'));
  fs.mkdirSync(path.join(folder, 'b'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function pairs(count: number): [string, string][] {
  const random = randomNumbers(11);
  const line = () => ['a', 'b', '', '  x', '  y', '}', `c${random(9)}`, 'd\r'][random(8)] ?? '';
  return Array.from({ length: count }, () => {
    const a = Array.from({ length: random(30) }, line);
    const b = [...a];
    for (let edits = random(6); edits > 0; edits--)
      b.splice(random(b.length + 1), random(3), ...Array.from({ length: random(4) }, line));
    const end = () => (random(4) === 0 ? '' : '\n');
    return [a.length === 0 ? '' : a.join('\n') + end(), b.length === 0 ? '' : b.join('\n') + end()];
  });
}

const size = (patch: FilePatch) =>
  patch.hunks.flatMap((hunk) => hunk.lines).filter((line) => line.kind !== 'context').length;

test('turns one text into the other, is as short as git --minimal, and mostly looks like git', () => {
  const all = pairs(300);
  for (const [at, [before, after]] of all.entries()) {
    fs.writeFileSync(path.join(folder, 'a', `${at}`.padStart(4, '0')), before);
    fs.writeFileSync(path.join(folder, 'b', `${at}`.padStart(4, '0')), after);
  }
  let out = '';
  try {
    execFileSync('git', ['diff', '--no-index', '--minimal', '--no-renames', 'a', 'b'], {
      cwd: folder,
      maxBuffer: 1e9,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    out = String((error as { stdout: Buffer }).stdout);
  }
  const byGit = new Map(
    readDiff(out).map((section) => [Number(section.newPath?.replace(/^b\//, '')), section]),
  );
  let alike = 0;
  for (const [at, [before, after]] of all.entries()) {
    const patch = diffLines(before, after);
    expect(applyPatch(before, patch), `${at}`).toBe(after);
    const file = { path: '', status: 'modified', class: 'text', hunks: patch.hunks, body: after } as const;
    expect(
      bodyBefore({ ...file, previousNoFinalNewline: before !== '' && !before.endsWith('\n') }),
      `${at}`,
    ).toBe(before);
    const theirs = byGit.get(at);
    expect(size(patch), `${at}`).toBe(theirs ? size(theirs) : 0);
    if (JSON.stringify(patch.hunks) === JSON.stringify(theirs?.hunks ?? [])) alike++;
  }
  expect(alike).toBeGreaterThan(270);
});

test('large texts take no long time', () => {
  const random = randomNumbers(5);
  const noise = () => Array.from({ length: 20_000 }, () => `line ${random(300)}\n`).join('');
  const [one, two] = [noise(), noise()];
  const start = processorMs();
  expect(applyPatch(one, diffLines(one, two))).toBe(two);
  expect(processorMs() - start).toBeLessThan(tooLongMs);
});
