// Imports that no manifest declares, over the simulated OSV and registries: what is told, where, and what to write.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Surroundings } from '../../src/engine/change.ts';
import { factKey } from '../../src/engine/facts.ts';
import type { Finding } from '../../src/engine/finding.ts';
import { createLookups, type Lookups } from '../../src/lookups/index.ts';
import { advisory, type Simulator, startOsv } from '../osv-sim/index.ts';
import { type RegistrySimulator, startRegistry } from './index.ts';
import { changeOf, type Files, reviewDependencies, told } from './review.ts';

let osv: Simulator;
let registry: RegistrySimulator;
let lookups: Lookups;

beforeAll(async () => {
  osv = await startOsv({
    advisories: [
      advisory('MAL-2026-7', 'PyPI', 'evil-thing', [{ introduced: '0' }]),
      advisory('GHSA-aaaa-bbbb-cccc', 'npm', 'quiet-thing', [{ introduced: '0' }]),
    ],
  });
  registry = await startRegistry({
    npm: {
      'quiet-thing': { versions: { '1.2.0': {} } },
      'fresh-thing': {
        versions: { '0.0.1': { publishedAt: '2026-11-18T00:00:00Z' } },
        createdAt: '2026-11-18T00:00:00Z',
      },
      lodash: { versions: { '4.17.21': {} }, maintainers: ['jdalton'] },
      lodahs: {
        versions: { '1.0.0': { publishedAt: '2026-11-17T00:00:00Z', installScript: 'node x.js' } },
        createdAt: '2026-11-17T00:00:00Z',
        repository: false,
        maintainers: ['mallory'],
      },
    },
    pypi: {
      'evil-thing': { versions: { '1.0': {} } },
      'plain-thing': { versions: { '2.1': {} } },
    },
  });
  lookups = createLookups({
    osv: { url: osv.url, canaries: {} },
    npm: { registry: registry.npmUrl },
    registries: { pypi: registry.pypiUrl },
  });
});

afterAll(async () => {
  await osv.close();
  await registry.close();
});

/** Files around the change: texts of manifests; the other names are the repository's own. */
const around = (manifests: Record<string, string> = {}, own: string[] = []): Surroundings => ({
  own,
  manifests: Object.entries(manifests).map(([path, text]) => ({ path, text })),
});
const pomOf = (name: string): string => {
  const [group, artifact] = name.split(':');
  return `<project><groupId>com.acme</groupId><artifactId>app</artifactId><version>1</version><dependencies><dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>1.0</version></dependency></dependencies></project>`;
};
const packageJson = (...names: string[]): string =>
  JSON.stringify({ name: 'app', dependencies: Object.fromEntries(names.map((name) => [name, '^1.0.0'])) });
const js = { 'package.json': packageJson('express') };
const py = { 'requirements.txt': 'flask\n' };

