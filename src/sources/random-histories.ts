// Makes random git histories with odd content, for the property tests of the sources.
import { execFileSync } from 'node:child_process';

/** One file of a tree, as the test knows it without asking git. */
export interface Entry {
  mode: '100644' | '100755' | '120000';
  content: Buffer;
}

export type Tree = Map<string, Entry>;

/** Two trees and the branches that hold them. */
export interface History {
  base: string;
  head: string;
  before: Tree;
  after: Tree;
}

/** A repeatable source of numbers from 0 to below `n`. */
export function randomNumbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 8) % n;
  };
}

const oddNames = [
  'plain.txt',
  'with space.js',
  ' leading',
  'trailing ',
  '-dash.py',
  '--option',
  'quo"te.ts',
  "apos'trophe",
  'back\\slash',
  'tab\there',
  'new\nline.go',
  'ünïcödé/ß.rb',
  '日本/語.txt',
  'emoji-🦀.rs',
  'a/b/c.js',
  'b/a/x.js',
  'dir/a => b.txt',
  '{x => y}/z',
  'timestamp 2020-01-01 10:00:00 +0000',
  'a\u0001control',
  'colon:name',
  ':(glob)magic',
  'semi;colon$(x)`y`',
  'star*?[x]',
  '\u202eright-to-left',
  'diff --git a',
  'dev/null',
];

const oddLines = [
  '',
  '',
  'return 1;',
  '}',
  '  indented',
  '\ttabbed',
  'carriage\r',
  'lone\rcr in the middle',
  'sep\u2028ar\u2029ated\u0085x',
  '-- a minus',
  '++ a plus',
  '--- a/file',
  '+++ b/file',
  '@@ -1,2 +3,4 @@',
  'diff --git a/x b/x',
  '\\ No newline at end of file',
  ' trailing   ',
  'ünïcödé 🦀',
  'index 123..456 100644',
];

/** Makes `count` random histories; the same seed makes the same ones. */
export function randomHistories(count: number, seed: number): History[] {
  const random = randomNumbers(seed);
  return Array.from({ length: count }, (_, number) => {
    const before = randomTree(random);
    return { base: `base-${number}`, head: `head-${number}`, before, after: changedTree(before, random) };
  });
}

/** Writes histories into a repository with one fast-import. */
export function writeHistories(cwd: string, histories: readonly History[]): void {
  const stream = histories.flatMap(({ base, head, before, after }) => [
    commit(base, before, undefined),
    commit(head, after, base),
  ]);
  execFileSync('git', ['fast-import', '--quiet', '--force'], {
    cwd,
    input: Buffer.concat(stream),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
}

function commit(branch: string, tree: Tree, parent: string | undefined): Buffer {
  const message = Buffer.from(`Change ${branch}\n\nWith a body: ü\n`);
  const who = 'Ada Löv <ada@example.com> 1700000000 +0100';
  const parts: Buffer[] = [
    Buffer.from(`commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n`),
    message,
    Buffer.from('\n'),
  ];
  if (parent !== undefined) parts.push(Buffer.from(`from refs/heads/${parent}\ndeleteall\n`));
  for (const [name, { mode, content }] of tree)
    parts.push(
      Buffer.from(`M ${mode} inline ${quote(name)}\ndata ${content.length}\n`),
      content,
      Buffer.from('\n'),
    );
  return Buffer.concat(parts);
}

function quote(name: string): string {
  return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

function randomTree(random: (n: number) => number): Tree {
  const tree: Tree = new Map();
  for (let count = 1 + random(6); count > 0; count--) {
    const name = oddNames[random(oddNames.length)] ?? '';
    if (fitsInto(tree, name)) tree.set(name, randomEntry(random));
  }
  return tree;
}

function fitsInto(tree: Tree, name: string): boolean {
  return ![...tree.keys()].some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`));
}

function randomEntry(random: (n: number) => number): Entry {
  const kind = random(20);
  if (kind === 0) return { mode: '120000', content: Buffer.from('some/target') };
  const mode = random(5) === 0 ? '100755' : '100644';
  if (kind === 1) return { mode, content: Buffer.alloc(0) };
  if (kind === 2) return { mode, content: Buffer.from(Array.from({ length: 200 }, () => random(256))) };
  if (kind === 3)
    return {
      mode,
      content: Buffer.from([
        0x63,
        0x61,
        0x66,
        0xe9,
        0x0a,
        0x78,
        0xff,
        0xfe,
        0x0a,
        ...Buffer.from('plain text after it\n'),
      ]),
    };
  if (kind === 4) return { mode, content: Buffer.from(`before a nul\nx\0y\n${'text '.repeat(20)}\n`) };
  if (kind === 5) return { mode, content: Buffer.from(`${'long '.repeat(20_000)}\nshort\n`) };
  return { mode, content: Buffer.from(randomText(random)) };
}

function randomText(random: (n: number) => number): string {
  const lines = Array.from({ length: 1 + random(40) }, () => randomLine(random));
  const end = random(4) === 0 ? '' : '\n';
  return (random(5) === 0 ? '\uFEFF' : '') + lines.join(random(6) === 0 ? '\r\n' : '\n') + end;
}

function randomLine(random: (n: number) => number): string {
  return random(3) === 0 ? `unique ${random(1_000_000)}` : (oddLines[random(oddLines.length)] ?? '');
}

function changedTree(before: Tree, random: (n: number) => number): Tree {
  const after: Tree = new Map();
  for (const [name, entry] of before) {
    const fate = random(10);
    if (fate === 0) continue;
    const renamed = oddNames[random(oddNames.length)] ?? name;
    const target =
      fate < 3 &&
      !before.has(renamed) &&
      fitsInto(before, renamed) &&
      fitsInto(after, renamed) &&
      !after.has(renamed)
        ? renamed
        : name;
    if (!after.has(target))
      after.set(
        target,
        fate === 3
          ? flipMode(entry)
          : fate === 4
            ? randomEntry(random)
            : fate < 9
              ? edit(entry, random)
              : entry,
      );
  }
  for (let count = random(3); count > 0; count--) {
    const name = oddNames[random(oddNames.length)] ?? '';
    if (!after.has(name) && fitsInto(after, name)) after.set(name, randomEntry(random));
  }
  return after;
}

function flipMode(entry: Entry): Entry {
  return entry.mode === '120000' ? entry : { ...entry, mode: entry.mode === '100644' ? '100755' : '100644' };
}

function edit(entry: Entry, random: (n: number) => number): Entry {
  if (entry.mode === '120000') return { ...entry, content: Buffer.from(`other/target-${random(9)}`) };
  const lines = entry.content.toString('latin1').split('\n');
  for (let count = random(4); count > 0; count--) {
    const at = random(lines.length + 1);
    const added = Array.from({ length: random(4) }, () => Buffer.from(randomLine(random)).toString('latin1'));
    lines.splice(at, random(3), ...added);
  }
  return { mode: random(12) === 0 ? '100755' : entry.mode, content: Buffer.from(lines.join('\n'), 'latin1') };
}
