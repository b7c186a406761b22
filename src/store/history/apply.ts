// What one completed review says about its pull request, folded into what was known before. Pure.
import type { Selectable } from 'kysely';
import { countsAsAi } from '../../engine/policy/ai-policy.ts';
import { isOnLine, kindOf, type OriginKind } from '../../engine/review/rates.ts';
import type { Grade, Origin } from '../../engine/origin.ts';
import type { JudgedFinding, Review } from '../../engine/review.ts';
import type { FindingTable, PullTable, ReviewCountTable, ReviewOriginTable } from './schema.ts';

type FindingRow = Selectable<FindingTable>;
type PullRow = Selectable<PullTable>;

/** A completed review and its place. */
export interface SeenReview {
  id: string;
  installationId: number;
  repositoryId: number;
  pullNumber: number;
  headSha: string;
  /** When it was finished. */
  at: Date;
  durationMs: number | null;
  outcome: Review;
  author?: string | undefined;
  openedAt?: Date | undefined;
}

/** A pull request and its findings by fingerprint. */
export interface PullHistory {
  pull: PullRow;
  findings: ReadonlyMap<string, FindingRow>;
}

/** What is to be written: `findings` are only those that changed. */
export interface Applied {
  pull: PullRow;
  findings: FindingRow[];
  counts: Selectable<ReviewCountTable>;
  origins: Selectable<ReviewOriginTable>[];
}

/** The kind by LangGuard's own scale, whatever a repository's policy counts, so that repositories compare. */
export function kindOfGrade(grade: Grade): OriginKind {
  return kindOf(grade, (each) => countsAsAi(each));
}

/** Folds a review in. One that is older than the newest one known changes only what was seen first. */
export function applyReview(before: PullHistory | undefined, seen: SeenReview): Applied {
  const isNewest = !before || seen.at >= before.pull.lastReviewAt;
  const isFirst = !before || seen.at < before.pull.firstReviewAt;
  const rows = rowsOf(seen, isFirst);
  const findings: FindingRow[] = [];
  for (const row of rows.values()) findings.push(merge(before?.findings.get(row.fingerprint), row, isNewest));
  if (before && isNewest) findings.push(...gone(before.findings, rows, seen));
  if (before && !isNewest)
    for (const row of findings)
      if (!before.findings.has(row.fingerprint)) Object.assign(row, ended(row, before.pull.lastReviewAt));
  return {
    pull: pullOf(before?.pull, seen, rows, { isFirst, isNewest }),
    findings,
    ...countsOf(seen, isFirst),
  };
}

function rowsOf(seen: SeenReview, isFirst: boolean): Map<string, FindingRow> {
  const rows = new Map<string, FindingRow>();
  for (const finding of seen.outcome.findings) {
    const { state } = finding.disposition;
    // The others never counted; if they did before, they are ignored now.
    if (state === 'below-threshold' || state === 'outside-change' || state === 'ignored') continue;
    rows.set(finding.fingerprint, rowOf(finding, seen, isFirst));
  }
  return rows;
}

function rowOf(finding: JudgedFinding, seen: SeenReview, isFirst: boolean): FindingRow {
  const { disposition, origin } = finding;
  const waiver = disposition.state === 'waived' ? disposition : undefined;
  return {
    installationId: seen.installationId,
    repositoryId: seen.repositoryId,
    pullNumber: seen.pullNumber,
    fingerprint: finding.fingerprint,
    rule: finding.rule,
    class: finding.class,
    severity: finding.severity,
    confidence: finding.confidence,
    path: withoutNul(finding.path),
    line: finding.start.line,
    kind: kindOfGrade(origin.grade),
    grade: origin.grade,
    tool: origin.tool ?? null,
    model: origin.model === undefined ? null : withoutNul(origin.model),
    firstSeen: seen.at,
    lastSeen: seen.at,
    reviewId: seen.id,
    inFirst: isFirst,
    // A waiver that comes with the first review says nothing of how careful the author was.
    onLine: isOnLine({ ...finding, disposition: { state: 'reported' } }),
    state: waiver ? 'waived' : 'open',
    endedAt: waiver ? seen.at : null,
    waivedBy: waiver?.by ?? null,
    waivedUntil: waiver && 'until' in waiver ? waiver.until : null,
    isMerged: false,
  };
}

