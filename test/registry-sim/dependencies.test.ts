// The dependency detector over the simulated OSV and registries: what it finds, where, and what it says to write.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLookups, type Lookups } from '../../src/lookups/index.ts';
import { advisory, type Simulator, startOsv } from '../osv-sim/index.ts';
import { type RegistrySimulator, startRegistry } from './index.ts';
import { changeOf, type Files, reviewDependencies, told } from './review.ts';

const high = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }] };
const critical = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] };

let osv: Simulator;
let registry: RegistrySimulator;
let lookups: Lookups;

beforeAll(async () => {
  osv = await startOsv({
    advisories: [
      advisory('GHSA-aaaa-bbbb-cccc', 'npm', 'old-parser', [{ introduced: '0' }, { fixed: '1.2.0' }], {
        ...high,
        aliases: ['CVE-2026-0001'],
        summary: 'Prototype pollution',
      }),
      advisory('CVE-2026-0001', 'npm', 'old-parser', [{ introduced: '0' }, { fixed: '1.1.0' }]),
      advisory(
        'GHSA-2222-2222-2222',
        'npm',
        'old-parser',
        [{ introduced: '1.2.0' }, { fixed: '1.2.1' }],
        critical,
      ),
      advisory('GHSA-unrated-0001', 'npm', 'unrated', [{ introduced: '0' }]),
      advisory('GHSA-transitive-01', 'npm', 'deep', [{ introduced: '0' }, { fixed: '2.0.0' }], high),
      advisory('MAL-2026-1', 'npm', 'chalk', [{ introduced: '5.6.1' }, { fixed: '5.6.2' }]),
      advisory('GHSA-gone-0001', 'npm', 'withdrawn-one', [{ introduced: '0' }], {
        withdrawn: '2026-01-01T00:00:00Z',
      }),
      advisory('PYSEC-2026-1', 'PyPI', 'flask', [{ introduced: '0' }, { fixed: '2.2.5' }], {
        aliases: ['CVE-2023-30861'],
        affected: [
          {
            package: { ecosystem: 'PyPI', name: 'flask' },
            ranges: [
              {
                type: 'ECOSYSTEM',
                events: [
                  { introduced: '2.3.0' },
                  { fixed: '2.3.2' },
                  { introduced: '0' },
                  { fixed: '2.2.5' },
                ],
              },
            ],
          },
        ],
        ...high,
      }),
    ],
  });
  const versions = (...names: string[]): Record<string, object> =>
    Object.fromEntries(names.map((name) => [name, {}]));
  registry = await startRegistry({
    npm: {
      'old-parser': {
        versions: {
          ...versions('1.0.0', '1.1.0', '1.2.0'),
          '1.2.1': { deprecated: 'broken build' },
          '1.2.2': {},
        },
      },
      unrated: { versions: versions('1.0.0') },
      express: { versions: versions('4.0.0', '5.0.0') },
      deep: { versions: versions('1.0.0', '2.0.0') },
      chalk: { versions: versions('5.6.1', '5.6.2') },
      'withdrawn-one': { versions: versions('1.0.0') },
      'fresh-one': { versions: { '1.0.0': {}, '1.1.0': { publishedAt: '2026-11-18T10:00:00Z' } } },
      request: { versions: { '2.88.2': { deprecated: 'request has been deprecated, see the issue' } } },
      lodash: { versions: versions('4.17.15', '4.17.20', '4.17.21'), maintainers: ['jdalton'] },
      lodahs: {
        versions: { '1.0.0': { publishedAt: '2026-11-17T00:00:00Z', installScript: 'node steal.js' } },
        repository: false,
        maintainers: ['mallory'],
      },
      'lodash.js': {
        versions: versions('4.0.0'),
        maintainers: ['jdalton'],
        createdAt: '2019-01-01T00:00:00Z',
      },
      'gone-away': { versions: versions('1.0.0'), unpublished: true },
    },
    pypi: {
      Flask: { versions: versions('2.2.0', '2.2.5', '2.3.1', '2.3.2', '3.0.0') },
      requests: { versions: versions('2.32.0'), maintainers: ['psf'] },
      reqeusts: {
        versions: { '1.0': { publishedAt: '2026-11-17T00:00:00Z' } },
        repository: false,
        maintainers: ['mallory'],
      },
      'yanked-one': { versions: { '1.0': {}, '1.1': { yanked: true } } },
    },
  });
  lookups = createLookups({
    osv: { url: osv.url },
    npm: { registry: registry.npmUrl },
    registries: { pypi: registry.pypiUrl },
  });
});

