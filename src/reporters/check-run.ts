// Renders a Review as the output of a GitHub check run, within GitHub's limits.
// https://docs.github.com/en/rest/checks/runs: 65,535 characters, 64 KB per message, 255 for a title, lines from 1.
import type { Edit, Region, Severity } from '../engine/finding.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import { failingOf } from '../engine/review/conclude.ts';
import { incidentSection } from './incident.ts';
import { clip, clipBytes, visible, visibleLines } from './neutralise.ts';
import {
  approvalSection,
  capabilitySection,
  checklistSection,
  conclusionSection,
  coverageSection,
  findingItem,
  findingsSection,
  originSection,
  policySection,
  problemsSection,
  waiverSection,
} from './sections.ts';
import { wayOf } from './way.ts';
import { count, findingFacts, headline, lastLine, reported } from './wording.ts';

/** One annotation as the checks API takes it. Messages are plain text; columns stand only where one line is meant. */
export interface Annotation {
  path: string;
  start_line: number;
  end_line: number;
  start_column?: number;
  end_column?: number;
  annotation_level: 'failure' | 'warning' | 'notice';
  title: string;
  message: string;
  raw_details?: string;
}

/** What a completed check run says. Annotations go in batches of 50, by whoever sends them. */
export interface CheckRunOutput {
  conclusion: Review['conclusion'];
  title: string;
  summary: string;
  text?: string;
  annotations: Annotation[];
  /** Buttons of ours: at most three. */
  actions?: { label: string; description: string; identifier: string }[];
}

/** The identifier of the button that waives what fails. */
export const waiveButton = 'waive';

/** Limits that may be lowered. */
export interface CheckRunOptions {
  /** More findings than this are listed in the text only; 500 when absent. */
  maxAnnotations?: number;
}

const maxTextBytes = 65_535;
const maxMessageBytes = 64_000;
const maxTitleChars = 255;

const levels: Record<Severity, Annotation['annotation_level']> = {
  critical: 'failure',
  high: 'failure',
  medium: 'warning',
  low: 'notice',
};

/** The check run of a Review. What does not fit is cut with a count of what is missing. */
export function renderCheckRun(review: Review, options: CheckRunOptions = {}): CheckRunOutput {
  const maxAnnotations = options.maxAnnotations ?? 500;
  const findings = reported(review);
  const loud = findings.filter((finding) => finding.severity !== 'low');
  const annotated = loud.slice(0, maxAnnotations);
  const shown = new Set(annotated);
  const listed = review.findings.filter((finding) => !shown.has(finding));
  const summary = [
    ...conclusionSection(review),
    ...findingsSection(review),
    ...(loud.length > annotated.length
      ? [
          '',
          `${annotated.length} of ${loud.length} findings are annotated, worst first; the other ${loud.length - annotated.length} are listed below.`,
        ]
      : []),
    ...approvalSection(review),
    ...problemsSection(review),
    ...incidentSection(review),
    ...capabilitySection(review),
    ...waiverSection(review),
    ...originSection(review),
    ...checklistSection(review),
    ...coverageSection(review),
    ...policySection(review),
  ];
  const text = listed.length === 0 ? undefined : findingList(listed);
  return {
    conclusion: review.conclusion,
    title: clip(headline(review), maxTitleChars),
    summary: fitLines(
      summary,
      maxTextBytes,
      (left) => `… and ${count(left.length, 'more line')} that did not fit.`,
    ),
    ...(text === undefined ? {} : { text }),
    annotations: annotated.map(annotate),
    ...buttons(review),
  };
}

/** A label has 20 characters, a description 40: https://docs.github.com/en/rest/checks/runs. */
function buttons({ policy, findings }: Review): Pick<CheckRunOutput, 'actions'> {
  const days = policy.waivers.buttonDays;
  const failing = failingOf(findings, policy).filter(({ rule }) => !policy.waivers.never.includes(rule));
  if (days === 0 || failing.length === 0) return {};
  const description = `Accept ${failing.length} that fail, on the record`;
  return { actions: [{ label: `Waive for ${days} days`, description, identifier: waiveButton }] };
}

/** One finding as an annotation: what, why and what to do, blank lines between. */
export function annotate(finding: JudgedFinding): Annotation {
  const start = Math.max(1, finding.start.line);
  const end = Math.max(start, lastLine(finding));
  const details = rawDetails(finding);
  return {
    path: finding.path,
    start_line: start,
    end_line: end,
    ...columnsOf(finding),
    annotation_level: levels[finding.severity],
    title: clip(visible(`${capital(finding.severity)}: ${finding.title}`), maxTitleChars),
    message: clipBytes(
      [finding.message, `Why: ${finding.why}`, `Instead: ${finding.remedy}`, findingFacts(finding)]
        .map((part) => visibleLines(part.trim()))
        .join('\n\n'),
      maxMessageBytes,
    ),
    ...(details === undefined ? {} : { raw_details: clipBytes(details, maxMessageBytes) }),
  };
}

// GitHub answers 422 to columns on several lines, or to one column without the other.
function columnsOf({ start, end }: JudgedFinding): Pick<Annotation, 'start_column' | 'end_column'> {
  if (start.line !== end.line || start.column < 1 || end.column < start.column) return {};
  return { start_column: start.column, end_column: end.column };
}

function rawDetails(finding: JudgedFinding): string | undefined {
  const steps = wayOf(finding.related);
  const { fix } = finding;
  const parts = [
    ...(steps.length > 0 ? [`How the value gets here:\n${steps.map((step) => `  ${step}`).join('\n')}`] : []),
    ...(fix === undefined ? [] : [fix, ...(fix.also ?? [])].map(editText)),
  ];
  return parts.length === 0 ? undefined : visibleLines(parts.join('\n\n'));
}

function editText({ replacement, ...place }: Edit): string {
  const { start, end } = place;
  if (start.line === end.line && start.column === end.column)
    return `Insert at column ${start.column} of line ${start.line}:\n${replacement.replace(/^\r?\n|\r?\n$/g, '')}`;
  if (replacement === '') return `Delete ${fixPlace(place).replace(/,$/, '')}.`;
  return `Replace ${fixPlace(place)} with:\n${replacement}`;
}

function fixPlace({ start, end }: Region): string {
  return start.line === end.line
    ? `columns ${start.column} to ${end.column - 1} of line ${start.line}`
    : `line ${start.line}, column ${start.column}, up to line ${end.line}, column ${end.column},`;
}

function findingList(findings: readonly JudgedFinding[]): string {
  const [counted, aside] = [
    findings.filter((finding) => finding.disposition.state === 'reported'),
    findings.filter((finding) => finding.disposition.state !== 'reported'),
  ];
  const lines = [
    ...(counted.length > 0
      ? ['#### Findings without an annotation', '', ...counted.map(findingItem), '']
      : []),
    ...(aside.length > 0 ? ['#### Set aside: these do not count', '', ...aside.map(findingItem)] : []),
  ];
  return fitLines(
    lines,
    maxTextBytes,
    (left) =>
      `… and ${count(left.filter((line) => line.startsWith('- ')).length, 'more finding')} that did not fit.`,
  );
}

/** As many lines as fit into a number of bytes, then what `more` says of those left out. */
export function fitLines(
  lines: readonly string[],
  maxBytes: number,
  more: (left: readonly string[]) => string,
): string {
  const room = maxBytes - 200;
  const out: string[] = [];
  let used = 0;
  for (const [i, line] of lines.entries()) {
    used += Buffer.byteLength(line) + 1;
    if (used > room) return [...out, '', more(lines.slice(i))].join('\n');
    out.push(line);
  }
  return out.join('\n');
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