/** A finding that is here now, with what was known of it. */
function merge(known: FindingRow | undefined, row: FindingRow, isNewest: boolean): FindingRow {
  if (!known) return row;
  const inFirst = known.inFirst || row.inFirst;
  const firstSeen = known.firstSeen < row.firstSeen ? known.firstSeen : row.firstSeen;
  if (!isNewest) return { ...known, firstSeen, inFirst };
  const endedAt = row.state === known.state ? known.endedAt : row.endedAt;
  return { ...row, firstSeen, inFirst, endedAt, isMerged: known.isMerged };
}

/** The findings that were there and are not any more; not those in places that this review could not look at. */
function gone(
  known: ReadonlyMap<string, FindingRow>,
  rows: ReadonlyMap<string, FindingRow>,
  { outcome, at }: SeenReview,
): FindingRow[] {
  const dismissed = new Set(outcome.findings.map(({ fingerprint }) => fingerprint));
  const wasRead = readBy(outcome);
  return [...known.values()].flatMap((row) => {
    if (rows.has(row.fingerprint)) return [];
    if (dismissed.has(row.fingerprint)) {
      const state: FindingRow['state'] = 'ignored';
      return row.state === state ? [] : [{ ...row, state, endedAt: at, waivedBy: null, waivedUntil: null }];
    }
    if (row.state === 'fixed' || !wasRead(row.path)) return [];
    return [ended(row, at)];
  });
}

function ended(row: FindingRow, at: Date): FindingRow {
  return { ...row, state: 'fixed', endedAt: at, waivedBy: null, waivedUntil: null };
}

/** Unknown is not clean: whether a review looked at a file well enough to say that something is gone. */
function readBy({ coverage, incidents }: Review): (path: string) => boolean {
  const unread = new Set<string>();
  let isWhole = true;
  const miss = (path: string | undefined) => {
    if (path === undefined) isWhole = false;
    else unread.add(path);
  };
  for (const { path, what } of coverage.unread) if (what !== 'origins') miss(path);
  for (const { path } of incidents) miss(path);
  return (path) => isWhole && !unread.has(path);
}

function pullOf(
  before: PullRow | undefined,
  seen: SeenReview,
  rows: ReadonlyMap<string, FindingRow>,
  { isFirst, isNewest }: { isFirst: boolean; isNewest: boolean },
): PullRow {
  const { outcome, at } = seen;
  const hasOpen = [...rows.values()].some(({ state }) => state === 'open');
  const rounds = (before?.rounds ?? 0) + 1;
  const firstFindingAt = hasOpen ? earlier(before?.firstFindingAt, at) : (before?.firstFindingAt ?? null);
  const isGreen =
    isNewest &&
    outcome.conclusion === 'success' &&
    firstFindingAt !== null &&
    (before?.greenAt ?? null) === null;
  return {
    installationId: seen.installationId,
    repositoryId: seen.repositoryId,
    number: seen.pullNumber,
    author: seen.author ?? before?.author ?? null,
    openedAt: seen.openedAt ?? before?.openedAt ?? null,
    firstReviewAt: isFirst ? at : (before?.firstReviewAt ?? at),
    lastReviewAt: isNewest ? at : (before?.lastReviewAt ?? at),
    firstLines: isFirst ? outcome.coverage.addedLines : (before?.firstLines ?? 0),
    lastLines: isNewest ? outcome.coverage.addedLines : (before?.lastLines ?? 0),
    conclusion: isNewest ? outcome.conclusion : (before?.conclusion ?? outcome.conclusion),
    rounds,
    firstFindingAt,
    greenAt: isGreen ? at : (before?.greenAt ?? null),
    roundsToGreen: isGreen ? rounds : (before?.roundsToGreen ?? null),
    mergedAt: before?.mergedAt ?? null,
    closedAt: isNewest ? null : (before?.closedAt ?? null),
  };
}

