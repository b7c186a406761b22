// The dependency detector over Maven Central and NuGet: what it finds, and that no failure looks clean.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createLookups, type LookupOptions, type Lookups } from '../../src/lookups/index.ts';
import { advisory, type Simulator, startOsv } from '../osv-sim/index.ts';
import { faults } from '../osv-sim/loopback.ts';
import { type MavenNugetSimulator, startMavenNuget } from './maven-nuget.ts';
import { changeOf, type Files, reviewDependencies, told } from './review.ts';

let osv: Simulator;
let registry: MavenNugetSimulator;
let options: LookupOptions;
let lookups: Lookups;

const high = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N' }] };
const old = { '1.0.0': {}, '1.1.0': {}, '1.2.0': {} };
const many = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`${at}.0.0`, {}]));

beforeAll(async () => {
  const window = [{ introduced: '0' }, { fixed: '1.1.0' }];
  osv = await startOsv({
    advisories: [
      advisory('GHSA-maven-0001', 'Maven', 'com.acme:old', window, high),
      advisory('GHSA-nuget-0001', 'NuGet', 'Acme.Old', window, high),
    ],
  });
  registry = await startMavenNuget({
    maven: { 'junit:junit': { versions: old }, 'com.acme:old': { versions: old } },
    nuget: {
      'Newtonsoft.Json': { versions: many },
      'Acme.Old': { versions: old },
      'Acme.Gone': { versions: { '1.0.0': { yanked: true }, '1.1.0': {} } },
      'Acme.Tired': { versions: { '1.0.0': { deprecated: 'use Acme.New' } } },
    },
    pageSize: 3,
  });
  options = { osv: { url: osv.url, canaries: {} }, registries: registry.registries };
  lookups = createLookups(options);
});

afterEach(() => registry.heal());
afterAll(async () => {
  await osv.close();
  await registry.close();
});

const pom = (artifact: string, version: string, more = ''): string =>
  `<project>\n<dependencies>\n<dependency><groupId>com.acme</groupId>\n<artifactId>${artifact}</artifactId>\n${version}</dependency>\n</dependencies>${more}</project>\n`;
const csproj = (name: string, version: string): string =>
  `<Project>\n<ItemGroup>\n<PackageReference Include="${name}" Version="${version}" />\n</ItemGroup></Project>\n`;

const cases: [string, Files, string[]][] = [
  [
    'Maven, vulnerable',
    { 'pom.xml': pom('old', '<version>1.0.0</version>') },
    ['high vulnerable-dependency pom.xml:4'],
  ],
  ['Maven, sound', { 'pom.xml': pom('old', '<version>1.2.0</version>') }, []],
  [
    'Maven, invented',
    { 'pom.xml': pom('nothing-at-all', '<version>1.2.0</version>') },
    ['high invented-dependency pom.xml:4'],
  ],
  [
    'Maven, a version that nobody published',
    { 'pom.xml': pom('old', '<version>7.0.0</version>') },
    ['medium invented-dependency pom.xml:4'],
  ],
  [
    'Maven, invented or from a repository of its own',
    {
      'pom.xml': pom(
        'nothing',
        '<version>1</version>',
        '<repositories><repository><url>https://nexus.acme.example</url></repository></repositories>',
      ),
    },
    [
      'not checked: existence (HOST does not have it, but the project names another index (nexus.acme.example): com.acme:nothing)',
    ],
  ],
  [
    'Maven, managed by a parent',
    { 'pom.xml': pom('old', '') },
    [
      'not checked: known vulnerabilities (its version stands in another file, which was not read: com.acme:old)',
    ],
  ],
  [
    'Gradle, vulnerable',
    { 'build.gradle.kts': 'dependencies {\n  implementation("com.acme:old:1.0.0")\n}\n' },
    ['high vulnerable-dependency build.gradle.kts:2'],
  ],
  [
    'Gradle, by its lockfile',
    {
      'build.gradle': "dependencies {\n  implementation 'com.acme:old:[1,2)'\n}\n",
      'gradle.lockfile': 'com.acme:old:1.0.0=compileClasspath\n',
    },
    ['high vulnerable-dependency build.gradle:2'],
  ],
  [
    'NuGet, vulnerable',
    { 'a.csproj': csproj('Acme.Old', '1.0.0') },
    ['high vulnerable-dependency a.csproj:3'],
  ],
  ['NuGet, sound', { 'a.csproj': csproj('Acme.Old', '1.2.0') }, []],
  ['NuGet, of many pages', { 'a.csproj': csproj('newtonsoft.json', '8.0.0') }, []],
  [
    'NuGet, invented',
    { 'a.csproj': csproj('Acme.Nothing.At.All', '1.0.0') },
    ['high invented-dependency a.csproj:3'],
  ],
  ['NuGet, unlisted', { 'a.csproj': csproj('Acme.Gone', '1.0.0') }, ['medium yanked-dependency a.csproj:3']],
  [
    'NuGet, deprecated',
    { 'a.csproj': csproj('Acme.Tired', '1.0.0') },
    ['low deprecated-dependency a.csproj:3'],
  ],
];

