// The guides for operators name variables, metrics and permissions that there are, and leave none out.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { metricNames } from '../src/server/metric-names.ts';
import { environmentNames } from './environment-names.ts';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const [setup, operations] = [read('docs/setup.md'), read('docs/operations.md')];

/** Names in a text that no list has. */
const strangers = (text: string, pattern: RegExp, known: readonly string[]): string[] =>
  [...new Set(text.match(pattern) ?? [])].filter((name) => !known.includes(name));

test('every variable in the guides is read somewhere', () => {
  const pattern = /\b(?:LANGGUARD|GITHUB|WEBHOOK|OTEL|NODE)_[A-Z0-9]+(?:_[A-Z0-9]+)*\b(?!_\*)/g;
  const families = ['LANGGUARD_OSV', 'OTEL_EXPORTER_OTLP', 'OTEL_RESOURCE_ATTRIBUTES'];
  expect(strangers(setup + operations, pattern, [...environmentNames, ...families])).toEqual([]);
  expect(strangers('set LANGGUARD_NONSENSE', pattern, environmentNames)).toEqual(['LANGGUARD_NONSENSE']);
});

test('every variable of the App’s own configuration is in the guide', () => {
  const config = read('src/server/config.ts');
  const names = [...config.matchAll(/^ {2}([A-Z][A-Z0-9_]+): z\b/gm)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(12);
  const isTold = (name: string): boolean =>
    setup.includes(`\`${name}\``) ||
    (/^LANGGUARD_(?:OSV_|PYPI_URL|REGISTRIES)/.test(name) && setup.includes('offline.md'));
  expect(names.filter((name) => !isTold(name))).toEqual([]);
  const secrets = /const secrets = \[([^\]]+)\]/.exec(config)?.[1]?.match(/[A-Z_]+/g) ?? [];
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((name) => !setup.includes(`\`${name}\``))).toEqual([]);
});

test('every metric in the guide is counted', () => {
  const known = Object.keys(metricNames);
  expect(strangers(operations, /\b(?:langguard|process|nodejs)_[a-z0-9_]+_[a-z0-9_]+\b/g, known)).toEqual([]);
  // The short forms after the first of a row.
  for (const [, ending = ''] of operations.matchAll(/`…(_[a-z_]+)`/g))
    expect(
      known.some((name) => name.endsWith(ending)),
      ending,
    ).toBe(true);
});

test('the table of permissions is that of the two profiles', () => {
  const rows = [...setup.matchAll(/^\| ([a-z_]+: (?:read|write)) +\|[^|]+\|([^|]*)\|([^|]*)\|$/gm)];
  const column = (index: 2 | 3): string[] =>
    rows
      .filter((row) => row[index]?.includes('✓'))
      .map((row) => row[1] ?? '')
      .toSorted();
  const profile = (file: string): string[] =>
    Object.entries((parse(read(file)) as { default_permissions: Record<string, string> }).default_permissions)
      .map(([name, level]) => `${name}: ${level}`)
      .toSorted();
  expect(column(2)).toEqual(profile('app.yml'));
  expect(column(3)).toEqual(profile('app.full.yml'));
});
