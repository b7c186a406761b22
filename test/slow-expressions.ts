// Searches the expressions of rules for what makes them take more than linear time, and knows which were searched before.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { checkSync } from 'recheck';
import { analyse } from 'scslre';
import type { CodeRule } from '../src/engine/rules/code-rule.ts';

/** What a search said: `undecided` when it ran out of time, which is not held against an expression. */
export type Verdict = 'linear' | 'undecided' | 'slow';

/** Expressions that were searched; written by scripts/generate-searched-expressions.ts, never by hand. */
export const searchedPath = fileURLToPath(new URL('searched-expressions.txt', import.meta.url));

const require = createRequire(import.meta.url);
const versions = ['recheck', 'scslre'].map(
  (name) => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`,
);

/** The name of an expression in the file; another version of a library knows none of them. */
export function keyOf(expression: string): string {
  return createHash('sha256')
    .update(JSON.stringify([...versions, expression]))
    .digest('hex')
    .slice(0, 24);
}

/** What earlier searches said, by key; nothing where all is to be searched anew. */
export function readSearched(): Map<string, Verdict> {
  if (process.env['SEARCH_ALL'] === '1' || !existsSync(searchedPath)) return new Map();
  const lines = readFileSync(searchedPath, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, key, verdict] = /^([0-9a-f]{24}) (linear|undecided)$/.exec(line) ?? [];
      return key === undefined ? [] : [[key, verdict as Verdict]];
    }),
  );
}

/** Rules for code; those for templates and commands see one line, whose length is bounded. */
export const isSearched = ({ path }: Pick<CodeRule, 'path'>): boolean => path.startsWith('code/');

/** Whether an engine that backtracks can be made to take more than linear time; by two analysers, which miss different things. */
export function search(expression: string): Verdict {
  const flags = /^\(\?([ims]+)\)/.exec(expression);
  const source = flags ? expression.slice(flags[0].length) : expression;
  // Neither knows modifiers inside of an expression; case changes nothing here.
  const plain = source.replace(/\(\?[ims]+:/g, '(?:');
  if (analyse({ source: plain, flags: flags?.[1] ?? '' }).reports.length > 0) return 'slow';
  const { status } = checkSync(plain, flags?.[1] ?? '', { timeout: 2_000 });
  if (status === 'vulnerable') return 'slow';
  return status === 'safe' ? 'linear' : 'undecided';
}

/** Every expression in what a rule matches, once, wherever it stands. */
export function expressionsOf({ matches }: Pick<CodeRule, 'matches'>): string[] {
  return [...new Set(expressionsIn(matches, ''))];
}

function expressionsIn(value: unknown, key: string): string[] {
  if (typeof value === 'string') return key === 'regex' || key === 'value' || key === 'part' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [
    ...expressionsIn(part, name),
    ...(name === 'text' && typeof part === 'object' ? [(part as { pattern: string }).pattern] : []),
  ]);
}
