// Renders a Review for a person at a terminal: each finding with its line, why it matters and what to do.
import picocolors from 'picocolors';
import { severities, type Severity } from '../engine/finding.ts';
import type { ChecklistItem } from '../engine/checklist/area.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import { terminalText } from './neutralise.ts';
import {
  count,
  failing,
  findingFacts,
  fixedLines,
  groupBy,
  headline,
  lastLine,
  lookedAt,
  originName,
  placeNames,
  prompterName,
  rateNames,
  reported,
  setAside,
  uncheckedGaps,
  unreadGaps,
  type Gap,
} from './wording.ts';
import { wayOf } from './way.ts';

/** How the terminal looks. */
export interface TerminalOptions {
  color: boolean;
  /** Columns to wrap prose at; 100 when absent. */
  width?: number;
  /** Also shows low findings in full, and those that do not count with the reason. */
  all?: boolean;
  /** Findings of this severity or worse fail the run; policy's threshold when absent. */
  failOn?: Severity | 'never';
}

type Colors = ReturnType<typeof picocolors.createColors>;

/** The Review as text that ends with a line feed. */
export function renderTerminal(review: Review, options: TerminalOptions): string {
  const colors = picocolors.createColors(options.color);
  const width = Math.max(40, options.width ?? 100);
  const shown = options.all === true ? review.findings : reported(review);
  const isLoud = (finding: JudgedFinding): boolean => options.all === true || finding.severity !== 'low';
  const loud = shown.filter(isLoud);
  const quiet = shown.filter((finding) => !isLoud(finding));
  const blocks = [
    ...[...groupBy(loud, (finding) => finding.path)].map(([path, findings]) =>
      [
        colors.bold(colors.underline(terminalText(path))),
        ...findings
          .sort((a, b) => a.start.line - b.start.line)
          .map((finding) => renderFinding(finding, colors, width).join('\n'))
          .join('\n\n')
          .split('\n'),
      ].join('\n'),
    ),
    ...(quiet.length > 0 ? [renderQuiet(quiet, colors)] : []),
    ...(review.checklist ? [renderChecklist(review.checklist, colors, width)] : []),
    renderFooter(review, colors, options),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function renderFinding(finding: JudgedFinding, colors: Colors, width: number): string[] {
  const aside = setAside(finding);
  return [
    `  ${finding.start.line}:${finding.start.column}  ${paint(colors, finding.severity)(finding.severity)}  ${colors.bold(terminalText(finding.title))}`,
    ...excerpt(finding, colors),
    ...labelled('what', finding.message, colors, width),
    ...labelled('why', finding.why, colors, width),
    ...labelled('do', finding.remedy, colors, width),
    ...fixedLines(finding).map(
      ({ line, text }, i) =>
        `  ${colors.cyan((i === 0 ? 'fix' : '').padEnd(5))}  ${colors.dim(`${line} │`)} ${colors.green(terminalText(text))}`,
    ),
    ...wayOf(finding.related).map((line) => colors.dim(`  from   ${terminalText(line)}`)),
    ...(aside === undefined ? [] : [colors.dim(`  note   ${terminalText(aside)}`)]),
    colors.dim(`  ${terminalText(findingFacts(finding))}`),
  ];
}

function excerpt(finding: JudgedFinding, colors: Colors): string[] {
  const { startLine, lines } = finding.excerpt;
  const gutter = Math.max(4, String(startLine + lines.length).length);
  const isOneLine = finding.start.line === lastLine(finding);
  const out: string[] = [];
  lines.forEach((raw, i) => {
    const number = startLine + i;
    const { text, from, to } = windowOf(raw, number, finding);
    out.push(`  ${colors.dim(`${String(number).padStart(gutter)} │`)} ${text}`);
    // Under several lines carets are noise; the lines themselves are the place.
    if (isOneLine && to > from)
      out.push(
        `  ${colors.dim(`${' '.repeat(gutter)} │`)} ${' '.repeat(from)}${paint(colors, finding.severity)('^'.repeat(to - from))}`,
      );
  });
  const left = lastLine(finding) - startLine - lines.length + 1;
  if (left > 0 && lines.length > 0)
    out.push(`  ${colors.dim(`${' '.repeat(gutter)} │ … ${count(left, 'more line')}`)}`);
  return out;
}

const maxColumns = 160;

/** The part of a line around the region, made harmless, with the underline's columns on the screen. */
function windowOf(
  raw: string,
  number: number,
  finding: JudgedFinding,
): { text: string; from: number; to: number } {
  const indent = raw.length - raw.trimStart().length;
  const first = number === finding.start.line ? finding.start.column - 1 : indent;
  const last = number === finding.end.line ? finding.end.column - 1 : raw.length;
  // A region far to the right, as in minified code, is brought into view.
  const cut = first > maxColumns - 20 ? Math.min(first - 20, Math.max(0, raw.length - 20)) : 0;
  const before = terminalText(raw.slice(cut, first));
  const marked = terminalText(raw.slice(Math.max(cut, first), last));
  const whole = (cut > 0 ? '…' : '') + before + marked + terminalText(raw.slice(Math.max(last, first)));
  const from = columns(before) + (cut > 0 ? 1 : 0);
  const text = whole.length > maxColumns ? `${whole.slice(0, maxColumns)}…` : whole;
  return { text, from, to: Math.min(from + columns(marked), columns(text)) };
}

/** Columns that a text takes on the screen: two for East Asian wide characters and emoji. */
function columns(text: string): number {
  let n = 0;
  for (const c of text) n += /[\p{Mn}\p{Me}]/u.test(c) ? 0 : wide.test(c) ? 2 : 1;
  return n;
}

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uFF01-\uFF60]/u;

function labelled(label: string, text: string, colors: Colors, width: number): string[] {
  if (text.trim() === '') return [];
  const paragraphs = text
    .trim()
    .split('\n')
    .map((line) => terminalText(line.trimEnd()));
  const lines = paragraphs.flatMap((line) => wrap(line, width - 9));
  return lines.map((line, i) => `  ${colors.cyan((i === 0 ? label : '').padEnd(5))}  ${line}`);
}

function wrap(line: string, width: number): string[] {
  if (line.length <= width) return [line];
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  const out: string[] = [];
  let current = indent;
  for (const word of line.trim().split(/ +/)) {
    if (current.trim() !== '' && current.length + word.length + 1 > width) {
      out.push(current);
      current = indent;
    }
    current += current.trim() === '' ? word : ` ${word}`;
  }
  return [...out, current];
}

function renderQuiet(findings: readonly JudgedFinding[], colors: Colors): string {
  const rules = [...groupBy(findings, (finding) => finding.rule)].map(
    ([rule, list]) => `${rule} ×${list.length}`,
  );
  return `${colors.blue('low')}  ${count(findings.length, 'finding')}: ${terminalText(rules.join(', '))} ${colors.dim('(--all shows them)')}`;
}

/** The questions, each under its area and the lines that it is about. */
function renderChecklist(checklist: readonly ChecklistItem[], colors: Colors, width: number): string {
  return [
    colors.bold('Questions about AI-written lines'),
    ...checklist.flatMap((item) => {
      const { names, more } = placeNames(item);
      return [
        `  ${terminalText(item.title)}  ${colors.dim(terminalText(`${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`))}`,
        ...item.questions.flatMap((question) =>
          wrap(terminalText(question), width - 6).map((line, i) => `    ${i === 0 ? '?' : ' '} ${line}`),
        ),
      ];
    }),
  ].join('\n');
}

function renderFooter(review: Review, colors: Colors, options: TerminalOptions): string {
  const { incidents, policy } = review;
  const hidden = groupBy(
    review.findings.filter((finding) => finding.disposition.state !== 'reported'),
    (finding) => finding.disposition.state.replaceAll('-', ' '),
  );
  const known = review.origins.filter(({ origin }) => origin.grade !== 'unknown');
  const prompter = prompterName(review);
  return [
    policy.problems.map((p) =>
      colors.red(terminalText(`config    ${p.path}:${p.line}:${p.column}  ${p.message}`)),
    ),
    incidents.map((i) =>
      colors.red(terminalText(`error     ${i.detector}${i.path ? ` on ${i.path}` : ''}: ${i.message}`)),
    ),
    gapLines('not read', unreadGaps(review), colors.yellow),
    gapLines('unchecked', uncheckedGaps(review), colors.yellow),
    known.length > 0
      ? [
          colors.dim(
            `origin    ${known.map(({ origin, lines }) => `${terminalText(originName(origin))} ${count(lines, 'line')}`).join(', ')}${prompter === undefined ? '' : `; asked for by ${terminalText(prompter)}`}`,
          ),
        ]
      : [],
    known.length > 0 && review.rates
      ? [colors.dim(`rates     findings per 100 lines: ${rateNames(review).join('; ')}`)]
      : [],
    hidden.size > 0 && options.all !== true
      ? [
          colors.dim(
            `aside     ${[...hidden].map(([state, list]) => `${list.length} ${state}`).join(', ')} (--all shows them)`,
          ),
        ]
      : [],
    [colors.dim(`looked    ${lookedAt(review)}`)],
    [colors.dim(`policy    ${terminalText(policy.source)}; ${threshold(options.failOn ?? policy.failOn)}`)],
    [renderVerdict(review, options)],
  ]
    .flat()
    .join('\n');
}

function threshold(failOn: Severity | 'never'): string {
  return failOn === 'never' ? 'no finding fails the run' : `${failOn} or worse fails the run`;
}

/** At most ten reasons, each with three of its places. */
function gapLines(label: string, gaps: readonly Gap[], color: (text: string) => string): string[] {
  const lines = gaps.slice(0, 10).map(({ reason, items }) => {
    const places = items
      .slice(0, 3)
      .map(({ what, path }) => [what, path ?? ''].filter((part) => part !== '').join(' in '));
    const more = items.length > 3 ? ` and ${items.length - 3} more` : '';
    return `${reason}${places.length > 0 ? `: ${places.join(', ')}${more}` : ''}`;
  });
  if (gaps.length > 10) lines.push(`… and ${gaps.length - 10} more reasons`);
  return lines.map((line) => color(`${label.padEnd(9)} ${terminalText(line)}`));
}

/** The outcome in one line without a line feed: what was found, and how much of it fails the run. */
export function renderVerdict(review: Review, options: Pick<TerminalOptions, 'color' | 'failOn'>): string {
  const colors = picocolors.createColors(options.color);
  const failed = failing(review, options.failOn);
  const thresholds = new Set(
    failed.map((finding) => options.failOn ?? finding.failOn ?? review.policy.failOn),
  );
  const line = `${headline(review)}${failed.length > 0 ? `; ${failed.length} at or above ${[...thresholds].join(' and ')}` : ''}`;
  const color = failed.length > 0 ? colors.red : line === 'No findings' ? colors.green : colors.yellow;
  return colors.bold(color(`${failed.length > 0 ? '✗' : line === 'No findings' ? '✓' : '!'} ${line}`));
}

function paint(colors: Colors, severity: Severity): (text: string) => string {
  const styles = [(text: string) => colors.bold(colors.red(text)), colors.red, colors.yellow, colors.blue];
  return styles[severities.indexOf(severity)] ?? colors.dim;
}
