// Names every file of src/ that reads what others wrote, and the fuzz test that goes through it, so that no format is forgotten.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formats } from './formats.ts';

const root = new URL('../../', import.meta.url);

/** What a file holds that reads a text of somebody else's. */
const reads =
  /JSON\.parse\(|from 'yaml'|from 'smol-toml'|from 'jsonc-parser'|from '@yarnpkg\/parsers'|protobufjs|readYaml\(|from '(?:\.\.?\/)+(?:json-tree|yaml-tree)\.ts'/;

/** Fuzz tests that go through whole folders. */
const elsewhere: readonly [prefix: string, test: string][] = [
  ['engine/ecosystems/', 'src/engine/ecosystems/fuzz.test.ts'],
  ['engine/provenance/records/', 'src/engine/provenance/records/hostile.test.ts'],
  ['engine/scanners/', 'src/engine/scanners/report.test.ts'],
  // A whole review of any text, under the names that the detectors of surfaces, workflows and containers read.
  ['engine/detectors/', 'test/fuzz/reviews.test.ts'],
  ['engine/text/', 'test/fuzz/reviews.test.ts'],
  ['engine/provenance/', 'test/fuzz/reviews.test.ts'],
  ['lookups/http.ts', 'test/fuzz/answers.test.ts'],
  ['lookups/registries.ts', 'test/fuzz/answers.test.ts'],
  ['server/ingress.ts', 'test/fuzz/ingress.test.ts'],
];

/** Files that read only what LangGuard wrote, or what whoever runs it hands over. */
const own: Readonly<Record<string, string>> = {
  'version.ts': 'its own package.json',
  'commands/audit.ts': 'a log that LangGuard wrote, read by its user',
  'reporters/read-sarif.ts': 'a SARIF log that LangGuard wrote, of a run that its user names',
  'lookups/cache.ts': 'its own cache; what cannot be read is asked for again',
  'lookups/osv-compact.ts': 'its own database',
  'lookups/osv-database.ts': 'its own database',
  'lookups/osv-sync.ts':
    'records checked by recordSchema, which is fuzzed; a damaged one is listed (osv-sync.test.ts)',
  'server/remembered-answers.ts': 'its own memory',
  'server/tokens.ts': 'its own key of a map',
  'server/register.ts': "GitHub's answer to the one request of a registration",
  'server/code-scanning.ts': 'its own SARIF log',
  'server/doctor/permissions.ts': 'app.yml, which ships with LangGuard',
  'server/dashboard/pages/waivers.ts': 'its own rows',
  'server/traces/respond.ts': 'its own answer',
  'store/lock.ts': 'its own lock file',
  'store/reseal.ts': 'its own rows',
  'store/sealed.ts': 'its own rows, which are sealed',
  'engine/flow/ruby-cases/program.ts': 'cases of a test',
  'notices/events/settings.ts':
    'the same reader as notices/settings.ts, and written by the administrator alone',
};

const files = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .filter((path) => reads.test(readFileSync(new URL(`src/${path}`, root), 'utf8')))
  .toSorted();

const covered = new Set(formats.flatMap(({ covers }) => covers));

function testOf(path: string): string | undefined {
  if (covered.has(path)) return 'test/fuzz/formats.test.ts';
  return elsewhere.find(([prefix]) => path.startsWith(prefix))?.[1] ?? own[path];
}

test('every file that reads what others wrote is fuzzed, or says why not', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter((path) => testOf(path) === undefined)).toEqual([]);
});

test('what is named here is there, and keeps the common budget', () => {
  const all = new Set(readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' }));
  expect([...covered, ...Object.keys(own)].filter((path) => !all.has(path))).toEqual([]);
  for (const [, test] of elsewhere)
    expect(readFileSync(new URL(test, root), 'utf8'), test).toMatch(/fuzzBudget\(/);
});

test('a file that nobody thought of is told', () => {
  expect(testOf('lookups/some-new-format.ts')).toBeUndefined();
  expect(reads.test('const x = JSON.parse(await file())')).toBe(true);
});
