// Tests of what counts as added: files that cannot be read, renames, moved lines, and hunks that do not fit.
import { expect, test } from 'vitest';
import { changeOf, type Files } from '../../../../test/registry-sim/review.ts';
import type { ChangedFile } from '../../change.ts';
import { collect } from './collect.ts';

const added = (file: ChangedFile): string[] =>
  collect({ ...changeOf({}), files: [file] }).added.map(({ dependency }) => dependency.name);
const gaps = (file: ChangedFile): string[] =>
  collect({ ...changeOf({}), files: [file] }).notChecked.map(({ reason }) => reason);
const file = (before: string, after: string, path = 'requirements.txt'): ChangedFile =>
  changeOf({ [path]: [before, after] }).files[0]!;

test.each([
  ['a new line', file('a==1\n', 'a==1\nb==1\n'), ['b']],
  ['another version', file('a==1\nb==1\n', 'a==2\nb==1\n'), ['a']],
  ['another order', file('a==1\nb==1\n', 'b==1\na==1\n'), []],
  ['another marker', file('a==1\n', 'a==1 ; python_version > "3"\n'), []],
  ['a removed line', file('a==1\nb==1\n', 'a==1\n'), []],
  ['a removed file', { ...file('a==1\n', ''), status: 'removed' as const }, []],
  [
    'a renamed manifest',
    { ...file('a==1\n', 'a==1\nb==1\n'), previousPath: 'old-requirements.txt', status: 'renamed' as const },
    ['b'],
  ],
  [
    'a file renamed to a manifest',
    { ...file('a==1\n', 'a==1\nb==1\n'), previousPath: 'notes.txt', status: 'renamed' as const },
    ['b'],
  ],
  [
    'hunks that do not fit: the added lines count',
    { ...file('a==1\n', 'a==1\nb==1\n'), body: 'x==1\ny==1\n' },
    ['y'],
  ],
])('%s', (_, changed, expected) => {
  expect(added(changed)).toEqual(expected);
});

test.each([
  ['a text that was not read', withoutBody(file('', 'a==1\n')), ['its text was not read']],
  ['a vendored file', { ...file('', 'a==1\n'), class: 'vendored' as const }, ['the file is vendored']],
  ['a line that cannot be read', file('', '!!\n'), ['line 1: not a requirement: !!']],
  ['a line that could not be read before either', file('!!\n', '!!\na==1\n'), []],
  [
    'many of them',
    file('', '!1\n!2\n!3\n!4\n!5\n!6\n!7\n'),
    [
      'line 1: not a requirement: !1',
      'line 2: not a requirement: !2',
      'line 3: not a requirement: !3',
      'line 4: not a requirement: !4',
      'line 5: not a requirement: !5',
      'and 2 more entries',
    ],
  ],
])('%s is not checked', (_, changed, expected) => {
  expect(gaps(changed)).toEqual(expected);
});

function withoutBody(given: ChangedFile): ChangedFile {
  const copy = { ...given };
  delete copy.body;
  return copy;
}

/** Added dependencies with their place, and what is not checked, of a change with these files around it. */
function toldAround(files: Files, around: Record<string, string> = {}): string[] {
  const manifests = Object.entries(around).map(([path, text]) => ({ path, text }));
  const change = { ...changeOf(files), surroundings: { own: [], manifests } };
  const { added: found, notChecked } = collect(change);
  return [
    ...found.map(
      ({ dependency: { path, line, name, requirement } }) =>
        `${path}:${line} ${name} ${requirement ?? 'any'}`,
    ),
    ...notChecked.map(({ path, reason }) => `${path} not checked: ${reason}`),
  ];
}

const workspace = 'catalog:\n  a: ^1.0.0\n';
const pointing = '{"dependencies": {\n"a": "catalog:"}}';

test('a version of another file: on the added line, or in the list where that is what the change adds', () => {
  expect(toldAround({ 'x/package.json': pointing }, { 'pnpm-workspace.yaml': workspace })).toEqual([
    'x/package.json:2 a ^1.0.0',
  ]);
  expect(toldAround({ 'x/package.json': pointing, 'pnpm-workspace.yaml': workspace })).toEqual([
    'pnpm-workspace.yaml:2 a ^1.0.0',
  ]);
  expect(toldAround({ 'x/package.json': pointing })).toEqual([
    'x/package.json:2 a catalog:',
    'x/package.json not checked: line 2: the version of a stands in a catalog of the workspace, which was not read',
  ]);
  // What stood there before is not told again because the list has changed.
  expect(
    toldAround({
      'x/package.json': [pointing, `${pointing}\n`],
      'pnpm-workspace.yaml': ['catalog:\n  a: ^0.9.0\n', workspace],
    }),
  ).toEqual(['pnpm-workspace.yaml:2 a ^1.0.0']);
});

test.each<[string, Files, Record<string, string>, string[]]>([
  [
    'gradle.properties',
    { 'gradle.properties': ['# x\nv=1.0\n', '# x\nv=2.0\n'] },
    { 'a/build.gradle': 'dependencies {\n api "g.h:i:$v"\n api "g.h:j:1"\n}\n' },
    ['gradle.properties:2 g.h:i 2.0'],
  ],
  [
    'a property of the parent, used by two modules',
    {
      'pom.xml': [
        '<project><artifactId>r</artifactId><properties>\n<v>1</v>\n</properties></project>',
        '<project><artifactId>r</artifactId><properties>\n<v>2</v>\n</properties></project>',
      ],
    },
    Object.fromEntries(
      ['a', 'b'].map((name) => [
        `${name}/pom.xml`,
        `<project><parent><groupId>g</groupId><artifactId>r</artifactId></parent><artifactId>${name}</artifactId><dependencies><dependency><groupId>h</groupId><artifactId>i</artifactId><version>\${v}</version></dependency></dependencies></project>`,
      ]),
    ),
    ['pom.xml:2 h:i 2'],
  ],
  [
    'a property that nobody uses',
    { 'gradle.properties': ['v=1.0\n', 'v=2.0\n'] },
    { 'a/build.gradle': 'dependencies {\n api "g.h:i:1"\n}\n' },
    [],
  ],
  [
    'a property of Directory.Build.props',
    {
      'Directory.Build.props': [
        '<Project><PropertyGroup>\n<V>1.0</V>\n</PropertyGroup></Project>',
        '<Project><PropertyGroup>\n<V>2.0</V>\n</PropertyGroup></Project>',
      ],
    },
    {
      'a/a.csproj':
        '<Project><ItemGroup><PackageReference Include="X" Version="$(V)" /></ItemGroup></Project>',
    },
    ['Directory.Build.props:2 X 2.0'],
  ],
])('a value that other files use: %s', (_, files, around, expected) => {
  expect(toldAround(files, around).map((line) => line.replace(' x ', ' X '))).toEqual(expected);
});
