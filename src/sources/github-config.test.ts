// Tests of reading the configuration at once: what counts as an answer, and when each file must be read by itself.
import { expect, test } from 'vitest';
import { readConfigFiles, type ConfigPlace } from './github-config.ts';
import type { GitHubClient } from './github-api.ts';

const place: ConfigPlace = {
  owner: 'o',
  repo: 'r',
  branch: 'main',
  path: '.langguard.yml',
  folder: '.langguard/rules',
  wants: { isWanted: (path) => path.endsWith('.yml'), maxFiles: 2, maxBytes: 100 },
};
const tip = { target: { oid: 'a'.repeat(40) } };
const blob = (text: string | null, more: object = {}): object => ({
  text,
  byteSize: text?.length ?? 0,
  isTruncated: false,
  isBinary: false,
  ...more,
});
const file = (name: string, object: object | null, type = 'blob'): object => ({ name, type, object });

function client(answer: unknown): GitHubClient {
  const graphql = async (): Promise<unknown> => {
    if (answer instanceof Error) throw answer;
    return { repository: answer };
  };
  return { graphql } as unknown as GitHubClient;
}

const failed = (fields: object): Error => Object.assign(new Error('failed'), fields);

test.each<[string, unknown, unknown]>([
  [
    'both',
    {
      tip,
      file: blob('version: 1\n'),
      folder: {
        entries: [
          file('b.yml', blob('b')),
          file('a.yml', blob('a')),
          file('notes.md', blob('n')),
          file('deep.yml', null, 'tree'),
        ],
      },
    },
    {
      commit: 'a'.repeat(40),
      text: 'version: 1\n',
      folder: [
        { path: '.langguard/rules/a.yml', text: 'a' },
        { path: '.langguard/rules/b.yml', text: 'b' },
      ],
    },
  ],
  ['neither', { tip, file: null, folder: null }, { commit: 'a'.repeat(40), text: undefined, folder: [] }],
  ['an empty file', { tip, file: blob(''), folder: null }, { commit: 'a'.repeat(40), text: '', folder: [] }],
  [
    'more rules than the limit, and one too large',
    {
      tip,
      file: null,
      folder: {
        entries: [file('a.yml', blob('x'.repeat(101))), file('b.yml', blob('b')), file('c.yml', blob('c'))],
      },
    },
    {
      commit: 'a'.repeat(40),
      text: undefined,
      folder: [
        { path: '.langguard/rules/a.yml' },
        { path: '.langguard/rules/b.yml', text: 'b' },
        { path: '.langguard/rules/c.yml' },
      ],
    },
  ],
  [
    'a policy that GitHub cut off',
    { tip, file: blob('version', { isTruncated: true }), folder: null },
    undefined,
  ],
  ['a policy of bytes', { tip, file: blob(null, { isBinary: true }), folder: null }, undefined],
  ['a rule of bytes', { tip, file: null, folder: { entries: [file('a.yml', blob(null))] } }, undefined],
  ['a branch that is gone', { tip: null, file: null, folder: null }, undefined],
  [
    'a repository that is not there',
    failed({ errors: [{ type: 'NOT_FOUND' }] }),
    { text: undefined, folder: [] },
  ],
  ['no right to it', failed({ errors: [{ type: 'FORBIDDEN' }] }), undefined],
  ['trouble', failed({ status: 502 }), undefined],
])('%s', async (_name, answer, expected) => {
  expect(await readConfigFiles(client(answer), place)).toEqual(expected);
});

test('a limit is no reason to ask more', async () => {
  const limit = failed({ status: 403, response: { headers: { 'x-ratelimit-remaining': '0' } } });
  await expect(readConfigFiles(client(limit), place)).rejects.toBe(limit);
  await expect(readConfigFiles(client(new Error('API rate limit exceeded')), place)).rejects.toThrow(
    /rate limit/,
  );
});

test('without GraphQL there is no answer', async () => {
  expect(await readConfigFiles({} as unknown as GitHubClient, place)).toBeUndefined();
});
