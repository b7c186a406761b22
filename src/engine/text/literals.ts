// Tells fast which of many literals a text may hold, so that only few of them are looked for.

/** What a text may hold. */
export interface Literals {
  /** The text in lower case. */
  lower: string;
  /** False when the text cannot hold a literal, in whatever case; the literal is given in lower case. */
  mayHold(literal: string): boolean;
  /** Whether the text holds a literal, in whatever case; the literal is given in lower case. */
  holds(literal: string): boolean;
  /** False when the text cannot hold a word, in whatever case; the word is given in lower case. */
  mayHoldWord(word: string): boolean;
}

/** Of each hash of four characters in a row, the number of the text that held it last: no table is emptied for the next. */
const hashBits = 20;
const mask = (1 << hashBits) - 1;
const seenIn = new Uint16Array(mask + 1);
const wordBits = 17;
const wordMask = (1 << wordBits) - 1;
const wordIn = new Uint16Array(wordMask + 1);
let number = 0;

let last: { text: string; literals: Literals } | undefined;

/** Reads a text once; the answer for the text that was asked for last is kept, since several detectors ask for it. */
export function literalsOf(text: string): Literals {
  if (last?.text === text) return last.literals;
  const lower = text.toLowerCase();
  const own = nextNumber();
  let hash = 0;
  let word = 0;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    hash = ((hash << 5) ^ code) & mask;
    seenIn[hash] = own;
    if (isLowerWordPart(code)) word = nextOfWord(word, code);
    else if (word !== 0) {
      wordIn[word] = own;
      word = 0;
    }
  }
  wordIn[word] = own;
  // Of these two letters of other scripts the lower case is, or holds, one of ASCII, and would change where words end.
  const hasOthers = text.includes('\u212A') || text.includes('\u0130');
  const known = new Map<string, boolean>();
  const literals: Literals = {
    lower,
    mayHold(literal) {
      // The tables speak of another text by now.
      if (own !== number) return true;
      let part = 0;
      for (let i = 0; i < literal.length; i++) {
        part = ((part << 5) ^ literal.charCodeAt(i)) & mask;
        if (i >= 3 && seenIn[part] !== own) return false;
      }
      return true;
    },
    holds(literal) {
      let isThere = known.get(literal);
      if (isThere === undefined)
        known.set(literal, (isThere = literals.mayHold(literal) && lower.includes(literal)));
      return isThere;
    },
    mayHoldWord(literal) {
      if (hasOthers || own !== number) return true;
      let part = 0;
      for (let i = 0; i < literal.length; i++) {
        const code = literal.charCodeAt(i);
        // What is not all of letters and digits is looked for.
        if (!isLowerWordPart(code)) return literals.mayHold(literal);
        part = nextOfWord(part, code);
      }
      return wordIn[part] === own;
    },
  };
  last = { text, literals };
  return literals;
}

function nextNumber(): number {
  if (number === 0xffff) {
    seenIn.fill(0);
    wordIn.fill(0);
    number = 0;
  }
  return ++number;
}

/** Never 0, which stands for no word. */
function nextOfWord(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) & wordMask || 1;
}

function isLowerWordPart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

/** The words of a text, asked for one by one: runs of letters and digits of ASCII. */
export function wordsIn(text: string): Pick<Literals, 'holds'> & { has(word: string): boolean } {
  const { mayHoldWord, holds } = literalsOf(text);
  const known = new Map<string, boolean>();
  return {
    has(word) {
      let isThere = known.get(word);
      if (isThere === undefined)
        known.set(word, (isThere = mayHoldWord(word.toLowerCase()) && holdsWord(text, word)));
      return isThere;
    },
    holds,
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