afterAll(async () => {
  await osv.close();
  await registry.close();
});

const manifest = (dependencies: Record<string, string>): string => JSON.stringify({ dependencies }, null, 2);

const cases: [string, Files, string[]][] = [
  [
    'a vulnerable version',
    { 'package.json': manifest({ 'old-parser': '1.0.0' }) },
    ['high vulnerable-dependency package.json:3'],
  ],
  ['a range that resolves to a sound version', { 'package.json': manifest({ 'old-parser': '^1.0.0' }) }, []],
  [
    'an unrated advisory',
    { 'package.json': manifest({ unrated: '1.0.0' }) },
    ['medium vulnerable-dependency package.json:3'],
  ],
  ['a withdrawn advisory', { 'package.json': manifest({ 'withdrawn-one': '1.0.0' }) }, []],
  [
    'a malicious version',
    { 'package.json': manifest({ chalk: '5.6.1' }) },
    ['critical malicious-dependency package.json:3'],
  ],
  ['the version after it', { 'package.json': manifest({ chalk: '5.6.2' }) }, []],
  [
    'an invented package',
    { 'package.json': manifest({ 'osv-scanner-client': '^1.0.0' }) },
    ['high invented-dependency package.json:3'],
  ],
  [
    'an invented scoped package',
    { 'package.json': manifest({ '@acme/thing': '1.0.0' }) },
    ['medium invented-dependency package.json:3'],
  ],
  [
    'an invented version',
    { 'package.json': manifest({ express: '^9.0.0' }) },
    ['medium invented-dependency package.json:3'],
  ],
  [
    'an unpublished package',
    { 'package.json': manifest({ 'gone-away': '1.0.0' }) },
    ['high invented-dependency package.json:3'],
  ],
  [
    'a young version',
    { 'package.json': manifest({ 'fresh-one': '1.1.0' }) },
    ['low young-dependency package.json:3'],
  ],
  [
    'a deprecated version',
    { 'package.json': manifest({ request: '2.88.2' }) },
    ['low deprecated-dependency package.json:3'],
  ],
  [
    'a misspelt name with evidence',
    { 'package.json': manifest({ lodahs: '1.0.0' }) },
    ['high lookalike-dependency package.json:3', 'medium young-dependency package.json:3'],
  ],
  ['a look-alike by the same maintainer', { 'package.json': manifest({ 'lodash.js': '4.0.0' }) }, []],
  [
    'a git dependency',
    { 'package.json': manifest({ thing: 'octo/thing#main' }) },
    ['medium dependency-outside-registry package.json:3'],
  ],
  [
    'a git dependency at a commit',
    { 'package.json': manifest({ thing: `octo/thing#${'a1'.repeat(20)}` }) },
    ['low dependency-outside-registry package.json:3'],
  ],
  [
    'an archive at the address where its publisher puts each version',
    {
      'package.json': manifest({ xlsx: 'https://cdn.sheetjs.com/xlsx-0.20.3/xlsx-0.20.3.tgz' }),
    },
    ['low dependency-outside-registry package.json:3'],
  ],
  [
    'an archive at that host without a version',
    {
      'package.json': manifest({ xlsx: 'https://cdn.sheetjs.com/xlsx-latest/xlsx-latest.tgz' }),
    },
    ['medium dependency-outside-registry package.json:3'],
  ],
  [
    'a workspace and a folder of the project',
    { 'package.json': manifest({ a: 'workspace:*', b: 'file:packages/b' }) },
    [],
  ],
  [
    'a folder outside the project',
    { 'package.json': manifest({ b: 'file:../b' }) },
    ['low dependency-outside-registry package.json:3'],
  ],
  [
    'an unchanged vulnerable dependency beside a new sound one',
    {
      'package.json': [
        manifest({ 'old-parser': '1.0.0' }),
        manifest({ 'old-parser': '1.0.0', deep: '2.0.0' }),
      ],
    },
    [],
  ],
  [
    'a downgrade',
    { 'package.json': [manifest({ 'old-parser': '1.2.2' }), manifest({ 'old-parser': '1.0.0' })] },
    ['high vulnerable-dependency package.json:3'],
  ],
  [
    'PyPI, in any spelling',
    { 'requirements.txt': 'Flask==2.2.0\n' },
    ['high vulnerable-dependency requirements.txt:1'],
  ],
  [
    'PyPI, misspelt',
    { 'requirements.txt': 'reqeusts\n' },
    ['high lookalike-dependency requirements.txt:1', 'medium young-dependency requirements.txt:1'],
  ],
  [
    'PyPI, invented',
    { 'requirements.txt': '# deps\nflask-sqlalchemy-helper-pro==1.0\n' },
    ['high invented-dependency requirements.txt:2'],
  ],
  [
    'PyPI, withdrawn by its authors',
    { 'requirements.txt': 'yanked-one==1.1\n' },
    ['medium yanked-dependency requirements.txt:1'],
  ],
  [
    'PyPI, a file that another includes',
    { 'requirements.txt': '-r deps/prod.list\n', 'deps/prod.list': 'flask==2.2.0\n' },
    ['high vulnerable-dependency deps/prod.list:1'],
  ],
  [
    'a manifest that is not JSON',
    { 'package.json': '{"dependencies": {"a": ' },
    [
      'not checked: dependencies (line 1: not JSON: ValueExpected)',
      'not checked: dependencies (line 1: the version of a is not a text)',
    ],
  ],
  [
    'another index',
    { 'requirements.txt': '--index-url https://pypi.acme.example/simple\nacme-internal==1.0\n' },
    [
      'not checked: existence (127.0.0.1:PORT does not have it, but the project names another index (pypi.acme.example): acme-internal)',
    ],
  ],
];

