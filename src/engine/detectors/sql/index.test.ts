// What is found in SQL files, and what is left alone.
import { describe, expect, it } from 'vitest';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';
import { allFindings } from '../../../../test/detector-findings.ts';
import { sql } from './index.ts';

const found = (body: string, path = 'db/schema.sql'): string[] =>
  allFindings(sql, path, body, 'sql', 'code/authorization', 'code/sql-injection');
const migration = (body: string): string[] => found(body, 'supabase/migrations/1_a.sql');

describe('sql', () => {
  it.each([
    ['medium', 'CREATE POLICY p ON accounts USING (true);'],
    [
      'medium',
      'create policy "all"\n  on public.items\n  for all\n  to anon\n  using (true)\n  with check (true);',
    ],
    ['medium', 'CREATE POLICY p ON notes FOR UPDATE TO authenticated USING (true);'],
    ['low', 'create policy p on notes for insert with check (true);'],
    ['low', 'CREATE POLICY p ON posts FOR SELECT USING (true);'],
    ['medium', 'ALTER TABLE users\n  DISABLE ROW LEVEL SECURITY;'],
  ])('tells of what is %s: %s', (severity, body) => {
    expect(found(body)).toEqual([`database-protection-off ${severity}`]);
  });

  it.each([
    'CREATE POLICY p ON accounts USING (owner = auth.uid());',
    'CREATE POLICY p ON accounts USING (is_public = true);',
    'CREATE POLICY p ON accounts FOR ALL TO service_role USING (true);',
    'CREATE POLICY p ON accounts AS RESTRICTIVE FOR DELETE USING (true);',
    'CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY INVOKER AS $$ SELECT 1 $$;',
    '-- CREATE POLICY p ON accounts USING (true);',
    "INSERT INTO notes VALUES ('create policy p on x using (true);');",
    'ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
    "CREATE FUNCTION f() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$ SELECT 1 $$;",
    "CREATE FUNCTION f() RETURNS void LANGUAGE sql SECURITY DEFINER AS $$ SELECT 1 $$;\nALTER FUNCTION f() SET search_path = '';",
    '-- +goose Up\nALTER TABLE a ENABLE ROW LEVEL SECURITY;\n-- +goose Down\nALTER TABLE a DISABLE ROW LEVEL SECURITY;',
  ])('leaves alone %s', (body) => {
    expect(found(body)).toEqual([]);
  });

  it.each([
    'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN END $$;',
    'create or replace function f()\nreturns void\nlanguage plpgsql\nsecurity definer\nas $$ begin set search_path = x; end $$;',
    'ALTER FUNCTION f() SECURITY DEFINER;',
  ])('tells of a function with the rights of its owner: %s', (body) => {
    expect(found(body)).toEqual(['function-with-owner-rights low']);
  });

  it.each([
    "EXECUTE 'UPDATE t SET n = 1 WHERE name = '\n  || given;",
    "EXECUTE format(\n  'DELETE FROM t WHERE name = ''%s''',\n  given);",
    "EXECUTE IMMEDIATE\n  'SELECT a FROM t WHERE b = ''' || p_name || '''';",
  ])('tells of a statement put together over lines: %s', (body) => {
    expect(found(body)).toEqual(['dynamic-sql-in-procedure medium']);
  });

  it.each([
    "EXECUTE 'DELETE FROM '\n  || quote_ident(name);",
    "EXECUTE 'DROP TABLE '\n  || partition_name;",
    "EXECUTE 'SELECT a FROM t WHERE b = '\n  || quote_literal($1) || ') LIMIT 1' INTO ret;",
    "EXECUTE format(\n  'DELETE FROM %I WHERE n = %L',\n  t, n);",
    "EXECUTE format(\n  'SELECT a FROM %s',\n  quote_ident(t));",
    "EXECUTE 'SELECT a\n  FROM t WHERE b = $1' USING b;",
  ])('leaves what is quoted or bound alone: %s', (body) => {
    expect(found(body)).toEqual([]);
  });

  it('leaves what takes a change back alone', () => {
    expect(found('ALTER TABLE a DISABLE ROW LEVEL SECURITY;', 'db/1_a.down.sql')).toEqual([]);
  });

  it('asks for row security where every table has an API', () => {
    const table = 'create table if not exists public.notes (id int);\n';
    expect(migration(table)).toEqual(['database-protection-off medium']);
    expect(migration(`${table}alter table notes enable row level security;`)).toEqual([]);
    expect(migration('create table private.notes (id int);')).toEqual([]);
    expect(found(table)).toEqual([]);
  });

  it('is quick with what never ends', () => {
    const started = processorMs();
    found(`create policy ${"'".repeat(300_001)}`);
    found(`create table a (\n${'$a$ '.repeat(100_000)}`);
    found("execute 'a' ".repeat(30_000));
    found(`execute ${"'".repeat(200_001)}`);
    found('create policy p on a to '.repeat(20_000));
    migration('create table a ('.repeat(30_000));
    found(`create policy p\n${'/* '.repeat(100_000)}`);
    migration(`alter table a ${' '.repeat(400_000)}`);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
