// What is counted of the dependencies that a change brings, with everything that a registry and OSV may answer.
import { expect, test } from 'vitest';
import { changeOf, dependencyRules, type Files } from '../../../../test/registry-sim/review.ts';
import type { DetectorInput } from '../../detector.ts';
import { type Advisory, type Fact, factKey, Facts, type PackageRecord } from '../../facts.ts';
import { type DependencyPolicy, defaultDependencyPolicy } from '../../policy/dependency-policy.ts';
import { dependencies } from './index.ts';

const today = '2026-11-20';
const rules = dependencyRules();
const source = 'https://registry.npmjs.com';
const there = (version = '1.0.0'): PackageRecord => ({
  exists: true,
  versions: [{ version, publishedAt: '2020-01-01T00:00:00Z' }],
  createdAt: '2019-01-01T00:00:00Z',
  maintainers: ['someone'],
});
const flaw: Advisory = { id: 'GHSA-1', aliases: [], summary: 'A flaw', malicious: false, fixed: [] };
const malware: Advisory = { ...flaw, id: 'MAL-1', malicious: true };
const manifest = (of: Record<string, string>): string => JSON.stringify({ dependencies: of }, null, 2);

type Answers = Record<string, PackageRecord | Advisory[] | 'no answer'>;

/** Answers by `name` for a record and by `name@version` for advisories; `pypi:name` is not of npm. */
function factsOf(answers: Answers): Facts {
  const found = new Map<string, Fact<unknown>>();
  for (const [key, value] of Object.entries(answers)) {
    const [name = '', version] = key.replace('pypi:', '').split('@');
    const ecosystem = key.startsWith('pypi:') ? 'pypi' : 'npm';
    const request =
      version === undefined
        ? ({ kind: 'package', ecosystem, name } as const)
        : ({ kind: 'advisories', ecosystem, name, version } as const);
    found.set(
      factKey(request),
      value === 'no answer'
        ? { state: 'unknown', reason: 'no answer' }
        : { state: 'known', value, source, asOf: today },
    );
  }
  return new Facts(found);
}

function counted(files: Files, answers: Answers, policy: Partial<DependencyPolicy> = {}): string[] {
  const change = changeOf(files);
  const input: DetectorInput = {
    change: { ...change, surroundings: { own: [], manifests: [] } },
    facts: factsOf(answers),
    rules,
    today,
    digest: () => '',
    syntax: undefined as unknown as DetectorInput['syntax'],
    dependencyPolicy: { ...defaultDependencyPolicy, ...policy },
  };
  return [...(dependencies.suggests?.(input) ?? [])].map(
    ({ name, path, line, isVulnerable, isInvented, isLookalike, isAnswered }) =>
      [
        `${(JSON.parse(name) as string[]).slice(1).join('@')} ${path}:${line}`,
        ...(isVulnerable ? ['vulnerable'] : []),
        ...(isInvented ? ['invented'] : []),
        ...(isLookalike ? ['lookalike'] : []),
        ...(isAnswered ? [] : ['unanswered']),
      ].join(' '),
  );
}

const one = (name: string, version = '1.0.0') => ({ 'package.json': manifest({ [name]: version }) });

test.each<
  [name: string, files: Files, answers: Answers, expected: string[], policy?: Partial<DependencyPolicy>]
