// What the database went through: append only, never edit an entry that was released.
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Forward-only, in the order of their names. Identifiers of GitHub are int8, because check runs passed 2^31 long
 * ago; the review is `json`, because `jsonb` refuses the escape of NUL, which source code may hold.
 */
export const migrations: Record<string, Migration> = {
  '0001-deliveries-and-reviews': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table deliveries (
          guid text primary key,
          event text not null,
          action text,
          installation_id int8 not null,
          repository_id int8,
          repository text,
          pull_number int4,
          head_sha text,
          job_key text,
          job json,
          state text not null check (state in ('received', 'done', 'failed')),
          attempts int4 not null,
          received_at timestamptz not null default now(),
          taken_at timestamptz,
          finished_at timestamptz
        )`.execute(db);
      await sql`create index deliveries_open on deliveries (installation_id, job_key) where state = 'received'`.execute(
        db,
      );
      await sql`create index deliveries_received_at on deliveries (received_at)`.execute(db);
      await sql`
        create table reviews (
          id text primary key,
          installation_id int8 not null,
          repository_id int8 not null,
          pull_number int4 not null,
          head_sha text not null,
          base_ref text not null,
          state text not null check (state in ('running', 'completed', 'cancelled', 'failed')),
          check_run_id int8,
          published_steps int4 not null default 0,
          review json,
          rerun boolean not null default false,
          created_at timestamptz not null default now(),
          finished_at timestamptz
        )`.execute(db);
      await sql`
        create unique index reviews_one_active on reviews (installation_id, repository_id, pull_number)
          where state = 'running'`.execute(db);
      await sql`create index reviews_by_head on reviews (installation_id, repository_id, head_sha)`.execute(
        db,
      );
      await sql`create table installations (id int8 primary key, digest_key text not null)`.execute(db);
    },
  },
};
