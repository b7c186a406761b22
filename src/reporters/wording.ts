// The words that every report shares: counts, titles, origins, coverage.
import { bySeverity, isAtLeast, severities, type Severity } from '../engine/finding.ts';
import type { ChecklistItem } from '../engine/checklist/area.ts';
import type { Origin } from '../engine/origin.ts';
import { isOnLine, type OriginRate } from '../engine/review/rates.ts';
import { isApproved } from '../engine/policy/approvals.ts';
import { findingId } from '../engine/policy/waivers.ts';
import type { JudgedFinding, OriginSummary, Review } from '../engine/review.ts';

/** The findings that count. */
export function reported(review: Review): JudgedFinding[] {
  return review.findings.filter((finding) => finding.disposition.state === 'reported');
}

/** The findings that fail a run: at a threshold that was asked for, else at that of policy, which may have others for some. */
export function failing(review: Review, failOn?: Severity | 'never'): JudgedFinding[] {
  return reported(review).filter((finding) => {
    const threshold = failOn ?? finding.failOn ?? review.policy.failOn;
    return threshold !== 'never' && isAtLeast(finding.severity, threshold);
  });
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly JudgedFinding[]): Record<Severity, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** `1 file`, `3 files`; large numbers get separators. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** The outcome in one line, such as `3 findings: 1 critical, 2 high`. */
export function headline(review: Review): string {
  const findings = reported(review);
  const counts = countBySeverity(findings);
  const serious = findings.length - counts.low;
  const parts = severities.filter((s) => s !== 'low' && counts[s] > 0).map((s) => `${counts[s]} ${s}`);
  const found =
    serious > 0
      ? `${count(serious, 'finding')}: ${parts.join(', ')}${counts.low > 0 ? ` (and ${counts.low} low)` : ''}`
      : counts.low > 0
        ? `${count(counts.low, 'low finding')}`
        : 'No findings';
  const { unread, notChecked } = review.coverage;
  const missed = notChecked.filter(({ isOrigin }) => isOrigin !== true);
  const waiting = (review.approvals?.needs ?? []).filter((need) => !isApproved(need));
  const notes = [
    ...(waiting.length > 0 ? [`${count(waiting.length, 'approval')} missing`] : []),
    ...(review.policy.problems.length > 0 ? ['configuration has errors'] : []),
    ...(unread.length > 0 ? [`${count(unread.length, 'part')} not looked at`] : []),
    ...(missed.length > 0 ? [`${count(missed.length, 'check')} not made`] : []),
    ...(review.incidents.length > 0 ? [count(review.incidents.length, 'internal error')] : []),
  ];
  return notes.length > 0 ? `${found}; ${notes.join(', ')}` : found;
}

/** Who wrote a line and on what evidence, such as `Claude Code (claimed)`. */
export function originName(origin: Origin): string {
  if (origin.grade === 'human-attested') return 'a person (human-attested)';
  if (origin.tool === undefined) return 'unknown';
  return `${origin.name ?? origin.tool}${origin.model ? ` ${origin.model}` : ''} (${origin.grade})`;
}

/** What a trace tells of the lines, such as `asked for by dana on 2026-11-20, as suggested, https://…`; an address is cut at its sign. */
export function traceContext({ trace }: Origin): string | undefined {
  if (!trace) return undefined;
  const who = trace.person?.replace(/@.*$/s, '');
  return [
    `asked for${who === undefined ? '' : ` by ${who}`} on ${trace.at.slice(0, 10)}`,
    trace.accepted === 'unchanged' ? 'line as suggested' : 'line edited since',
    ...(trace.link !== undefined
      ? [trace.link]
      : trace.session !== undefined
        ? [`conversation ${trace.session}`]
        : []),
  ].join(', ');
}

/** Where the marks of an origin stand, such as `trailer of 2 commits, branch; 2 of all 3 commits are marked`. */
export function evidencePlaces(origin: Origin): string {
  const commits = new Map<string, Set<string>>();
  for (const mark of origin.evidence) {
    const seen = commits.get(mark.where) ?? new Set<string>();
    if (mark.commit !== undefined) seen.add(mark.commit);
    commits.set(mark.where, seen);
  }
  const places = [...commits].map(
    ([where, shas]) =>
      `${where.replaceAll('-', ' ')}${shas.size > 0 ? ` of ${count(shas.size, 'commit')}` : ''}`,
  );
  const some = origin.commits;
  return `${places.join(', ')}${some === undefined ? '' : `; ${some.marked} of all ${some.of} commits are marked`}`;
}