test.each(cases)('%s', async (_, files, expected) => {
  const { detections } = await reviewDependencies(files, lookups);
  expect(told(detections).map((line) => line.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT'))).toEqual(
    expected,
  );
});

const lockOf = (packages: Record<string, object>): string =>
  JSON.stringify({ lockfileVersion: 3, packages }, null, 1);

const more: [string, Files, string[]][] = [
  [
    'a git dependency in manifest and lockfile is told once',
    {
      'package.json': manifest({ thing: 'octo/thing#main' }),
      'package-lock.json': lockOf({
        'node_modules/thing': {
          version: '1.0.0',
          resolved: `git+ssh://git@github.com/octo/thing.git#${'a1'.repeat(20)}`,
        },
      }),
    },
    ['medium dependency-outside-registry package.json:3'],
  ],
  [
    'a lockfile moved to a mirror is told once',
    {
      'package-lock.json': [
        lockOf(
          Object.fromEntries(
            ['a', 'b', 'c'].map((name) => [
              `node_modules/${name}`,
              { version: '1.0.0', resolved: `https://one.example/${name}.tgz`, integrity: 'sha512-A' },
            ]),
          ),
        ),
        lockOf(
          Object.fromEntries(
            ['a', 'b', 'c'].map((name) => [
              `node_modules/${name}`,
              { version: '1.0.0', resolved: `https://two.example/${name}.tgz`, integrity: 'sha512-A' },
            ]),
          ),
        ),
      ],
    },
    ['low dependency-integrity-changed package-lock.json:6'],
  ],
  [
    'a version that is none is not asked for, because OSV would answer with silence',
    { 'requirements.txt': 'Flask==${FLASK_VERSION}\n' },
    ['not checked: known vulnerabilities (its version cannot be read: flask)'],
  ],
  [
    'a lockfile entry whose version is none',
    { 'package-lock.json': lockOf({ 'node_modules/deep': { version: 'next' } }) },
    ['not checked: known vulnerabilities (its version cannot be read: deep)'],
  ],
  [
    'a file that was not read',
    { 'package.json': '' },
    ['not checked: dependencies (line 1: not JSON: ValueExpected)'],
  ],
  [
    'an alias is judged by the package behind it',
    { 'package.json': manifest({ sound: 'npm:old-parser@1.0.0' }) },
    ['high vulnerable-dependency package.json:3'],
  ],
  [
    'the lockfile decides what a range stands for',
    {
      'package.json': manifest({ 'old-parser': '^1.0.0' }),
      'package-lock.json': lockOf({ 'node_modules/old-parser': { version: '1.1.0' } }),
    },
    ['high vulnerable-dependency package.json:3'],
  ],
];

test.each(more)('%s', async (_, files, expected) => {
  expect(told((await reviewDependencies(files, lookups)).detections)).toEqual(expected);
});

test('a fix of an inline table changes only the version', async () => {
  const files = {
    'pyproject.toml': '[tool.poetry.dependencies]\nflask = { version = "2.2.0", extras = ["async"] }\n',
  };
  expect((await reviewDependencies(files, lookups)).detections[0]).toMatchObject({
    finding: {
      fix: {
        replacement: 'flask = { version = "2.2.5", extras = ["async"] }',
        start: { line: 2, column: 1 },
      },
    },
  });
});

test('no password in an address is repeated', async () => {
  const files = { 'requirements.txt': `git+https://user:${'pass'}word@example.com/a.git?x=${'se'}cret\n` };
  const text = JSON.stringify((await reviewDependencies(files, lookups)).detections);
  expect(text).toContain('dependency-outside-registry');
  expect(text).not.toMatch(/password|secret/);
});

test('says which advisories, how bad, and the smallest version that none affects, as a fix of the exact entry', async () => {
  const { detections } = await reviewDependencies(
    { 'package.json': manifest({ 'old-parser': '~1.0.0' }) },
    lookups,
  );
  const [one] = detections;
  const finding = one && 'finding' in one ? one.finding : undefined;
  // 1.1.0 has a flaw left, 1.2.0 a worse one, 1.2.1 is deprecated.
  expect(finding).toMatchObject({
    message:
      '`old-parser` `~1.0.0` is not pinned and resolves today to 1.0.0, which has a known vulnerability: GHSA-aaaa-bbbb-cccc (CVE-2026-0001, CVSS 7.5), Prototype pollution.',
    remedy: 'Write `"old-parser": "~1.2.2"`.',
    start: { line: 3, column: 5 },
    end: { line: 3, column: 27 },
    fix: {
      replacement: '"old-parser": "~1.2.2"',
      start: { line: 3, column: 5 },
      end: { line: 3, column: 27 },
    },
  });
});

test('a look-alike says its evidence and the line that was meant', async () => {
  const { detections } = await reviewDependencies({ 'requirements.txt': 'reqeusts>=1.0\n' }, lookups);
  const finding = detections.flatMap((one) =>
    'finding' in one && one.finding.rule === 'lookalike-dependency' ? [one.finding] : [],
  )[0];
  expect(finding?.message).toContain('3 days old, no repository, two letters swapped from `requests`');
  expect(finding?.remedy).toContain('`requests>=1.0`');
});

test.each([
  ['requirements.txt', 'sqlite3\n', 'Remove `sqlite3`: it is part of Python itself and is not installed.'],
  [
    'requirements.txt',
    'cv2==4.8\n',
    'Remove it, or write `opencv-python==4.8` if `opencv-python` was meant.',
  ],
  [
    'package.json',
    manifest({ 'node-fs': '1.0.0' }),
    'Remove `node-fs`: it is part of Node itself and is not installed.',
  ],
  [
    'package.json',
    manifest({ expresss: '^4.0.0' }),
    'Remove it, or write `"express": "^4.0.0"` if `express` was meant.',
  ],
  [
    'package.json',
    manifest({ 'wholly-unheard-of-thing': '1' }),
    'Remove `wholly-unheard-of-thing`, or write the name of the package that was meant.',
  ],
])('what was meant by a name that does not exist: %s %j', async (path, text, remedy) => {
  const { detections } = await reviewDependencies({ [path]: text }, lookups);
  expect(detections[0]).toMatchObject({ finding: { rule: 'invented-dependency', remedy } });
});

test('a fix for one branch does not send to another: the smallest fixed version above the current one', async () => {
  const { detections } = await reviewDependencies(
    { 'requirements.txt': 'flask==2.2.0 ; python_version > "3"\n' },
    lookups,
  );
  expect(detections[0]).toMatchObject({
    finding: {
      remedy: 'Write `flask==2.2.5`.',
      fix: { replacement: 'flask==2.2.5', start: { line: 1, column: 1 }, end: { line: 1, column: 13 } },
    },
  });
});

test('a vulnerable package deep in the lockfile is told on the line that brings it in', async () => {
  const lock = (version: string): string =>
    JSON.stringify(
      {
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { express: '4.0.0' } },
          'node_modules/express': { version: '4.0.0', dependencies: { deep: '*' } },
          'node_modules/deep': { version },
        },
      },
      null,
      2,
    );
  const files: Files = {
    'package.json': [manifest({ express: '4.0.0' }), manifest({ express: '^4.0.0' })],
    'package-lock.json': [lock('2.0.0'), lock('1.0.0')],
  };
  const { detections } = await reviewDependencies(files, lookups);
  expect(told(detections)).toEqual(['high vulnerable-dependency package.json:3']);
  expect(detections[0]).toMatchObject({
    finding: {
      message: expect.stringContaining('`deep` 1.0.0, brought in by `express`, has a known vulnerability'),
      related: [{ path: 'package-lock.json', start: { line: 16 } }],
    },
  });
});

