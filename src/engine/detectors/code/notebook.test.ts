// Tests which lines of a notebook are read as Python, and where in the file a finding stands.
import { expect, it } from 'vitest';
import type { Finding } from '../../finding.ts';
import { inNotebook, notebookOf } from './notebook.ts';

const notebook = (cells: readonly unknown[], metadata = {}): string =>
  JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1);

const cell = (...source: string[]): unknown => ({
  cell_type: 'code',
  metadata: {},
  outputs: [{ data: { 'application/json': { source: ['not()'] } }, output_type: 'display_data' }],
  source: source.map((line, at) => (at + 1 < source.length ? `${line}\n` : line)),
});

const codeOf = (body: string): string[] => {
  const read = notebookOf(body);
  return 'reason' in read ? [read.reason] : read.text.split('\n').filter((line) => line !== '');
};

it.each<[name: string, cells: unknown[], expected: string[]]>([
  ['code only', [{ cell_type: 'markdown', metadata: {}, source: ['eval(x)'] }, cell('a = 1')], ['a = 1']],
  [
    'lines for the shell',
    [cell('!pip install x', 'if a:', '    !ls \\', '      /tmp', '    b()')],
    ['pass', 'if a:', '    pass', '    b()'],
  ],
  [
    'lines for the notebook',
    [cell('%matplotlib inline', 'files = !ls', 'a != b', 'frame?', 'a = b % c')],
    ['pass', 'pass', 'a != b', 'pass', 'a = b % c'],
  ],
  ['cells of other languages', [cell('%%bash', 'rm -rf x'), cell('%%time', 'a()')], ['pass', 'a()']],
  ['quotes and signs', [cell('a = f"é\\n{b}"')], ['a = f"é\\n{b}"']],
  ['an empty cell', [cell(), cell('a')], ['a']],
  [
    'a cell of one text',
    [{ cell_type: 'code', metadata: {}, source: 'a\nb' }],
    ['the code of its cells does not stand line by line'],
  ],
])('reads %s', (_, cells, expected) => {
  expect(codeOf(notebook(cells))).toEqual(expected);
});

it('says of a notebook on one line that it was not read, and reads no other language', () => {
  expect(codeOf(JSON.stringify({ cells: [cell('a')] }))).toEqual([
    'the code of its cells does not stand line by line',
  ]);
  expect(codeOf(notebook([cell('x <- 1')], { kernelspec: { language: 'R', name: 'ir' } }))).toEqual([]);
  expect(codeOf(notebook([cell('a')], { kernelspec: { language: 'python', name: 'python3' } }))).toEqual([
    'a',
  ]);
});

it('keeps each line at its place and finds the columns behind what is escaped', () => {
  const body = notebook([cell('a = "b"; eval(c)')]);
  const lines = body.split('\n');
  const at = lines.findIndex((line) => line.includes('eval'));
  const read = notebookOf(body);
  const text = 'text' in read ? (read.text.split('\n')[at] as string) : '';
  expect(text).toBe('a = "b"; eval(c)');
  const region = { start: { line: at + 1, column: 10 }, end: { line: at + 1, column: 17 } };
  const finding: Finding = {
    rule: 'eval-of-text',
    title: '',
    class: 'code-injection',
    path: 'a.ipynb',
    ...region,
    severity: 'high',
    confidence: 'high',
    message: '',
    why: '',
    remedy: '',
    cwe: [95],
    references: [],
    related: [{ path: 'b.py', message: '', ...region }],
    fix: { ...region, replacement: '' },
  };
  const { start, end, fix, related } = inNotebook(finding, lines);
  expect(lines[at]?.slice(start.column - 1, end.column - 1)).toBe('eval(c)');
  expect(fix).toBeUndefined();
  expect(related[0]?.start.column).toBe(10);
});
