// Every area knows its own examples and no others, and the questions are few, in order, and about AI-written lines alone.
import { beforeAll, describe, expect, test } from 'vitest';
import { readRuleFiles, syntaxFor } from '../../assets.ts';
import { type Change, wholeFile } from '../change.ts';
import { languages } from '../languages.ts';
import type { Grade } from '../origin.ts';
import type { OriginRange } from '../provenance/attribute.ts';
import { loadRules } from '../rules/load.ts';
import type { Syntax } from '../syntax/parse.ts';
import type { ChecklistItem } from './area.ts';
import { checklistOf } from './checklist.ts';

const { rules, problems } = loadRules(
  (await readRuleFiles()).filter(({ path }) => path.startsWith('review-checklist/')),
);
const areas = rules.checklist ?? [];
let syntax: Syntax;

beforeAll(async () => {
  const all = languages.map((language) => wholeFile(`a${language.extensions[0]}`, ''));
  syntax = await syntaxFor(all);
});

/** Files of which these lines, or all, are of one grade. */
async function asked(
  files: Record<string, string>,
  { grade = 'claimed', lines }: { grade?: Grade; lines?: [number, number] } = {},
): Promise<ChecklistItem[]> {
  const change: Change = {
    base: '',
    head: '',
    commits: [],
    unread: [],
    files: Object.entries(files).map(([path, body]) => wholeFile(path, body)),
  };
  const ranges = Object.entries(files).map(([path, body]): OriginRange => ({
    path,
    start: lines?.[0] ?? 1,
    end: lines?.[1] ?? body.split('\n').length - 1,
    origin: { tool: 'claude-code', grade, evidence: [] },
  }));
  const isWritten = (each: Grade): boolean => each === 'claimed';
  return checklistOf(change, ranges, areas, { syntax, isWritten, breathe: async () => undefined });
}

test('the areas can be read and are named as their files', () => {
  expect(problems).toEqual([]);
  expect(areas.map(({ id }) => id)).toEqual([
    'authentication',
    'concurrency',
    'cryptography',
    'deserialisation',
    'file-access',
    'migrations',
    'network',
    'payments',
    'queries',
  ]);
});

const examples = areas.flatMap(({ id, examples: { match, no_match } }) =>
  (
    [
      [match, true],
      [no_match, false],
    ] as const
  ).flatMap(([list, isOne]) =>
    list.map(({ language, path, code }) => {
      const extension = languages.find((one) => one.id === language)?.extensions[0] ?? '';
      return { id, isOne, path: path ?? `src/a${extension}`, code };
    }),
  ),
);
test.each(examples)('$id $isOne: $code', async ({ id, isOne, path, code }) => {
  const found = (await asked({ [path]: code })).map(({ area }) => area);
  if (isOne) expect(found).toContain(id);
  else expect(found).not.toContain(id);
});

const login = 'def login(name):\n    return jwt.decode(name)\n';

describe('who is asked what', () => {
  test('one area gets three questions, with its lines', async () => {
    const [item, ...others] = await asked({ 'app/a.py': `x = 1\n\n\n\n\n${login}` });
    expect(others).toEqual([]);
    expect(item).toMatchObject({ area: 'authentication', more: 0 });
    expect(item?.questions).toHaveLength(3);
    expect(item?.places).toEqual([{ path: 'app/a.py', start: 6, end: 7 }]);
  });

  test('many areas share six, those that weigh most first', async () => {
    const body = `${login}import pickle, requests, threading, hashlib
pickle.loads(a)
requests.get(b)
threading.Thread()
hashlib.md5(c)
cursor.execute(d)
open(e)
`;
    const items = await asked({ 'app/a.py': body });
    expect(items.map(({ area, questions }) => `${area} ${questions.length}`)).toEqual([
      'authentication 1',
      'cryptography 1',
      'queries 1',
      'deserialisation 1',
      'file-access 1',
      'network 1',
    ]);
  });

  test('four areas: the first two get two', async () => {
    const items = await asked({
      'app/a.py': `${login}cursor.execute(d)\nopen(e)\nfetch = requests.get(b)\n`,
    });
    expect(items.map(({ questions }) => questions.length)).toEqual([2, 2, 1, 1]);
  });

  test.each<[string, Record<string, string>, Parameters<typeof asked>[1]]>([
    ['lines of nobody', { 'app/a.py': login }, { grade: 'unknown' }],
    ['hints', { 'app/a.py': login }, { grade: 'hinted' }],
    ['other lines of the file', { 'app/a.py': `x = 1\n${login}` }, { lines: [1, 1] }],
    [
      'tests',
      { 'tests/test_a.py': login, 'src/a.test.ts': 'login();\n', 'AuthTest.java': 'class A {}\n' },
      {},
    ],
    ['documentation', { 'docs/a.py': login, 'auth/README.md': 'login()\n' }, {}],
    ['settings', { 'auth/a.json': '{"login": 1}\n', 'auth/a.yml': 'login: 1\n' }, {}],
    ['comments', { 'app/a.py': '# login(); cursor.execute(x)\n' }, {}],
    [
      'code that cannot hurt',
      { 'app/a.py': 'def total(items):\n    return sum(i.price for i in items)\n' },
      {},
    ],
  ])('%s are not asked about', async (_name, files, who) => {
    expect(await asked(files, who)).toEqual([]);
  });

  test.each<[string, boolean]>([
    ['def login_user(a): pass', true],
    ['def handle_login(a): pass', true],
    ['def noreply_login(a): pass', false],
    ['login = 1', false],
    ['def user_reset_password(a): pass', true],
    ['def password_reset_mail(a): pass', false],
  ])('%s is about sessions: %s', async (code, expected) => {
    expect((await asked({ 'app/a.py': `${code}\n` })).length > 0).toBe(expected);
  });

  test('a chain is of the line on which its call stands', async () => {
    const body =
      'const rows = await db\n  .select()\n  .from(users)\n  .limit(1);\nconst b =\n  client\n    .query(text);\n';
    expect((await asked({ 'src/a.ts': body }))[0]?.places).toEqual([{ path: 'src/a.ts', start: 7, end: 7 }]);
  });

  test('more places than eight are counted', async () => {
    const body = 'open(a)\n\n\n\n\n'.repeat(10);
    const [item] = await asked({ 'app/a.py': body });
    expect([item?.places.length, item?.more]).toEqual([8, 2]);
  });
});

test('very many lines do no harm', async () => {
  expect(await asked({ 'app/a.py': '\n'.repeat(300_000) })).toEqual([]);
});