const cases: [name: string, files: Files, around: Surroundings | undefined, expected: string[]][] = [
  ['declared', { 'src/a.ts': `import e from 'express';` }, around(js), []],
  [
    'declared further up',
    { 'packages/x/a.ts': `import 'express/x';` },
    around({ 'packages/x/package.json': packageJson(), ...js }),
    [],
  ],
  ['the package itself', { 'src/a.ts': `import 'app/sub';` }, around(js), []],
  [
    'well known, and missing',
    { 'src/a.ts': `\nimport l from 'lodash';` },
    around(js),
    ['low undeclared-import src/a.ts:2'],
  ],
  [
    'ordinary, and missing: its flaws are those of no version',
    { 'src/a.ts': `import q from 'quiet-thing';` },
    around(js),
    ['low undeclared-import src/a.ts:1'],
  ],
  [
    'declared in another package only',
    { 'packages/a/a.ts': `import l from 'lodash';` },
    around({ 'packages/a/package.json': packageJson(), 'packages/b/package.json': packageJson('lodash') }),
    ['low undeclared-import packages/a/a.ts:1'],
  ],
  ['well known, no manifest at all', { 'a.ts': `import l from 'lodash';` }, around(), []],
  ['ordinary, no manifest at all', { 'a.ts': `import l from 'quiet-thing';` }, around(), []],
  [
    'invented, no manifest at all',
    { 'a.ts': `import l from 'openai-easy-client';` },
    around(),
    ['high invented-dependency a.ts:1'],
  ],
  [
    'invented',
    { 'src/a.ts': `import x from 'express';\nimport l from 'express-auto-guard/sub';` },
    around(js),
    ['high invented-dependency src/a.ts:2'],
  ],
  [
    'invented in a scope that may be private',
    { 'src/a.ts': `import l from '@acme-x/guard';` },
    around(js),
    ['medium invented-dependency src/a.ts:1'],
  ],
  [
    'an alias of tsconfig.json',
    { 'src/a.ts': `import l from '@acme-x/guard';` },
    around({ ...js, 'tsconfig.json': '{"compilerOptions":{"paths":{"@acme-x/*":["./src/*"]}}}' }),
    [],
  ],
  [
    'a package of the workspace',
    { 'src/a.ts': `import l from '@acme-x/guard';` },
    around({ ...js, 'packages/g/package.json': '{"name":"@acme-x/guard"}' }),
    [],
  ],
  [
    'a folder of the repository',
    { 'src/a.ts': `import l from 'components/button';` },
    around(js, ['components']),
    [],
  ],
  [
    'a folder that the change adds',
    { 'src/a.py': 'import helperlib.x', 'src/helperlib/x.py': '' },
    around(py),
    [],
  ],
  [
    'another registry: its absence proves nothing',
    { 'src/a.ts': `import l from 'corp-guard';` },
    around({ ...js, '.npmrc': 'registry=https://npm.corp.example/\n' }),
    [
      'low undeclared-import src/a.ts:1',
      'not checked: existence of what is imported and not declared (127.0.0.1:PORT does not have it, but the project names another index (npm.corp.example): corp-guard)',
    ],
  ],
  [
    'a look-alike with an install script',
    { 'src/a.ts': `import l from 'lodahs';` },
    around(js),
    ['high lookalike-dependency src/a.ts:1', 'medium young-dependency src/a.ts:1'],
  ],
  [
    'three days old',
    { 'src/a.ts': `import l from 'fresh-thing';` },
    around(js),
    ['medium young-dependency src/a.ts:1'],
  ],
  ['malicious', { 'a.py': 'import evil_thing' }, around(py), ['critical malicious-dependency a.py:1']],
  [
    'Python: invented',
    { 'a.py': 'import flask\nimport flask_auto_guardian' },
    around(py),
    ['high invented-dependency a.py:2'],
  ],
  [
    'Python: invented, in try',
    { 'a.py': 'try:\n    import fastjsonx\nexcept ImportError:\n    pass' },
    around(py),
    ['medium invented-dependency a.py:2'],
  ],
  [
    'Java: well known, and missing',
    { 'src/A.java': 'import java.util.List;\nimport org.jsoup.Jsoup;' },
    around({ 'pom.xml': pomOf('junit:junit') }),
    ['low undeclared-import src/A.java:2'],
  ],
  [
    'Java: declared',
    { 'src/A.java': 'import org.jsoup.Jsoup;' },
    around({ 'pom.xml': pomOf('org.jsoup:jsoup') }),
    [],
  ],
  [
    'Java: in a parent of the repository',
    { 'm/src/A.java': 'import org.jsoup.Jsoup;' },
    around({ 'pom.xml': pomOf('org.jsoup:jsoup'), 'm/pom.xml': pomOf('junit:junit') }),
    [],
  ],
  [
    'Java: an unknown parent may have it',
    { 'src/A.java': 'import org.jsoup.Jsoup;' },
    around({
      'pom.xml': pomOf('junit:junit').replace(
        '<dependencies>',
        '<parent><groupId>com.corp</groupId><artifactId>corp-parent</artifactId><version>1</version><relativePath/></parent><dependencies>',
      ),
    }),
    [],
  ],
  [
    'Kotlin: a catalog brings it',
    { 'src/A.kt': 'import org.jsoup.Jsoup' },
    around({
      'build.gradle.kts': 'plugins {\n id("java")\n}\ndependencies {\n implementation(libs.soup)\n}\n',
      'gradle/libs.versions.toml': '[libraries]\nsoup = "org.jsoup:jsoup:1.15.3"\n',
    }),
    [],
  ],
  [
    'Kotlin: no catalog was read',
    { 'src/A.kt': 'import org.jsoup.Jsoup' },
    around({ 'build.gradle.kts': 'dependencies {\n implementation(libs.soup)\n}\n' }),
    [],
  ],
  ['Python: ordinary', { 'a.py': 'import plain_thing' }, around(py), ['low undeclared-import a.py:1']],
  ['Python: known by another name', { 'a.py': 'import yaml' }, around(py), ['low undeclared-import a.py:1']],
  [
    'Python: declared under another name',
    { 'a.py': 'import yaml' },
    around({ 'requirements.txt': 'PyYAML\n' }),
    [],
  ],
  [
    'Python: declared anywhere',
    { 'svc/a.py': 'import yaml' },
    around({ 'deploy/requirements.txt': 'PyYAML\n' }),
    [],
  ],
  [
    'Python: optional and missing',
    { 'a.py': 'try:\n    import yaml\nexcept ImportError:\n    yaml = None' },
    around(py),
    [],
  ],
  [
    'Python: settings alone declare nothing',
    { 'a.py': 'import yaml' },
    around({ 'pyproject.toml': '[tool.ruff]\nline-length = 99\n' }),
    [],
  ],
  [
    'Python: metadata of the script',
    { 'a.py': '# /// script\n# dependencies = ["pyyaml"]\n# ///\nimport yaml' },
    around(py),
    [],
  ],
  [
    'declared by the same change',
    { 'a.py': 'import yaml', 'requirements.txt': ['flask\n', 'flask\nPyYAML==6.0\n'] },
    around(),
    ['high invented-dependency requirements.txt:2'],
  ],
  [
    'imported before already',
    { 'a.ts': [`import l from 'lodash';\n`, `import l from 'lodash';\nimport m from 'lodash/m';\n`] },
    around(js),
    [],
  ],
  ["others' code", { 'vendor/a.py': 'import flask_auto_guardian' }, around(py), []],
  ['nothing is known of the repository', { 'a.ts': `import l from 'lodahs';` }, undefined, []],
  [
    'the repository was not read',
    { 'a.ts': `import l from 'lodahs';` },
    { own: [], manifests: [], unread: 'the tree was not read' },
    ['not checked: imports that no manifest declares (the tree was not read)'],
  ],
];

