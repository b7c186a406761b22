// Turns a line of code into keyed fingerprints that survive re-indentation, other quotes, a renamed variable and small edits.
import { createHmac, hash } from 'node:crypto';

/** What is kept of one line of code: nothing in it can be read back, nor compared without the key. */
export interface LinePrint {
  /** Of the line without regard to spaces, kind of quotes and a last `;` or `,`; below 2^52. */
  exact: number;
  /** The same with variables numbered in place of named; below 2^32. */
  shape: number;
  /** Of each pair of neighbouring words and signs, each below 2^16, sorted. */
  pairs: readonly number[];
  /** Letters and digits of the words that are no keywords, at most 255. */
  weight: number;
}

/** Prints lines under one key. */
export type LinePrinter = (line: string) => LinePrint | undefined;

/** A line that weighs less says too little to be recognised by itself. */
export const minWeight = 12;

/** Longer lines are data, not something that an assistant proposed to a person. */
const maxLineChars = 2000;
const maxTokens = 300;
const maxPairs = 48;
const maxKnownWords = 50_000;

const token =
  /[\p{L}_$][\p{L}\p{N}_$]*|\p{N}[\p{L}\p{N}_.]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\S/gu;

/** Words that every program has, in the languages that we read. */
const keywords = new Set(
  (
    'abstract and as assert async await base begin bool boolean break case catch char class const constructor continue ' +
    'def default defer delete do double elif else elseif end enum except export extends extern false final finally ' +
    'float fn for foreach from func function global go goto if impl implements import in include instanceof int ' +
    'interface internal is let list long match mod module mut namespace new nil none not null number object of or ' +
    'override package pass private protected public pub raise readonly rescue return self short sizeof static string ' +
    'struct super switch then this throw throws trait true try type typeof undefined unless until use using val var ' +
    'virtual void when where while with yield'
  ).split(' '),
);

/** Makes the printer of an installation's key. Blank lines and lines of data have no print. */
export function linePrinter(key: string): LinePrinter {
  const own = createHmac('sha256', key).update('langguard/suggested-lines').digest();
  const digest = keyedDigest(own);
  // Words come again and again; a pair is mixed from what the key made of its words.
  const known = new Map<string, number>();
  const ofWord = (word: string): number => {
    const found = known.get(word);
    if (found !== undefined) return found;
    const value = digest(`w\0${word}`).readUInt32BE(0);
    if (known.size >= maxKnownWords) known.clear();
    known.set(word, value);
    return value;
  };
  return (line) => {
    if (line.length > maxLineChars) return undefined;
    const words = wordsOf(line);
    if (words.length === 0 || words.length > maxTokens) return undefined;
    const hash = digest(`l\0${words.join(' ')}`);
    return {
      exact: hash.readUIntBE(0, 6) * 16 + (hash.readUInt8(6) >> 4),
      shape: digest(`s\0${shapeOf(words).join(' ')}`).readUInt32BE(0),
      pairs: pairsOf(words, ofWord),
      weight: weightOf(words),
    };
  };
}

/** HMAC-SHA256 under a key of at most 64 bytes; createHmac prepares its key anew for each text, which takes five times as long. */
export function keyedDigest(key: Uint8Array): (text: string) => Buffer {
  const pad = (byte: number): Buffer =>
    Buffer.from(Array.from({ length: 64 }, (_, at) => (key[at] ?? 0) ^ byte));
  const [inner, outer] = [pad(0x36), pad(0x5c)];
  return (text) =>
    hash(
      'sha256',
      Buffer.concat([outer, hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer')]),
      'buffer',
    );
}

/** What a kept print is found by: the line as it is, and its shape; none where it weighs too little. */
export function keysOfPrint({ exact, shape, weight }: LinePrint): number[] {
  return weight < minWeight ? [] : [exact, 2 ** 52 + shape];
}

function wordsOf(line: string): string[] {
  const words = (line.match(token) ?? []).map((word) =>
    word.length > 1 && (word.startsWith("'") || word.startsWith('`')) ? `"${word.slice(1, -1)}"` : word,
  );
  while (words.length > 1 && (words.at(-1) === ';' || words.at(-1) === ',')) words.pop();
  return words;
}

/** Members, calls and types keep their names: what people rename is a variable. */
function shapeOf(words: readonly string[]): string[] {
  const numbers = new Map<string, string>();
  return words.map((word, at) => {
    const isName = /^[\p{L}_$]/u.test(word) && !keywords.has(word.toLowerCase());
    const isKept = words[at - 1] === '.' || words[at + 1] === '(' || /^\p{Lu}/u.test(word);
    if (!isName || isKept) return word;
    const number = numbers.get(word) ?? `\0${numbers.size}`;
    numbers.set(word, number);
    return number;
  });
}

function pairsOf(words: readonly string[], ofWord: (word: string) => number): number[] {
  const pairs = new Set<number>();
  let before = 1;
  for (const word of words) {
    const value = ofWord(word);
    pairs.add((Math.imul(before ^ (value >>> 7), 0x9e3779b1) ^ Math.imul(value, 0x85ebca6b)) >>> 16);
    before = value;
    if (pairs.size >= maxPairs) break;
  }
  return [...pairs].sort((a, b) => a - b);
}

function weightOf(words: readonly string[]): number {
  let weight = 0;
  for (const word of words)
    if (!keywords.has(word.toLowerCase())) weight += word.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return Math.min(weight, 255);
}

/** How much two lines have in common: 0 nothing, 1 every pair of words. */
export function likeness(a: LinePrint, b: LinePrint): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.pairs.length && j < b.pairs.length;) {
    const difference = (a.pairs[i] as number) - (b.pairs[j] as number);
    if (difference === 0) shared++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  const all = a.pairs.length + b.pairs.length;
  return all === 0 ? 0 : (2 * shared) / all;
}
