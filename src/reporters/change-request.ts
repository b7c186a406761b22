// Renders the review that asks for changes: which findings it is about, and how it says that it is settled.
import { createHash } from 'node:crypto';
import { isAtLeast } from '../engine/finding.ts';
import { findingId } from '../engine/policy/waivers.ts';
import type { JudgedFinding, Review } from '../engine/review.ts';
import { failingOf } from '../engine/review/conclude.ts';
import { inlineCode, prose } from './neutralise.ts';
import { count } from './wording.ts';

/** A finding as a request names it: its id, and the digest of its path, which tells whether its file was looked at. */
export interface NamedFinding {
  id: string;
  place: string;
}

/** More are in the check. */
const maxShown = 20;

/** Of more findings than these the request forgets that it named them. */
const maxNamed = 500;

/** The findings for which policy asks for changes: they fail the check and are bad enough. */
export function changesWanted(review: Review): JudgedFinding[] {
  const from = review.policy.comments?.requestChanges ?? 'never';
  if (from === 'never') return [];
  return failingOf(review.findings, review.policy).filter(({ severity }) => isAtLeast(severity, from));
}

/** The body of a request for changes; the same findings give the same text. */
export function renderChangeRequest(findings: readonly JudgedFinding[]): string {
  const shown = findings.slice(0, maxShown);
  const names = findings.slice(0, maxNamed).map(({ fingerprint, path }) => nameOf(fingerprint, path));
  const hasSuggestion = findings.some(({ suggestion }) => suggestion !== undefined);
  return [
    `<!-- langguard:changes ${[...new Set(names)].join(' ')} -->`,
    `**LangGuard asks for changes:** ${count(findings.length, 'finding')} must not be merged like this.`,
    '',
    ...shown.map(
      ({ severity, title, path, start, fingerprint }) =>
        `- **${severity}: ${prose(title)}** at ${inlineCode(`${path}:${start.line}`)}, id \`${findingId(fingerprint)}\``,
    ),
    ...(findings.length > shown.length
      ? [`- … and ${findings.length - shown.length} more, in the check`]
      : []),
    '',
    `The check says why, and what to write instead.${hasSuggestion ? ' Where a rewrite is known it stands as a suggestion beside the line.' : ''} ` +
      'This request is withdrawn once each finding is mended, or accepted with `/langguard waive <id>` by somebody who may.',
  ].join('\n');
}

/** What a request says before it is withdrawn; by it the App knows later that it was not a person who dismissed it. */
export function renderSettledRequest(): string {
  return '<!-- langguard:changes settled -->\n**Settled.** Nothing that this review asked for is left to do.';
}

/** Reads a body of ours again; undefined for any other text. */
export function readChangeRequest(body: string): { isSettled: boolean; named: NamedFinding[] } | undefined {
  const inside = /^<!-- langguard:changes (settled|[\da-f@ ]+) -->/.exec(body)?.[1];
  if (inside === undefined) return undefined;
  if (inside === 'settled') return { isSettled: true, named: [] };
  return {
    isSettled: false,
    named: inside.split(' ').flatMap((name) => {
      const [id = '', place] = name.split('@');
      return place === undefined ? [] : [{ id, place }];
    }),
  };
}

/** The digest by which a request remembers a path. */
export function placeOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

function nameOf(fingerprint: string, path: string): string {
  return `${findingId(fingerprint)}@${placeOf(path)}`;
}
