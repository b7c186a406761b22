// Who or what wrote the lines, and what was found on them: counted on the first review of each pull request.
import { sql, type Kysely } from 'kysely';
import type { OriginKind } from '../../engine/review/rates.ts';
import type { Schema } from '../schema.ts';
import { during, matching, within, type Filter, type Scope } from './scope.ts';

/** Lines of one origin in first reviews. */
export interface OriginLines {
  kind: OriginKind;
  tool: string | null;
  model: string | null;
  /** Pull requests with such lines. */
  pulls: number;
  /** Of these the ones to count when rows of one kind are added up, because several tools may be in one. */
  leads: number;
  lines: number;
  readLines: number;
  /** Dependencies that these lines bring, where they were counted. */
  suggested: number;
  suggestedVulnerable: number;
  suggestedInvented: number;
  suggestedLookalike: number;
  /** Vulnerable or invented. */
  suggestedFlagged: number;
  /** Neither, as far as was answered; not everything was. */
  suggestedUnknown: number;
  /** Of `pulls` and of `leads` those in which dependencies were counted. */
  countedPulls: number;
  countedLeads: number;
}

/** Added lines by origin, each line once: later pushes of a pull request are shaped by what its first review said. */
export async function linesByOrigin(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<OriginLines[]> {
  const { rows } = await sql<OriginLines>`
    select kind, tool, model, count(*)::int4 as pulls, (count(*) filter (where leads))::int4 as leads,
      sum(lines)::float8 as lines, sum(read_lines)::float8 as read_lines,
      coalesce(sum(suggested), 0)::float8 as suggested,
      coalesce(sum(suggested_vulnerable), 0)::float8 as suggested_vulnerable,
      coalesce(sum(suggested_invented), 0)::float8 as suggested_invented,
      coalesce(sum(suggested_lookalike), 0)::float8 as suggested_lookalike,
      coalesce(sum(suggested_flagged), 0)::float8 as suggested_flagged,
      coalesce(sum(suggested_unknown), 0)::float8 as suggested_unknown,
      count(suggested)::int4 as counted_pulls,
      (count(suggested) filter (where leads))::int4 as counted_leads
    from review_origins
    where ${within(scope, 'review_origins')} and is_first and ${during(filter, 'review_origins.at')}
      and (${filter.tool ?? null}::text is null or tool = ${filter.tool ?? null}::text)
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
}

/** Findings of one origin in first reviews. */
export interface OriginFindings {
  kind: OriginKind;
  tool: string | null;
  model: string | null;
  /** On a line of the head, where they count for the rate. */
  findings: number;
}

/** What the first reviews found, by origin. */
export async function findingsByOrigin(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<OriginFindings[]> {
  const { rows } = await sql<OriginFindings>`
    select kind, tool, model, count(*)::int4 as findings
    from findings
    where ${within(scope, 'findings')} and in_first and on_line and ${during(filter, 'findings.first_seen')}
      and ${matching(filter)}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** Findings of one rule on lines of one kind in first reviews, and how many pull requests they are in. */
export interface KindFindings {
  rule: string;
  kind: OriginKind;
  findings: number;
  pulls: number;
}

/** Secrets, counted together under the class's name, and the named rules. */
export async function findingsByKind(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  rules: readonly string[],
): Promise<KindFindings[]> {
  const { rows } = await sql<KindFindings>`
    select rule, kind, sum(findings)::int4 as findings, count(*)::int4 as pulls
    from (
      select case when class = 'hardcoded-secret' then class else rule end as rule, kind, installation_id,
        repository_id, pull_number, count(*) as findings
      from findings
      where ${within(scope, 'findings')} and in_first and ${during(filter, 'findings.first_seen')}
        and (class = 'hardcoded-secret' or rule = any(${[...rules]}::text[]))
        and (${filter.tool ?? null}::text is null or tool = ${filter.tool ?? null}::text)
      group by 1, 2, 3, 4, 5
    ) as by_pull
    group by 1, 2`.execute(db);
  return rows;
}

/** Of first reviews: those in which dependencies were counted, and files whose dependencies could not be read. */
export async function manifestsIn(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<{ pulls: number; counted: number; unread: number }> {
  const { rows } = await sql<{ pulls: number; counted: number; unread: number }>`
    select count(*)::int4 as pulls, count(unread_manifests)::int4 as counted,
      coalesce(sum(unread_manifests), 0)::int4 as unread
    from review_counts
    where ${within(scope, 'review_counts')} and is_first and ${during(filter, 'review_counts.at')}`.execute(
    db,
  );
  return rows[0] ?? { pulls: 0, counted: 0, unread: 0 };
}
