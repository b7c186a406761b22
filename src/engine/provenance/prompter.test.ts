// Who is behind a change that an agent wrote, by what GitHub, the description and the commits say.
import { expect, it } from 'vitest';
import type { Change, Commit, Identity } from '../change.ts';
import { prompterOf } from './prompter.ts';

const nr = 'users.noreply.github.com';
const bot: Identity = {
  name: 'devin-ai-integration[bot]',
  email: `1+devin-ai-integration[bot]@${nr}`,
  login: 'devin-ai-integration[bot]',
  type: 'Bot',
};
const jane: Identity = { name: 'Jane Roe', email: 'jane@example.org' };
const commit = (author: Identity, message = 'x', committer = author): Commit => ({
  sha: 'a',
  message,
  author,
  committer,
  verified: false,
});
const change = (opener: Identity | undefined, body: string, ...commits: Commit[]): Change => ({
  base: 'b',
  head: 'h',
  files: [],
  commits,
  unread: [],
  ...(opener && { pullRequest: { number: 1, title: 'x', body, author: opener, headRef: 'x', labels: [] } }),
});
const said = (of: Change) => {
  const found = prompterOf(of);
  return found && [found.login ?? found.email, found.from, found.isSure ? 'sure' : 'says so'].join(' ');
};

it.each<[string, Change, string | undefined]>([
  ['a person opened it', change({ ...jane, login: 'jane', type: 'User' }, ''), 'jane author sure'],
  ['Devin names a login', change(bot, 'Text\n\nRequested by: @octo'), 'octo body says so'],
  ['Devin names an address', change(bot, 'Requested by: octo@example.org'), 'octo@example.org body says so'],
  [
    'Claude names a login',
    change(bot, '<!-- ccr-projects-attribution: {"github_login":"octo"} -->'),
    'octo body says so',
  ],
  ['and in a line for people', change(bot, '_Requested by **octo**_'), 'octo body says so'],
  [
    'Jules names a login',
    change(
      bot,
      '*PR created automatically by Jules for task [1](https://jules.google.com/task/1) started by @octo*',
    ),
    'octo body says so',
  ],
  ['a quotation names somebody else', change(bot, '> Requested by: @octo'), undefined],
  [
    'a co-author',
    change(bot, '', commit(bot, 'x\n\nCo-authored-by: octo <7+octo@users.noreply.github.com>')),
    'octo co-author says so',
  ],
  [
    'a co-author that is a tool',
    change(bot, '', commit(bot, 'x\n\nCo-authored-by: Claude <noreply@anthropic.com>')),
    undefined,
  ],
  ['a committer', change(bot, '', commit(bot, 'x', jane)), 'jane@example.org committer says so'],
  [
    'GitHub as the committer',
    change(bot, '', commit(bot, 'x', { name: 'GitHub', email: 'noreply@github.com' })),
    undefined,
  ],
  ['two people', change(bot, '', commit(jane), commit({ name: 'Ada', email: 'ada@example.org' })), undefined],
  [
    'no pull request',
    change(undefined, '', commit(jane, 'x\n\nCo-authored-by: Claude <noreply@anthropic.com>')),
    'jane@example.org committer says so',
  ],
])('%s', (_name, of, expected) => {
  expect(said(of)).toBe(expected);
});
