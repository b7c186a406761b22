// Tests of manifests that leave something to other files: parents, catalogs, central versions, workspaces, constraints.
import { describe, expect, test } from 'vitest';
import { processorMs, tooLongMs } from '../../../test/processor-time.ts';
import type { Around } from '../ecosystem.ts';
import { filesUp, foldersUp, isUp, nothingAround, resolvePath, setsValue } from './around.ts';
import { wantedAround } from './imported.ts';
import { ecosystems } from './index.ts';
import { wholeFile } from '../change.ts';

type Files = Record<string, string>;

const aroundOfFiles = (files: Files): Around => ({
  text: (path) => files[path],
  paths: Object.keys(files).sort(),
});

/** `name requirement` with the place that decides, or what is awaited; then what could not be read. */
function read(path: string, files: Files, around = aroundOfFiles(files)): string[] {
  const ecosystem = ecosystems.find((one) => one.reads(path) !== undefined)!;
  const { dependencies, unreadable } = ecosystem.parse(path, files[path]!, around);
  return [
    ...dependencies.map(({ line, name, requirement, version, source, decided, awaits }) => {
      const from = source === 'registry' ? '' : ` from ${source}`;
      const by = decided ? ` by ${decided.path}:${decided.line}` : '';
      return `${line} ${name} ${version ?? requirement ?? 'any'}${from}${by}${awaits ? ` awaits ${awaits}` : ''}`;
    }),
    ...unreadable.map(({ line, reason }) => `${line ?? '-'} ${reason}`),
  ];
}

const pom = (inner: string, name = 'app'): string =>
  `<project>\n<groupId>com.acme</groupId><artifactId>${name}</artifactId><version>1</version>\n${inner}\n</project>\n`;
const parent = (name: string, relative = ''): string =>
  `<parent><groupId>com.acme</groupId><artifactId>${name}</artifactId><version>1</version>${relative}</parent>`;
const entry = (name: string, version?: string): string =>
  `<dependency><groupId>org.x</groupId><artifactId>${name}</artifactId>${version === undefined ? '' : `<version>${version}</version>`}</dependency>`;
const managed = (inner: string): string =>
  `<dependencyManagement><dependencies>\n${inner}\n</dependencies></dependencyManagement>`;
const listed = (inner: string): string => `<dependencies>${inner}</dependencies>`;

describe('Maven', () => {
  test.each<[string, Files, string[]]>([
    [
      'a property of the parent',
      {
        'app/pom.xml': pom(parent('root') + listed(entry('a', '${a.version}'))),
        'pom.xml': pom('<properties>\n<a.version>1.2.3</a.version>\n</properties>', 'root'),
      },
      ['3 com.acme:root 1 from workspace', '3 org.x:a 1.2.3 by pom.xml:4'],
    ],
    [
      'a version that the parent of the parent manages by a property',
      {
        'a/b/pom.xml': pom(parent('mid') + listed(entry('a'))),
        'a/pom.xml': pom(parent('root'), 'mid'),
        'pom.xml': pom(`<properties><v>2.0</v></properties>\n${managed(entry('a', '${v}'))}`, 'root'),
      },
      ['3 com.acme:root', '3 org.x:a 2.0 by pom.xml:3'].map((line) =>
        line.replace('com.acme:root', 'com.acme:mid 1 from workspace'),
      ),
    ],
    [
      'a parent of another folder, by its name',
      {
        'app/pom.xml': pom(parent('root', '<relativePath/>') + listed(entry('a'))),
        'build/root/pom.xml': pom(managed(entry('a', '3')), 'root'),
      },
      ['3 com.acme:root 1 from workspace', '3 org.x:a 3 by build/root/pom.xml:4'],
    ],
    [
      'a BOM of the repository',
      {
        'app/pom.xml': pom(
          managed(
            '<dependency><groupId>com.acme</groupId><artifactId>bom</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency>',
          ) + listed(entry('a')),
        ),
        'bom/pom.xml': pom(`<properties><v>4</v></properties>\n${managed(entry('a', '${v}'))}`, 'bom'),
      },
      ['5 org.x:a 4 by bom/pom.xml:3', '4 com.acme:bom 1 from workspace'],
    ],
    [
      'a parent that is not here',
      { 'pom.xml': pom(parent('far') + listed(entry('a') + entry('b', '${b.version}'))) },
      [
        '3 com.acme:far 1 from workspace',
        '3 org.x:a ${set in another file} awaits the parent com.acme:far',
        '3 org.x:b ${b.version} awaits the parent com.acme:far',
      ],
    ],
    [
      'parents in a circle',
      {
        'a/pom.xml': pom(parent('b', '<relativePath>../b</relativePath>') + listed(entry('a')), 'a'),
        'b/pom.xml': pom(parent('a', '<relativePath>../a/pom.xml</relativePath>'), 'b'),
      },
      ['3 com.acme:b 1 from workspace', '3 org.x:a ${set in another file} awaits the parent com.acme:a'],
    ],
  ])('%s', (_, files, expected) => {
    expect(read(Object.keys(files)[0]!, files)).toEqual(expected);
  });
});

