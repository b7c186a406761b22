// The dependency detector over workflows, images and install commands: what it finds, and that what was not asked is not clean.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLookups, type Lookups } from '../../src/lookups/index.ts';
import { advisory, type Simulator, startOsv } from '../osv-sim/index.ts';
import { startLoopback } from '../osv-sim/loopback.ts';
import { type RegistrySimulator, startRegistry } from './index.ts';
import { type Files, reviewDependencies, told } from './review.ts';

let osv: Simulator;
let github: Simulator;
let hub: Simulator;
let registry: RegistrySimulator;
let lookups: Lookups;

const high = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }] };
const tags: Record<string, string[]> = {
  'acme/leaky': ['v44', 'v44.0.1', 'v45', 'v45.0.9', 'v46', 'v46.0.1'],
  'acme/sound': ['v1.0.0', 'v1.2.0'],
  'actions/checkout': ['v4', 'v4.2.2'],
};

beforeAll(async () => {
  osv = await startOsv({
    advisories: [
      advisory('GHSA-0001', 'GitHub Actions', 'acme/leaky', [{ introduced: '0' }, { fixed: '46.0.1' }], high),
      advisory(
        'GHSA-0002',
        'GitHub Actions',
        'acme/limited',
        [{ introduced: '0' }, { fixed: '46.0.1' }],
        high,
      ),
      advisory('GHSA-0003', 'npm', 'old-tool', [{ introduced: '0' }, { fixed: '1.1.0' }], high),
      advisory('MAL-0001', 'PyPI', 'evil', [{ introduced: '0' }]),
    ],
  });
  github = await startLoopback(({ path }) => {
    const name = /^\/repos\/([^/]+\/[^/]+)/.exec(path)?.[1] ?? '';
    if (name === 'acme/limited') return { status: 403, body: { message: 'API rate limit exceeded' } };
    if (!tags[name]) return { status: 404, body: { message: 'Not Found' } };
    return path.includes('/git/')
      ? { status: 200, body: tags[name].map((tag) => ({ ref: `refs/tags/${tag}` })) }
      : { status: 200, body: { full_name: name, created_at: '2020-01-01T00:00:00Z' } };
  });
  hub = await startLoopback(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return ['nginx', 'known'].includes(name)
      ? { status: 200, body: { name, date_registered: '2016-01-01T00:00:00Z' } }
      : { status: 404, body: { message: 'object not found', errinfo: {} } };
  });
  registry = await startRegistry({
    npm: { semver: { versions: { '7.0.0': {} } }, 'old-tool': { versions: { '1.0.0': {}, '1.1.0': {} } } },
    pypi: { evil: { versions: { '1.0': {} } }, boto3: { versions: { '1.0': {} } } },
  });
  lookups = createLookups({
    osv: { url: osv.url, canaries: {} },
    npm: { registry: registry.npmUrl },
    registries: { actions: github.url, docker: hub.url, pypi: registry.pypiUrl },
  });
});
afterAll(async () => {
  await Promise.all([osv.close(), github.close(), hub.close(), registry.close()]);
});

const sha = '1'.repeat(20) + 'a'.repeat(20);
const uses = (value: string): Files => ({
  '.github/workflows/a.yml': `on: push\njobs:\n  a:\n    steps:\n      - uses: ${value}\n`,
});

