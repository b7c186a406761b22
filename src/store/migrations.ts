// What the database went through: append only, never edit an entry that was released.
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { addSuggestedDependencies, createHistory } from './history/migration.ts';
import { createTraces } from './traces/create.ts';

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
  '0002-waivers-approvals-ledger-commands': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table waivers (
          id text primary key,
          installation_id int8 not null,
          repository_id int8 not null,
          pull_number int4 not null,
          rule text not null,
          fingerprint text not null,
          reason text not null,
          owner text not null,
          approver text,
          until text not null,
          source text not null check (source in ('command', 'button')),
          is_false_positive boolean not null default false,
          created_at timestamptz not null default now(),
          revoked_at timestamptz
        )`.execute(db);
      await sql`create index waivers_in_force on waivers (installation_id, repository_id, until)
          where revoked_at is null`.execute(db);
      await sql`
        create table approvals (
          installation_id int8 not null,
          repository_id int8 not null,
          pull_number int4 not null,
          name text not null,
          matter text not null,
          head_sha text not null,
          login text not null,
          how text not null check (how in ('review', 'command')),
          given_at timestamptz not null default now(),
          primary key (installation_id, repository_id, pull_number, name, matter, login)
        )`.execute(db);
      await sql`
        create table ledger (
          installation_id int8 not null,
          seq int4 not null,
          repository_id int8 not null,
          at text not null,
          actor text not null,
          action text not null,
          subject text,
          subject_digest text not null,
          previous text not null,
          hash text not null,
          primary key (installation_id, seq)
        )`.execute(db);
      await sql`
        create table commands (
          installation_id int8 not null,
          repository_id int8 not null,
          pull_number int4 not null,
          comment_id int8 not null,
          position int4 not null,
          login text not null,
          command text not null,
          result text not null check (result in ('done', 'refused')),
          outcome text not null,
          at timestamptz not null default now(),
          primary key (installation_id, comment_id, position)
        )`.execute(db);
      await sql`create index reviews_by_time on reviews (created_at) where state = 'completed'`.execute(db);
      await sql`create index commands_by_pull on commands (installation_id, repository_id, pull_number, at)`.execute(
        db,
      );
    },
  },
  '0003-sweeps': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table sweeps (
          name text primary key,
          claimed_at timestamptz not null,
          finished_at timestamptz,
          cursor int8 not null default 0
        )`.execute(db);
    },
  },
  '0004-notices': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table notices (
          id text primary key,
          installation_id int8 not null,
          repository_id int8 not null,
          pull_number int4 not null,
          fingerprint text not null,
          channel text not null,
          grouping text not null,
          follows boolean not null,
          content json not null,
          is_found boolean not null default true,
          told boolean,
          state text not null check (state in ('waiting', 'sent', 'withdrawn', 'dead')),
          batch text,
          claimed_by text,
          claimed_until timestamptz,
          attempts int4 not null default 0,
          due_at timestamptz not null,
          issue int8,
          problem text,
          created_at timestamptz not null,
          changed_at timestamptz not null,
          unique (installation_id, repository_id, pull_number, fingerprint, channel)
        )`.execute(db);
      await sql`create index notices_due on notices (due_at) where state = 'waiting'`.execute(db);
      await sql`create index notices_by_fingerprint on notices (installation_id, repository_id, channel, fingerprint)`.execute(
        db,
      );
    },
  },
  '0005-turns': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`create table turns (installation_id int8 primary key, turn int8 not null)`.execute(db);
    },
  },
  '0006-installation-states': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`alter table installations add column suspended_at timestamptz, add column gone_at timestamptz`.execute(
        db,
      );
      await sql`
        create table degradations (
          installation_id int8 not null,
          capability text not null,
          since timestamptz not null,
          refused_at timestamptz not null,
          told_in text,
          told_at timestamptz,
          primary key (installation_id, capability)
        )`.execute(db);
      await sql`
        create table seals (
          key_id text primary key,
          first_used_at timestamptz not null default now()
        )`.execute(db);
    },
  },
  '0007-history': { up: createHistory },
  '0008-sign-in': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table sessions (
          id text primary key,
          user_id int8 not null,
          login text not null,
          sealed text not null,
          created_at timestamptz not null,
          used_at timestamptz not null,
          expires_at timestamptz not null,
          checked_at timestamptz,
          checking_until timestamptz,
          is_partial boolean not null default false
        )`.execute(db);
      await sql`create index sessions_by_user on sessions (user_id)`.execute(db);
      await sql`create index sessions_by_end on sessions (expires_at)`.execute(db);
      await sql`
        create table session_access (
          session_id text not null references sessions (id) on delete cascade,
          installation_id int8 not null,
          repository_ids json not null,
          is_administrator boolean not null,
          primary key (session_id, installation_id)
        )`.execute(db);
      await sql`create index session_access_by_installation on session_access (installation_id)`.execute(db);
      await sql`create table used_sign_ins (digest text primary key, at timestamptz not null)`.execute(db);
      await sql`
        create table api_tokens (
          id text primary key,
          installation_id int8 not null,
          repository_ids json,
          scopes text not null,
          digest text not null,
          name text not null,
          created_by text not null,
          created_by_id int8,
          created_at timestamptz not null,
          expires_at timestamptz not null,
          used_at timestamptz,
          revoked_at timestamptz
        )`.execute(db);
      await sql`create index api_tokens_by_installation on api_tokens (installation_id, created_at)`.execute(
        db,
      );
      await sql`create index api_tokens_by_maker on api_tokens (created_by_id) where revoked_at is null`.execute(
        db,
      );
    },
  },
  '0009-traces': { up: createTraces },
  '0010-sightings-and-advisory-waivers': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table secret_sightings (
          installation_id int8 not null,
          repository_id int8 not null,
          pull_number int4 not null,
          digest text not null,
          seen_at timestamptz not null,
          primary key (installation_id, repository_id, digest, pull_number)
        )`.execute(db);
      await sql`
        create table change_requests (
          installation_id int8 not null,
          repository_id int8 not null,
          pull_number int4 not null,
          asked_at timestamptz not null,
          primary key (installation_id, repository_id, pull_number)
        )`.execute(db);
      await sql`alter table waivers add column advised json`.execute(db);
    },
  },
  '0011-suggested-dependencies': { up: addSuggestedDependencies },
  '0012-teams': {
    async up(db: Kysely<unknown>): Promise<void> {
      await sql`
        create table repository_teams (
          installation_id int8 not null,
          repository_id int8 not null,
          team text not null,
          name text not null,
          primary key (installation_id, repository_id, team)
        )`.execute(db);
      await sql`create index repository_teams_by_team on repository_teams (installation_id, team)`.execute(
        db,
      );
      await sql`
        create table team_lookups (
          installation_id int8 primary key,
          known_at timestamptz,
          source text,
          problem text,
          due_at timestamptz not null,
          cursor int8 not null default 0
        )`.execute(db);
      await sql`create index ledger_by_time on ledger (installation_id, at, seq)`.execute(db);
      await sql`create index approvals_by_time on approvals (installation_id, repository_id, given_at)`.execute(
        db,
      );
    },
  },
};
