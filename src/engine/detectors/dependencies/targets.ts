// Well-known names, indexed so that the one which a name resembles is found without comparing with all of them.
import { fold, singled, splitName, strip, wordKey, wordsOf } from './name-forms.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** Well-known names of one ecosystem, indexed for search. */
export interface Targets {
  /** By name, its place in the list, from 1. */
  ranks: ReadonlyMap<string, number>;
  /** By name without separators and with look-alike characters made equal. */
  folded: ReadonlyMap<string, readonly string[]>;
  /** By its words in alphabetical order. */
  sorted: ReadonlyMap<string, readonly string[]>;
  /** By each scope, its packages, the best first. */
  scopes: ReadonlyMap<string, readonly string[]>;
  /** Scopes by their folded form. */
  foldedScopes: ReadonlyMap<string, readonly string[]>;
  /** By name without its scope, the packages of scopes. */
  bases: ReadonlyMap<string, readonly string[]>;
  vocabulary: Vocabulary;
  /** Names by what is left of them when a character is left out; of the first ones two characters. */
  near(): Near;
  /** Scopes in the same way. */
  nearScopes(): Near;
}

/** Two slips in one name are only looked for on this many names. */
const closest = 2000;
/** Below this length two slips make another word. */
const shortestForTwo = 7;
const longestForTwo = 22;
const longestForOne = 60;

/** Indexes a list of names, most used first; `words` are those of honest names, by default of this list. */
export function targetsOf(names: readonly string[], words: Vocabulary = vocabularyOf(names)): Targets {
  const ranks = new Map<string, number>();
  const folded = new Map<string, string[]>();
  const sorted = new Map<string, string[]>();
  const scopes = new Map<string, string[]>();
  const bases = new Map<string, string[]>();
  names.forEach((name, index) => {
    if (ranks.has(name)) return;
    ranks.set(name, index + 1);
    push(folded, fold(name), name);
    if (wordsOf(name).length > 1) push(sorted, wordKey(name), name);
    const { scope, base } = splitName(name);
    if (scope === '') return;
    push(scopes, scope, name);
    push(bases, base, name);
  });
  const foldedScopes = new Map<string, string[]>();
  for (const scope of scopes.keys()) push(foldedScopes, fold(scope), scope);
  let near: Near | undefined;
  let nearScopes: Near | undefined;
  return {
    ranks,
    folded,
    sorted,
    scopes,
    foldedScopes,
    bases,
    vocabulary: words,
    // Made when first needed: most changes add only well-known names.
    near: () => (near ??= nearOf([...ranks.keys()])),
    nearScopes: () => (nearScopes ??= nearOf([...scopes.keys()])),
  };
}

/** Finds names that may be a slip or two away; the caller measures how far they are. */
export interface Near {
  find(name: string): Iterable<string>;
}

function nearOf(names: readonly string[]): Near {
  // Numbers, because texts would need many times the memory; two texts with one number only cost a comparison.
  const index = new Map<number, number | number[]>();
  names.forEach((name, at) => {
    const key = singled(strip(name));
    if (key.length < 3 || key.length > longestForOne) return;
    for (const code of codesOf(key, at < closest)) {
      const known = index.get(code);
      if (known === undefined) index.set(code, at);
      else if (typeof known === 'number') index.set(code, [known, at]);
      else if (known.at(-1) !== at) known.push(at);
    }
  });
  return {
    *find(name) {
      const seen = new Set<number>();
      for (const code of codesOf(singled(strip(name)), true)) {
        const found = index.get(code) ?? [];
        for (const at of typeof found === 'number' ? [found] : found) {
          if (seen.has(at)) continue;
          seen.add(at);
          yield names[at] ?? '';
        }
      }
    },
  };
}

/** Numbers of the text as it is, with each one and, where wanted, with each two of its characters left out. */
function codesOf(key: string, wantsTwo: boolean): Set<number> {
  // Of a long name two slips would leave thousands of texts, and nobody types it.
  const isTwo = wantsTwo && key.length >= shortestForTwo - 1 && key.length <= longestForTwo;
  const codes = new Set([hash(key, -1, -1)]);
  for (let first = 0; first < key.length; first++) {
    codes.add(hash(key, first, -1));
    if (isTwo)
      for (let second = first + 1; second < key.length; second++) codes.add(hash(key, first, second));
  }
  return codes;
}

/** FNV-1a in 31 bits, without the characters at two places. */
function hash(text: string, first: number, second: number): number {
  let code = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    if (at !== first && at !== second) code = Math.imul(code ^ text.charCodeAt(at), 0x01000193);
  }
  return code >>> 1;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
