// The tables of assistants' traces and of the stream to the security operations centre, for the database.
import { sql, type Kysely } from 'kysely';

const statements = [
  sql`create table trace_events (
    installation_id int8 not null,
    key text not null,
    repository_id int8,
    repository text,
    at timestamptz not null,
    received_at timestamptz not null,
    source text not null check (source in ('otlp', 'langfuse', 'langsmith')),
    kind text not null check (kind in ('prompt', 'request', 'tool', 'usage')),
    tool text not null,
    model text,
    person text,
    team text,
    session text,
    link text,
    tokens_in int8 not null,
    tokens_out int8 not null,
    tokens_cached int8 not null,
    cost_micros int8,
    failed boolean not null,
    called text,
    paths json not null,
    suggested_lines int4 not null,
    primary key (installation_id, key)
  )`,
  sql`create index trace_events_by_time on trace_events (installation_id, at)`,
  sql`create index trace_events_by_repository on trace_events (installation_id, repository_id, at)`,
  sql`create table trace_texts (
    installation_id int8 not null,
    key text not null,
    repository_id int8,
    at timestamptz not null,
    text text not null,
    primary key (installation_id, key)
  )`,
  sql`create index trace_texts_by_time on trace_texts (installation_id, at)`,
  sql`create table trace_blocks (
    installation_id int8 not null,
    id text not null,
    key text not null,
    repository_id int8,
    repository text,
    at timestamptz not null,
    path text,
    lines bytea not null,
    primary key (installation_id, id)
  )`,
  sql`create index trace_blocks_by_time on trace_blocks (installation_id, at)`,
  sql`create index trace_blocks_homeless on trace_blocks (installation_id, repository) where repository_id is null`,
  sql`create index trace_events_homeless on trace_events (installation_id, repository) where repository_id is null`,
  sql`create index trace_texts_homeless on trace_texts (installation_id) where repository_id is null`,
  sql`create table trace_prints (
    installation_id int8 not null,
    print int8 not null,
    block_id text not null,
    foreign key (installation_id, block_id) references trace_blocks (installation_id, id) on delete cascade
  )`,
  sql`create index trace_prints_by_print on trace_prints (installation_id, print)`,
  sql`create index trace_prints_by_block on trace_prints (installation_id, block_id)`,
  sql`create table trace_cursors (
    installation_id int8 not null,
    name text not null,
    cursor text not null,
    claimed_until timestamptz,
    problem text,
    primary key (installation_id, name)
  )`,
  sql`create table soc_events (
    seq int8 generated always as identity primary key,
    installation_id int8 not null,
    repository_id int8 not null,
    pull_number int4 not null,
    key text not null,
    at timestamptz not null,
    content json not null,
    unique (installation_id, key)
  )`,
  sql`create index soc_events_by_time on soc_events (at)`,
  sql`create index soc_events_by_repository on soc_events (installation_id, repository_id)`,
  sql`create table soc_cursors (
    sink text primary key,
    seq int8 not null,
    claimed_until timestamptz,
    claimed_by text,
    attempts int4 not null,
    due_at timestamptz not null,
    problem text,
    lost int8 not null
  )`,
];

/** Creates them. */
export async function createTraces(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}
