// What reviews cost people: time from the first finding to the merge, and rounds until nothing fails.
import { sql, type Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { during, mondayOf, weekOf, within, type Filter, type Scope } from './scope.ts';

/** The effort of some pull requests that were first reviewed in a period. */
export interface Effort {
  pulls: number;
  /** With a finding at some time. */
  withFinding: number;
  /** Of those with a finding the merged ones; the medians of time are over them. */
  merged: number;
  medianMergeSeconds: number | null;
  slowMergeSeconds: number | null;
  /** Of those with a finding the ones that came to a review without one that fails. */
  green: number;
  medianRounds: number | null;
}

/** The figures of `Effort`, from columns of `pulls`. */
export const effortFigures = sql`
  count(*)::int4 as pulls,
  (count(*) filter (where first_finding_at is not null))::int4 as with_finding,
  (count(*) filter (where first_finding_at is not null and merged_at is not null))::int4 as merged,
  percentile_cont(0.5) within group (order by date_part('epoch', merged_at - first_finding_at))
    filter (where first_finding_at is not null and merged_at is not null) as median_merge_seconds,
  percentile_cont(0.9) within group (order by date_part('epoch', merged_at - first_finding_at))
    filter (where first_finding_at is not null and merged_at is not null) as slow_merge_seconds,
  (count(*) filter (where rounds_to_green is not null))::int4 as green,
  percentile_cont(0.5) within group (order by rounds_to_green)
    filter (where rounds_to_green is not null) as median_rounds`;

/** By repository. */
export async function effortByRepository(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<(Effort & { installationId: number; repositoryId: number })[]> {
  const { rows } = await sql<Effort & { installationId: number; repositoryId: number }>`
    select installation_id, repository_id, ${effortFigures} from pulls
    where ${within(scope, 'pulls')} and ${during(filter, 'pulls.first_review_at')}
    group by 1, 2`.execute(db);
  return rows;
}

/** By the week of the first review; `week` is its Monday. */
export async function effortByWeek(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<(Effort & { week: string })[]> {
  const { rows } = await sql<Effort & { week: number }>`
    select ${weekOf('first_review_at')} as week, ${effortFigures}
    from pulls
    where ${within(scope, 'pulls')} and ${during(filter, 'pulls.first_review_at')}
    group by 1 order by 1`.execute(db);
  return rows.map((row) => ({ ...row, week: mondayOf(row.week) }));
}

/** All together, and how many pull requests took how many rounds to the first green review. */
export async function effortOverall(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
): Promise<{ all: Effort | undefined; rounds: { rounds: number; pulls: number }[] }> {
  const all = await sql<Effort>`
    select ${effortFigures} from pulls
    where ${within(scope, 'pulls')} and ${during(filter, 'pulls.first_review_at')}`.execute(db);
  const { rows } = await sql<{ rounds: number; pulls: number }>`
    select rounds_to_green as rounds, count(*)::int4 as pulls from pulls
    where ${within(scope, 'pulls')} and ${during(filter, 'pulls.first_review_at')} and rounds_to_green is not null
    group by 1 order by 1`.execute(db);
  return { all: all.rows[0], rounds: rows };
}

/** What one author's pull requests brought. */
export interface PersonFigures {
  author: string;
  pulls: number;
  rounds: number;
  withFinding: number;
  merged: number;
  medianRounds: number | null;
}

/** By author; only for where an administrator turned it on. `only` is one login. */
export async function effortByPerson(
  db: Kysely<Schema>,
  scope: Scope,
  filter: Filter,
  only?: string,
): Promise<PersonFigures[]> {
  const { rows } = await sql<PersonFigures>`
    select author, count(*)::int4 as pulls, sum(rounds)::int4 as rounds,
      (count(*) filter (where first_finding_at is not null))::int4 as with_finding,
      (count(*) filter (where merged_at is not null))::int4 as merged,
      percentile_cont(0.5) within group (order by rounds_to_green)
        filter (where rounds_to_green is not null) as median_rounds
    from pulls
    where ${within(scope, 'pulls')} and ${during(filter, 'pulls.first_review_at')} and author is not null
      and (${only ?? null}::text is null or lower(author) = lower(${only ?? null}::text))
    group by author order by pulls desc, author limit 1000`.execute(db);
  return rows;
}
