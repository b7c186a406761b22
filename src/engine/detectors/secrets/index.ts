// Finds secrets on the added lines of a change: known kinds by their shape, others by name and look.
import { addedLines, removedLines, type Change, type ChangedFile } from '../../change.ts';
import type { Detection, Detector, DetectorInput } from '../../detector.ts';
import type { Finding } from '../../finding.ts';
import { guessed } from './guesses.ts';
import { findPastSecrets, pastSpans, removedValues, type PastSecret } from './history.ts';
import { publicPrefix } from './known.ts';
import { placeOf } from './place.ts';
import type { SecretRule } from './schema.ts';
import { searchText } from './search.ts';
import type { SecretSpan } from './span.ts';

export { parseOwnSecretRule, parseSecretRule, secretRuleSchema, type SecretRule } from './schema.ts';
export { checkSecretExamples } from './examples.ts';
export type { SecretSpan } from './span.ts';

/** Classes that hold no text of their own. */
const unreadable = new Set<ChangedFile['class']>(['binary', 'lfs-pointer', 'submodule', 'symlink']);

/** A file is asked about twice: for its findings, and for the values that nothing else may say. */
const known = new WeakMap<ChangedFile, { rules: readonly SecretRule[]; spans: SecretSpan[] }>();

/**
 * Every secret in the file after the change, added or not, with lines and columns from 1.
 * Without a body only the lines of the hunks are read, and offsets count in those lines joined by line feeds.
 */
export function findSecretSpans(file: ChangedFile, rules: readonly SecretRule[]): readonly SecretSpan[] {
  const before = known.get(file);
  if (before?.rules === rules) return before.spans;
  const spans = searchFile(file, rules);
  known.set(file, { rules, spans });
  return spans;
}

function searchFile(file: ChangedFile, rules: readonly SecretRule[]): SecretSpan[] {
  if (unreadable.has(file.class) || file.status === 'removed') return [];
  const place = placeOf(file.path, file.class, file.body);
  if (file.body !== undefined) return searchText(file.body, place, rules);
  return file.hunks.flatMap((hunk) => {
    const text = hunk.lines
      .filter((line) => line.kind !== 'removed')
      .map((line) => line.text)
      .join('\n');
    const shift = hunk.newStart - 1;
    return searchText(text, place, rules).map((span) => ({
      ...span,
      start: { ...span.start, line: span.start.line + shift },
      end: { ...span.end, line: span.end.line + shift },
    }));
  });
}

/**
 * Every secret value in a change, removed lines and messages included, longest first, for redaction.
 * Made-up words are left out: to strike them from every text would say more than it hides.
 */
export function collectSecrets(change: Change, input: Pick<DetectorInput, 'rules'>): string[] {
  const rules = input.rules.secrets ?? [];
  const values = new Set<string>();
  const add = (spans: Iterable<SecretSpan>): void => {
    for (const span of spans) {
      if (span.value.length < 6 || isWord(span)) continue;
      values.add(span.value);
      for (const piece of span.pieces ?? []) values.add(piece);
    }
  };
  for (const file of change.files) {
    add(findSecretSpans(file, rules));
    const removed = removedLines(file);
    if (removed.length > 0 && !unreadable.has(file.class))
      add(searchText(removed.map((line) => line.text).join('\n'), placeOf(file.path, file.class), rules));
  }
  const messages = [
    ...change.commits.map((commit) => commit.message),
    change.pullRequest?.title ?? '',
    change.pullRequest?.body ?? '',
  ];
  add(pastSpans(change, rules));
  for (const message of messages) add(searchText(message, placeOf('message.txt', 'text'), rules));
  return [...values].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** A doubtful value that anyone could write: without a digit, short, or on every list of passwords. */
function isWord({ value, confidence }: SecretSpan): boolean {
  return (
    confidence === 'low' &&
    (value.length < 8 || !/\d/.test(value) || !/[A-Za-z]/.test(value) || guessed.test(value))
  );
}

/** A value that can be shown: at most four characters of a public prefix, and the length. */
export function maskSecret(rule: SecretRule, value: string): string {
  return `${publicPrefix(rule, value).slice(0, 4) && value.slice(0, Math.min(4, publicPrefix(rule, value).length))}… (${value.length} characters)`;
}

function findingOf(span: SecretSpan, file: ChangedFile, input: DetectorInput): Finding {
  const { rule } = span;
  return {
    rule: rule.id,
    title: rule.title,
    class: rule.class,
    path: file.path,
    start: span.start,
    end: span.end,
    severity: span.severity,
    confidence: span.confidence,
    message: `${rule.title}: ${maskSecret(rule, span.value)}${span.note === undefined ? '' : `, ${span.note}`}`,
    why: rule.why,
    remedy: `${rule.remedy} Revoke or rotate it first: ${rule.revoke}`,
    cwe: rule.cwe,
    references: [rule.revoke, ...rule.references],
    related: [],
    secretDigest: input.digest(span.value),
  };
}

function pastFindingOf(past: PastSecret, file: ChangedFile, input: DetectorInput): Finding {
  const finding = findingOf(past.span, file, input);
  const { path, start } = past.shownAt;
  return {
    ...finding,
    path,
    start,
    end: start,
    commit: past.commit,
    message: `${finding.message}; added in commit ${past.commit.slice(0, 7)} at ${past.path}:${past.line} and taken away again. It stays in the history, so it must be rotated.`,
  };
}

/** The detector; folder name = id. */
export const secrets: Detector = {
  id: 'secrets',
  comparable: true,
  collectSecrets,
  *detectFile(file: ChangedFile, input: DetectorInput): Iterable<Detection> {
    const added = new Set(addedLines(file).map((line) => line.number));
    if (added.size === 0) return;
    for (const span of findSecretSpans(file, input.rules.secrets ?? [])) {
      let isAdded = false;
      for (let line = span.start.line; line <= span.end.line && !isAdded; line++) isAdded = added.has(line);
      if (isAdded) yield { finding: findingOf(span, file, input) };
    }
  },
  *detectChange(input: DetectorInput): Iterable<Detection> {
    const { change, rules } = input;
    if (!change.history) return;
    const kinds = rules.secrets ?? [];
    const known = removedValues(change, kinds);
    for (const file of change.files) for (const { value } of findSecretSpans(file, kinds)) known.add(value);
    for (const past of findPastSecrets(change, kinds, (value) => known.has(value))) {
      // What is doubtful in the head is not worth a look once it is gone.
      if (past.span.confidence === 'low') continue;
      const file: ChangedFile = { path: past.path, status: 'modified', class: 'text', hunks: [] };
      yield { finding: pastFindingOf(past, file, input) };
    }
  },
};
