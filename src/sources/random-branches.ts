// Makes random branches with rewrites, moves, renames and merges, for the property tests of who wrote which line.
import { execFileSync } from 'node:child_process';
import { randomNumbers } from './random-histories.ts';

/** A base and a head; the head has commits of its own and may have merged the base or side branches. */
export interface Branch {
  base: string;
  head: string;
  commits: BranchCommit[];
}

type Files = Map<string, string[]>;

interface BranchCommit {
  mark: number;
  parents: number[];
  /** The refs that stand on it. */
  refs: string[];
  files: Files;
}

type Random = (n: number) => number;

const names = ['a.txt', 'b.txt', 'dir/c.txt', 'dir/d.txt', 'e.txt'];

/** Makes `count` branches; the same seed makes the same ones. */
export function randomBranches(count: number, seed: number): Branch[] {
  const random = randomNumbers(seed);
  let mark = 0;
  return Array.from({ length: count }, (_, number) => {
    const commits: BranchCommit[] = [];
    const commit = (files: Files, ...parents: BranchCommit[]) => {
      const made = { mark: ++mark, parents: parents.map((parent) => parent.mark), refs: [], files };
      commits.push(made);
      return made as BranchCommit;
    };
    let base = commit(new Map(names.slice(0, 3).map((name) => [name, randomLines(random, 8 + random(20))])));
    let head = base;
    for (let steps = 2 + random(6); steps > 0; steps--) {
      const kind = random(6);
      if (kind === 0) {
        base = commit(edited(base.files, random), base);
        if (random(2) === 0) head = commit(merged(head.files, base.files, random), head, base);
      } else if (kind === 1) {
        const side = commit(edited(edited(head.files, random), random), head);
        head = commit(edited(head.files, random), head);
        const [first, second] = random(2) === 0 ? [head, side] : [side, head];
        head = commit(merged(first.files, second.files, random), first, second);
      } else head = commit(edited(head.files, random), head);
    }
    if (head === base) head = commit(edited(head.files, random), head);
    const branch = { base: `base-${number}`, head: `head-${number}`, commits };
    base.refs.push(branch.base);
    head.refs.push(branch.head);
    return branch;
  });
}

/** Writes branches into a repository with one fast-import. */
export function writeBranches(cwd: string, branches: readonly Branch[]): void {
  const parts: string[] = [];
  for (const { mark, parents, refs, files } of branches.flatMap(({ commits }) => commits)) {
    const [from, ...others] = parents;
    parts.push(`commit refs/heads/all-${mark}\nmark :${mark}\n`);
    parts.push(`committer Ada <ada@example.com> ${1_700_000_000 + mark * 60} +0000\ndata 6\nChange\n`);
    if (from !== undefined) parts.push(`from :${from}\n`);
    for (const other of others) parts.push(`merge :${other}\n`);
    parts.push('deleteall\n');
    for (const [name, lines] of files) {
      const text = lines.map((line) => `${line}\n`).join('');
      parts.push(`M 100644 inline ${name}\ndata ${text.length}\n${text}\n`);
    }
    for (const ref of refs) parts.push(`reset refs/heads/${ref}\nfrom :${mark}\n\n`);
  }
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd, input: parts.join('') });
}

function randomLines(random: Random, count: number): string[] {
  return Array.from({ length: count }, () => randomLine(random));
}

/** Few enough different lines that equal ones stand side by side. */
function randomLine(random: Random): string {
  const kind = random(8);
  if (kind === 0) return '';
  if (kind === 1) return '  }';
  return kind < 4 ? `  return ${random(6)};` : `line ${random(100_000)}`;
}

function edited(before: Files, random: Random): Files {
  const files: Files = new Map([...before].map(([name, lines]) => [name, [...lines]]));
  for (let edits = 1 + random(3); edits > 0; edits--) {
    const all = [...files.keys()];
    const name = all[random(all.length)] ?? 'a.txt';
    const lines = files.get(name) ?? [];
    const free = names.find((each) => !files.has(each));
    const at = random(lines.length + 1);
    const kind = random(10);
    if (kind === 0 && free !== undefined) {
      files.delete(name);
      files.set(free, lines);
    } else if (kind === 1 && all.length > 1) files.delete(name);
    else if (kind === 2 && free !== undefined) files.set(free, randomLines(random, 3 + random(12)));
    else if (kind === 3) {
      const moved = lines.splice(at, 1 + random(6));
      lines.splice(random(lines.length + 1), 0, ...moved);
    } else if (kind === 4) lines.reverse();
    else lines.splice(at, random(4), ...randomLines(random, random(5)));
    if ((files.get(name) ?? ['']).length === 0) files.set(name, randomLines(random, 2));
  }
  return files;
}

/** Of each file one side, or the beginning of the one and the end of the other with a line between. */
function merged(ours: Files, theirs: Files, random: Random): Files {
  const files: Files = new Map();
  for (const name of new Set([...ours.keys(), ...theirs.keys()])) {
    const [a, b] = [ours.get(name), theirs.get(name)];
    const kind = random(4);
    if (a && b && kind < 2) {
      const middle = random(Math.min(a.length, b.length) + 1);
      const between = kind === 0 ? [randomLine(random)] : [];
      files.set(name, [...a.slice(0, middle), ...between, ...b.slice(middle)]);
    } else {
      const chosen = kind === 2 ? (a ?? b) : (b ?? a);
      if (chosen) files.set(name, chosen);
    }
  }
  return files;
}