test.each(cases)('%s', async (_name, files, surroundings, expected) => {
  const change = { ...changeOf(files), ...(surroundings ? { surroundings } : {}) };
  const { detections } = await reviewDependencies(change, lookups);
  expect(told(detections).map((one) => one.replace(/(127\.0\.0\.1):\d+/, '$1:PORT'))).toEqual(expected);
});

/** Answers nothing, as when everything is offline. */
const nobody: Lookups = {
  answer: async (requests) =>
    new Map(requests.map((request) => [factKey(request), { state: 'unknown', reason: 'offline' }])),
};

test('offline, what nobody answered is not checked, and a missing entry is told all the same', async () => {
  const change = {
    ...changeOf({ 'a.ts': `import l from 'quiet-thing';\nimport m from 'mystery-thing';` }),
    surroundings: around(js),
  };
  const { detections } = await reviewDependencies(change, nobody);
  expect(told(detections)).toEqual([
    'low undeclared-import a.ts:1',
    'low undeclared-import a.ts:2',
    'not checked: existence of what is imported and not declared (offline: quiet-thing, mystery-thing)',
  ]);
});

const texts = async (files: Files, surroundings: Surroundings): Promise<Finding> => {
  const { detections } = await reviewDependencies({ ...changeOf(files), surroundings }, lookups);
  const [first] = detections;
  if (!first || !('finding' in first)) throw new Error('no finding');
  return first.finding;
};

test.each<[name: string, files: Files, around: Surroundings, message: string, remedy: string]>([
  [
    'invented',
    { 'a.py': 'import reqeusts_guard' },
    around(py),
    '`reqeusts_guard` is imported, and `requirements.txt` does not declare it. PyPI has no package `reqeusts-guard`.',
    'Remove the import of `reqeusts_guard`, or write the name of the package that was meant.',
  ],
  [
    'undeclared, at its version',
    { 'a.ts': `import q from 'quiet-thing';`, 'b/c.ts': `import q from 'quiet-thing';` },
    around(js),
    '`quiet-thing` is imported, and `package.json` does not declare `quiet-thing`. It is imported in 1 more file of the change.',
    'Add `"quiet-thing": "^1.2.0"` to `package.json`.',
  ],
  [
    'undeclared and not needed',
    { 'a.py': 'import pytz' },
    around(py),
    '`pytz` is imported, and `requirements.txt` does not declare `pytz`.',
    'Do without it: `zoneinfo` has been part of Python since 3.9. Or add `pytz` to `requirements.txt`.',
  ],
])('says what to write: %s', async (_name, files, surroundings, message, remedy) => {
  const finding = await texts(files, surroundings);
  expect([finding.message, finding.remedy]).toEqual([message, remedy]);
});
