// Actions: where workflows name them, how their tags are ordered, and how GitHub answers.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entriesOf } from '../../../../test/parsed-entries.ts';
import { actions } from './index.ts';
import { moving } from './versions.ts';

const sha = '11bd71901bbe5b1630ceea73d27597364c9af683';

test('a workflow: steps, reusable workflows, commits with their tags; local ones and images are none', () => {
  const text = `on: push
jobs:
  a:
    uses: octo/flows/.github/workflows/x.yml@v1
  b:
    steps:
      - uses: actions/checkout@${sha} # v4.2.2
      - uses: "Azure/login@v2"
      - name: x
        uses: owner/tool/sub/dir@v1.2.3 # why
      - uses: ./local
      - uses: docker://alpine:3
      - uses: \${{ matrix.action }}
      - uses: a/b@main
      - uses: a/c@${sha}
      - run: |
          echo uses: not/this@v1
`;
  expect(entriesOf(actions, '.github/workflows/ci.yml', text)).toEqual([
    'octo/flows v1 build registry 4:11 octo/flows/.github/workflows/x.yml@v1',
    `actions/checkout v4.2.2 build registry 7:15 actions/checkout@${sha}`,
    'azure/login v2 build registry 8:16 Azure/login@v2',
    'owner/tool v1.2.3 build registry 10:15 owner/tool/sub/dir@v1.2.3',
    'a/b main build registry 14:15 a/b@main',
    `a/c ${sha} build registry 15:15 a/c@${sha}`,
  ]);
});

test('a composite action', () => {
  const text = 'runs:\n  using: composite\n  steps:\n    - uses: actions/cache@v4\n';
  expect(entriesOf(actions, 'tools/x/action.yml', text)).toEqual([
    'actions/cache v4 build registry 4:13 actions/cache@v4',
  ]);
});

test.each([
  ['v4.1.7', '4.1.7', 0],
  ['v1', 'v1.0.0', 0],
  ['45.0.7', '46.0.1', -1],
  ['v45.*', '45.0.99', 1],
  ['v45.*', '46.0.1', -1],
  ['v4.1.*', 'v4.2.0', -1],
  ['*', 'v999.0.0', 1],
  ['v2.0.0-beta.1', 'v2', -1],
  ['main', 'v1', undefined],
  [sha, 'v1', undefined],
  ['release/v1', 'v1', undefined],
])('%s against %s', (a, b, order) => {
  const found = actions.compare(a, b);
  expect(found === undefined ? undefined : Math.sign(found)).toBe(order);
});

test('the order of tags is one', () => {
  const tag = fc.oneof(
    fc.stringMatching(/^v?\d{1,3}(\.\d{1,3}){0,3}(-[a-z0-9.]{1,4})?$/),
    fc.stringMatching(/^v?\d(\.\d)?\.\*$/),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(tag, tag, tag, (a, b, c) => {
      const [ab, ba, bc, ac] = [
        actions.compare(a, b),
        actions.compare(b, a),
        actions.compare(b, c),
        actions.compare(a, c),
      ];
      expect(ab === undefined).toBe(ba === undefined);
      if (ab !== undefined && ba !== undefined) expect(Math.sign(ab) + Math.sign(ba)).toBe(0);
      if (ab !== undefined && bc !== undefined && ac !== undefined && ab <= 0 && bc <= 0)
        expect(ac).toBeLessThanOrEqual(0);
    }),
  );
});

test.each([
  ['v4.1.7', 'v4', true],
  ['v4.1.7', 'v4.1', true],
  ['v5.0.0', 'v4', false],
  ['v4', 'v4', true],
  ['v4.0.0-rc.1', 'v4', false],
  ['v4.1.7', '>=4 <5', true],
  ['v4.1.7', 'v4.1.7', true],
  ['v4.1.7', 'main', undefined],
])('%s meets %s: %s', (version, requirement, meets) => {
  expect(actions.satisfies(version, requirement)).toBe(meets);
});

test('what moves stands for the highest that it can mean', () => {
  expect(['v4', '4.1', 'main', 'v4.1.7', sha].map((ref) => moving(ref))).toEqual([
    'v4.*',
    '4.1.*',
    '*',
    undefined,
    undefined,
  ]);
});

test("GitHub's answer", () => {
  expect(actions.request('a/b')).toMatchObject({
    path: '/repos/a/b',
    also: '/repos/a/b/git/matching-refs/tags/',
  });
  const about = {
    full_name: 'A/b',
    created_at: '2020-01-01T00:00:00Z',
    archived: true,
    license: { spdx_id: 'MIT' },
  };
  expect(actions.readRecord('a/b', [about, [{ ref: 'refs/tags/v1' }]])).toEqual({
    exists: true,
    versions: [{ version: 'v1', deprecated: 'its repository is archived and gets no more fixes' }],
    createdAt: '2020-01-01T00:00:00Z',
    maintainers: ['a'],
    license: 'MIT',
  });
  expect(() => actions.readRecord('a/b', [about, undefined])).toThrow();
});

test.each([
  ['action/checkout', 'actions/checkout'],
  ['docker/build-and-push-action', 'docker/build-push-action'],
])('%s was meant as %s', (name, target) => {
  expect(actions.meant?.(name)).toEqual({ kind: 'package', name: target });
});

test('writes the line at another version', () => {
  const [one, two] = actions.parse(
    'action.yml',
    `runs:\n  steps:\n    - uses: a/b@v1.0.0\n    - uses: a/b@${sha} # v1.0.0\n`,
  ).dependencies;
  expect(one && actions.write(one, '1.2.0')).toBe('a/b@v1.2.0');
  expect(two && actions.write(two, '1.2.0')).toBe('a/b@<commit of v1.2.0> # v1.2.0');
});
