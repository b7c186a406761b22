// Repositories: their names, what stands open in them, and their findings one by one.
import { sql, type Kysely } from 'kysely';
import type { Severity } from '../../engine/finding.ts';
import type { OriginKind } from '../../engine/review/rates.ts';
import type { Schema } from '../schema.ts';
import { during, matching, within, type Filter, type Scope } from './scope.ts';

/** A repository in sight. */
export interface KnownRepository {
  installationId: number;
  id: number;
  fullName: string;
  isArchived: boolean;
}

/** The repositories in sight that were reviewed, by name. */
export async function knownRepositories(db: Kysely<Schema>, scope: Scope): Promise<KnownRepository[]> {
  const { rows } = await sql<KnownRepository>`
    select installation_id, id, full_name, is_archived from repositories
    where ${within(scope, 'repositories', 'id')} order by full_name, id`.execute(db);
  return rows;
}

/** Findings of one severity that stand in a repository, whenever they were seen. */
export interface StandingRisk {
  installationId: number;
  repositoryId: number;
  severity: Severity;
  open: number;
  merged: number;
  expired: number;
  waived: number;
  secrets: number;
  /** When the oldest of those that count was first seen. */
  oldest: Date | null;
}

/** What stands open, by repository and severity. */
export async function standingRisks(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  today: string,
): Promise<StandingRisk[]> {
  const { rows } = await sql<StandingRisk>`
    select installation_id, repository_id, severity,
      (count(*) filter (where state = 'open' and not is_merged))::int4 as open,
      (count(*) filter (where state = 'open' and is_merged))::int4 as merged,
      (count(*) filter (where state = 'waived' and waived_until < ${today}))::int4 as expired,
      (count(*) filter (where state = 'waived' and coalesce(waived_until, '9999') >= ${today}))::int4 as waived,
      (count(*) filter (where state = 'open' and class = 'hardcoded-secret'))::int4 as secrets,
      min(first_seen) filter (where state = 'open' or waived_until < ${today}) as oldest
    from findings
    where ${within(scope, 'findings')} and state in ('open', 'waived') and ${matching(filter)}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** What was reviewed in a repository in a period. */
export interface RepositoryWork {
  installationId: number;
  repositoryId: number;
  reviews: number;
  pulls: number;
  last: Date;
}

/** Reviews and pull requests by repository. */
export async function workByRepository(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<RepositoryWork[]> {
  const { rows } = await sql<RepositoryWork>`
    select installation_id, repository_id, sum(reviews)::int4 as reviews, count(*)::int4 as pulls, max(last) as last
    from (
      select installation_id, repository_id, pull_number, count(*) as reviews, max(at) as last
      from review_counts
      where ${within(scope, 'review_counts')} and ${during(filter, 'review_counts.at')}
      group by 1, 2, 3
    ) as by_pull
    group by 1, 2`.execute(db);
  return rows;
}

/** One finding of the history. */
export interface HistoricFinding {
  pullNumber: number;
  fingerprint: string;
  rule: string;
  class: string;
  severity: Severity;
  path: string;
  line: number;
  kind: OriginKind;
  tool: string | null;
  model: string | null;
  firstSeen: Date;
  state: string;
  isMerged: boolean;
  waivedUntil: string | null;
  reviewId: string;
}

/** The findings that stand, worst and oldest first. */
export async function standingFindings(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  limit: number,
): Promise<HistoricFinding[]> {
  const { rows } = await sql<HistoricFinding>`
    select pull_number, fingerprint, rule, class, severity, path, line, kind, tool, model, first_seen, state,
      is_merged, waived_until, review_id
    from findings
    where ${within(scope, 'findings')} and state in ('open', 'waived') and ${matching(filter)}
    order by array_position(array['critical', 'high', 'medium', 'low'], severity), first_seen, fingerprint
    limit ${limit}`.execute(db);
  return rows;
}

/** A completed review as a list shows it. */
export interface ListedReview {
  id: string;
  pullNumber: number;
  at: Date;
  headSha: string;
  conclusion: string;
  addedLines: number;
  critical: number;
  high: number;
  medium: number;
  low: number;
  waived: number;
  gaps: number;
}

/** The newest completed reviews. */
export async function newestReviews(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  limit: number,
): Promise<ListedReview[]> {
  const { rows } = await sql<ListedReview>`
    select id, pull_number, at, head_sha, conclusion, added_lines, critical, high, medium, low, waived, gaps
    from review_counts
    where ${within(scope, 'review_counts')} and ${during(filter, 'review_counts.at')}
    order by at desc, id limit ${limit}`.execute(db);
  return rows;
}
