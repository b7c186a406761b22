// Tells once what a change says many times: a kind of setting or command all over one file, one command in many scripts, and what was made of a file.
import { bySeverity, type Finding } from '../finding.ts';
import { entersAs } from '../flow/sinks/way-told.ts';
import type { JudgedFinding } from '../review.ts';
import { listed, withOneCause } from './one-cause.ts';
import { habitsOf } from './one-habit.ts';
import { isInHead } from './places.ts';

/** Rules whose findings in one file are looked at together, and how the first speaks of the others. */
const onePerFile: ReadonlyMap<string, { one: string; many: string }> = new Map([
  [
    'agent-hook-command',
    { one: 'One more command of this file runs so too.', many: 'more commands of this file run so too.' },
  ],
  [
    'mcp-server-unpinned',
    { one: 'One more server of this file starts so too.', many: 'more servers of this file start so too.' },
  ],
  [
    'skill-writes-outside',
    { one: 'One more line of this file does so too.', many: 'more lines of this file do so too.' },
  ],
  [
    'skill-downloads-code',
    { one: 'One more line of this file does so too.', many: 'more lines of this file do so too.' },
  ],
  [
    'credential-file-readable',
    { one: 'One more place of this file does so too.', many: 'more places of this file do so too.' },
  ],
  [
    'security-check-silenced',
    { one: 'One more comment of this file does so too.', many: 'more comments of this file do so too.' },
  ],
]);

/** Rules of which the same words in several files of a change are one decision. */
const onePerChange: ReadonlySet<string> = new Set(['agent-bypass-mode', 'mcp-server-unpinned']);

/** Classes whose value is checked where it enters, once for all files that it is handed to. */
const onePerEntry: ReadonlySet<string> = new Set(['path-traversal', 'ssrf']);

/** What speaks to another machine is looked at by itself. */
const reachesOut = /\b(?:curl|wget|nc|ncat|scp|iwr|Invoke-WebRequest)\b|https?:\/\//;

/** What is to be changed in findings that another one speaks for: that one says where they are, and they become low. */
export function toldOnce(
  findings: readonly JudgedFinding[],
  bodyOf: (path: string) => string | undefined,
): Map<JudgedFinding, Partial<Finding>> {
  const changed = withOneCause(findings);
  const rest = findings.filter((one) => changed.get(one)?.severity === undefined);
  for (const [one, own] of withOneSpeaker(rest, bodyOf)) {
    const said = changed.get(one)?.message ?? one.message;
    changed.set(one, { ...own, message: `${said}${own.message?.slice(one.message.length)}` });
  }
  return changed;
}

function withOneSpeaker(
  findings: readonly JudgedFinding[],
  bodyOf: (path: string) => string | undefined,
): Map<JudgedFinding, Partial<Finding>> {
  const counts = findings.filter(
    (one) => one.disposition.state === 'reported' && isInHead(one) && one.severity !== 'low',
  );
  const changed = new Map<JudgedFinding, Partial<Finding>>();
  for (const group of groupsOf(counts, asSecret)) {
    const [first] = group.toSorted(byVoice);
    // Each place in what people wrote for a machine is to be mended.
    tell(
      changed,
      group.filter((one) => one === first || isManual.test(one.path) || made.test(one.path)),
      secretWords,
    );
  }
  const loud = counts.filter((one) => one.secretDigest === undefined);
  for (const group of habitsOf(loud)) tell(changed, group, habitWords);
  for (const group of groupsOf(loud, inOneFile)) tell(changed, group, inFileWords(group));
  const isQuiet = (one: JudgedFinding): boolean => changed.get(one)?.severity === 'low';
  for (const group of groupsOf(loud, inOneChange))
    tell(
      changed,
      group.filter((one) => !isQuiet(one)),
      elsewhereWords,
    );
  for (const group of groupsOf(loud, fromOneEntry))
    tell(
      changed,
      group.filter((one) => !isQuiet(one)),
      entryWords,
    );
  for (const group of groupsOf(loud, asCopies))
    for (const copies of copiesIn(
      group.filter((one) => !isQuiet(one)),
      bodyOf,
    ))
      tell(changed, withWhatWasMade(copies), elsewhereWords);
  return changed;
}

/** The one that speaks and the copies that tools made of it; a copy that people keep is mended by itself. */
function withWhatWasMade(copies: readonly JudgedFinding[]): JudgedFinding[] {
  const [first] = copies.toSorted(byVoice);
  return copies.filter(
    (one) => one === first || made.test(one.path) || extensionOf(one.path) !== extensionOf(first?.path ?? ''),
  );
}

function inOneFile(one: JudgedFinding): string | undefined {
  if (!onePerFile.has(one.rule)) return undefined;
  const host = one.rule === 'agent-hook-command' && reachesOut.test(one.message) ? one.message : '';
  // Each check that is silenced is looked at by itself, and the same one all over a file once.
  const check = one.rule === 'security-check-silenced' ? silencer.exec(one.excerpt.lines[0] ?? '')?.[1] : '';
  return JSON.stringify([one.rule, one.path, host, check]);
}

