// Renders the fixes of a Review as comments with suggestions that a reviewer can commit.
// https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/incorporating-feedback-in-your-pull-request
import type { FarEdit } from '../engine/review/suggestion.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import { codeBlock, inlineCode, prose, visible } from './neutralise.ts';
import { count, findingFacts, reported } from './wording.ts';

/** One comment to be written on lines of the file after the change, all of them in one hunk. */
export interface SuggestionDraft {
  fingerprint: string;
  path: string;
  startLine: number;
  endLine: number;
  body: string;
}

/** Stands first in the body of the review that holds the comments. */
export const suggestionReviewMarker = '<!-- langguard:suggestions -->';

/** The findings that a reviewer can be offered a fix of, worst first; of two with the same fix only the first. */
export function suggestionDrafts(review: Review): SuggestionDraft[] {
  const seen = new Set<string>();
  return reported(review).flatMap((finding): SuggestionDraft[] => {
    const { path, fingerprint, suggestion } = finding;
    if (!suggestion || !isPlain(finding)) return [];
    const { startLine, endLine, lines } = suggestion;
    const edit = JSON.stringify([path, startLine, endLine, lines]);
    if (seen.has(edit)) return [];
    seen.add(edit);
    return [{ fingerprint, path, startLine, endLine, body: bodyOf(finding, offered(lines)) }];
  });
}

/** The comment on a finding that is still there while its suggestion no longer fits the lines that the comment stands on. */
export function renderMovedSuggestion(finding: JudgedFinding): string {
  const place = inlineCode(`${finding.path}:${finding.start.line}`);
  return bodyOf(finding, [
    `The finding is still there, now at ${place}. What was suggested does not fit the lines above any more.`,
  ]);
}

/** The comment on a finding that no longer counts, is no longer found, or has another comment. */
export function renderWithdrawnSuggestion(fingerprint: string, finding: JudgedFinding | undefined): string {
  const state = finding?.disposition.state;
  return [
    markerOf(fingerprint),
    state === undefined
      ? '**No longer found.** What was suggested here is settled.'
      : state === 'waived'
        ? '**Waived.** Somebody accepted this finding; the check says who, and why.'
        : state === 'reported'
          ? '**Said above.** Another comment is about the same finding.'
          : '**No longer counts.** The check says why.',
  ].join('\n');
}

/** What the review that holds the comments says of itself. */
export function renderSuggestionReview(comments: number): string {
  const what = comments === 1 ? 'a fix for 1 finding' : `fixes for ${count(comments, 'finding')}`;
  return `${suggestionReviewMarker}\nLangGuard suggests ${what}. Read each before you commit it; the check has every finding.`;
}

/** The fingerprint of the finding that a comment of ours is about; undefined for any other text. */
export function fingerprintOfComment(body: string): string | undefined {
  return /^<!-- langguard:finding ([\da-f]{64}) -->/.exec(body)?.[1];
}

function markerOf(fingerprint: string): string {
  return `<!-- langguard:finding ${fingerprint} -->`;
}

function bodyOf(finding: JudgedFinding, middle: readonly string[]): string {
  const { severity, title, message, remedy, references, suggestion } = finding;
  return [
    markerOf(finding.fingerprint),
    `**${severity.slice(0, 1).toUpperCase()}${severity.slice(1)}: ${prose(title)}**`,
    '',
    prose(message),
    '',
    prose(remedy, references),
    '',
    ...middle,
    ...(suggestion?.also ?? []).flatMap(farEdit),
    '',
    `<sub>${prose(findingFacts(finding))}</sub>`,
  ].join('\n');
}

/** The lines as they are, not made visible: they become code. */
function offered(lines: readonly string[]): string[] {
  const longest = Math.max(0, ...lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return [`${fence}suggestion`, ...lines, fence];
}

function farEdit({ line, removed, added }: FarEdit): string[] {
  return [
    '',
    `The fix is not whole without line ${line} of this file:`,
    '',
    codeBlock(
      [...removed.map((text) => `-${text}`), ...added.map((text) => `+${text}`)].map((text) =>
        text.replace(/\r$/, ''),
      ),
      'diff',
    ),
  ];
}

/** Nobody can judge a suggestion with characters in it that do not show. */
function isPlain({ suggestion }: JudgedFinding): boolean {
  const texts = [
    ...(suggestion?.lines ?? []),
    ...(suggestion?.also ?? []).flatMap(({ removed, added }) => [...removed, ...added]),
  ].map((line) => line.replace(/\r$/, '').replaceAll('\t', ' '));
  return texts.every((text) => visible(text) === text);
}
