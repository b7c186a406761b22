// The tables of what happened over time, for the database.
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table repositories (
    installation_id int8 not null,
    id int8 not null,
    full_name text not null,
    is_archived boolean not null default false,
    updated_at timestamptz not null default now(),
    primary key (installation_id, id)
  )`,
  sql`create table pulls (
    installation_id int8 not null,
    repository_id int8 not null,
    number int4 not null,
    author text,
    opened_at timestamptz,
    first_review_at timestamptz not null,
    last_review_at timestamptz not null,
    first_lines int4 not null,
    last_lines int4 not null,
    conclusion text not null,
    rounds int4 not null,
    first_finding_at timestamptz,
    green_at timestamptz,
    rounds_to_green int4,
    merged_at timestamptz,
    closed_at timestamptz,
    primary key (installation_id, repository_id, number)
  )`,
  sql`create index pulls_by_time on pulls (installation_id, repository_id, first_review_at)`,
  sql`create index pulls_by_activity on pulls (installation_id, repository_id, last_review_at)`,
  sql`create table findings (
    installation_id int8 not null,
    repository_id int8 not null,
    pull_number int4 not null,
    fingerprint text not null,
    rule text not null,
    class text not null,
    severity text not null,
    confidence text not null,
    path text not null,
    line int4 not null,
    kind text not null,
    grade text not null,
    tool text,
    model text,
    first_seen timestamptz not null,
    last_seen timestamptz not null,
    review_id text not null,
    in_first boolean not null,
    on_line boolean not null,
    state text not null check (state in ('open', 'fixed', 'waived', 'ignored', 'discarded')),
    ended_at timestamptz,
    waived_by text,
    waived_until text,
    is_merged boolean not null,
    primary key (installation_id, repository_id, pull_number, fingerprint)
  )`,
  sql`create index findings_by_time on findings (installation_id, repository_id, first_seen)`,
  sql`create index findings_standing on findings (installation_id, repository_id, severity)
      where state in ('open', 'waived')`,
  sql`create index findings_same on findings (installation_id, repository_id, fingerprint)`,
  sql`create table review_counts (
    id text primary key,
    installation_id int8 not null,
    repository_id int8 not null,
    pull_number int4 not null,
    at timestamptz not null,
    head_sha text not null,
    conclusion text not null,
    rule_set text not null,
    duration_ms int4,
    is_first boolean not null,
    added_lines int4 not null,
    critical int4 not null,
    high int4 not null,
    medium int4 not null,
    low int4 not null,
    waived int4 not null,
    gaps int4 not null
  )`,
  sql`create index review_counts_by_time on review_counts (installation_id, repository_id, at)`,
  sql`create index review_counts_by_pull on review_counts (installation_id, repository_id, pull_number, at)`,
  sql`create table review_origins (
    review_id text not null,
    installation_id int8 not null,
    repository_id int8 not null,
    pull_number int4 not null,
    at timestamptz not null,
    is_first boolean not null,
    kind text not null,
    tool text,
    model text,
    leads boolean not null,
    lines int4 not null,
    read_lines int4 not null
  )`,
  sql`create index review_origins_first on review_origins (installation_id, repository_id, at) where is_first`,
  sql`create index review_origins_by_pull on review_origins (installation_id, repository_id, pull_number)`,
  sql`create table dashboard_settings (
    installation_id int8 primary key,
    shows_people boolean not null,
    changed_by text not null,
    changed_at timestamptz not null
  )`,
  sql`create index reviews_unfinished on reviews (installation_id, repository_id, created_at)
      where state in ('failed', 'cancelled')`,
  sql`create index waivers_by_time on waivers (installation_id, repository_id, created_at)`,
  sql`create index ledger_by_repository on ledger (installation_id, repository_id, seq)`,
];

/** Makes them. */
export async function createHistory(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

/** Counts of dependencies beside the lines; without them where nobody counted yet. */
export async function addSuggestedDependencies(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table review_origins
      add column suggested int4,
      add column suggested_vulnerable int4,
      add column suggested_invented int4,
      add column suggested_lookalike int4,
      add column suggested_flagged int4,
      add column suggested_unknown int4`.execute(db);
  await sql`alter table review_counts add column unread_manifests int4`.execute(db);
}