describe('Gradle', () => {
  const catalog = `[versions]\nokhttp = "4.9.0"\n[libraries]\nok-http_core = { module = "com.squareup:okhttp", version.ref = "okhttp" }\nplain = "g.h:a:1"\n[bundles]\nnet = ["ok-http-core", "plain"]\n[plugins]\nshadow = { id = "com.shadow", version = "8.0" }\n`;
  test.each<[string, Files, string[]]>([
    [
      'aliases of a catalog',
      {
        'app/build.gradle.kts':
          'plugins {\n  alias(libs.plugins.shadow)\n}\ndependencies {\n  implementation(libs.ok.http.core)\n  testImplementation(platform(libs.plain))\n}\n',
        'gradle/libs.versions.toml': catalog,
      },
      [
        '2 com.shadow:com.shadow.gradle.plugin 8.0 by gradle/libs.versions.toml:9',
        '5 com.squareup:okhttp 4.9.0 by gradle/libs.versions.toml:4',
        '6 g.h:a 1 by gradle/libs.versions.toml:5',
      ],
    ],
    [
      'a bundle, and a catalog of another name',
      {
        'build.gradle': 'dependencies {\n  implementation libs.bundles.net\n  api deps.x\n}\n',
        'gradle/libs.versions.toml': catalog,
        'gradle/deps.versions.toml': '[libraries]\nx = "i.j:x:2"\n',
      },
      [
        '2 com.squareup:okhttp 4.9.0 by gradle/libs.versions.toml:4',
        '2 g.h:a 1 by gradle/libs.versions.toml:5',
        '3 i.j:x 2 by gradle/deps.versions.toml:2',
      ],
    ],
    [
      'a catalog that the settings script takes from elsewhere',
      {
        'app/build.gradle': 'dependencies {\n  implementation libs.x\n  api deps.y\n}\n',
        'settings.gradle':
          "dependencyResolutionManagement {\n  versionCatalogs {\n    create('libs') {\n      from(files('versions/all.toml'))\n    }\n    deps { from(files('./deps.versions.toml')) }\n  }\n}\n",
        'versions/all.toml': '[libraries]\nx = "i.j:x:2"\n',
        'deps.versions.toml': '[libraries]\ny = "i.j:y:3"\n',
        'gradle/libs.versions.toml': '[libraries]\nx = "i.j:other:1"\n',
      },
      ['2 i.j:x 2 by versions/all.toml:2', '3 i.j:y 3 by deps.versions.toml:2'],
    ],
    [
      'a catalog that the settings script writes out',
      {
        'build.gradle.kts': 'dependencies {\n  implementation(libs.ok.http)\n  api(libs.plain)\n}\n',
        'settings.gradle.kts':
          'dependencyResolutionManagement {\n  versionCatalogs {\n    create("libs") {\n      library("ok-http", "com.squareup:okhttp:4.9.0")\n      library("plain", "g.h", "a").version("1")\n    }\n  }\n}\n',
      },
      ['2 com.squareup:okhttp 4.9.0 by settings.gradle.kts:4', '3 g.h:a 1 by settings.gradle.kts:5'],
    ],
    [
      'a catalog outside the folder `gradle`',
      {
        'app/build.gradle': 'dependencies {\n  implementation libs.x\n}\n',
        'libs.versions.toml': '[libraries]\nx = "i.j:x:2"\n',
      },
      ['2 i.j:x 2 by libs.versions.toml:2'],
    ],
    [
      'whole coordinates in buildSrc',
      {
        'buildSrc/src/main/kotlin/Deps.kt':
          'package build\n\nobject Deps {\n  private const val v = "2.9.0"\n  const val retrofit = "com.squareup.retrofit2:retrofit:$v"\n  const val at = "12:30:00"\n  val moshi = "com.squareup.moshi:moshi:1.15.0"\n}\n',
      },
      ['5 com.squareup.retrofit2:retrofit 2.9.0', '7 com.squareup.moshi:moshi 1.15.0'],
    ],
    [
      'an alias that was not read',
      { 'build.gradle': 'dependencies {\n  implementation libs.x\n  implementation project.y\n}\n' },
      ['2 `libs.x` stands in gradle/libs.versions.toml, which was not read or does not say it'],
    ],
    [
      'gradle.properties, ext of the root script, and a script that it applies',
      {
        'app/build.gradle':
          'dependencies {\n  api "g.h:a:$aVersion"\n  api "g.h:b:${rootProject.ext.bVersion}"\n  api "g.h:c:$versions.c"\n  api "g.h:d:$dVersion"\n}\n',
        'gradle.properties': '# x\naVersion=1.0\n',
        'build.gradle': "apply from: 'gradle/deps.gradle'\next {\n  bVersion = '2.0'\n}\n",
        'gradle/deps.gradle': "ext.versions = [\n  c: '3.0',\n]\n",
      },
      [
        '2 g.h:a 1.0 by gradle.properties:2',
        '3 g.h:b 2.0 by build.gradle:3',
        '4 g.h:c 3.0 by gradle/deps.gradle:2',
        '5 g.h:d $dVersion awaits gradle.properties or a script of the build',
      ],
    ],
    [
      'constants of buildSrc',
      {
        'app/build.gradle.kts': 'dependencies {\n  implementation("g.h:a:${Versions.a}")\n}\n',
        'buildSrc/src/main/kotlin/Versions.kt': 'object Versions {\n  const val a = "1.5"\n}\n',
      },
      ['2 g.h:a 1.5 by buildSrc/src/main/kotlin/Versions.kt:2'],
    ],
  ])('%s', (_, files, expected) => {
    expect(read(Object.keys(files)[0]!, files)).toEqual(expected);
  });
});

