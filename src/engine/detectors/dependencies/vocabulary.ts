// The words of which honest names are made: a slip of the hand makes no word, another project's name does.
import { wordsOf } from './name-forms.ts';

/** Words by the number of names that hold them. */
export type Vocabulary = ReadonlyMap<string, number>;

/** The words of these names. */
export function vocabularyOf(names: Iterable<string>): Vocabulary {
  const counts = new Map<string, number>();
  for (const name of names) {
    for (const word of new Set(wordsOf(name))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      const bare = word.replace(/^\d+|\d+$/g, '');
      if (bare !== word && bare.length > 2) counts.set(bare, (counts.get(bare) ?? 0) + 1);
    }
  }
  return counts;
}

/** Whether a text is a word, or some words written together. */
export function isWord(text: string, vocabulary: Vocabulary): boolean {
  if (/^\d*$/.test(text) || (text.length > 2 && vocabulary.has(text))) return true;
  const bare = text.replace(/\d+$/, '');
  if (bare.length > 3 && vocabulary.has(bare)) return true;
  return isCompound(bare, vocabulary);
}

// Short pieces fit anywhere, so they must be common words to count.
const timesNeeded = (length: number): number => (length < 3 ? 60 : length === 3 ? 12 : 2);

/** Whether a text is two or three words written together. */
function isCompound(text: string, vocabulary: Vocabulary): boolean {
  if (text.length < 6 || text.length > 40) return false;
  /** By end of the text read so far: the fewest words that make it. */
  const fewest: (number | undefined)[] = [0];
  for (let end = 1; end <= text.length; end++) {
    for (let start = Math.max(0, end - 20); start < end - 1; start++) {
      const before = fewest[start];
      if (before === undefined || before > 2) continue;
      const word = text.slice(start, end);
      if ((vocabulary.get(word) ?? 0) < timesNeeded(word.length)) continue;
      fewest[end] = Math.min(fewest[end] ?? 4, before + 1);
    }
  }
  return fewest[text.length] !== undefined;
}
