// The detector of personal data: card, account and identity numbers with right check digits, lists of private addresses, and tables of what is told of persons.
import type { ChangedFile } from '../../change.ts';
import type { Detector } from '../../detector.ts';
import { report, type Verdict } from '../verdict.ts';
import { contactsIn } from './contacts.ts';
import { type NumberKind, numberKinds } from './numbers.ts';
import { recordsIn } from './records.ts';

/** Longer texts are data sets; how much of one was read is said. */
const maxChars = 2_000_000;
/** Fewer addresses may be those of the authors. */
const fewestContacts = 5;
const manyContacts = 20;
/** From so many different numbers on it is a list and no accident of digits. */
const fewestForMedium = 3;
const maxRelated = 5;
const maxEach = 8;

// Files that name the people who wrote the project.
const credits =
  /(?:^|\/)(?:third[-_ ]?party|AUTHORS|CONTRIBUTORS|MAINTAINERS|CREDITS|THANKS|CHANGELOG|CHANGES|HISTORY|NEWS|COPYING|COPYRIGHT|LICEN[CS]E|NOTICE|CODEOWNERS|OWNERS|\.mailmap|package\.json|composer\.json|pyproject\.toml|setup\.py|pom\.xml)[^/]*$|\.(?:md|rst|adoc|po|pot|gemspec|svg|map)$/i;

export const personalData: Detector = {
  id: 'personal-data',
  comparable: true,
  *collectSecrets(change) {
    for (const file of change.files) for (const found of numbersIn(file)) yield found.text;
  },
  *detectFile(file, input) {
    const { path, body } = file;
    if (file.class !== 'text' || body === undefined) return;
    if (body.length > maxChars) {
      yield { notChecked: { path, check: 'personal-data', reason: `larger than ${maxChars} characters` } };
      return;
    }
    yield* report(path, body, check(file, body), input);
  },
};

interface FoundNumber {
  kind: NumberKind;
  text: string;
  start: number;
}

function* check(file: ChangedFile, body: string): Generator<Verdict> {
  for (const [, found] of Map.groupBy(numbersIn(file), ({ kind }) => kind.name)) {
    const count = found.length;
    const severity = count >= fewestForMedium ? 'medium' : 'low';
    // A few are shown each where it stands; of a table the first says how many there are.
    for (const { kind, text, start } of count > maxEach ? found.slice(0, 1) : found)
      yield {
        rule: kind.rule,
        start,
        end: start + text.length,
        severity,
        message:
          count === 1
            ? `A ${kind.name} with right check digits stands here.`
            : `${count} different numbers here are each a ${kind.name} with right check digits.`,
        related: found
          .filter((other) => other.text !== text)
          .slice(0, maxRelated)
          .map((other) => ({
            start: other.start,
            end: other.start + other.text.length,
            message: `another ${kind.name}`,
          })),
      };
  }
  if (credits.test(file.path)) return;
  const records = recordsIn(file.path, body);
  if (records && records.rows >= fewestContacts)
    yield {
      rule: 'table-of-personal-records',
      start: records.start,
      end: records.end,
      severity: records.rows >= manyContacts ? 'medium' : 'low',
      message: `${records.rows} rows of this table each tell “${records.column}” of a person by name.`,
    };
  const { emails, phones } = contactsIn(body);
  yield* list(emails, 'private e-mail addresses');
  yield* list(phones, 'telephone numbers');
}

function* list(found: ReadonlyMap<string, number>, what: string): Generator<Verdict> {
  const [first] = found;
  if (!first || found.size < fewestContacts) return;
  yield {
    rule: 'list-of-personal-contacts',
    start: first[1],
    end: first[1] + first[0].length,
    severity: found.size >= manyContacts ? 'medium' : 'low',
    message: `${found.size} different ${what} that look like real people's stand in this file; the first is here.`,
  };
}

const numbersOf = new WeakMap<ChangedFile, FoundNumber[]>();

/** Every number of a kind, each value once. */
function numbersIn(file: ChangedFile): FoundNumber[] {
  const known = numbersOf.get(file);
  if (known) return known;
  const { body } = file;
  const found =
    body === undefined || file.class !== 'text' || body.length > maxChars || !/\d{2}/.test(body)
      ? []
      : numbersInText(body);
  numbersOf.set(file, found);
  return found;
}

/** Nine digits or more, as one or in the groups that the numbers of persons are written in. */
const longRun =
  /\d{9}|\d{3}[ ./-]?\d{3}[ ./-]\d{3}|\d{6}[-/+]\d{3}|\d{4} \d{5}|756\.\d{4}\.|\d{6}-\d\d-\d{4}|\d{4}[ -]\d{4}[ -]\d{4}|\d-\d{4}-\d{5}/g;
/** Fewer digits with letters or dashes. */
const shortRun =
  /[A-Z]\d{7}\b|\d{7}[A-W]|\d{6}[(A-DHM]|\d\d \d\d ?[A-D]\b|\d{3}-[\dkK]\b|\d-\d{3}-\d{3}|\d{4}[A-Z]\b|\d-?[A-Z]{2}\d\d\b/g;

const maxLooked = 200;

/** What stands before the first numbers that look so, and the head of a table, in lower case; empty without any. */
function textBefore(shape: RegExp, body: string): string {
  let text = '';
  let count = 0;
  for (const { index } of body.matchAll(shape)) {
    text += `${body.slice(Math.max(0, index - 300), index)}\n`;
    if (++count === maxLooked) break;
  }
  return count === 0 ? '' : (body.slice(0, 300) + text).toLowerCase();
}

function numbersInText(body: string): FoundNumber[] {
  // Of nearly all files only the kinds with letters are left to look for.
  const hasRun = /\d(?:[ .+-]?\d){5}/.test(body);
  const beside = { long: hasRun ? textBefore(longRun, body) : '', short: textBefore(shortRun, body) };
  return numberKinds
    .filter(({ hasLetters, among, words }) =>
      among === undefined
        ? hasRun || hasLetters === true
        : words?.some((word) => beside[among].includes(word)) === true,
    )
    .flatMap((kind) => ofKind(kind, body));
}

function ofKind(kind: NumberKind, body: string): FoundNumber[] {
  // A look for the word is cheaper than one for every run of digits.
  if (kind.context && !kind.context.test(body)) return [];
  const seen = new Set<string>();
  const found: FoundNumber[] = [];
  for (const match of body.matchAll(kind.shape)) {
    const [text] = match;
    if (seen.has(text) || !hasContext(kind, body, match.index) || !kind.isValid(text)) continue;
    seen.add(text);
    found.push({ kind, text, start: match.index });
  }
  return found;
}

/** The word stands before the number on its line, on the line above, or in the first line of a table. */
function hasContext({ context }: NumberKind, body: string, at: number): boolean {
  if (!context) return true;
  const line = body.lastIndexOf('\n', at - 1) + 1;
  const above = body.lastIndexOf('\n', line - 2) + 1;
  const near = body.slice(Math.max(above, at - 300), at);
  const head = body.slice(0, Math.min(300, Math.max(0, body.indexOf('\n'))));
  return context.test(near) || (/[,;\t|]/.test(head) && context.test(head));
}