test('a lockfile that puts other contents under the same version is told on the changed line', async () => {
  const lock = (digest: string): string =>
    JSON.stringify(
      {
        lockfileVersion: 3,
        packages: { 'node_modules/deep': { version: '2.0.0', integrity: `sha512-${digest}` } },
      },
      null,
      2,
    );
  const { detections } = await reviewDependencies(
    { 'package-lock.json': [lock('AAAA'), lock('BBBB')] },
    lookups,
  );
  expect(told(detections)).toEqual(['high dependency-integrity-changed package-lock.json:6']);
});

test('asks OSV in one batch and nothing twice', async () => {
  const fresh = createLookups({ osv: { url: osv.url }, npm: { registry: registry.npmUrl } });
  osv.requests.length = 0;
  registry.requests.length = 0;
  const packages = Object.fromEntries(
    Array.from({ length: 450 }, (_, index) => [`node_modules/package-number-${index}`, { version: '1.0.0' }]),
  );
  const files = { 'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }, null, 1) };
  expect(told((await reviewDependencies(files, fresh)).detections)).toEqual([]);
  await reviewDependencies(files, fresh);
  expect(osv.requests.map(({ path }) => path)).toEqual(['/v1/querybatch']);
  expect(registry.requests).toEqual([]);
});

test('what nothing imports is told where every file was searched, and only there', async () => {
  const change = changeOf({ 'package.json': '{"dependencies": {\n"old-parser": "1.2.2"}}' });
  const told = async (unused?: string[]): Promise<string[]> => {
    const surroundings = { own: [], manifests: [], ...(unused ? { unused } : {}) };
    const { detections } = await reviewDependencies({ ...change, surroundings }, lookups);
    return detections.flatMap((one) =>
      'finding' in one && one.finding.rule === 'unused-dependency'
        ? [`${one.finding.severity} ${one.finding.start.line} ${one.finding.remedy}`]
        : [],
    );
  };
  expect(await told(['package.json npm old-parser'])).toEqual([
    'low 2 Remove `old-parser`: nothing imports it.',
  ]);
  expect(await told(['other/package.json npm old-parser'])).toEqual([]);
  expect(await told()).toEqual([]);
});
