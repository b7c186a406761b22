// What a question about the history is narrowed to: the repositories that somebody sees, and the filters of a page.
import { sql, type RawBuilder } from 'kysely';
import type { Severity } from '../../engine/finding.ts';

/** The repositories in sight, by installation. Nothing is in sight of an empty one. */
export type Scope = readonly { installationId: number; repositoryIds: readonly number[] }[];

/** What a page is narrowed to besides; times are from `since` on and before `until`. */
export interface Filter {
  since: Date;
  until: Date;
  severity?: Severity;
  tool?: string;
  class?: string;
}

/** The condition on the columns of a table, or of its alias; every query has it. */
export function within(scope: Scope, table: string, repositoryColumn = 'repository_id'): RawBuilder<boolean> {
  if (scope.length === 0) return sql<boolean>`false`;
  const parts = scope.map(
    ({ installationId, repositoryIds }) =>
      sql`(${sql.ref(`${table}.installation_id`)} = ${installationId}::int8
        and ${sql.ref(`${table}.${repositoryColumn}`)} = any(${[...repositoryIds]}::int8[]))`,
  );
  return sql<boolean>`(${sql.join(parts, sql` or `)})`;
}

/** The condition that a time lies in the period. */
export function during({ since, until }: Filter, column: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(column)} >= ${since}::timestamptz and ${sql.ref(column)} < ${until}::timestamptz)`;
}

/** The conditions on a row of `findings` besides its time. */
export function matching(filter: Filter): RawBuilder<boolean> {
  const parts = [
    ...(filter.severity === undefined ? [] : [sql`findings.severity = ${filter.severity}`]),
    ...(filter.tool === undefined ? [] : [sql`findings.tool = ${filter.tool}`]),
    ...(filter.class === undefined ? [] : [sql`findings.class = ${filter.class}`]),
  ];
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(parts, sql` and `)})`;
}

const weekSeconds = 604_800;

/** 1970-01-05, the first Monday. */
const firstMonday = 345_600;

/** The number of the week of a time, in UTC. Plain arithmetic takes half the time of `date_trunc` in a time zone. */
export function weekOf(column: string): RawBuilder<number> {
  const seconds = sql`date_part('epoch', ${sql.ref(column)})`;
  return sql<number>`floor((${seconds} - ${sql.lit(firstMonday)}) / ${sql.lit(weekSeconds)})::int4`;
}

/** The Monday of a week by its number, such as `2026-11-16`. */
export function mondayOf(week: number): string {
  return new Date((week * weekSeconds + firstMonday) * 1000).toISOString().slice(0, 10);
}
