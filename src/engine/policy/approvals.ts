// Just-in-time approval: which parts of a change wait for whom, and what becomes of the check when they have spoken.
import { addedLines, type Change, removedLines } from '../change.ts';
import type { Origin } from '../origin.ts';
import type { JudgedFinding, Review } from '../review.ts';
import { pathMatcher } from './globs.ts';
import type { ApprovalRule } from './policy.ts';

/** A place that waits; line from 1. */
export interface ApprovalPlace {
  path: string;
  line: number;
}

/** Somebody's approval, as it counts towards a need. */
export interface GivenApproval {
  by: string;
  /** When, in ISO 8601. */
  at: string;
  how: 'review' | 'command';
}

/** Something that waits for a person. */
export interface ApprovalNeed {
  name: string;
  /** Keyed digest of what waits: an approval of another matter does not count. 64 hexadecimal digits. */
  matter: string;
  /** Who may approve, such as `@acme/security`. */
  by: string[];
  count: number;
  /** What waits, in a few words. */
  why: string;
  /** The first places of it, at most ten. */
  places: ApprovalPlace[];
  given: GivenApproval[];
}

/** What a review waits for, and how it would end if nobody had to be asked. */
export interface Approvals {
  needs: ApprovalNeed[];
  without: Pick<Review, 'conclusion' | 'reason'>;
}

const maxPlaces = 10;

/** What waits under a policy. */
export interface ApprovalInput {
  rules: readonly ApprovalRule[];
  change: Change;
  /** The findings that count are looked at. */
  findings: readonly JudgedFinding[];
  originOf(path: string, line: number): Origin;
  /** Keyed, because what waits may hold a secret. */
  digest(text: string): string;
  /** Which origins count as a tool's. */
  isAi(origin: Origin): boolean;
}

/** The needs of a change, in the order of the policy. */
export function approvalNeeds({
  rules,
  change,
  findings,
  originOf,
  digest,
  isAi,
}: ApprovalInput): ApprovalNeed[] {
  return rules.flatMap((rule) => {
    const found = rule.findings
      ? touchedFindings(rule, rule.findings, findings, isAi)
      : touchedLines(rule, change, (path, line) => isAi(originOf(path, line)));
    if (found.places.length === 0) return [];
    const matter = digest(JSON.stringify([rule.name, found.content]));
    const { name, by, count } = rule;
    return [{ name, matter, by, count, why: found.why, places: found.places.slice(0, maxPlaces), given: [] }];
  });
}

interface Touched {
  places: ApprovalPlace[];
  content: unknown;
  why: string;
}

function touchedFindings(
  rule: ApprovalRule,
  wanted: readonly string[],
  findings: readonly JudgedFinding[],
  isAi: ApprovalInput['isAi'],
): Touched {
  const isIn = rule.paths ? pathMatcher(rule.paths) : () => true;
  const names = new Set(wanted);
  const touched = findings.filter(
    (finding) =>
      (finding.disposition.state === 'reported' || finding.disposition.state === 'below-threshold') &&
      (names.has(finding.rule) || names.has(finding.class)) &&
      isIn(finding.path) &&
      (!rule.onlyAi || isAi(finding.origin)),
  );
  return {
    places: touched.map(({ path, start }) => ({ path, line: start.line })),
    content: touched.map(({ fingerprint }) => fingerprint).sort(),
    why: [...new Set(touched.map(({ title }) => title))].slice(0, 3).join('; '),
  };
}

function touchedLines(
  rule: ApprovalRule,
  change: Change,
  isAiLine: (path: string, line: number) => boolean,
): Touched {
  const isIn = rule.paths ? pathMatcher(rule.paths) : () => true;
  const places: ApprovalPlace[] = [];
  const content: unknown[] = [];
  for (const file of change.files) {
    const paths = [file.path, ...(file.previousPath === undefined ? [] : [file.previousPath])];
    if (!paths.some((path) => isIn(path))) continue;
    const added = addedLines(file).filter(({ number }) => !rule.onlyAi || isAiLine(file.path, number));
    if (rule.onlyAi && added.length === 0) continue;
    places.push({ path: file.path, line: added[0]?.number ?? 1 });
    content.push([
      paths,
      file.status,
      added.map(({ text }) => text),
      rule.onlyAi ? [] : removedLines(file).map(({ text }) => text),
      // What has no lines is told apart by what git calls it.
      file.hunks.length === 0 ? change.head : '',
    ]);
  }
  const files = `${places.length} ${places.length === 1 ? 'file' : 'files'}`;
  return {
    places,
    content,
    why: rule.onlyAi ? `lines in ${files} that a tool wrote` : `changes in ${files}`,
  };
}

/** True when enough people have approved. */
export function isApproved({ given, count }: ApprovalNeed): boolean {
  return new Set(given.map(({ by }) => by.toLowerCase())).size >= count;
}

/** The review with what was approved filled in; it waits as `action_required` while anything is missing, and fails as before. */
export function withApprovals(review: Review, givenFor: (need: ApprovalNeed) => GivenApproval[]): Review {
  if (!review.approvals) return review;
  const { without } = review.approvals;
  const needs = review.approvals.needs.map((need) => ({ ...need, given: givenFor(need) }));
  const waiting = needs.filter((need) => !isApproved(need));
  const holds =
    waiting.length > 0 &&
    review.policy.mode === 'enforce' &&
    (without.conclusion === 'success' || without.conclusion === 'neutral');
  const names = [...new Set(waiting.flatMap(({ by }) => by))];
  return {
    ...review,
    approvals: { needs, without },
    ...(holds
      ? {
          conclusion: 'action_required' as const,
          reason: `It waits for the approval of ${listed(names)}: ${waiting.map(({ name }) => name).join(', ')}. ${without.reason}`,
        }
      : without),
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5);
  const rest = names.length > 5 ? [`${names.length - 5} more`] : [];
  const all = [...shown, ...rest];
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}
