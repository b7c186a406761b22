// Tests of reading OSV records: severity, aliases, and which part of a record speaks of the package.
import { expect, test } from 'vitest';
import { npm } from '../engine/ecosystems/npm/index.ts';
import { pypi } from '../engine/ecosystems/pypi/index.ts';
import type { Advisory } from '../engine/facts.ts';
import { mergeAliases, readAdvisory, recordSchema } from './osv-record.ts';

const read = (record: object, version = '1.0.0') =>
  readAdvisory(recordSchema.parse({ id: 'GHSA-1', ...record }), npm, 'thing', version);
const affected = (more: object = {}): object => ({
  package: { ecosystem: 'npm', name: 'thing' },
  ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
  ...more,
});

test.each([
  [
    'CVSS 3.1',
    { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] },
    { score: 9.8 },
  ],
  [
    'CVSS 3.0',
    { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H' }] },
    { score: 8.8 },
  ],
  [
    'CVSS 4',
    {
      severity: [
        { type: 'CVSS_V4', score: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' },
      ],
    },
    { score: 9.3 },
  ],
  ['CVSS 2', { severity: [{ type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:N/I:P/A:P' }] }, { score: 6.4 }],
  [
    'the worst of two',
    {
      severity: [
        { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N' },
        { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' },
      ],
    },
    { score: 7.5 },
  ],
  ['a vector that is none', { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/what' }] }, {}],
  ['a vector cut short', { severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N' }] }, {}],
  ["the database's word", { database_specific: { severity: 'MODERATE' } }, { word: 'medium' }],
  ['a severity of another shape', { severity: 'high' }, {}],
])('%s', (_, record, expected) => {
  const { score, word } = read({ affected: [affected()], ...record }).advisory;
  expect({ score, word }).toEqual({ score: undefined, word: undefined, ...expected });
});

test('only the entries of the package speak of it, in any spelling of its name', () => {
  const record = recordSchema.parse({
    id: 'PYSEC-1',
    affected: [
      { package: { ecosystem: 'PyPI', name: 'Other' }, versions: ['1.0'] },
      {
        package: { ecosystem: 'PyPI', name: 'Ruamel.Yaml' },
        ranges: [
          { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0' }] },
          { type: 'GIT', events: [{ introduced: '0' }, { fixed: 'abcdef' }] },
        ],
      },
    ],
  });
  const { advisory, agrees } = readAdvisory(record, pypi, 'ruamel-yaml', '1.0');
  expect(agrees).toBe(true);
  expect(advisory.fixed).toEqual(['2.0']);
  expect(readAdvisory(record, pypi, 'ruamel-yaml', '2.0').agrees).toBe(false);
});

test('a record without affected parts is kept and does not agree', () => {
  expect(read({}).agrees).toBe(false);
  expect(read({ affected: 'odd' }).advisory.fixed).toEqual([]);
});

const advisory = (id: string, aliases: string[], more: Partial<Advisory> = {}): Advisory => ({
  id,
  aliases,
  summary: '',
  malicious: id.startsWith('MAL-'),
  fixed: [],
  affected: [],
  ...more,
});

test.each([
  [
    'two names of one flaw',
    [advisory('PYSEC-1', ['CVE-1']), advisory('GHSA-1', ['CVE-1'])],
    ['GHSA-1: CVE-1 PYSEC-1'],
  ],
  [
    'a chain that closes late',
    [advisory('A-1', ['X']), advisory('B-1', ['Y']), advisory('C-1', ['X', 'Y'])],
    ['A-1: B-1 C-1 X Y'],
  ],
  ['strangers', [advisory('GHSA-1', []), advisory('GHSA-2', [])], ['GHSA-1: ', 'GHSA-2: ']],
  ['malware named as a flaw too', [advisory('GHSA-1', ['MAL-1']), advisory('MAL-1', [])], ['MAL-1: GHSA-1']],
])('merges %s', (_, given, expected) => {
  expect(mergeAliases(given).map((one) => `${one.id}: ${one.aliases.join(' ')}`)).toEqual(expected);
});

test('a merged advisory keeps the worst score, all fixes and the first summary', () => {
  const [one] = mergeAliases([
    advisory('GHSA-1', ['CVE-1'], { score: 5, fixed: ['1.1'] }),
    advisory('PYSEC-1', ['CVE-1'], { score: 9, fixed: ['1.2'], summary: 'said' }),
  ]);
  expect(one).toMatchObject({ id: 'GHSA-1', score: 9, fixed: ['1.1', '1.2'], summary: 'said' });
});
