// Patches from files and mails.
import { describe, expect, test } from 'vitest';
import { addedLines, type Change } from '../engine/change.ts';
import { UserError } from '../engine/problem.ts';
import { readPatch } from './patch.ts';

const summary = (change: Change) =>
  change.files.map((file) =>
    `${file.status} ${file.previousPath ?? ''}>${file.path} ${file.class}: ${addedLines(file)
      .map((line) => `${line.number} ${line.text}`)
      .join(', ')}`.trimEnd(),
  );
const unread = (change: Change) => change.unread.map((entry) => `${entry.path}: ${entry.what}`);

const edit = (path: string, line: string) =>
  `diff --git a/${path} b/${path}\nindex 1..2 100644\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+${line}\n`;

describe('files', () => {
  const cases: [string, string, string[], string[]][] = [
    ['an edit', edit('x.js', 'b'), ['modified >x.js text: 1 b'], ['x.js: body']],
    [
      'a new file is known as a whole',
      'diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+b\n',
      ['added >x text: 1 b'],
      [],
    ],
    [
      'a removed file',
      'diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-b\n',
      ['removed >x text:'],
      [],
    ],
    [
      'a rename without content',
      'diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n',
      ['renamed x>y text:'],
      ['y: body'],
    ],
    [
      'a mode',
      'diff --git a/x b/x\nold mode 100644\nnew mode 100755\n',
      ['mode-changed >x text:'],
      ['x: body'],
    ],
    [
      'a binary',
      'diff --git a/x b/x\nindex 1..2 100644\nBinary files a/x and b/x differ\n',
      ['modified >x binary:'],
      [],
    ],
    [
      'code as a binary',
      'diff --git a/x.py b/x.py\nindex 1..2 100644\nBinary files a/x.py and b/x.py differ\n',
      ['modified >x.py binary:'],
      ['x.py: file'],
    ],
    [
      'a link',
      'diff --git a/x b/x\nnew file mode 120000\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+t\n\\ No newline at end of file\n',
      ['added >x symlink: 1 t'],
      [],
    ],
    [
      'a merge',
      'diff --cc x\nindex 1,2..3\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n- a\n -b\n++c\n',
      [],
      ['x: lines'],
    ],
    [
      'a truncated one does not swallow the next',
      edit('x', 'b').slice(0, -3) + edit('y', 'c'),
      ['modified >x text:', 'modified >y text: 1 c'],
      ['x: body', 'x: lines', 'y: body'],
    ],
    [
      'the same file twice',
      edit('x', 'b') + edit('x', 'c'),
      ['modified >x text: 1 b', 'modified >x text: 1 c'],
      ['x: body', 'x: body', 'x: lines'],
    ],
    ['nothing', '', [], []],
    [
      'a plain diff after one of git',
      edit('x', 'b') + '--- y\n+++ y\n@@ -1 +1 @@\n-a\n+c\n',
      ['modified >x text: 1 b', 'modified >y text: 1 c'],
      ['x: body', 'y: body'],
    ],
    [
      'a merge and what Subversion wrote',
      `diff --cc x\n--- a/x\n+++ b/x\n@@@ -1,1 -1,1 +1,1 @@@\n- a\n -b\n++c\nIndex: y\n===\n--- y\t(revision 1)\n+++ y\t(working copy)\n@@ -1 +1 @@\n-a\n+c\n${edit('z', 'd')}`,
      ['modified >y text: 1 c', 'modified >z text: 1 d'],
      ['x: lines', 'y: body', 'z: body'],
    ],
    [
      'a merge before one of git',
      `diff --cc x\n@@@ -1,1 -1,1 +1,1 @@@\n- a\n -b\n++c\n${edit('z', 'd')}`,
      ['modified >z text: 1 d'],
      ['x: lines', 'z: body'],
    ],
    [
      'Subversion: added, removed, binary, empty, a property',
      'Index: a/n\n===\n--- a/n\t(nonexistent)\n+++ a/n\t(working copy)\n@@ -0,0 +1 @@\n+b\n\nProperty changes on: a/n\n___\nAdded: svn:externals\n## -0,0 +1 ##\n+x\nIndex: o\n===\n--- o\t(revision 3)\n+++ o\t(nonexistent)\n@@ -1 +0,0 @@\n-b\nIndex: p.png\n===\nCannot display: file marked as a binary type.\nsvn:mime-type = x\nIndex: q\n===\n',
      ['added >a/n text: 1 b', 'removed >o text:', 'modified >p.png binary:', 'modified >q text:'],
      ['a/n: file', 'q: body'],
    ],
    [
      'Subversion in the format of git',
      `Index: x\n===\n${edit('x', 'b')}`,
      ['modified >x text: 1 b'],
      ['x: body'],
    ],
    [
      'diff -ruN: a new file',
      'diff -ruN o/x n/x\n--- o/x\t1970-01-01 01:00:00.000000000 +0100\n+++ n/x\t2026-01-01 10:00:00.0 +0000\n@@ -0,0 +1 @@\n+b\n',
      ['added >n/x text: 1 b'],
      [],
    ],
    [
      'diff -r: files that are only named',
      'Only in n: s.py\nBinary files o/x and n/x differ\ndiff -ru o/y n/y\n--- o/y\n+++ n/y\n@@ -1 +1 @@\n-a\n+b\nOnly in n/sub: t\nFiles o/z and n/z differ\n',
      ['modified >n/x binary:', 'modified >n/y text: 1 b'],
      ['n/s.py: file', 'n/sub/t: file', 'n/y: body', 'n/z: file'],
    ],
    [
      'diffs without signs and in context',
      `diff -r o/a n/a\n1a2\n> b\n*** o/c\t2026\n--- n/c\t2026\n***************\n*** 1,2 ****\n--- 1,3 ----\n  a\n+ b\n${edit('x', 'b')}`,
      ['modified >x text: 1 b'],
      ['n/a: file', 'n/c: file', 'x: body'],
    ],
    [
      'Mercurial: a binary',
      `diff -r 1b2c x.png\nBinary file x.png has changed\ndiff -r 1b2c x\n--- a/x\tThu Jan 01 00:00:00 1970 +0000\n+++ b/x\tMon Nov 23 10:00:00 2026 +0000\n@@ -1 +1 @@\n-a\n+b\n`,
      ['modified >x text: 1 b', 'modified >x.png binary:'],
      ['x: body'],
    ],
    [
      'submodules told in words',
      `Submodule s 1111111..2222222:\n  > a commit\n${edit('x', 'b')}`,
      ['modified >x text: 1 b'],
      ['s: file', 'x: body'],
    ],
    [
      'folders that are called like prefixes',
      'diff --git b/x b/x\nindex 1..2 100644\n--- b/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\ndiff --git i/y i/y\nnew file mode 100644\nindex 0..2\n--- /dev/null\n+++ i/y\n@@ -0,0 +1 @@\n+c\n',
      ['modified >b/x text: 1 b', 'added >i/y text: 1 c'],
      ['b/x: body'],
    ],
    [
      'a mark of its encoding, and empty lines of Windows',
      '\uFEFF--- a/x\r\n+++ b/x\r\n@@ -1,2 +1,3 @@\r\n a\r\n\r\n+b\r\n',
      ['modified >x text: 3 b'],
      ['x: body'],
    ],
    ['a file that was empty', '--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+b\n', ['modified >x text: 1 b'], []],
    [
      'cut before its lines',
      `${edit('x', 'b')}diff --git a/y b/y\nindex 1..2 100644\n--- a/y\n+++ b/y\n`,
      ['modified >x text: 1 b', 'modified >y text:'],
      ['x: body', 'y: body', 'y: lines'],
    ],
    [
      'cut after its first line',
      `${edit('x', 'b')}diff --git a/y b/y\n`,
      ['modified >x text: 1 b', 'modified >y text:'],
      ['x: body', 'y: body', 'y: lines'],
    ],
    [
      'cut between its names',
      '--- x\n+++ x\n@@ -1 +1 @@\n-a\n+b\n--- y\n',
      ['modified >x text: 1 b'],
      ['x: body', 'y: file'],
    ],
    [
      'begun in the middle',
      `@@ -1 +1 @@\n-a\n+b\n${edit('x', 'b')}`,
      ['modified >x text: 1 b'],
      ['undefined: file', 'x: body'],
    ],
  ];
  for (const [name, patch, files, missing] of cases)
    test(name, () => {
      const change = readPatch(patch);
      expect(summary(change)).toEqual(files);
      expect(unread(change)).toEqual(missing);
      expect([change.base, change.head, change.commits]).toEqual(['patch', 'patch', []]);
    });
});

