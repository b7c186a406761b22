// Swift: manifests, pins and names.
import { expect, test } from 'vitest';
import { entriesOf } from '../../../../test/parsed-entries.ts';
import { swift } from './index.ts';

test('a Package.swift', () => {
  const text = `let package = Package(
  dependencies: [
    .package(url: "https://github.com/Apple/swift-nio.git", from: "2.0.0"),
    .package(url: "https://github.com/a/exact", exact: "1.2.3"),
    .package(name: "X", url: "git@github.com:a/minor.git", .upToNextMinor(from: "1.2.3")),
    .package(url: "https://a.test/range", "1.0.0"..<"1.5.0"),
    .package(url: "https://a.test/branch", branch: "main"),
    // .package(url: "https://a.test/no", from: "1.0.0"),
    .package(path: "../local"),
    .package(
      url: "https://a.test/lines",
      .exact("3.0.0")
    ),
  ]
)
`;
  expect(entriesOf(swift, 'Package.swift', text).map((one) => one.replace(/ \.package.*/, ''))).toEqual([
    'github.com/apple/swift-nio >=2.0.0 <3.0.0 runtime registry 3:5',
    'github.com/a/exact 1.2.3 runtime registry 4:5',
    'github.com/a/minor >=1.2.3 <1.3.0 runtime registry 5:5',
    'a.test/range >=1.0.0 <1.5.0 runtime registry 6:5',
    'a.test/branch https://a.test/branch#main runtime git 7:5',
    'a.test/lines 3.0.0 runtime registry 10:5',
  ]);
});

test.each([
  [
    '1',
    '{"object": {"pins": [{"repositoryURL": "https://github.com/a/b.git", "state": {"version": "1.0.0"}}]}}',
  ],
  [
    '2',
    '{"pins": [{"location": "https://github.com/a/b.git", "state": {"revision": "abc", "version": "1.0.0"}}]}',
  ],
])('a Package.resolved of format %s', (_, text) => {
  const [one] = swift.parse('Package.resolved', text).dependencies;
  expect(one).toMatchObject({ name: 'github.com/a/b', version: '1.0.0', direct: false, line: 1 });
  expect(text.slice((one?.column ?? 0) - 1, (one?.endColumn ?? 0) - 1)).toBe('"https://github.com/a/b.git"');
});

test.each([
  ['2.4.0', '>=2.0.0 <3.0.0', true],
  ['3.0.0', '>=2.0.0 <3.0.0', false],
  ['1.2.3', '1.2.3', true],
  ['x', '1.2.3', undefined],
])('%s meets %s: %s', (version, requirement, meets) => {
  expect(swift.satisfies(version, requirement)).toBe(meets);
});

test('only GitHub is asked, and the entry is written anew', () => {
  expect(swift.request('github.com/a/b').path).toBe('/repos/a/b');
  expect(swift.unasked?.('a.test/b')).toBeDefined();
  const [one] = swift.parse(
    'Package.swift',
    '.package(url: "https://github.com/a/b", exact: "1.0.0")',
  ).dependencies;
  expect(one && swift.write(one, '1.0.1')).toBe('.package(url: "https://github.com/a/b", exact: "1.0.1")');
});
