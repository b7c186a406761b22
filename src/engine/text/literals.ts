// Tells fast which of many literals a text may hold, so that only few of them are looked for.

/** What a text may hold. */
export interface Literals {
  /** The text in lower case. */
  lower: string;
  /** False when the text cannot hold a literal, in whatever case; the literal is given in lower case. */
  mayHold(literal: string): boolean;
}

/** One flag for each hash of three characters in a row; of each new one five bits push those of the oldest out. */
const hashBits = 15;
const mask = (1 << hashBits) - 1;

let last: { text: string; literals: Literals } | undefined;

/** Reads a text once; the answer for the text that was asked for last is kept, since several detectors ask for it. */
export function literalsOf(text: string): Literals {
  if (last?.text === text) return last.literals;
  const lower = text.toLowerCase();
  const seen = new Uint8Array(mask + 1);
  let hash = 0;
  for (let i = 0; i < lower.length; i++) {
    hash = ((hash << 5) ^ lower.charCodeAt(i)) & mask;
    seen[hash] = 1;
  }
  const literals: Literals = {
    lower,
    mayHold(literal) {
      let part = 0;
      for (let i = 0; i < literal.length; i++) {
        part = ((part << 5) ^ literal.charCodeAt(i)) & mask;
        if (i >= 2 && seen[part] === 0) return false;
      }
      return true;
    },
  };
  last = { text, literals };
  return literals;
}

/** The words of a text, asked for one by one: runs of letters and digits of ASCII. */
export function wordsIn(text: string): { has(word: string): boolean } {
  const { mayHold } = literalsOf(text);
  const known = new Map<string, boolean>();
  return {
    has(word) {
      let isThere = known.get(word);
      if (isThere === undefined)
        known.set(word, (isThere = mayHold(word.toLowerCase()) && holdsWord(text, word)));
      return isThere;
    },
  };
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!isWordPart(text.charCodeAt(at - 1)) && !isWordPart(text.charCodeAt(at + word.length))) return true;
  return false;
}

/** False for NaN, before the beginning and after the end. */
function isWordPart(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