/** The facts of a finding in one line: rule, confidence, CWE, what policy changed, who wrote the line where it is known, and the id that commands take. */
export function findingFacts(finding: JudgedFinding): string {
  const moved = bySeverity(finding.severity, finding.detectedSeverity);
  const trace = traceContext(finding.origin);
  return [
    finding.rule,
    ...(moved === 0 ? [] : [`${moved < 0 ? 'raised' : 'lowered'} from ${finding.detectedSeverity}`]),
    `${finding.confidence} confidence`,
    ...(finding.cwe[0] === undefined ? [] : [`CWE-${finding.cwe[0]}`]),
    ...(finding.removed === true ? ['about removed lines, numbered as before the change'] : []),
    ...(finding.origin.tool === undefined ? [] : [`written with ${originName(finding.origin)}`]),
    ...(trace === undefined ? [] : [trace]),
    ...(finding.alsoFoundBy === undefined ? [] : [`also found by ${finding.alsoFoundBy.join(', ')}`]),
    `id ${findingId(finding.fingerprint)}`,
  ].join(' · ');
}

/** The last line that a finding covers; a region that ends before the first column ends on the line above. */
export function lastLine(finding: JudgedFinding): number {
  const { start, end } = finding;
  return end.line > start.line && end.column <= 1 ? end.line - 1 : Math.max(start.line, end.line);
}

// Code rules read text and lockfiles; in machine-made files only secrets are looked for; the rest has no lines.
const machineMade = ['generated', 'minified', 'vendored'];
const lineless = ['binary', 'lfs-pointer', 'submodule', 'symlink'];

/** What was looked at, such as `12 files, 340 added lines (9 text, 1 lockfile; only secrets in 1 generated; no text in 1 binary)`. */
export function lookedAt(review: Review): string {
  const { files, addedLines, classes } = review.coverage;
  const kinds = Object.entries(classes)
    .filter(([, n]) => n > 0)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const list = (wanted: (kind: string) => boolean) =>
    kinds
      .filter(([kind]) => wanted(kind))
      .map(([kind, n]) => `${n.toLocaleString('en')} ${kind}`)
      .join(', ');
  const parts = [
    list((kind) => !machineMade.includes(kind) && !lineless.includes(kind)),
    list((kind) => machineMade.includes(kind)).replace(/^(?=.)/, 'only secrets in '),
    list((kind) => lineless.includes(kind)).replace(/^(?=.)/, 'no text in '),
  ].filter((part) => part !== '');
  return `${count(files, 'file')}, ${count(addedLines, 'added line')}${parts.length > 0 ? ` (${parts.join('; ')})` : ''}`;
}

const acronyms = /\b(?:ai|api|ci|cors|csrf|html|http|jwt|ldap|llm|nosql|pii|sql|ssrf|tls|url|xml|xss|xxe)\b/g;

/** A class of problems for people, such as `SQL injection`. */
export function className(name: string): string {
  const words = name
    .replaceAll('-', ' ')
    .replace(acronyms, (word) => (word === 'nosql' ? 'NoSQL' : word.toUpperCase()));
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Why a finding does not count; undefined when it does. */
export function setAside(finding: JudgedFinding): string | undefined {
  const { disposition } = finding;
  return disposition.state === 'reported'
    ? undefined
    : `${disposition.state.replaceAll('-', ' ')}: ${disposition.reason}`;
}

/** Groups values by a key, in the order of first appearance. */
export function groupBy<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = key(value);
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}

/** Something that was not looked at or not checked: one reason, and all that it stands for. */
export interface Gap {
  reason: string;
  /** What and where, such as `advisories of flask 2.0.1 in requirements.txt`; empty when the reason says it all. */
  items: { what: string; path?: string }[];
}

/** What no detector saw, each reason once. */
export function unreadGaps(review: Review): Gap[] {
  return gaps(review.coverage.unread, (gap) =>
    ['file', 'files', 'scanner'].includes(gap.what) ? '' : gap.what,
  );
}

/** What a detector could not judge, each reason once. */
export function uncheckedGaps(review: Review): Gap[] {
  return gaps(review.coverage.notChecked, (gap) => gap.check);
}

