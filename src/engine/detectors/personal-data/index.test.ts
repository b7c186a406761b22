// Numbers with right check digits are found where their meaning shows; test numbers, runs and other digits are not.
import { describe, expect, test } from 'vitest';
import { allFindings } from '../../../../test/detector-findings.ts';
import { wholeFile } from '../../change.ts';
import { personalData } from './index.ts';
import { numberKinds } from './numbers.ts';

const found = (path: string, body: string): string[] =>
  allFindings(personalData, path, body, 'personal-data');

/** The digits with the check digit that Luhn's algorithm wants, so that no real number stands here. */
function withLuhn(digits: string): string {
  let sum = 0;
  [...digits].toReversed().forEach((digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return digits + String((10 - (sum % 10)) % 10);
}
const visa = withLuhn('453201788290146');
const other = withLuhn('552947813062075');
const third = withLuhn('601190284716350');
const grouped = (digits: string): string => digits.match(/.{4}/g)?.join(' ') ?? '';

const people = ['Mara Lindner', 'Ivo Brandt', 'Pia Sorel', 'Tomas Reyes', 'Eva Holm'];

describe('found', () => {
  test.each<[string, string, string, string]>([
    ['card in groups', 'src/a.ts', `const n = '${grouped(visa)}';\n`, 'payment-card-number low'],
    ['card beside its word', 'data.json', `{"cardNumber": "${visa}"}\n`, 'payment-card-number low'],
    [
      'cards in a table',
      'users.csv',
      `name,card\nA,${visa}\nB,${other}\nC,${third}\n`,
      'payment-card-number medium, payment-card-number medium, payment-card-number medium',
    ],
    ['American number', 'src/a.py', `ssn = "${['219', '09', '9998'].join('-')}"\n`, 'national-id-number low'],
    ['Brazilian number', 'src/a.py', `x = "${['390.533.447', '05'].join('-')}"\n`, 'national-id-number low'],
    [
      'account',
      'src/a.py',
      `iban = "${['GB94', 'BARC', '1020', '1530', '0934', '59'].join('')}"\n`,
      'bank-account-number low',
    ],
    [
      'list of addresses',
      'users.sql',
      ['m.keller81', 'tanja.brandt', 'p.okafor', 'liwei.zhang88', 'sofia.rossi']
        .map((name) => `INSERT INTO u VALUES ('${name}@gmail.com');`)
        .join('\n'),
      'list-of-personal-contacts low',
    ],
    [
      'table of patients',
      'export/patients.csv',
      ['id,name,icd10', ...people.map((name, at) => `${at},${name},J45.${at}`)].join('\n'),
      'table-of-personal-records low',
    ],
    [
      'table of pay with other names and signs',
      'gehalt.csv',
      ['"Vorname";"Nachname";"Gehalt"', ...people.map((name) => `${name.replace(' ', ';')};51000`)].join(
        '\n',
      ),
      'table-of-personal-records low',
    ],
  ])('%s', (_name, path, body, expected) => {
    expect(found(path, body).join(', ')).toBe(expected);
  });
});

describe('silent', () => {
  test.each<[string, string, string]>([
    ['head alone', 'a.csv', 'id,name,diagnosis\n'],
    ['list of diagnoses', 'icd.csv', `code,diagnosis\n${'J45,Asthma\n'.repeat(9)}`],
    [
      'names without what is sensitive',
      'towns.csv',
      ['id,name,population', ...people.map((name, at) => `${at},${name},1000`)].join('\n'),
    ],
    [
      'rows that are made up',
      'a.csv',
      ['id,name,salary', ...[1, 2, 3, 4, 5, 6].map((at) => `${at},Employee ${at},1000`)].join('\n'),
    ],
    [
      'the same in a text',
      'notes.txt',
      ['id,name,salary', ...people.map((name, at) => `${at},${name},1000`)].join('\n'),
    ],
    [
      'documented test cards',
      'a.ts',
      "const cards = ['4242 4242 4242 4242', '4111111111111111', '378282246310005'];\n",
    ],
    ['wrong check digit', 'a.ts', `const card = '${visa.slice(0, -1)}${(Number(visa.at(-1)) + 1) % 10}';\n`],
    ['digits without a word', 'a.json', `{"id": ${visa}}\n`],
    ['part of a longer number', 'a.json', `{"card": "${visa}991"}\n`],
    ['made-up social security number', 'a.py', 'ssn = "123-45-6789"\n'],
    ['example account', 'a.py', 'iban = "DE89370400440532013000"\n'],
    [
      'addresses of the authors',
      'AUTHORS',
      'a.b@gmail.com\nc.d@gmail.com\ne.f@gmail.com\ng.h@gmail.com\ni.j@gmail.com\n',
    ],
    [
      'made-up addresses',
      'users.json',
      ['test1', 'user2', 'john.doe', 'alice', 'bob'].map((n) => `"${n}@gmail.com"`).join(','),
    ],
    [
      'telephone numbers of stories',
      'users.json',
      ['+1 212 555 0101', '+1 212 555 0102', '+1 212 555 0103', '+1 212 555 0104', '+1 212 555 0105'].join(
        '\n',
      ),
    ],
    ['code points', 'a.pm', `52BB 5352 5354 5353 ${grouped(visa)} 5366 5377 53D6\n`],
    ['numbers of four digits', 'a.bki', `1184 ${grouped(visa)} 2907 2908\n`],
    [
      'places on Earth',
      'zone.tab',
      ['+120903-0681636', '+513030-0000731', '+415100-0873900', '+690022-0393524', '+484600-0790000']
        .map((place) => `XX\t${place}\tArea/City\n`)
        .join(''),
    ],
    [
      'authors in comments',
      'symbols.c',
      ['m.keller81', 'tanja.brandt', 'p.okafor', 'liwei.zhang88', 'sofia.rossi']
        .map((name) => ` * Written by ${name}@gmail.com\n`)
        .join(''),
    ],
    ['times and hashes', 'a.txt', 'card 1700000000000 2024-01-02T03:04:05 0xdeadbeef 3735928559\n'],
  ])('%s', (_name, path, body) => {
    expect(found(path, body)).toEqual([]);
  });
});

test('the numbers are masked wherever the report speaks', () => {
  const change = {
    base: '',
    head: '',
    files: [wholeFile('a.json', `{"card": "${visa}"}\n`)],
    commits: [],
    unread: [],
  };
  expect([...(personalData.collectSecrets?.(change, undefined as never) ?? [])]).toEqual([visa]);
});

/** The stem with the first ending that makes its check digits right, so that no real number stands here. */
function completed(id: string, stem: string, endings: string): string {
  const kind = numberKinds.find((one) => one.id === id);
  for (const a of ['', ...'0123456789'])
    for (const ending of endings) {
      const value = `${stem}${a}${ending}`;
      if ([...value.matchAll(kind?.shape ?? /$^/g)].some(([all]) => all === value) && kind?.isValid(value))
        return value;
    }
  throw new Error(`no number of ${id} begins with ${stem}`);
}

describe('numbers of further countries', () => {
  const digits = '0123456789';
  test.each([
    ['gb-nhs', 'nhs_number', '943 572 89', digits],
    ['gb-nino', 'nino', 'CE40927', 'ABCD'],
    ['ca-sin', 'sin', '518 374 2', digits],
    ['us-npi', 'npi', '13870356', digits],
    ['au-tfn', 'taxFileNumber', '86509523', digits],
    ['jp-mynumber', 'my_number', '9759636813', digits],
    ['sg-nric', 'nric', 'S806293', 'ABCDEFGHIZJ'],
    ['ch-ahv', 'ahvNummer', '756.7133.0240.', digits],
    ['ru-snils', 'snils', '572-806-413 ', digits],
    ['dk-cpr', 'cpr', '170563-20', digits],
    ['in-pan', 'pan_number', 'FJDPM9068', 'GHK'],
  ])('%s', (id, word, stem, endings) => {
    const number = completed(id, stem, endings);
    expect(found('src/people.json', `{\n  "${word}": "${number}"\n}\n`)).toEqual(['national-id-number low']);
    expect(found('src/people.json', `{\n  "size": "${number}"\n}\n`)).toEqual([]);
  });
});