>([
  ['nothing', { 'a.md': 'text' }, {}, []],
  ['a good one', one('good'), { good: there(), 'good@1.0.0': [] }, ['good@1.0.0 package.json:3']],
  [
    'with an advisory',
    one('bad'),
    { bad: there(), 'bad@1.0.0': [flaw] },
    ['bad@1.0.0 package.json:3 vulnerable'],
  ],
  [
    'with an advisory that policy ignores, which is as vulnerable',
    one('bad'),
    { bad: there(), 'bad@1.0.0': [flaw] },
    ['bad@1.0.0 package.json:3 vulnerable'],
    { ignore: [{ advisory: 'GHSA-1', package: 'npm:bad', reason: 'x', expires: '2027-01-01' }] },
  ],
  [
    'invented',
    one('made-up-thing'),
    { 'made-up-thing': { exists: false } },
    ['made-up-thing@1.0.0 package.json:3 invented'],
  ],
  [
    'an invented version',
    one('good', '9.9.9'),
    { good: there(), 'good@9.9.9': [] },
    ['good@9.9.9 package.json:3 invented'],
  ],
  [
    'a look-alike',
    one('lodahs'),
    { lodahs: there(), 'lodahs@1.0.0': [], lodash: 'no answer' },
    ['lodahs@1.0.0 package.json:3 lookalike'],
  ],
  [
    'whose registry did not answer',
    one('good'),
    { good: 'no answer', 'good@1.0.0': [] },
    ['good@1.0.0 package.json:3 unanswered'],
  ],
  ['whose advisories did not come', one('good'), { good: there() }, ['good@1.0.0 package.json:3 unanswered']],
  [
    'vulnerable, and the registry did not answer',
    one('bad'),
    { bad: 'no answer', 'bad@1.0.0': [flaw] },
    ['bad@1.0.0 package.json:3 vulnerable unanswered'],
  ],
  [
    'not found where the project names another registry proves nothing',
    { 'requirements.txt': '--extra-index-url https://pypi.acme.example/simple\nmade-up-thing==1.0.0\n' },
    { 'pypi:made-up-thing': { exists: false } },
    ['made-up-thing@1.0.0 requirements.txt:2 unanswered'],
  ],
  [
    'another version of a known one counts, what stayed does not',
    {
      'package.json': [
        manifest({ stays: '1.0.0', moves: '1.0.0' }),
        manifest({ stays: '1.0.0', moves: '2.0.0' }),
      ],
    },
    { moves: there('2.0.0'), 'moves@2.0.0': [] },
    ['moves@2.0.0 package.json:4'],
  ],
  [
    'what only a lockfile pulls in does not',
    {
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: { '': {}, 'node_modules/deep': { version: '1.0.0' } },
      }),
    },
    { 'deep@1.0.0': [flaw] },
    [],
  ],
  [
    'the same twice counts once',
    { ...one('good'), 'packages/x/package.json': manifest({ good: '1.0.0' }) },
    { good: there(), 'good@1.0.0': [] },
    ['good@1.0.0 package.json:3'],
  ],
  [
    'a repository is asked by nobody, a folder of the project is no dependency',
    { 'package.json': manifest({ far: 'github:acme/far', near: 'file:../near' }) },
    {},
    ['far@github:acme/far package.json:3 unanswered'],
  ],
  [
    'an install in a script',
    { 'setup.sh': 'npm install made-up-thing\n' },
    { 'made-up-thing': { exists: false } },
    ['made-up-thing@ setup.sh:1 invented'],
  ],
  [
    'an import that nothing declares: its version is nobody’s choice',
    { 'src/a.ts': `import x from 'bad';\nimport y from 'made-up-thing';\n`, 'package.json': manifest({}) },
    { bad: there(), 'bad@1.0.0': [flaw], 'made-up-thing': { exists: false } },
    ['bad@ src/a.ts:1', 'made-up-thing@ src/a.ts:2 invented'],
  ],
  [
    'a malicious import',
    { 'src/a.ts': `import x from 'bad';\n`, 'package.json': manifest({}) },
    { bad: there(), 'bad@1.0.0': [malware] },
    ['bad@ src/a.ts:1 vulnerable'],
  ],
  [
    'a well-known import needs no answer',
    { 'src/a.ts': `import l from 'lodash';\n`, 'package.json': manifest({}) },
    {},
    ['lodash@ src/a.ts:1'],
  ],
  ['ecosystems that policy turns off are not counted', one('good'), {}, [], { ecosystemsOff: ['npm'] }],
])('%s', (_name, files, answers, expected, policy) => {
  expect(counted(files, answers, policy)).toEqual(expected);
});
