// Tells fast which of many literals a text may hold, so that only few of them are looked for.
import { neededBy, type Needed } from './needed.ts';

/** A literal that many texts are asked for. It keeps the answer of the text that was asked last. */
export interface Sought {
  /** In lower case. */
  readonly lower: string;
  /** The hash of each four characters in a row. */
  readonly hashes: readonly number[];
  askedOf: number;
  isThere: boolean;
}

/** A word, in the case in which it is written: a run of letters and digits of ASCII that none follows or goes before. */
export interface SoughtWord extends Sought {
  readonly word: string;
  /** Undefined of what is not all of letters and digits. */
  readonly wordHash: number | undefined;
}

/** Offsets in a text, ascending. */
export type Places = Int32Array;

/** What a text may hold, in whatever case. */
export interface Literals {
  /** The text in lower case. */
  lower: string;
  /** False when the text cannot hold a literal. */
  mayHold(literal: Sought): boolean;
  /** Whether the text holds a literal. */
  holds(literal: Sought): boolean;
  /** False when the text cannot hold a word. */
  mayHoldWord(word: SoughtWord): boolean;
  /** Whether the text holds a word as it is written. */
  hasWord(word: SoughtWord): boolean;
  /** Where a word ends in the text, and perhaps others; undefined when that is not known any more. */
  placesOfWord(word: SoughtWord): Places | undefined;
  /** Where a literal begins in the text. */
  placesOf(literal: Sought): Places | undefined;
}

/** Of each hash of four characters in a row, the number of the text that held it last: no table is emptied for the next. */
const hashBits = 20;
const mask = (1 << hashBits) - 1;
const seenIn = new Uint16Array(mask + 1);
const wordBits = 17;
const wordMask = (1 << wordBits) - 1;
const wordIn = new Uint16Array(wordMask + 1);
/** Of the text that was read last: where each of its words ends, and which one of the same hash went before it. */
let wordEnds = new Int32Array(1 << 12);
let wordBefore = new Int32Array(1 << 12);
const lastWordOf = new Int32Array(wordMask + 1);
const noWord = -1;
let number = 0;
/** How many texts were read; unlike `number` it never begins again. */
let texts = 0;

let last: { text: string; literals: Literals } | undefined;

/** A literal to ask texts for; whoever asks often should make each once. */
export function seek(literal: string): Sought {
  const lower = literal.toLowerCase();
  const hashes: number[] = [];
  let part = 0;
  for (let i = 0; i < lower.length; i++) {
    part = nextOfFour(part, lower.charCodeAt(i));
    if (i >= 3) hashes.push(part);
  }
  return { lower, hashes, askedOf: 0, isThere: false };
}

/** A word to ask texts for. */
export function seekWord(word: string): SoughtWord {
  const sought = seek(word);
  let wordHash: number | undefined = 0;
  for (let i = 0; i < sought.lower.length && wordHash !== undefined; i++) {
    const code = sought.lower.charCodeAt(i);
    wordHash = isLowerWordPart(code) ? nextOfWord(wordHash, code) : undefined;
  }
  return { ...sought, word, wordHash };
}

/** Literals and words that many rules ask for, and what their expressions need, each made once. */
export interface SoughtTexts {
  literal(text: string): Sought;
  word(text: string): SoughtWord;
  needed(source: string): Needed | undefined;
}

/** None yet; each is made when first asked for. */
export function soughtTexts(): SoughtTexts {
  return { literal: once(seek), word: once(seekWord), needed: once(neededBy) };
}

function once<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const before = made.get(text);
    if (before !== undefined || made.has(text)) return before as T;
    const one = make(text);
    made.set(text, one);
    return one;
  };
}

/** Of these two letters of other scripts the lower case is, or holds, one of ASCII, and would change where words end. */
const foldedIntoLatin = /[\u212A\u0130]/g;

/** Reads a text once; the answer for the text that was asked for last is kept, since several detectors ask for it. */
export function literalsOf(text: string): Literals {
  if (last?.text === text) return last.literals;
  const lower = text.replace(foldedIntoLatin, '\uFFFD').toLowerCase();
  const own = nextNumber();
  const id = ++texts;
  let hash = 0;
  let word = 0;
  let words = 0;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    hash = nextOfFour(hash, code);
    seenIn[hash] = own;
    if (isLowerWordPart(code)) word = nextOfWord(word, code);
    else if (word !== 0) {
      putWord(word, words++, i - 1, own);
      word = 0;
    }
  }
  if (word !== 0) putWord(word, words, lower.length - 1, own);
  const places = new Map<Sought, Places | undefined>();
  const placesBy = <T extends Sought>(
    look: (literal: T) => Places | undefined,
    literal: T,
  ): Places | undefined => {
    if (!places.has(literal)) places.set(literal, look(literal));
    return places.get(literal);
  };
  const literals: Literals = {
    lower,
    // The tables may speak of another text by now.
    mayHold({ hashes }) {
      if (own !== number) return true;
      for (let i = 0; i < hashes.length; i++) if (seenIn[hashes[i] as number] !== own) return false;
      return true;
    },
    holds(literal) {
      if (literal.askedOf !== id) {
        literal.askedOf = id;
        literal.isThere = literals.mayHold(literal) && lower.includes(literal.lower);
      }
      return literal.isThere;
    },
    mayHoldWord(literal) {
      if (own !== number) return true;
      return literal.wordHash === undefined ? literals.mayHold(literal) : wordIn[literal.wordHash] === own;
    },
    hasWord(literal) {
      if (literal.askedOf !== id) {
        literal.askedOf = id;
        literal.isThere = literals.mayHoldWord(literal) && holdsWord(text, literal.word);
      }
      return literal.isThere;
    },
    placesOfWord: (word) =>
      placesBy(({ wordHash }) => (own === number ? wordPlaces(wordHash, own) : undefined), word),
    placesOf: (literal) => placesBy((one) => literalPlaces(lower, one.lower), literal),
  };
  last = { text, literals };
  return literals;
}

function putWord(hash: number, index: number, end: number, own: number): void {
  if (index === wordEnds.length) {
    wordEnds = grown(wordEnds);
    wordBefore = grown(wordBefore);
  }
  wordEnds[index] = end;
  wordBefore[index] = wordIn[hash] === own ? (lastWordOf[hash] as number) : noWord;
  lastWordOf[hash] = index;
  wordIn[hash] = own;
}

function grown(numbers: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * numbers.length);
  more.set(numbers);
  return more;
}

function wordPlaces(hash: number | undefined, own: number): Places | undefined {
  if (!hash) return undefined;
  const found: number[] = [];
  const last = wordIn[hash] === own ? (lastWordOf[hash] as number) : noWord;
  for (let at = last; at !== noWord; at = wordBefore[at] as number) found.push(wordEnds[at] as number);
  return Int32Array.from(found.toReversed());
}

function literalPlaces(lower: string, literal: string): Places {
  const found: number[] = [];
  for (let at = lower.indexOf(literal); at !== -1; at = lower.indexOf(literal, at + 1)) found.push(at);
  return Int32Array.from(found);
}

function nextOfFour(hash: number, code: number): number {
  return ((hash << 5) ^ code) & mask;
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

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (!isWordPart(text.charCodeAt(at - 1)) && !isWordPart(text.charCodeAt(at + word.length))) return true;
  return false;
}

/** False for NaN, before the beginning and after the end. */
function isWordPart(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
