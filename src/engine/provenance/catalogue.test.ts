// Every file of rules/ai-markers/ is well-formed and its examples hold, each for its own mark.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Identity, wholeFile } from '../change.ts';
import { commentFinder } from './code-comments.ts';
import { markFinder } from './marks.ts';
import { type AiTool, aiToolSchema } from './tool.ts';

const folder = new URL('../../../rules/ai-markers/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
const tools = files.map((file) => aiToolSchema.parse(parse(readFileSync(new URL(file, folder), 'utf8'))));

const identity = (text: string): Identity => {
  const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(text) ?? [];
  return { name, email };
};

/** What does not hold in a tool's examples. */
function broken(tool: AiTool): string[] {
  const finder = markFinder([tool]);
  const kinds: [
    string,
    { id: string; examples: { match: string[]; no_match: string[] } }[],
    (text: string) => string[],
  ][] = [
    [
      'identities',
      tool.identities,
      (text) => finder.inIdentity(identity(text), 'author').map((mark) => mark.evidence.marker),
    ],
    ['trailers', tool.trailers, (text) => finder.inMessageLine(text).map((mark) => mark.evidence.marker)],
    ['footers', tool.footers, (text) => finder.inMessageLine(text).map((mark) => mark.evidence.marker)],
    ['body', tool.body, (text) => finder.inBodyLine(text).map((mark) => mark.evidence.marker)],
    [
      'comments',
      tool.comments,
      (text) => commentFinder([tool])(wholeFile('a.c', text)).map(({ marker }) => marker),
    ],
    ['branches', tool.branches, (text) => finder.inBranch(text).map((mark) => mark.evidence.marker)],
  ];
  const phrases = (text: string): string[] =>
    commentFinder([{ ...tool, comments: [] }])(wholeFile('a.c', text)).map(({ marker }) => marker);
  const inCode = tool.in_code?.examples;
  const ofPhrases = [
    ...(inCode?.match ?? []).filter((text) => phrases(text).length !== 1).map((text) => `must match ${text}`),
    ...(inCode?.no_match ?? [])
      .filter((text) => phrases(text).length > 0)
      .map((text) => `must not match ${text}`),
  ].map((problem) => `in_code ${problem}`);
  const ofMarks = kinds.flatMap(([kind, marks, find]) =>
    marks.flatMap(({ id, examples }) => [
      ...examples.match
        .filter((text) => !find(text).includes(id))
        .map((text) => `${kind}.${id} must match ${text}`),
      ...examples.no_match
        .filter((text) => find(text).includes(id))
        .map((text) => `${kind}.${id} must not match ${text}`),
    ]),
  );
  return [...ofMarks, ...ofPhrases];
}

describe('rules/ai-markers', () => {
  it.each(tools.map((tool, index) => [files[index] as string, tool] as const))('%s', (file, tool) => {
    expect(`${tool.id}.yml`).toBe(file);
    expect(broken(tool)).toEqual([]);
  });

  it('has each marker id, login, address and prefix once', () => {
    const all = tools.flatMap((tool) => [
      ...[
        ...tool.identities,
        ...tool.trailers,
        ...tool.footers,
        ...tool.body,
        ...tool.branches,
        ...tool.labels,
        ...tool.comments,
      ].map(({ id }) => `id ${id}`),
      ...tool.pull_request_authors.map((login) => `login ${login.toLowerCase()}`),
      ...tool.branches.map(({ prefix }) => `prefix ${prefix}`),
    ]);
    expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([]);
    expect(tools.length).toBeGreaterThanOrEqual(40);
  });

  it('would notice a wrong example', () => {
    const tool = aiToolSchema.parse({
      id: 'sample',
      name: 'Sample',
      trailers: [
        {
          id: 'sample-trailer',
          pattern: 'made-by: sample',
          source: 'test',
          examples: { match: ['made-by: other'], no_match: ['Made-by: Sample'] },
        },
      ],
    });
    expect(broken(tool)).toEqual([
      'trailers.sample-trailer must match made-by: other',
      'trailers.sample-trailer must not match Made-by: Sample',
    ]);
  });

  it.each([
    ['an unknown key', { id: 'x', name: 'Xx', emails: [] }],
    [
      'an expression that is none',
      {
        id: 'x',
        name: 'Xx',
        trailers: [{ id: 't', pattern: 'a(b', source: 'test', examples: { match: ['a'] } }],
      },
    ],
    [
      'a backreference, which no linear matcher can keep',
      {
        id: 'x',
        name: 'Xx',
        trailers: [{ id: 't', pattern: '(a)\\1b', source: 'test', examples: { match: ['aab'] } }],
      },
    ],
    [
      'a mark without an example',
      {
        id: 'x',
        name: 'Xx',
        trailers: [{ id: 't', pattern: 'abcd', source: 'test', examples: { match: [] } }],
      },
    ],
    [
      'an attested mark in text',
      {
        id: 'x',
        name: 'Xx',
        trailers: [
          { id: 't', grade: 'attested', pattern: 'abcd', source: 'test', examples: { match: ['abcd'] } },
        ],
      },
    ],
  ])('refuses %s', (_name, value) => {
    expect(aiToolSchema.safeParse(value).success).toBe(false);
  });
});
