// What a suggestion in a trace says of lines, beside what else is known of them.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { wholeFile, type Change, type Commit } from '../../change.ts';
import { attribute } from '../attribute.ts';
import type { AiTool } from '../tool.ts';
import { packPrints, unpackPrints } from './packed.ts';
import { keyedDigest, keysOfPrint, likeness, linePrinter, type LinePrint } from './prints.ts';
import type { Suggestion } from './suggestion.ts';
import { processorMs, tooLongMs } from '../../../../test/processor-time.ts';

const key = 'k'.repeat(64);
const print = linePrinter(key);

const tool = (id: string, name: string): AiTool => ({
  id,
  name,
  names_no_tool: false,
  record_names: [],
  pull_request_authors: [],
  identities: [
    {
      id: `${id}-mail`,
      grade: 'claimed',
      kind: 'identity',
      source: 'test',
      emails: [`noreply@${id}.example`],
      logins: [`${id}[bot]`],
      examples: { match: ['x'], no_match: [] },
    },
  ],
  trailers: [],
  footers: [],
  body: [],
  branches: [],
  labels: [],
  comments: [],
});
const tools = [tool('claude-code', 'Claude Code'), tool('codex', 'Codex')];

const code = `export async function refundOrder(orderId: string) {
  const order = await loadOrderWithPayments(orderId);
  if (order.state !== 'paid') throw new RefundNotPossible(orderId);
  await paymentProvider.refund(order.paymentId, order.totalCents);
  return null;
}`;

const suggestion = (text: string, given: Partial<Suggestion> = {}): Suggestion => ({
  id: 's-1',
  tool: 'claude-code',
  model: 'claude-opus-4-6',
  person: 'dana@acme.example',
  session: 'c-1',
  link: 'https://traces.example/c-1',
  at: '2026-11-20T10:00:00.000Z',
  path: 'home/shop/src/refund.ts',
  lines: text.split('\n').flatMap((line) => print(line) ?? []),
  ...given,
});

const person: Commit['author'] = { name: 'Dana', email: 'dana@acme.example' };

function change(text: string, given: Partial<Change> = {}): Change {
  const file = wholeFile('src/refund.ts', `${text}\n`);
  return { base: 'a', head: 'b', commits: [], unread: [], files: [file], ...given };
}

const said = (given: Change, under: string | undefined = key) =>
  attribute(given, tools, under).ranges.map(
    ({ start, end, origin }) =>
      `${start}-${end} ${origin.grade}${origin.tool === undefined ? '' : ` ${origin.tool}`}${origin.trace === undefined ? '' : ` ${origin.trace.accepted}`}`,
  );

describe('which lines are joined', () => {
  it.each<[string, string, Suggestion[], string[]]>([
    ['as they were suggested', code, [suggestion(code)], ['1-6 reported claude-code unchanged']],
    [
      'indented otherwise',
      code.replace(/^/gm, '\t\t'),
      [suggestion(code)],
      ['1-6 reported claude-code unchanged'],
    ],
    [
      'with other quotes and no semicolons',
      code.replaceAll("'", '"').replaceAll(';', ''),
      [suggestion(code)],
      ['1-6 reported claude-code unchanged'],
    ],
    [
      'with a variable renamed',
      code.replaceAll(/\border\b/g, 'found'),
      [suggestion(code)],
      [
        '1-1 reported claude-code unchanged',
        '2-4 reported claude-code edited',
        '5-6 reported claude-code unchanged',
      ],
    ],
    [
      'with a line of a person within',
      code.replace('  return null;', '  auditTrail.push({ kind: "refund", orderId });\n  return null;'),
      [suggestion(code)],
      ['1-4 reported claude-code unchanged', '5-5 unknown', '6-7 reported claude-code unchanged'],
    ],
    [
      'with a line taken out',
      code.replace(/.*throw.*\n/, ''),
      [suggestion(code)],
      ['1-5 reported claude-code unchanged'],
    ],
    [
      'suggested for no file in particular',
      code,
      [suggestion(code, { path: undefined as never })],
      ['1-6 reported claude-code unchanged'],
    ],
    ['nothing suggested', code, [], ['1-6 unknown']],
    [
      'something else suggested',
      code,
      [suggestion('const taxRate = loadTaxRateOfCountry(country);')],
      ['1-6 unknown'],
    ],
    [
      'what every program has',
      'export function a() {\n  return null;\n}',
      [suggestion('export function a() {\n  return null;\n}')],
      ['1-3 unknown'],
    ],
    [
      'one line of a long suggestion',
      '  const order = await load(orderId);',
      [suggestion(`${code.replace('loadOrderWithPayments', 'load')}\n${code.replaceAll('order', 'cart')}`)],
      ['1-1 unknown'],
    ],
    [
      'one line for another file',
      '  const order = await loadOrderWithPayments(orderId);',
      [suggestion(code.split('\n')[1] as string, { path: 'src/other.ts' })],
      ['1-1 unknown'],
    ],
    [
      'a line that every conversation brings',
      "import { readFileSync } from 'node:fs';",
      Array.from({ length: 12 }, (_, n) =>
        suggestion("import { readFileSync } from 'node:fs';", { id: `s-${n}`, session: `c-${n}` }),
      ),
      ['1-1 unknown'],
    ],
    [
      'the one that explains more',
      code,
      [suggestion(code.split('\n').slice(0, 2).join('\n'), { id: 's-0', tool: 'codex' }), suggestion(code)],
      ['1-6 reported claude-code unchanged'],
    ],
  ])('%s', (_name, text, suggestions, expected) => {
    expect(said(change(text, { suggestions }))).toEqual(expected);
  });

  it('none under another key, or without one', () => {
    const given = change(code, { suggestions: [suggestion(code)] });
    expect(said(given, 'x'.repeat(64))).toEqual(['1-6 unknown']);
    expect(attribute(given, tools).ranges.map(({ origin }) => origin.grade)).toEqual(['unknown']);
  });
});

