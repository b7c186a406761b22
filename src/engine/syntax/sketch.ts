// Tells from a rule object as it is written, before any of it is parsed, which files it cannot match.
import type { Literals, SoughtTexts } from '../text/literals.ts';
import type { AstRule } from './ast-rule.ts';

/** Whether a file may hold what a rule object matches; without a false no. */
export type Sketch = (file: Literals) => boolean;

/** The sketch of a rule object; `utils` are the rules that it names. */
export function sketchOf(
  rule: AstRule,
  utils: Readonly<Record<string, AstRule>>,
  sought: Pick<SoughtTexts, 'word'>,
  open: ReadonlySet<string> = new Set(),
): Sketch {
  const words = wordsWritten(rule.pattern).map(sought.word);
  const below = (part: AstRule, more = open): Sketch => sketchOf(part, utils, sought, more);
  const all = (rule.all ?? []).map((part) => below(part));
  for (const relation of [rule.inside, rule.has, rule.follows, rule.precedes])
    if (relation) all.push(below(relation));
  const util = rule.matches === undefined ? undefined : utils[rule.matches];
  // One that refers to itself is told when it is compiled.
  if (util && !open.has(rule.matches as string))
    all.push(below(util, new Set([...open, rule.matches as string])));
  const any = rule.any?.map((part) => below(part));
  return (file) =>
    words.every(file.hasWord) && all.every((part) => part(file)) && (!any || any.some((part) => part(file)));
}

/**
 * Words that stand in every file in which a pattern matches: a part of those that the compiled pattern asks for, and the
 * keywords that it writes.
 */
export function wordsWritten(pattern: AstRule['pattern']): string[] {
  // Of a context only a part is the pattern, and an escape in a string stands for something else.
  if (typeof pattern !== 'string' || pattern.includes('\\')) return [];
  const words = pattern.replace(/\$+[A-Z_0-9]*/g, ' ').match(/[A-Za-z0-9]{3,}/g) ?? [];
  // What Node's `crypto` exports may be called without a word of it.
  return [...new Set(words)].filter((word) => word !== 'crypto');
}