function earlier(a: Date | null | undefined, b: Date): Date {
  return a && a < b ? a : b;
}

function countsOf(seen: SeenReview, isFirst: boolean): Pick<Applied, 'counts' | 'origins'> {
  const { outcome, installationId, repositoryId, pullNumber, at } = seen;
  const reported = outcome.findings.filter(({ disposition }) => disposition.state === 'reported');
  const count = (severity: string) => reported.filter((each) => each.severity === severity).length;
  const place = { installationId, repositoryId, pullNumber, at, isFirst };
  return {
    counts: {
      id: seen.id,
      ...place,
      headSha: seen.headSha,
      conclusion: outcome.conclusion,
      ruleSet: outcome.ruleSet,
      durationMs: seen.durationMs,
      addedLines: outcome.coverage.addedLines,
      critical: count('critical'),
      high: count('high'),
      medium: count('medium'),
      low: count('low'),
      waived: outcome.findings.filter(({ disposition }) => disposition.state === 'waived').length,
      gaps: outcome.coverage.unread.length + outcome.coverage.notChecked.length + outcome.incidents.length,
      unreadManifests: unreadManifestsOf(outcome),
    },
    origins: originsOf(outcome).map((row) => ({ reviewId: seen.id, ...place, ...row })),
  };
}

type OriginCounts = Omit<
  Selectable<ReviewOriginTable>,
  'reviewId' | 'installationId' | 'repositoryId' | 'pullNumber' | 'at' | 'isFirst'
>;

/** One row for each kind, tool and model: evidence of two grades for the same tool is one origin here. */
function originsOf({ origins, dependencies }: Review): OriginCounts[] {
  const rows = new Map<string, OriginCounts>();
  const kinds = new Set<OriginKind>();
  const counted = dependencies ? noneSuggested : notCounted;
  const rowOf = (origin: Pick<Origin, 'grade' | 'tool' | 'model'>): OriginCounts => {
    const kind = kindOfGrade(origin.grade);
    const tool = origin.tool ?? null;
    const model = origin.model === undefined ? null : withoutNul(origin.model);
    const name = JSON.stringify([kind, tool, model]);
    const row = rows.get(name) ?? { kind, tool, model, leads: false, lines: 0, readLines: 0, ...counted };
    rows.set(name, row);
    return row;
  };
  for (const { origin, lines, read } of origins) {
    const row = rowOf(origin);
    row.leads ||= !kinds.has(row.kind);
    kinds.add(row.kind);
    row.lines += lines;
    row.readLines += read ?? lines;
  }
  // What another file decides may stand on a line of an origin that has no added line.
  for (const each of dependencies ?? []) {
    const row = rowOf(each);
    row.suggested = (row.suggested ?? 0) + each.dependencies;
    row.suggestedVulnerable = (row.suggestedVulnerable ?? 0) + each.vulnerable;
    row.suggestedInvented = (row.suggestedInvented ?? 0) + each.invented;
    row.suggestedLookalike = (row.suggestedLookalike ?? 0) + each.lookalike;
    row.suggestedFlagged = (row.suggestedFlagged ?? 0) + each.flagged;
    row.suggestedUnknown = (row.suggestedUnknown ?? 0) + each.unknown;
  }
  return [...rows.values()];
}

const noneSuggested = {
  suggested: 0,
  suggestedVulnerable: 0,
  suggestedInvented: 0,
  suggestedLookalike: 0,
  suggestedFlagged: 0,
  suggestedUnknown: 0,
};

const notCounted = {
  suggested: null,
  suggestedVulnerable: null,
  suggestedInvented: null,
  suggestedLookalike: null,
  suggestedFlagged: null,
  suggestedUnknown: null,
};

function unreadManifestsOf({ dependencies, coverage }: Review): number | null {
  if (!dependencies) return null;
  const unread = coverage.notChecked.filter(
    ({ check, path }) => check === 'dependencies' && path !== undefined,
  );
  return new Set(unread.map(({ path }) => path)).size;
}

/** PostgreSQL's `text` holds no NUL, and a file name or a trailer is the world's. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '�');
}