function gaps<T extends { reason: string; path?: string }>(
  list: readonly T[],
  what: (gap: T) => string,
): Gap[] {
  return [...groupBy(list, (gap) => gap.reason)].map(([reason, same]) => ({
    reason,
    items: same
      .map((gap) => ({ what: what(gap), ...(gap.path === undefined ? {} : { path: gap.path }) }))
      .filter((item) => item.what !== '' || item.path !== undefined),
  }));
}

/** The person behind lines that a tool wrote, such as `@octo, as the body says`; undefined when nobody is known. */
export function prompterName({ prompter }: Review): string | undefined {
  if (!prompter) return undefined;
  const { login, name, email, from } = prompter;
  const who =
    login === undefined ? [name, email].filter((part) => part !== undefined).join(' ') : `@${login}`;
  return from === 'author'
    ? `${who}, who opened it`
    : `${who}, by the ${from === 'body' ? 'description' : `${from} of its commits`}`;
}

/** Of fewer lines a rate says more about chance than about who wrote them. */
const fewLines = 50;

/** Reported findings on lines of an origin, for 100 of those that every rule reads; of few lines the plain numbers. */
export function findingsPerHundred(review: Review, { origin, lines, read = lines }: OriginSummary): string {
  const isSame = ({ origin: other }: JudgedFinding) =>
    other.grade === origin.grade &&
    other.tool === origin.tool &&
    other.name === origin.name &&
    other.model === origin.model;
  return rate(review.findings.filter((finding) => isOnLine(finding) && isSame(finding)).length, read);
}

/** `2.5`, or `1 on 12 lines` where there are few; empty where there is none. */
function rate(findings: number, lines: number): string {
  if (lines === 0) return '';
  return lines < fewLines ? `${findings} on ${count(lines, 'line')}` : ((100 * findings) / lines).toFixed(1);
}

const kindNames: Record<OriginRate['kind'], string> = {
  ai: 'AI-written',
  'perhaps-ai': 'perhaps AI-written',
  unknown: 'unknown',
  'human-attested': 'by a person, as a record says',
};

/** What each kind of origin has for 100 lines, such as `AI-written: 2.5 (3 on 120 lines)`. */
export function rateNames({ rates = [] }: Review): string[] {
  return rates.map(({ kind, lines, findings }) => {
    const plain = `${findings} on ${count(lines, 'line')}`;
    return `${kindNames[kind]}: ${lines < fewLines ? plain : `${rate(findings, lines)} (${plain})`}`;
  });
}

/** Where a question of the checklist applies, such as `src/a.ts:3-9`; as many as fit a line, then how many more. */
export function placeNames({ places, more }: ChecklistItem, shown = 4): { names: string[]; more: number } {
  return {
    names: places
      .slice(0, shown)
      .map(({ path, start, end }) => `${path}:${start}${end > start ? `-${end}` : ''}`),
    more: more + Math.max(0, places.length - shown),
  };
}

/** What a fix makes of the lines that the excerpt shows, and what it writes elsewhere, by line. */
export function fixedLines(finding: JudgedFinding): { line: number; text: string }[] {
  const { fix, excerpt } = finding;
  if (!fix || finding.removed === true) return [];
  const lines = new Map<number, string>();
  const out: { line: number; text: string }[] = [];
  // From the back, so that the columns of the edits before stay right.
  const edits = [fix, ...(fix.also ?? [])].toSorted(
    (a, b) => b.start.line - a.start.line || b.start.column - a.start.column,
  );
  for (const { start, end, replacement } of edits) {
    const before = lines.get(start.line) ?? excerpt.lines[start.line - excerpt.startLine];
    if (start.line === end.line && before !== undefined && before.length >= end.column - 1)
      lines.set(start.line, before.slice(0, start.column - 1) + replacement + before.slice(end.column - 1));
    else if (replacement.trim() !== '') out.push({ line: start.line, text: replacement });
  }
  return [...out, ...[...lines].map(([line, text]) => ({ line, text }))]
    .toSorted((a, b) => a.line - b.line)
    .flatMap(({ line, text }) =>
      text
        .split(/\r?\n/)
        .filter((part) => part.trim() !== '')
        .slice(0, 8)
        .map((part) => ({ line, text: part })),
    );
}
