// Comments that mark what a tool wrote: how far each reaches, and that they only hint.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Change, wholeFile } from '../change.ts';
import { attribute } from './attribute.ts';
import { aiToolSchema } from './tool.ts';

const rules = new URL('../../../rules/ai-markers/', import.meta.url);
const tools = ['in-code.yml', 'claude-code.yml'].map((name) =>
  aiToolSchema.parse(parse(readFileSync(new URL(name, rules), 'utf8'))),
);
const jane = { name: 'Jane', email: 'jane@example.org' };
const said = (text: string, message = 'x') => {
  const change: Change = {
    base: 'b',
    head: 'h',
    files: [wholeFile('a.c', text)],
    commits: [{ sha: 'a', message, author: jane, committer: jane, verified: false }],
    unread: [],
  };
  return attribute(change, tools).ranges.map(({ start, end, origin }) => `${start}-${end} ${origin.grade}`);
};

it.each<[string, string[], string[]]>([
  ['no comment', said('a\nb\n'), ['1-2 unknown']],
  [
    'from one comment to another',
    said('a\n/*START GENAI*/\nb\nc\n/*END GENAI*/\nd\n'),
    ['1-1 unknown', '2-5 hinted', '6-6 unknown'],
  ],
  ['an end that is missing', said('a\n/*START GENAI*/\nb\n'), ['1-1 unknown', '2-2 hinted', '3-3 unknown']],
  ['one line', said('a\n// ... existing code ...\nb\n'), ['1-1 unknown', '2-2 hinted', '3-3 unknown']],
  ['the whole file', said('# AI_ASSISTED: true\na\nb\n'), ['1-3 hinted']],
  [
    'a commit that says more',
    said('# AI_ASSISTED: true\na\n', 'x\n\nCo-Authored-By: Claude <noreply@anthropic.com>'),
    ['1-2 claimed'],
  ],
])('%s', (_name, ranges, expected) => {
  expect(ranges).toEqual(expected);
});