test.each(cases)('%s', async (_, files, expected) => {
  const said = told((await reviewDependencies(files, lookups)).detections)
    .map((line) => line.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST'))
    .filter((line) => !line.includes('unpinned-dependency'));
  expect(said).toEqual(expected);
});

const manifests: [string, string, string][] = [
  ['maven', 'pom.xml', pom('nothing', '<version>1</version>')],
  ['nuget', 'a.csproj', csproj('Acme.Nothing', '1.0.0')],
];

test.each(manifests)(
  '%s: no failure looks clean, and none proves that a package is invented',
  async (id, path, text) => {
    for (const fault of [
      faults.unavailable,
      faults.html,
      faults.htmlNotFound,
      faults.unauthorised,
      faults.emptyObject,
      faults.hangUp,
      { status: 404, body: '{}' },
    ]) {
      registry.heal();
      registry.fault({ ...fault, on: `/${id}/` });
      const fresh = createLookups({ ...options, ports: { sleep: async () => {} } });
      const said = told((await reviewDependencies({ [path]: text }, fresh)).detections).join('\n');
      expect(said, JSON.stringify(fault)).toContain('not checked');
      expect(said, JSON.stringify(fault)).not.toContain('invented');
    }
  },
);

test('a page of versions that cannot be read leaves the record unknown', async () => {
  registry.fault({ ...faults.forbidden, on: '/page/1' });
  const fresh = createLookups(options);
  const said = told(
    (await reviewDependencies({ 'a.csproj': csproj('Newtonsoft.Json', '4.0.0') }, fresh)).detections,
  );
  expect(said.join('\n')).toContain('not checked');
});

test.each<[string, Files, Record<string, string>, string, string, string | undefined]>([
  [
    'a property of the parent',
    {
      'm/pom.xml': pom('old', '<version>${v}</version>').replace(
        '<dependencies>',
        '<parent><groupId>com.acme</groupId><artifactId>root</artifactId><version>1</version></parent><dependencies>',
      ),
    },
    {
      'pom.xml':
        '<project><groupId>com.acme</groupId><artifactId>root</artifactId><version>1</version>\n<properties>\n<v>1.0.0</v></properties></project>',
    },
    'm/pom.xml:4',
    'Write `<v>1.1.0</v>` in `pom.xml`, line 3.',
    undefined,
  ],
  [
    'a catalog',
    { 'a/build.gradle': 'dependencies {\n  api libs.old\n}\n' },
    { 'gradle/libs.versions.toml': '[libraries]\nold = "com.acme:old:1.0.0"\n' },
    'a/build.gradle:2',
    'Write `old = "com.acme:old:1.1.0"` in `gradle/libs.versions.toml`, line 2.',
    undefined,
  ],
  [
    'a central version',
    { 'a/a.csproj': csproj('Acme.Old', '').replace(' Version=""', '') },
    { 'Directory.Packages.props': csproj('Acme.Old', '1.0.0').replace('PackageReference', 'PackageVersion') },
    'a/a.csproj:3',
    'Write `<PackageVersion Include="Acme.Old" Version="1.1.0" />` in `Directory.Packages.props`, line 3.',
    undefined,
  ],
  [
    'what else the entry says stays',
    { 'a.csproj': csproj('Acme.Old', '1.0.0').replace(' />', ' PrivateAssets="none" />') },
    {},
    'a.csproj:3',
    'Write `<PackageReference Include="Acme.Old" Version="1.1.0" />`.',
    '<PackageReference Include="Acme.Old" Version="1.1.0" PrivateAssets="none" />',
  ],
  [
    'a version in an element of its own is no fix of the name',
    { 'pom.xml': pom('old', '<version>1.0.0</version>') },
    {},
    'pom.xml:4',
    'Write `<version>1.1.0</version>`.',
    undefined,
  ],
])('the remedy names the file that decides: %s', async (_, files, around, place, remedy, fix) => {
  const manifests = Object.entries(around).map(([path, text]) => ({ path, text }));
  const change = { ...changeOf(files), surroundings: { own: [], manifests } };
  const { detections } = await reviewDependencies(change, lookups);
  const [finding] = detections.flatMap((one) =>
    'finding' in one && one.finding.rule === 'vulnerable-dependency' ? [one.finding] : [],
  );
  expect(`${finding?.path}:${finding?.start.line}`).toBe(place);
  expect(finding?.remedy).toBe(remedy);
  expect(finding?.fix?.replacement).toBe(fix);
});