test('the message of a mail names no files', () => {
  const mail = `From ${'a'.repeat(40)} Mon Sep 17 00:00:00 2001\nFrom: A <a@example.com>\nSubject: [PATCH] x\n\nOnly in staging: it fails\nIndex: none\n===\n@@ -1 +1 @@\n---\n x | 2 +-\n\n${edit('x', 'b')}-- \n2.39.5\n\n`;
  expect([summary(readPatch(mail)), unread(readPatch(mail))]).toEqual([
    ['modified >x text: 1 b'],
    ['x: body'],
  ]);
});

test('mails of git format-patch bring their commits', () => {
  const mail = `From ${'a'.repeat(40)} Mon Sep 17 00:00:00 2001
From: =?UTF-8?q?Ada=20L=C3=B6v?= <ada@example.com>
Date: Fri, 20 Nov 2026 10:00:00 +0000
Subject: [PATCH 1/2] Add a very long subject that git has folded over
 two lines

Body of the message.

Co-authored-by: Tool <t@example.com>
---
 x | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)

${edit('x', 'b')}-- 
2.39.5

From ${'b'.repeat(40)} Mon Sep 17 00:00:00 2001
From: Bob <bob@example.com>
Subject: [PATCH 2/2] Second

From: Carol <carol@example.com>

---
${edit('y', 'c')}-- 
2.39.5

`;
  const change = readPatch(mail);
  expect(summary(change)).toEqual(['modified >x text: 1 b', 'modified >y text: 1 c']);
  expect(
    change.commits.map(({ sha, message, author }) => [sha[0], message, author.name, author.email]),
  ).toEqual([
    [
      'a',
      'Add a very long subject that git has folded over two lines\n\nBody of the message.\n\nCo-authored-by: Tool <t@example.com>',
      'Ada Löv',
      'ada@example.com',
    ],
    ['b', 'Second', 'Carol', 'carol@example.com'],
  ]);
});

test('text without a diff is a mistake that the user can mend', () => {
  expect(() => readPatch('hello\n')).toThrow(UserError);
  expect(() => readPatch('@@ -1 +1 @@\n-a\n+b\n')).toThrow(/no diff/);
  expect(() => readPatch(edit('x', 'b') + edit('y', 'c').replace(/^.+$/gm, '\u001B[1m$&\u001B[m'))).toThrow(
    /colours of a terminal/,
  );
  expect(() => readPatch(Buffer.from(edit('x', 'b'), 'utf16le').toString('utf8'))).toThrow(/no diff/);
});