describe('what else is known', () => {
  const commit = (author: Commit['author'], verified = false): Commit => ({
    sha: 'b'.repeat(40),
    message: 'Refunds',
    author,
    committer: author,
    verified,
  });
  const joinedWith = (commits: Commit[]) => change(code, { commits, suggestions: [suggestion(code)] });

  it('a trace is more than a claim, and keeps it as evidence', () => {
    const [range] = attribute(
      joinedWith([commit({ name: 'Codex', email: 'noreply@codex.example' })]),
      tools,
      key,
    ).ranges;
    expect(range?.origin).toMatchObject({ grade: 'reported', tool: 'claude-code', model: 'claude-opus-4-6' });
    expect(range?.origin.evidence.map(({ marker, grade }) => `${marker} ${grade}`)).toEqual([
      'assistant-trace reported',
      'codex-mail claimed',
      'codex-mail claimed',
    ]);
    expect(range?.origin.trace).toEqual({
      id: 's-1',
      person: 'dana@acme.example',
      session: 'c-1',
      link: 'https://traces.example/c-1',
      at: '2026-11-20T10:00:00.000Z',
      accepted: 'unchanged',
    });
  });

  it('and less than what GitHub attests, to which it adds', () => {
    const bot = {
      name: 'Claude',
      email: 'noreply@claude-code.example',
      login: 'claude-code[bot]',
      type: 'Bot' as const,
    };
    const given = joinedWith([commit(bot, true)]);
    given.pullRequest = { number: 1, title: '', body: '', author: bot, headRef: 'x', labels: [] };
    const [range] = attribute(given, tools, key).ranges;
    expect(range?.origin).toMatchObject({ grade: 'attested', tool: 'claude-code', model: 'claude-opus-4-6' });
    expect(range?.origin.trace?.session).toBe('c-1');
  });

  it('a person who committed is no author of what was suggested', () => {
    expect(said(joinedWith([commit(person)]))).toEqual(['1-6 reported claude-code unchanged']);
  });

  it('the summary names no conversation where there are several', () => {
    const half = code.split('\n');
    const suggestions = [
      suggestion(half.slice(0, 3).join('\n'), { id: 's-1', session: 'c-1' }),
      suggestion(half.slice(3).join('\n'), { id: 's-2', session: 'c-2' }),
    ];
    const { summary, ranges } = attribute(change(code, { suggestions }), tools, key);
    expect(ranges.map(({ origin }) => origin.trace?.session)).toEqual(['c-1', 'c-2']);
    expect(summary).toHaveLength(1);
    expect(summary[0]?.origin.trace).toBeUndefined();
  });
});

describe('prints', () => {
  const of = (line: string): LinePrint => print(line) as LinePrint;

  it.each(['', 'a', 'é'.repeat(100)])('are made by HMAC-SHA256: %j', (text) => {
    const own = Buffer.from('0f'.repeat(32), 'hex');
    expect(keyedDigest(own)(text)).toEqual(createHmac('sha256', own).update(text).digest());
  });

  it('come back from their bytes as they were', () => {
    const prints = code.split('\n').map(of);
    expect(unpackPrints(packPrints(prints))).toEqual(prints);
    expect(unpackPrints(packPrints(prints).subarray(0, -1))).toEqual(prints.slice(0, -1));
    expect(prints.every(({ exact }) => Number.isSafeInteger(exact) && exact < 2 ** 52)).toBe(true);
  });

  it.each<[string, string, string, 'same' | 'renamed' | 'alike' | 'different']>([
    ['spaces', 'const a=load( path );', '    const a = load(path)', 'same'],
    ['quotes', "open('f', `x`)", 'open("f", "x")', 'same'],
    ['a variable', 'const total = sum(items);', 'const all = sum(items);', 'renamed'],
    ['a function', 'const total = sum(items);', 'const total = max(items);', 'alike'],
    ['a number', 'retry(5, loadOrder, order.id)', 'retry(7, loadOrder, order.id)', 'alike'],
    ['everything', 'const total = sum(items);', 'if (request.user.isAdmin) grant(role)', 'different'],
  ])('%s', (_name, a, b, expected) => {
    const [one, two] = [of(a), of(b)];
    const found =
      one.exact === two.exact
        ? 'same'
        : one.shape === two.shape
          ? 'renamed'
          : likeness(one, two) > 0.4
            ? 'alike'
            : 'different';
    expect(found).toBe(expected);
  });

  it('are found by nothing where a line weighs too little, and are none of blank lines and of data', () => {
    expect(keysOfPrint(of('return null;'))).toEqual([]);
    expect(keysOfPrint(of('loadOrderWithPayments(orderId)'))).toHaveLength(2);
    expect([print(''), print('   '), print('x'.repeat(3000))]).toEqual([undefined, undefined, undefined]);
  });

  it('of hostile lines are made in time', () => {
    const started = processorMs();
    for (const line of [
      '"'.repeat(2000),
      "'\\".repeat(900),
      '`a'.repeat(900),
      'a '.repeat(900),
      '\\"'.repeat(900),
    ])
      for (let i = 0; i < 20; i++) print(line);
    expect(processorMs() - started).toBeLessThan(tooLongMs);
  });
});