describe('NuGet', () => {
  const project = (inner: string): string => `<Project>\n<ItemGroup>\n${inner}\n</ItemGroup>\n</Project>\n`;
  test.each<[string, Files, string[]]>([
    [
      'central versions, an override and a property',
      {
        'src/a/a.csproj': project(
          '<PackageReference Include="X" />\n<PackageReference Include="Y" VersionOverride="9.0" />\n<PackageReference Include="Z" Version="$(ZVersion)" />',
        ),
        'Directory.Packages.props': project(
          '<PackageVersion Include="x" Version="1.0" />\n<PackageVersion Include="Y" Version="2.0" />',
        ),
        'src/Directory.Build.props':
          '<Project>\n<PropertyGroup>\n<ZVersion>3.0</ZVersion>\n</PropertyGroup>\n</Project>',
      },
      ['3 X 1.0 by Directory.Packages.props:3', '4 Y 9.0', '5 Z 3.0 by src/Directory.Build.props:3'],
    ],
    [
      'nothing was read',
      { 'a.csproj': project('<PackageReference Include="X" />\n<PackageReference Update="Y" />') },
      ['3 X $(set in another file) awaits Directory.Packages.props', '4 Y $(set in another file)'],
    ],
  ])('%s', (_, files, expected) => {
    expect(
      read(Object.keys(files)[0]!, files).map((line) =>
        line.replace(/^(\d+ )(\w)/, (__, at: string, c: string) => at + c.toUpperCase()),
      ),
    ).toEqual(expected);
  });
});

