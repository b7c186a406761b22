// Findings over time, how they stand, and what was looked at: the figures of the overview.
import { sql, type Kysely } from 'kysely';
import type { Severity } from '../../engine/finding.ts';
import type { Schema } from '../schema.ts';
import { during, matching, mondayOf, weekOf, within, type Filter, type Scope } from './scope.ts';

/** How many findings of a kind were first seen in one week; `week` is its Monday, such as `2026-11-16`. */
export interface WeekCount {
  week: string;
  severity: Severity;
  class: string;
  findings: number;
}

/** Findings by the week in which they were first seen. */
export async function findingsByWeek(db: Kysely<Schema>, scope: Scope, filter: Filter): Promise<WeekCount[]> {
  const { rows } = await sql<Omit<WeekCount, 'week'> & { week: number }>`
    select ${weekOf('first_seen')} as week, severity, class, count(*)::int4 as findings
    from findings
    where ${within(scope, 'findings')} and ${during(filter, 'findings.first_seen')} and ${matching(filter)}
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows.map((row) => ({ ...row, week: mondayOf(row.week) }));
}

/** How the findings of one severity stand that were first seen in a period. */
export interface Standing {
  severity: Severity;
  findings: number;
  /** In pull requests that are not closed. */
  open: number;
  /** Merged while open. */
  merged: number;
  fixed: number;
  waived: number;
  /** Waived, and the waiver has ended. */
  expired: number;
  /** No longer reported by policy, or the pull request was closed unmerged. */
  dropped: number;
  /** Seconds from first seen to fixed, over the fixed ones alone; null where there is none. */
  medianFixSeconds: number | null;
}

/** How findings stand, by severity. `today` is such as `2026-11-20`. */
export async function standingBySeverity(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  today: string,
): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select severity, count(*)::int4 as findings,
      (count(*) filter (where state = 'open' and not is_merged))::int4 as open,
      (count(*) filter (where state = 'open' and is_merged))::int4 as merged,
      (count(*) filter (where state = 'fixed'))::int4 as fixed,
      (count(*) filter (where state = 'waived' and coalesce(waived_until, '9999') >= ${today}))::int4 as waived,
      (count(*) filter (where state = 'waived' and waived_until < ${today}))::int4 as expired,
      (count(*) filter (where state in ('ignored', 'discarded')))::int4 as dropped,
      percentile_cont(0.5) within group (order by date_part('epoch', ended_at - first_seen))
        filter (where state = 'fixed') as median_fix_seconds
    from findings
    where ${within(scope, 'findings')} and ${during(filter, 'findings.first_seen')} and ${matching(filter)}
    group by severity`.execute(db);
  return rows;
}

/** What the figures of a period rest on, and what they leave out. */
export interface Seen {
  reviews: number;
  pulls: number;
  repositories: number;
  addedLines: number;
  /** Pull requests whose newest review has more added lines than the first. */
  grown: number;
  /** Reviews that could not look at everything. */
  withGaps: number;
  /** Reviews that failed; they counted nothing. */
  failed: number;
  /** Reviews that a newer push or the end of the pull request stopped. */
  cancelled: number;
}

/** What was looked at in a period. */
export async function seenIn(db: Kysely<Schema>, scope: Scope, filter: Filter): Promise<Seen> {
  const reviewed = await sql<Pick<Seen, 'reviews' | 'withGaps'>>`
    select count(*)::int4 as reviews, (count(*) filter (where gaps > 0))::int4 as with_gaps
    from review_counts
    where ${within(scope, 'review_counts')} and ${during(filter, 'review_counts.at')}`.execute(db);
  const pulls = await sql<Omit<Seen, 'reviews' | 'withGaps' | 'failed' | 'cancelled'>>`
    select coalesce(sum(pulls), 0)::int4 as pulls, count(*)::int4 as repositories,
      coalesce(sum(lines), 0)::float8 as added_lines, coalesce(sum(grown), 0)::int4 as grown
    from (
      select installation_id, repository_id, count(*) as pulls, sum(last_lines) as lines,
        count(*) filter (where last_lines > first_lines) as grown
      from pulls
      where ${within(scope, 'pulls')} and last_review_at >= ${filter.since}::timestamptz
        and first_review_at < ${filter.until}::timestamptz
      group by 1, 2
    ) as by_repository`.execute(db);
  const ended = await sql<Pick<Seen, 'failed' | 'cancelled'>>`
    select (count(*) filter (where state = 'failed'))::int4 as failed,
      (count(*) filter (where state = 'cancelled'))::int4 as cancelled
    from reviews
    where ${within(scope, 'reviews')} and ${during(filter, 'reviews.created_at')}
      and state in ('failed', 'cancelled')`.execute(db);
  const none = {
    reviews: 0,
    withGaps: 0,
    pulls: 0,
    repositories: 0,
    addedLines: 0,
    grown: 0,
    failed: 0,
    cancelled: 0,
  };
  return { ...none, ...reviewed.rows[0], ...pulls.rows[0], ...ended.rows[0] };
}

/** The tools and classes that a filter can name: those that stand in the history in sight. */
export async function knownNames(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<{ tools: string[]; classes: string[] }> {
  const { rows } = await sql<{ tool: string | null; class: string }>`
    select distinct tool, class from findings
    where ${within(scope, 'findings')} and ${during(filter, 'findings.first_seen')}
    limit 5000`.execute(db);
  const tools = new Set(rows.flatMap(({ tool }) => (tool === null ? [] : [tool])));
  return { tools: [...tools].sort(), classes: [...new Set(rows.map((row) => row.class))].sort() };
}
