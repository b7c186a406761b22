// Well-known names, indexed so that the one which a name resembles is found without comparing with all of them.
import { createPairs, forShortened, indexBy } from './name-index.ts';
import { fold, singled, splitName, strip, wordKey } from './name-forms.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Well-known names of one ecosystem, indexed for search. Each index is made when it is first needed. */
export interface Targets {
  /** By name, its place in the list, from 1. */
  ranks: ReadonlyMap<string, number>;
  /** Names that are equal without separators and with look-alike characters made equal. */
  folded(key: string): readonly string[];
  /** Names of the same words, by their words in alphabetical order. */
  sorted(key: string): readonly string[];
  isScope(scope: string): boolean;
  /** The packages of a scope, the best first. */
  ofScope(scope: string): readonly string[];
  /** Scopes by their folded form. */
  foldedScopes(key: string): readonly string[];
  vocabulary: Vocabulary;
  /** Names that may be a slip or two away; the caller measures how far they are. */
  near(name: string): readonly string[];
  /** Scopes in the same way. */
  nearScopes(scope: string): readonly string[];
}

/** Two slips in one name are only looked for on this many names. */
const closest = 2000;
/** Below this length two slips make another word. */
const shortestForTwo = 7;
const longestForTwo = 22;
const longestForOne = 60;

/** Indexes a list of names, most used first; `words` are those of honest names, by default of this list. */
export function targetsOf(listed: readonly string[], words: Vocabulary = vocabularyOf(listed)): Targets {
  const ranks = new Map<string, number>();
  for (const [index, name] of listed.entries()) if (!ranks.has(name)) ranks.set(name, index + 1);
  const names = [...ranks.keys()];
  // Most changes add only well-known names and need none of these.
  const folded = lazy(() => indexBy(names, fold));
  const sorted = lazy(() => indexBy(names, (name) => (/[-_./:]/.test(name) ? wordKey(name) : undefined)));
  const scopes = lazy(() => [...new Set(names.map((name) => splitName(name).scope))].filter(Boolean));
  const scopeSet = lazy(() => new Set(scopes()));
  const ofScope = lazy(() => indexBy(names, (name) => splitName(name).scope || undefined));
  const foldedScopes = lazy(() => indexBy(scopes(), fold));
  const near = lazy(() => nearOf(names));
  const nearScopes = lazy(() => nearOf(scopes()));
  return {
    ranks,
    folded: (key) => folded()(key),
    sorted: (key) => sorted()(key),
    isScope: (scope) => scopeSet().has(scope),
    ofScope: (scope) => ofScope()(scope),
    foldedScopes: (key) => foldedScopes()(key),
    vocabulary: words,
    near: (name) => near()(name),
    nearScopes: (scope) => nearScopes()(scope),
  };
}

function nearOf(names: readonly string[]): (name: string) => readonly string[] {
  const pairs = createPairs(names.length * 16);
  names.forEach((name, at) => {
    const key = singled(strip(name));
    if (key.length < 3 || key.length > longestForOne) return;
    forShortened(key, at < closest && isForTwo(key), (code) => pairs.add(code, at));
  });
  const index = pairs.build();
  return (name) => {
    const key = singled(strip(name));
    const found = new Set<number>();
    const note = (place: number): void => void found.add(place);
    // Of a long name two slips would leave thousands of texts, and nobody types it.
    forShortened(key, isForTwo(key), (code) => index.find(code, note));
    return [...found].map((place) => names[place] ?? '');
  };
}

function isForTwo({ length }: string): boolean {
  return length >= shortestForTwo - 1 && length <= longestForTwo;
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
