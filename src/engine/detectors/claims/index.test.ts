// Claims are held against the change: false ones are told, true ones and those of a template are not.
import { expect, test } from 'vitest';
import { changeOf, type Sides } from '../../../../test/changes.ts';
import { rulesOf } from '../../../../test/detector-findings.ts';
import { Facts } from '../../facts.ts';
import { noSyntax } from '../../syntax/parse.ts';
import { checkedClaims } from './index.ts';

function told(title: string, body: string, sides: Sides): string[] {
  const author = { name: 'A', email: 'a@example.org' };
  const pullRequest = { number: 1, title, body, author, headRef: 'a', labels: [] };
  const input = {
    change: { ...changeOf(sides), pullRequest },
    facts: new Facts(),
    rules: rulesOf('text'),
    syntax: noSyntax,
    digest: String,
    today: '2026-01-01',
  };
  return [...(checkedClaims.detectChange?.(input) ?? [])].flatMap((each) =>
    'finding' in each ? [`${each.finding.severity} ${each.finding.path}: ${each.finding.message}`] : [],
  );
}

const code: Sides = { 'src/a.js': ['a\n', 'b\n'] };
const manifest: Sides = {
  'package.json': [
    '{\n  "dependencies": {\n  }\n}\n',
    '{\n  "dependencies": {\n    "left-pad": "1.3.0"\n  }\n}\n',
  ],
};

test.each<[string, string, string, Sides, string[]]>([
  [
    'new dependency',
    'Fix',
    'No new dependencies.',
    manifest,
    ['medium package.json: The pull request says “No new dependencies”, but `left-pad` is new.'],
  ],
  [
    'docs only',
    'docs: typo',
    '',
    code,
    ['low src/a.js: The pull request says “docs:”, but `src/a.js` is something else.'],
  ],
  [
    'agents are no docs',
    'Docs only',
    '',
    { 'AGENTS.md': ['a\n', 'b\n'] },
    ['medium AGENTS.md: The pull request says “Docs only”, but `AGENTS.md` is something else.'],
  ],
  [
    'tests claimed',
    'Fix',
    'Adds unit tests.',
    code,
    ['low src/a.js: The pull request says “Adds unit tests”, but no file of tests is added or changed.'],
  ],
  [
    'format only',
    'Formatting only',
    '',
    code,
    ['medium src/a.js: The pull request says “Formatting only”, but more than the layout changes.'],
  ],
  [
    'migration',
    'Fix',
    'No database changes.',
    { 'db/migrate/1_a.rb': [undefined, 'x\n'] },
    ['low db/migrate/1_a.rb: The pull request says “No database changes”, but this changes the schema.'],
  ],
])('false: %s', (_name, title, body, sides, expected) => {
  expect(told(title, body, sides)).toEqual(expected);
});

test.each<[string, string, string, Sides]>([
  ['no new dependencies', 'Fix', 'No new dependencies.', code],
  ['docs', 'docs: typo', '', { 'README.md': ['a\n', 'b\n'] }],
  ['comments', 'docs: explain', '', { 'src/a.js': ['// a\nf();\n', '// b\nf();\n'] }],
  ['tests', 'Fix', 'Adds tests.', { ...code, 'src/a.test.js': [undefined, 'x\n'] }],
  ['format', 'Formatting only', '', { 'src/a.js': ['f(a,b)\n', 'f(\n  a,\n  b,\n);\n'] }],
  ['unticked box', 'Fix', '- [ ] Adds tests\n<!-- docs only? -->', code],
  ['nothing said', 'Fix the parser', 'It was wrong.', code],
])('silent: %s', (_name, title, body, sides) => {
  expect(told(title, body, sides)).toEqual([]);
});