/** The last comment of a line. */
const silencer = /^.*(?:#|\/\/|\/\*|<!--)\s{0,9}(\S.*)$/m;

const isManual = /\.(?:md|mdx|markdown|rst|adoc)$/i;

function asSecret(one: JudgedFinding): string | undefined {
  return one.secretDigest;
}

function inOneChange(one: JudgedFinding): string | undefined {
  // Which shell hands its arguments on, and how they are quoted, makes no other decision.
  const words = one.message.replace(/ (?:"?\$[@*]"?|%\*|Enter)(?=`)|["']/g, '');
  return onePerChange.has(one.rule) ? JSON.stringify([one.rule, words]) : undefined;
}

function fromOneEntry(one: JudgedFinding): string | undefined {
  const [entry] = one.related;
  // What an agent's tool is asked for is checked where it enters, in its own file too.
  if (entry?.message === entersAs('model') && one.class === 'path-traversal')
    return JSON.stringify([one.rule, entry.path, entry.start]);
  if (!entry || entry.path === one.path || !onePerEntry.has(one.class)) return undefined;
  return JSON.stringify([one.rule, entry.path, entry.start]);
}

/** Copies, and what was compiled, keep the name of the file and the words of the line. */
function asCopies(one: JudgedFinding): string | undefined {
  const words = plain(one.excerpt.lines.join(''));
  return words.length < 8 ? undefined : JSON.stringify([one.rule, stemOf(one.path), words]);
}

function groupsOf(
  findings: readonly JudgedFinding[],
  keyOf: (one: JudgedFinding) => string | undefined,
): JudgedFinding[][] {
  const groups = new Map<string, JudgedFinding[]>();
  for (const one of findings) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** More than this many files of one name are not compared with one another. */
const maxKept = 10;

/** Findings of one line in files that are copies of one another. */
function copiesIn(
  group: readonly JudgedFinding[],
  bodyOf: (path: string) => string | undefined,
): JudgedFinding[][] {
  const kept: JudgedFinding[][] = [];
  const known = new Map<string, ReadonlySet<string>>();
  const parts = (path: string): ReadonlySet<string> => {
    const all = known.get(path) ?? partsOf(bodyOf(path) ?? '');
    known.set(path, all);
    return all;
  };
  for (const one of group) {
    const same = kept.find(
      (others) =>
        others.every((other) => other.path !== one.path) &&
        isCopy(parts(one.path), parts((others[0] as JudgedFinding).path)),
    );
    if (same) same.push(one);
    else if (kept.length < maxKept) kept.push([one]);
  }
  return kept.filter((copies) => copies.length > 1);
}

/** Whether half of the smaller file stands in the other: types are gone from what was compiled, and lines are broken elsewhere. */
function isCopy(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const part of small) if (large.has(part)) shared++;
  return small.size > 0 && shared * 2 >= small.size;
}

/** Each two words in a row, without what compilers and formatters change. */
function partsOf(body: string): ReadonlySet<string> {
  const words = body.match(/\w+/g) ?? [];
  return new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`));
}

/** A line without what compilers and formatters change. */
function plain(line: string): string {
  return line.replace(/[\s;,'"`]+/g, '');
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Folders of what was made from other files. */
const made = /(?:^|\/)(?:dist|build|out|bundle|bundled|generated|templates?)\//;

type Words = (others: readonly JudgedFinding[]) => string;

function inFileWords([one]: readonly JudgedFinding[]): Words {
  const words = onePerFile.get(one?.rule ?? '');
  return ({ length }) => (length === 1 ? words?.one : `${length} ${words?.many}`) ?? '';
}

function secretWords(others: readonly JudgedFinding[]): string {
  const isOneFile = others.every((one) => one.path === others[0]?.path);
  return isOneFile && isManual.test(others[0]?.path ?? '')
    ? `The same stands in ${listed(linesOf(others))} of ${others[0]?.path}.`
    : elsewhereWords(others);
}

function habitWords(others: readonly JudgedFinding[]): string {
  return `This file does so in ${listed(linesOf(others))} too.`;
}

function linesOf(findings: readonly JudgedFinding[]): number[] {
  return [...new Set(findings.map((one) => one.start.line))];
}

function elsewhereWords(others: readonly JudgedFinding[]): string {
  const [first] = others;
  const more = others.length > 1 ? ` and at ${others.length - 1} more` : '';
  return `The same stands at ${first?.path}:${first?.start.line}${more}.`;
}

function entryWords(others: readonly JudgedFinding[]): string {
  const [first] = others;
  const place = `${first?.path}:${first?.start.line}`;
  return `What enters there reaches ${others.length === 1 ? place : `${others.length} more places, such as ${place}`} too.`;
}

/** The worst speaks; of equals the one that was written and not made, then the first. */
function byVoice(a: JudgedFinding, b: JudgedFinding): number {
  return (
    bySeverity(a.severity, b.severity) ||
    Number(made.test(a.path)) - Number(made.test(b.path)) ||
    Number(isManual.test(a.path)) - Number(isManual.test(b.path)) ||
    (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start.line - b.start.line)
  );
}

function tell(
  changed: Map<JudgedFinding, Partial<Finding>>,
  group: readonly JudgedFinding[],
  words: Words,
): void {
  const [first, ...others] = group.toSorted(byVoice);
  if (!first || others.length === 0) return;
  // One that speaks for others of its file may speak for copies of the file, too.
  const said = (one: JudgedFinding): string => changed.get(one)?.message ?? one.message;
  changed.set(first, { message: `${said(first)} ${words(others)}` });
  const where = (one: JudgedFinding): string =>
    one.path === first.path ? `line ${first.start.line}` : `${first.path}:${first.start.line}`;
  for (const other of others)
    changed.set(other, { severity: 'low', message: `${said(other)} It is told with ${where(other)}.` });
}