describe('Cargo, npm, pip, uv and Go', () => {
  test.each<[string, Files, string[]]>([
    [
      'Cargo: the workspace above, a rename, and a member by its path',
      {
        'crates/a/Cargo.toml':
          '[dependencies]\nserde.workspace = true\nold = { workspace = true, optional = true }\nb = { workspace = true }\nmissing = { workspace = true }\n',
        'Cargo.toml':
          '[workspace.dependencies]\nserde = { version = "1.0.1", features = [] }\nold = { package = "new", version = "=2.0.0" }\nb = { path = "crates/b" }\n',
      },
      [
        '2 serde 1.0.1 by Cargo.toml:2',
        '3 new 2.0.0 by Cargo.toml:3',
        '4 b crates/b from path by Cargo.toml:4',
        '5 missing any from workspace awaits the Cargo.toml of the workspace',
      ],
    ],
    [
      'pnpm: catalogs, also by name',
      {
        'packages/a/package.json':
          '{"dependencies": {\n"a": "catalog:",\n"b": "catalog:old",\n"c": "catalog:default",\n"d": "catalog:none",\n"e": "workspace:*"}}',
        'pnpm-workspace.yaml':
          'catalog:\n  a: ^1.0.0\n  c: npm:other@2.0.0\ncatalogs:\n  old:\n    b: 0.9.0\n',
      },
      [
        '2 a ^1.0.0 by pnpm-workspace.yaml:2',
        '3 b 0.9.0 by pnpm-workspace.yaml:6',
        '4 other 2.0.0 by pnpm-workspace.yaml:3',
        '5 d catalog:none from workspace awaits a catalog of the workspace',
        '6 e workspace:* from workspace',
      ],
    ],
    [
      'Bun and Yarn: catalogs elsewhere',
      {
        'a/package.json': '{"dependencies": {\n"x": "catalog:",\n"y": "catalog:t"}}',
        'package.json': '{"workspaces": {"packages": ["a"],\n"catalog": {\n"x": "1.0.0"}}}',
        '.yarnrc.yml': 'catalogs:\n  t:\n    y: 2.0.0\n',
      },
      ['2 x 1.0.0 by package.json:3', '3 y 2.0.0 by .yarnrc.yml:3'],
    ],
    [
      'a catalog that points to itself',
      { 'package.json': '{"catalog": {"x": "catalog:"},\n"dependencies": {"x": "catalog:"}}' },
      [
        '1 x catalog: from workspace awaits a catalog of the workspace',
        '2 x catalog: from workspace awaits a catalog of the workspace',
      ],
    ],
    [
      'pip: constraints of constraints, and one that was not read',
      {
        'app/requirements.txt': '-c ../constraints.txt\nflask\nrequests==2.0\nother\n',
        'constraints.txt': '-c more.txt\nflask==1.0\nrequests==1.0\n',
        'more.txt': 'other<3\n',
      },
      ['2 flask 1.0 by constraints.txt:2', '3 requests 2.0', '4 other <3 by more.txt:1'],
    ],
    [
      'pip: constraints that were not read',
      { 'requirements.txt': '-c constraints.txt\nflask\nrequests==2.0\n' },
      ['2 flask any awaits constraints.txt', '3 requests 2.0'],
    ],
    [
      'uv: the sources of the root hold for members',
      {
        'packages/a/pyproject.toml': '[project]\ndependencies = ["b", "c"]\n',
        'pyproject.toml': '[tool.uv.sources]\nb = { workspace = true }\n',
      },
      ['2 b any from workspace', '2 c any'],
    ],
    [
      'Go: modules of the same repository',
      {
        'a/go.mod':
          'module x.org/a\nrequire x.org/b v0.0.0\nrequire x.org/c v1.0.0\nrequire y.org/d v0.0.0\n',
        'b/go.mod': 'module x.org/b\n',
      },
      [
        '2 x.org/b v0.0.0 from workspace',
        '3 x.org/c 1.0.0',
        '4 y.org/d 0.0.0 awaits go.work or a module of the repository',
      ],
    ],
  ])('%s', (_, files, expected) => {
    expect(read(Object.keys(files)[0]!, files)).toEqual(expected);
  });
});

test('files are asked for only where an added line leaves something open', () => {
  const wanted = (path: string, text: string): string[] | undefined =>
    wantedAround([wholeFile(path, text)])?.choose([
      'pom.xml',
      'x/pom.xml',
      'Cargo.toml',
      'gradle/libs.versions.toml',
      'app/gradle/libs.versions.toml',
      'other/gradle.properties',
      'gradle.properties',
      'pnpm-workspace.yaml',
      'app/Cargo.toml',
    ]);
  expect(wanted('app/pom.xml', pom(listed(entry('a'))))).toEqual(['pom.xml', 'x/pom.xml']);
  expect(wanted('app/pom.xml', pom(listed(entry('a', '1'))))).toBeUndefined();
  expect(wanted('app/sub/Cargo.toml', '[dependencies]\na.workspace = true\n')).toEqual([
    'Cargo.toml',
    'app/Cargo.toml',
  ]);
  expect(wanted('app/build.gradle', 'dependencies {\n implementation libs.x\n}')).toEqual([
    'gradle.properties',
    'gradle/libs.versions.toml',
    'app/gradle/libs.versions.toml',
  ]);
  expect(wanted('package.json', '{"dependencies": {"a": "catalog:"}}')).toEqual(['pnpm-workspace.yaml']);
  expect(wanted('package.json', '{"dependencies": {"a": "1.0.0"}}')).toBeUndefined();
});

test('paths', () => {
  expect(foldersUp('a/b/c.txt')).toEqual(['a/b/', 'a/', '']);
  expect(foldersUp('c.txt')).toEqual(['']);
  expect(isUp('a/x', 'a/b/c')).toBe(true);
  expect(isUp('b/x', 'a/b/c')).toBe(false);
  expect(resolvePath('a/b/c', '../../../x')).toBeUndefined();
  expect(resolvePath('a/b/c', '.././x')).toBe('a/x');
  expect(filesUp(nothingAround, 'a/b', ['c'])).toEqual([]);
});

test('a line of digits is read in little time', () => {
  const started = processorMs();
  expect(setsValue('pom.xml', `<a>${'1'.repeat(300_000)}`)).toBe(false);
  expect(setsValue('pom.xml', '  <jackson.version>2.17.1</jackson.version>')).toBe(true);
  expect(processorMs() - started).toBeLessThan(tooLongMs);
});
