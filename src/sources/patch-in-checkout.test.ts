// A patch beside the checkout that it belongs to: what is read there, and what is not.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../engine/change.ts';
import { checkoutAround, readPatchIn } from './patch-in-checkout.ts';

let root = '';
let cwd = '';

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
const write = (name: string, content: string) => {
  fs.mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
  fs.writeFileSync(path.join(cwd, name), content);
};
/** Commits the files, changes them, and gives the patch; the working tree holds it then. */
const patchOf = (
  before: Record<string, string>,
  after: Record<string, string | undefined>,
  ...args: string[]
) => {
  for (const [name, text] of Object.entries(before)) write(name, text);
  git('add', '--all');
  git('commit', '--quiet', '-m', 'before');
  for (const [name, text] of Object.entries(after))
    if (text === undefined) fs.rmSync(path.join(cwd, name));
    else write(name, text);
  git('add', '--all');
  return git('diff', '--cached', '--find-renames', ...args);
};
const read = async (patch: string, folder: string) => readPatchIn(patch, await checkoutAround(folder));
const bodies = (change: Change) => change.files.map((file) => `${file.path}: ${JSON.stringify(file.body)}`);
const unread = (change: Change) => change.unread.map((entry) => `${entry.path}: ${entry.what}`);

const before = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
const after = before.replace('8', 'eight');

beforeEach(() => {
  root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'langguard-patch-')));
  cwd = path.join(root, 'repo');
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', cwd]);
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

describe('a changed file is read as a whole', () => {
  test.each([
    ['where the patch is applied', () => {}, after],
    ['where it is not yet', () => git('reset', '--quiet', '--hard'), after],
    ['but not where neither is true', () => write('a/x.js', 'other\n'), undefined],
    ['but not where it is gone', () => fs.rmSync(path.join(cwd, 'a/x.js')), undefined],
  ])('%s', async (_, prepare, body) => {
    const patch = patchOf({ 'a/x.js': before }, { 'a/x.js': after });
    prepare();
    const change = await read(patch, cwd);
    expect(bodies(change)).toEqual([`a/x.js: ${JSON.stringify(body)}`]);
    expect(unread(change)).toEqual(body === undefined ? ['a/x.js: body'] : []);
  });

  test('from a folder below, under its new name, and with line ends as they are', async () => {
    const crlf = after.replaceAll('\n', '\r\n');
    const patch = patchOf(
      { 'a/x.js': before.replaceAll('\n', '\r\n') },
      { 'a/x.js': undefined, 'a/y.js': crlf },
    );
    const change = await read(patch, path.join(cwd, 'a'));
    expect(change.files.map((file) => `${file.previousPath}>${file.path}`)).toEqual(['a/x.js>a/y.js']);
    expect(change.files[0]?.body).toBe(crlf);
    git('reset', '--quiet', '--hard');
    expect((await read(patch, cwd)).files[0]?.body).toBe(crlf);
  });

  test.each([
    ['lines only go away, and none are around', before.replace('4\n', ''), '-U0'],
    ['the last lines go away', before.replace('8\n9\n', ''), '-U3'],
    ['the first lines go away', before.replace('1\n', ''), '-U3'],
    ['lines only come', before.replace('4\n', '4\n4\n4\n'), '-U0'],
  ])('where %s', async (_, text, context) => {
    const patch = patchOf({ x: before }, { x: text }, context);
    expect((await read(patch, cwd)).files[0]?.body).toBe(text);
    git('reset', '--quiet', '--hard');
    expect((await read(patch, cwd)).files[0]?.body).toBe(text);
  });

  test('unless several patches change it', async () => {
    const patch = patchOf({ x: before }, { x: after });
    expect(bodies(await read(patch + patch, cwd))).toEqual(['x: undefined', 'x: undefined']);
  });
});

describe('a patch leads to nothing outside of the checkout', () => {
  const edit = (name: string) => `--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-a\n+b\n`;

  test.each(['../outside', 'a/../../outside', 'linked', 'folder/outside', '.git/outside', 'a', 'pipe'])(
    '%s',
    async (name) => {
      fs.writeFileSync(path.join(root, 'outside'), 'b\n');
      write('a/x', '');
      fs.writeFileSync(path.join(cwd, '.git/outside'), 'b\n');
      fs.symlinkSync('../outside', path.join(cwd, 'linked'));
      fs.symlinkSync('..', path.join(cwd, 'folder'));
      execFileSync('mkfifo', [path.join(cwd, 'pipe')]);
      expect(bodies(await read(edit(name), cwd))).toEqual([`${name}: undefined`]);
    },
  );
});

describe('what stands around', () => {
  const manifest = '{ "dependencies": { "left-pad": "1.3.0" } }\n';
  const use = "import pad from 'left-pad';\n";

  test.each([
    ['is read where the patch is applied', () => {}],
    ['is read where it is not yet', () => git('reset', '--quiet', '--hard')],
  ])('%s', async (_, prepare) => {
    const patch = patchOf({ 'package.json': manifest, 'x.js': before }, { 'x.js': use + before });
    prepare();
    const { surroundings } = await read(patch, cwd);
    expect(surroundings?.manifests).toEqual([{ path: 'package.json', text: manifest }]);
    expect(surroundings?.unread).toBeUndefined();
  });

  test('is not, where the patch is of another project', async () => {
    const patch = patchOf({ 'package.json': manifest, x: before }, { x: after, 'new.js': use });
    git('reset', '--quiet', '--hard');
    write('x', 'other\n');
    expect((await read(patch, cwd)).surroundings?.unread).toMatch(/a patch does not hold/);
    expect((await read(patch, root)).surroundings?.unread).toMatch(/a patch does not hold/);
    write('new.js', use);
    expect((await read(patch, cwd)).surroundings?.manifests.length).toBe(1);
  });

  test('knows new files of a patch that is not applied', async () => {
    const patch = patchOf({ 'x.py': before }, { 'x.py': `import own\n${before}`, 'own.py': 'a = 1\n' });
    git('reset', '--quiet', '--hard');
    expect((await read(patch, cwd)).surroundings?.own).toEqual(['own']);
  });
});