test.each<[string, Files, string[]]>([
  ['a fixed tag', uses('acme/leaky@v46.0.1'), []],
  ['a vulnerable tag', uses('acme/leaky@v44.0.1'), ['high vulnerable-dependency .github/workflows/a.yml:5']],
  [
    'a moving tag stands for its highest',
    uses('acme/leaky@v45'),
    ['high vulnerable-dependency .github/workflows/a.yml:5'],
  ],
  ['a moving tag that has the fix', uses('acme/leaky@v46'), []],
  [
    'a commit with its tag',
    uses(`acme/leaky@${sha} # v45.0.9`),
    ['high vulnerable-dependency .github/workflows/a.yml:5'],
  ],
  [
    'a commit without',
    uses(`acme/leaky@${sha}`),
    ['not checked: known vulnerabilities (its version cannot be read: acme/leaky)'],
  ],
  ['a tag that nobody made', uses('acme/sound@v9'), ['medium invented-dependency .github/workflows/a.yml:5']],
  [
    'one that does not exist, or is private',
    uses('acme/nothing@v1'),
    ['medium invented-dependency .github/workflows/a.yml:5', 'not checked: known vulnerabilities'].slice(
      0,
      1,
    ),
  ],
  [
    'GitHub refuses: its existence is open, the moving tag is judged by its highest',
    uses('acme/limited@v45'),
    [
      'high vulnerable-dependency .github/workflows/a.yml:5',
      'not checked: existence, age and deprecation (HOST: status 403: acme/limited)',
    ],
  ],
  ['a well-known one is not asked for', uses('actions/checkout@v4'), []],
  ['a misspelt owner', uses('action/checkout@v4'), ['medium invented-dependency .github/workflows/a.yml:5']],
  ['images', { Dockerfile: 'FROM nginx:1.25\nFROM acme/known\nFROM ghcr.io/x/y\n' }, []],
  [
    'an image that Docker Hub lacks',
    { Dockerfile: 'FROM acme/nothing:1\n' },
    ['medium invented-dependency Dockerfile:1'],
  ],
  [
    'install commands',
    { 'a.sh': '#!/bin/sh\nnpm i old-tool@1.0.0 never-was\npip install evil==1.0\n' },
    [
      'critical malicious-dependency a.sh:3',
      'high invented-dependency a.sh:2',
      'high vulnerable-dependency a.sh:2',
    ],
  ],
  [
    'modules that code takes from a registry, a mirror of it, and an address',
    {
      'a.ts':
        "import a from 'npm:old-tool@1.0.0';\nimport b from 'https://esm.sh/never-was@1.0.0';\nimport 'https://x.example/m.js';\n",
    },
    [
      'high invented-dependency a.ts:2',
      'high vulnerable-dependency a.ts:1',
      'medium dependency-outside-registry a.ts:3',
    ],
  ],
  [
    'the same in a text for readers',
    { 'README.md': '```sh\nnpm i old-tool@1.0.0 never-was\npip install evil==1.0\n```\n' },
    [
      'high malicious-dependency README.md:3',
      'medium invented-dependency README.md:2',
      'medium vulnerable-dependency README.md:2',
    ],
  ],
  [
    'a private index',
    { 'a.sh': 'pip install --index-url https://pypi.acme.test/simple never-was\n' },
    ['not checked: existence (HOST does not have it, but it comes from pypi.acme.test: never-was)'],
  ],
  [
    'what the manifest declares is said there',
    { 'package.json': '{\n"dependencies": {"old-tool": "1.0.0"}}\n', 'a.sh': 'npm i old-tool@1.0.0\n' },
    ['high vulnerable-dependency package.json:2'],
  ],
  [
    'another version than the manifest has',
    { 'package.json': '{\n"dependencies": {"old-tool": "1.1.0"}}\n', 'a.sh': 'npm i old-tool@1.0.0\n' },
    ['high vulnerable-dependency a.sh:1'],
  ],
])('%s', async (_, files, expected) => {
  const said = told((await reviewDependencies(files, lookups)).detections)
    .map((line) => line.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST'))
    .filter((line) => !line.includes('unpinned-dependency') && !line.includes('known vulnerabilities (HOST'));
  expect(said).toEqual(expected);
});

test('a command gets a remedy that is a command', async () => {
  const { detections } = await reviewDependencies({ 'a.sh': 'npm i old-tool@1.0.0\n' }, lookups);
  const finding = detections.flatMap((one) => ('finding' in one ? [one.finding] : []))[0];
  expect(finding?.remedy).toBe('Write `old-tool@1.1.0`.');
  expect(finding?.fix).toMatchObject({ replacement: 'old-tool@1.1.0', start: { line: 1, column: 7 } });
});
