// What a sketch asks of a file is asked by the compiled pattern too, in every pattern that ships here.
import { expect, test } from 'vitest';
import { syntaxFor } from '../../assets.ts';
import { loadShippedRules } from '../../shipped-rules.ts';
import { coveredBy } from '../detectors/code/compile.ts';
import { languages } from '../languages.ts';
import { literalsOf, soughtTexts } from '../text/literals.ts';
import type { AstRule } from './ast-rule.ts';
import { compilePattern, type PatternNode } from './pattern.ts';
import { sketchOf, wordsWritten } from './sketch.ts';

/** The words of a compiled pattern, keywords included. */
function wordsOf(node: PatternNode): string[] {
  if (node.type === 'branch') return node.children.flatMap(wordsOf);
  const text = node.type === 'leaf' ? node.text : node.type === 'string' ? node.content : '';
  return text.match(/[A-Za-z0-9]+/g) ?? [];
}

function* patternsIn(part: unknown): Generator<string> {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part))
    if (key === 'pattern' && typeof value === 'string') yield value;
    else yield* patternsIn(value);
}

test('no pattern that ships is left out for a word that it does not ask for', async () => {
  const { rules } = await loadShippedRules();
  const grammars = new Set(languages.flatMap(({ grammar }) => grammar ?? []));
  const syntax = await syntaxFor([], [...grammars]);
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const { path, matches } of rules.code ?? [])
    for (const { ast, utils, constraints, languages: ids } of matches)
      for (const { id, grammar } of languages)
        if (grammar !== undefined && ids.some((one) => coveredBy(one).includes(id)))
          for (const pattern of patternsIn({ ast, utils, constraints })) {
            if (seen.has(`${grammar} ${pattern}`)) continue;
            seen.add(`${grammar} ${pattern}`);
            const compiled = compilePattern(pattern, grammar, syntax);
            if ('problem' in compiled) continue;
            const words = new Set(wordsOf(compiled.root));
            for (const word of wordsWritten(pattern))
              if (!words.has(word)) wrong.push(`${path} (${grammar}): ${word} of ${pattern}`);
          }
  expect(wrong).toEqual([]);
  expect(seen.size).toBeGreaterThan(2000);
});

const cases: [name: string, rule: AstRule, text: string, mayMatch: boolean][] = [
  ['a word of the pattern is missing', { pattern: 'eval($X)' }, 'evaluate(x)', false],
  [
    'all words stand there, whatever their order',
    { pattern: 'fs.readFile($X, $$$)' },
    'readFile as fs',
    true,
  ],
  ['a metavariable is no word', { pattern: '$NAME.run($$$ARGS)' }, 'run', true],
  ['one alternative is enough', { any: [{ pattern: 'exec($X)' }, { pattern: 'spawn($X)' }] }, 'spawn', true],
  ['no alternative', { any: [{ pattern: 'exec($X)' }, { pattern: 'spawn($X)' }] }, 'fork', false],
  ['a relation needs its words', { kind: 'call', inside: { pattern: 'route($X)' } }, 'call', false],
  ['what must not be needs none', { kind: 'call', not: { pattern: 'route($X)' } }, 'call', true],
  ['a util by its name', { matches: 'open' }, 'close', false],
  ['a util that refers to itself', { matches: 'round' }, 'opened', true],
  ['an escape stands for something else', { pattern: "f('\\x61bc')" }, 'f("abc")', true],
  ['a part of a context', { pattern: { context: 'class Foo { bar() {} }', selector: 'x' } }, '', true],
  ['a module whose functions need no name of it', { pattern: 'crypto.createHash($X)' }, 'createHash', true],
];

test.each(cases)('%s', (_, rule, text, mayMatch) => {
  const utils: Record<string, AstRule> = {
    open: { pattern: 'open($X)' },
    round: { any: [{ pattern: 'open($X)' }, { matches: 'round' }] },
  };
  expect(sketchOf(rule, utils, soughtTexts())(literalsOf(text))).toBe(mayMatch);
});
