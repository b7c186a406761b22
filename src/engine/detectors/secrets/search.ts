// Searches a text for secrets in one pass over its keywords, and settles which kind a place is.
import { lineStartsOf, positionAt } from '../../syntax/tree.ts';
import { candidatesAt } from './assignment.ts';
import { judgeCandidate } from './generic.ts';
import { compileStructure, type Structure } from './structures.ts';
import { compileRule, isCommentBefore, keywordsOf, matchesOf, type CompiledRule } from './known.ts';
import { lineBefore } from './literal.ts';
import { keywordScan, type KeywordScan } from './keywords.ts';
import { nameKeywords, type NameKind } from './names.ts';
import { docstringsOf, startsInlineTests, type Place } from './place.ts';
import type { SecretRule } from './schema.ts';
import type { LooseSpan, SecretSpan } from './span.ts';

/** The rules of a run, made ready once. */
export interface Compiled {
  rules: readonly (CompiledRule | Structure)[];
  byKind: ReadonlyMap<NameKind, SecretRule>;
  scan: KeywordScan;
  /** For each keyword: the rules that need it; -1 is the assignment scanner. */
  users: readonly (readonly number[])[];
  /** The rules that go by the file's path alone. */
  byPath: readonly number[];
}

const cache = new WeakMap<readonly SecretRule[], Compiled>();

/** Compiles rules once for each array of them. */
export function compile(rules: readonly SecretRule[]): Compiled {
  const known = cache.get(rules);
  if (known) return known;
  const compiledRules: (CompiledRule | Structure)[] = [];
  const byKind = new Map<NameKind, SecretRule>();
  const users = new Map<string, number[]>();
  const byPath: number[] = [];
  const use = (keyword: string, user: number): void => {
    const list = users.get(keyword);
    if (list) list.push(user);
    else users.set(keyword, [user]);
  };
  for (const rule of rules) {
    if (rule.assignment !== undefined) byKind.set(rule.assignment, rule);
    const compiled = compileRule(rule) ?? compileStructure(rule);
    if (!compiled) continue;
    const index = compiledRules.push(compiled) - 1;
    const keywords = keywordsOf(rule);
    for (const keyword of keywords) use(keyword, index);
    if (keywords.length === 0) byPath.push(index);
  }
  if (byKind.size > 0) for (const keyword of nameKeywords) use(keyword, -1);
  const result: Compiled = {
    rules: compiledRules,
    byKind,
    scan: keywordScan([...users.keys()]),
    users: [...users.values()],
    byPath,
  };
  cache.set(rules, result);
  return result;
}

/** Every secret in a text, in order, one for each value and line. */
export function searchText(text: string, place: Place, rules: readonly SecretRule[]): SecretSpan[] {
  const compiled = compile(rules);
  const hits = new Map<number, number[]>();
  const loose: LooseSpan[] = [];
  const inlineTests = startsInlineTests(place.language, text);
  let docstrings: readonly (readonly [number, number])[] | undefined;
  const placeAt = (offset: number): Place => {
    if (inlineTests >= 0 && offset >= inlineTests) return { ...place, isTest: true };
    docstrings ??= docstringsOf(text, place);
    return docstrings.some(([from, to]) => from <= offset && offset < to)
      ? { ...place, isManual: true }
      : place;
  };
  // Asked only of rules whose keywords stand in the text: each has an expression to be compiled first.
  const off: (boolean | undefined)[] = [];
  const isOff = (user: number): boolean => {
    const files = compiled.rules[user]?.files;
    return (off[user] ??= files !== undefined && !files.test(place.path));
  };
  for (const index of compiled.byPath) if (!isOff(index)) hits.set(index, [0]);
  let done = 0;
  compiled.scan(text, (keyword, start) => {
    for (const user of compiled.users[keyword] as readonly number[]) {
      if (user >= 0) {
        if (isOff(user)) continue;
        const list = hits.get(user);
        if (list) list.push(start);
        else hits.set(user, [start]);
        continue;
      }
      if (place.onlyKnownKinds || start < done) continue;
      const at = candidatesAt(text, start, place, done);
      done = at.end;
      for (const candidate of at.found) {
        const rule = compiled.byKind.get(candidate.kind);
        const judgement =
          rule && judgeCandidate(candidate, placeAt, isCommentBefore(lineBefore(text, candidate.start, 300)));
        if (!rule || !judgement) continue;
        loose.push({
          rule,
          value: candidate.value,
          startOffset: candidate.start,
          endOffset: candidate.end,
          rank: 10,
          ...judgement,
        });
      }
    }
  });
  for (const [index, starts] of hits) {
    const rule = compiled.rules[index] as CompiledRule | Structure;
    if (place.onlyKnownKinds && !isUnmistakable(rule.rule)) continue;
    // Keywords of different lengths end in order, but do not start in order.
    starts.sort((a, b) => a - b);
    const near = placeAt(starts[0] as number);
    const spans =
      'expression' in rule
        ? matchesOf(text, rule, starts, placeAt)
        : rule.find(text, starts, near, (inner) => searchText(inner, near, rules));
    for (const span of spans) loose.push(span);
  }
  return settle(text, loose);
}

// A line with more is a list of data; all of it is named by the first ones.
const maxPerLine = 400;

/** Shorter pieces are syllables of other words. */
const minPiece = 8;

/** What the text shows of a value that it does not hold as one: its parts, or the code it is written in. */
function piecesOf(shown: string, value: string): string[] {
  if (shown === value || shown.length > 20_000) return [];
  const parts = shown.split(/\\?["'`]/);
  return parts.filter((part) => part.length >= minPiece && (parts.length === 1 || value.includes(part)));
}

/** Where several kinds claim a place, the surest stays; the same value is said once a line. */
function settle(text: string, loose: LooseSpan[]): SecretSpan[] {
  if (loose.length === 0) return [];
  const lineStarts = lineStartsOf(text);
  loose.sort(
    (a, b) =>
      b.rank - a.rank ||
      b.endOffset - b.startOffset - (a.endOffset - a.startOffset) ||
      a.startOffset - b.startOffset ||
      (a.rule.id < b.rule.id ? -1 : 1),
  );
  const taken: SecretSpan[] = [];
  const seen = new Set<string>();
  const lines = new Map<number, SecretSpan[]>();
  for (const span of loose) {
    const start = positionAt({ lineStarts }, span.startOffset);
    const key = `${start.line} ${span.value}`;
    const sameLine = lines.get(start.line) ?? [];
    if (
      seen.has(key) ||
      sameLine.length >= maxPerLine ||
      sameLine.some((other) => other.startOffset < span.endOffset && span.startOffset < other.endOffset)
    )
      continue;
    seen.add(key);
    const pieces = piecesOf(text.slice(span.startOffset, span.endOffset), span.value);
    const whole = {
      ...span,
      start,
      end: positionAt({ lineStarts }, span.endOffset),
      ...(pieces.length > 0 ? { pieces } : undefined),
    };
    taken.push(whole);
    for (let line = start.line; line <= whole.end.line; line++) {
      const list = lines.get(line);
      if (list) list.push(whole);
      else lines.set(line, [whole]);
    }
  }
  return taken.sort((a, b) => a.startOffset - b.startOffset);
}

/** Whether the shape alone says what it is, also in a bundle or a lockfile. */
function isUnmistakable({ context, confidence, accept }: SecretRule): boolean {
  return context.length === 0 && confidence === 'high' && !/^(?:any|word|guessable)$/.test(accept ?? '');
}
