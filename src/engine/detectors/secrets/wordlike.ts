// How much a text looks like words: a dictionary and the frequency of letter pairs.
import { words } from './words.ts';

// Row: first letter, column: second letter; round(log2 of the share) + 9, learnt from words.ts.
const pairs = [
  '04540240402646040657331030',
  '62226001621720620553610030',
  '60406006405500700426400020',
  '52148030720422500450520020',
  '52563331100446142664132410',
  '60006500700500600534500040',
  '50007145600435500641510011',
  '70017000600232600525400030',
  '43544440001447630456040204',
  '62227222522222622362622222',
  '52238322602204320263402030',
  '61147100701600620044420060',
  '74107000601241560040400010',
  '50566371502213410166330010',
  '33441230303557440654544110',
  '60016013500610650745400010',
  '22222222222522222322922222',
  '61347220603243620455321030',
  '40517205602321451157502030',
  '60307015700310500654401040',
  '54535240400556250666000000',
  '60208000700000400111201010',
  '70016015600405610651000100',
  '41616214611211171127111131',
  '44415321611555562364114113',
  '61118111611411511111311131',
].join('');

/** Mean likelihood of the letter pairs of lower-case letters, 0 to 9: words are above 4, random letters near 2.5. */
export function pairLikelihood(letters: string): number {
  let sum = 0;
  for (let i = 1; i < letters.length; i++)
    sum += pairs.charCodeAt((letters.charCodeAt(i - 1) - 97) * 26 + letters.charCodeAt(i) - 97) - 48;
  return letters.length < 2 ? 9 : sum / (letters.length - 1);
}

/** The same over all runs of letters in a value; undefined when there are too few pairs to judge. */
export function likelihoodOf(value: string): number | undefined {
  let sum = 0;
  let count = 0;
  for (const [run] of value
    .slice(0, 400)
    .toLowerCase()
    .matchAll(/[a-z]{2,}/g)) {
    sum += pairLikelihood(run) * (run.length - 1);
    count += run.length - 1;
  }
  return count < 6 ? undefined : sum / count;
}

/** True for lower-case letters that spell nothing. */
export function isGibberish(value: string): boolean {
  return /^[a-z]{5,32}$/.test(value) && pairLikelihood(value) < 3.4 && coveredLetters(value) === 0;
}

/** True for a short value whose letters spell nothing, as a generator makes passwords: no one writes it as a stand-in. */
export function isNonsense(value: string): boolean {
  const letters = value.replace(/[^A-Za-z]/g, '').toLowerCase();
  return (
    letters.length >= 4 &&
    value.length >= 5 &&
    !commonStart.test(value) &&
    pairLikelihood(letters) < (letters.length < 6 ? 3.3 : 3.9) &&
    wordShare(value) === 0
  );
}

const commonStart =
  /^(?:qwe|asd|zxc|xyz|foo|bar|baz|qux|abc|pwd|psw|pass|pw(?:d|\d|$)|tst|test|usr|tmp|xxx|md5|sha|aes|rsa|http|ssl|tls|jwt|uuid|null|[a-z]$)/i;

/** How many letters of a lower-case run can be covered by words of three letters or more. */
export function coveredLetters(text: string): number {
  if (words.has(text) || words.has(stem(text))) return text.length;
  const most = new Uint8Array(text.length + 1);
  for (let end = 1; end <= text.length; end++) {
    most[end] = most[end - 1] as number;
    for (let start = Math.max(0, end - 14); start <= end - 3; start++) {
      // Short words occur in random letters by chance.
      const least = end - start === text.length ? 3 : 4;
      if (end - start < least && !(end - start === 3 && text.length <= 10)) continue;
      const covered = (most[start] as number) + end - start;
      if (covered > (most[end] as number) && words.has(text.slice(start, end))) most[end] = covered;
    }
  }
  return most[text.length] as number;
}

function stem(word: string): string {
  return word.replace(/(?:ing|ed|es|s|er|ly)$/, '');
}

/** The share of a value's letters that stand in words, 0 to 1; letter-digit substitutions count as letters. */
export function wordShare(value: string): number {
  let letters = 0;
  let covered = 0;
  for (const [run] of value.slice(0, 400).matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)) {
    letters += run.length;
    if (run.length >= 3) covered += coveredLetters(run.toLowerCase());
  }
  return letters === 0 ? 0 : covered / letters;
}
