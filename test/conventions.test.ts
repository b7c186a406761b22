// The conventions of the house: each is checked here, and each check is shown a sample that it must refuse.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fetchFromRegistry from 'npm-registry-fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { detectors } from '../src/engine/detectors/index.ts';
import { ecosystems } from '../src/engine/ecosystems/index.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The files that belong to the project, whether committed yet or not. */
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
})
  .toString()
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const sources = files.filter((path) => /^(?:src|scripts|bench|bin)\/.*\.[jt]s$/.test(path));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What is wrong with a source file by its name and text. */
function problemsOf(path: string, body: string): string[] {
  const problems: string[] = [];
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(?:\.property)?(?:\.test|\.d)?\.[jt]s$/, '');
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) problems.push('file names are kebab-case');
  if (/(?:^|-)(?:utils?|helpers?|common|manager|service|base)$/.test(name))
    problems.push(`${name} says nothing`);
  if (!/^(?:#!.*\n)?\/\/ \S.*[.:]\n/.test(body)) problems.push('the first line is one sentence of purpose');
  return problems;
}

test('source files keep the conventions', () => {
  const found = sources.flatMap((path) =>
    problemsOf(path, text(path)).map((problem) => `${path}: ${problem}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['src/Foo.ts', '// Says what it is for.\n', 'file names are kebab-case'],
  ['src/string-utils.ts', '// Says what it is for.\n', 'string-utils says nothing'],
  ['src/a.ts', 'const a = 1;\n', 'the first line is one sentence of purpose'],
])('%s %j is refused', (path, body, problem) => {
  expect(problemsOf(path, body)).toEqual([problem]);
});

describe('folders', () => {
  const folders = (path: string): string[] =>
    readdirSync(join(root, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, path, entry.name, 'index.ts')))
      .map((entry) => entry.name)
      .toSorted();

  test('each detector stands in the list under the name of its folder', () => {
    expect(detectors.map((detector) => detector.id).toSorted()).toEqual(folders('src/engine/detectors'));
  });

  test('each ecosystem stands in the list under the name of its folder', () => {
    expect(ecosystems.map((ecosystem) => ecosystem.id).toSorted()).toEqual(folders('src/engine/ecosystems'));
  });

  /** What a lowering lacks of the files that all have. */
  const missing = (names: readonly string[]): string[] =>
    ['declarations', 'functions', 'statements', 'assignments', 'expressions', 'operators', 'strings', 'calls']
      .map((name) => `${name}.ts`)
      .filter((name) => !names.includes(name));

  test('each lowering has the file names of its neighbours', () => {
    const path = 'src/engine/flow/lower';
    const found = folders(path).flatMap((folder) =>
      missing(readdirSync(join(root, path, folder))).map((name) => `${folder}/${name}`),
    );
    expect(found).toEqual([]);
    expect(folders(path)).toContain('go');
    expect(missing(['index.ts', 'declarations.ts', 'functions.ts', 'statements.ts', 'assignments.ts', 'expressions.ts', 'operators.ts', 'strings.ts'])).toEqual(['calls.ts']); // prettier-ignore
  });
});

describe('what no file may hold', () => {
  const registry = new URL(fetchFromRegistry.pickRegistry('semver')).host;
  const lines = files
    .filter((path) => !/\.(?:png|wasm|ico)$/.test(path))
    .flatMap((path) =>
      text(path)
        .split('\n')
        .map((line, i) => ({ place: `${path}:${i + 1}`, line })),
    );

  test('the library still says where the registry is', () => {
    expect(registry).toMatch(/^[a-z.]+\.[a-z]+$/);
  });

  test.each([
    ['the address of a package registry', (line: string) => line.includes(registry)],
    [
      'a path of somebody’s machine',
      (line: string) =>
        /(?:^|[\s"'`(=])\/(?:home|Users|work|farm)\/[a-z]\w+\/|\/tmp\/bash_jobs/.test(line) &&
        !/home\/(?:user|me|ci|node|runner|alice|bob|dev|app)\b|\/Users\/(?:me|name|alice|bob|dev|jane)\b/.test(
          line,
        ),
    ],
  ])('%s', (_, isBad) => {
    expect(lines.filter(({ line }) => isBad(line)).map(({ place }) => place)).toEqual([]);
  });
});

describe('the import law', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'langguard-lint-'));
    cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What lint says of a file with this text at this path. */
  const lint = (path: string, body: string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${body}\n`);
    try {
      return execFileSync(join(root, 'node_modules/.bin/oxlint'), [path], {
        cwd: folder,
        stdio: 'pipe',
      }).toString();
    } catch (error) {
      return String((error as { stdout?: Buffer }).stdout);
    }
  };

  test.each([
    [
      'src/engine/bad.ts',
      "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;",
      'engine/ is pure',
    ],
    [
      'src/engine/detectors/x/bad.ts',
      "import { a } from '../../../sources/git.ts';\nexport const b = a;",
      'engine/ imports only itself',
    ],
    [
      'src/engine/bad2.ts',
      "import { Pool } from 'pg';\nexport const a = Pool;",
      'engine/ reaches nothing outside',
    ],
    [
      'src/sources/bad.ts',
      "import { a } from '../store/open.ts';\nexport const b = a;",
      'sources/ imports engine/ and itself',
    ],
    [
      'src/lookups/bad.ts',
      "import { a } from '../reporters/json.ts';\nexport const b = a;",
      'lookups/ imports engine/ and itself',
    ],
    [
      'src/reporters/bad.ts',
      "import { a } from '../lookups/osv.ts';\nexport const b = a;",
      'reporters/ imports engine/ and itself',
    ],
    [
      'src/store/bad.ts',
      "import { a } from '../server/app.ts';\nexport const b = a;",
      'store/ imports engine/ and itself',
    ],
    [
      'src/notices/bad.ts',
      "import { a } from '../store/open.ts';\nexport const b = a;",
      'notices/ imports engine/ and itself',
    ],
  ])('%s is refused', (path, body, message) => {
    expect(lint(path, body)).toContain(message);
  });

  test('a default export is refused', () => {
    expect(lint('src/sources/default.ts', 'export default 1;')).toContain('no-default-export');
  });

  test('a good import passes', () => {
    const said = lint(
      'src/sources/good.ts',
      "import type { Change } from '../engine/change.ts';\nexport type A = Change;",
    );
    expect(said).not.toContain('restricted');
  });
});
