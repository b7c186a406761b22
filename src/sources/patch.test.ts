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
  ];
  for (const [name, patch, files, missing] of cases)
    test(name, () => {
      const change = readPatch(patch);
      expect(summary(change)).toEqual(files);
      expect(unread(change)).toEqual(missing);
      expect([change.base, change.head, change.commits]).toEqual(['patch', 'patch', []]);
    });
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
  expect(() => readPatch(Buffer.from(edit('x', 'b'), 'utf16le').toString('utf8'))).toThrow(/no diff/);
});
