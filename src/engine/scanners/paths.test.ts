// Paths that scanners name: what they are in the repository, and what is refused.
import { describe, expect, it } from 'vitest';
import { pathReader, repositoryPath } from './paths.ts';
import type { Json } from './shape.ts';

describe('repositoryPath', () => {
  const root = '/home/runner/app';
  it.each([
    ['src/a.py', 'src/a.py'],
    ['./src//a.py', 'src/a.py'],
    ['src/a%20b.py', 'src/a b.py'],
    ['src/100%.py', 'src/100%.py'],
    ['src\\a.py', 'src/a.py'],
    ['a:b.py', 'a:b.py'],
    [`file://${root}/src/a.py`, 'src/a.py'],
    [`file://localhost${root}/src/a.py`, 'src/a.py'],
    [`${root}/src/a.py`, 'src/a.py'],
    ['../a.py', undefined],
    ['src/../../a.py', undefined],
    ['src/%2e%2e/%2e%2e/a.py', undefined],
    ['src\\..\\a.py', undefined],
    ['/etc/passwd', undefined],
    ['//host/share/a.py', undefined],
    ['file:///etc/passwd', undefined],
    [`file://${root}/../x.py`, undefined],
    [`file://${root}x/a.py`, undefined],
    ['C:\\x\\a.py', undefined],
    ['https://example.com/a.py', undefined],
    ['src/a%00.py', undefined],
    ['src/a%0A.py', undefined],
    ['', undefined],
    ['/', undefined],
  ])('%j is %j', (uri, path) => expect(repositoryPath(uri, [`${root}/`])).toBe(path));

  it('knows a folder of Windows in either spelling', () => {
    expect(repositoryPath('file:///C:/build/src/a.cs', ['file:///c:/build/'])).toBe('src/a.cs');
    expect(repositoryPath('c:\\build\\src\\a.cs', ['C:\\build/'])).toBe('src/a.cs');
  });
});

describe('pathReader', () => {
  const run: Json = {
    originalUriBaseIds: {
      SRC: { uri: 'src/', uriBaseId: '%SRCROOT%' },
      '%SRCROOT%': { uri: 'file:///build/app/' },
      LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
    },
    artifacts: [{ location: { uri: 'lib/b.py' } }],
  };
  it.each<[Json, string | undefined]>([
    [{ uri: 'a.py', uriBaseId: '%SRCROOT%' }, 'a.py'],
    [{ uri: 'a.py', uriBaseId: 'SRC' }, 'src/a.py'],
    [{ uri: 'a.py', uriBaseId: 'UNKNOWN' }, 'a.py'],
    [{ uri: '../a.py', uriBaseId: 'SRC' }, undefined],
    [{ uri: 'file:///build/app/a.py' }, 'a.py'],
    [{ uri: 'a.py', uriBaseId: 'LOOP' }, 'x/x/x/x/x/a.py'],
    [{ index: 0 }, 'lib/b.py'],
    [{ index: 7 }, undefined],
    [{ uri: 7 }, undefined],
    ['a.py', undefined],
    [null, undefined],
  ])('%j is %j', (location, path) => expect(pathReader(run)(location)).toBe(path));
});
