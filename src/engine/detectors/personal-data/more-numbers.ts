// Numbers of persons in further countries and of patients; each counts only beside a word that says what it is.
import { validate as austrian } from 'stdnum/lib/cjs/at/vnr.js';
import { validate as australian } from 'stdnum/lib/cjs/au/tfn.js';
import { validate as bulgarian } from 'stdnum/lib/cjs/bg/egn.js';
import { validate as canadian } from 'stdnum/lib/cjs/ca/sin.js';
import { validate as swiss } from 'stdnum/lib/cjs/ch/ssn.js';
import { validate as chilean } from 'stdnum/lib/cjs/cl/rut.js';
import { validate as czech } from 'stdnum/lib/cjs/cz/rc.js';
import { validate as danish } from 'stdnum/lib/cjs/dk/cpr.js';
import { validate as ecuadorian } from 'stdnum/lib/cjs/ec/ci.js';
import { validate as estonian } from 'stdnum/lib/cjs/ee/ik.js';
import { validate as british } from 'stdnum/lib/cjs/gb/nino.js';
import { validate as greek } from 'stdnum/lib/cjs/gr/amka.js';
import { validate as hongKong } from 'stdnum/lib/cjs/hk/hkid.js';
import { validate as croatian } from 'stdnum/lib/cjs/hr/oib.js';
import { validate as irish } from 'stdnum/lib/cjs/ie/pps.js';
import { validate as israeli } from 'stdnum/lib/cjs/il/idnr.js';
import { validate as korean } from 'stdnum/lib/cjs/kr/rrn.js';
import { validate as lithuanian } from 'stdnum/lib/cjs/lt/asmens.js';
import { validate as mexican } from 'stdnum/lib/cjs/mx/curp.js';
import { validate as malaysian } from 'stdnum/lib/cjs/my/nric.js';
import { validate as norwegian } from 'stdnum/lib/cjs/no/fodselsnummer.js';
import { validate as newZealand } from 'stdnum/lib/cjs/nz/ird.js';
import { validate as portuguese } from 'stdnum/lib/cjs/pt/nif.js';
import { validate as romanian } from 'stdnum/lib/cjs/ro/cnp.js';
import { validate as thai } from 'stdnum/lib/cjs/th/idnr.js';
import { validate as turkish } from 'stdnum/lib/cjs/tr/tckimlik.js';
import { validate as taiwanese } from 'stdnum/lib/cjs/tw/natid.js';

type Validate = (value: string) => { isValid: boolean };

/** Name, shape, the word that must stand near, and the check; `short` where fewer than nine digits stand in a row. */
export type FurtherNumber = readonly [
  id: string,
  name: string,
  shape: RegExp,
  words: string,
  validate: Validate,
  digits?: 'short',
];

const plain = (digits: string): RegExp => new RegExp(`(?<![\\w.-])\\d{${digits}}(?![\\w.-])`, 'g');

/** Further kinds, most of them without a shape of their own. */
export const furtherNumbers: readonly FurtherNumber[] = [
  [
    'ca-sin',
    'Canadian social insurance number',
    /(?<![\w.-])\d{3}([- ]?)\d{3}\1\d{3}(?![\w.-])/g,
    'sin|social insurance',
    canadian,
  ],
  [
    'gb-nino',
    'British national insurance number',
    /(?<!\w)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)/g,
    'nino|national insurance',
    british,
    'short',
  ],
  ['gb-nhs', 'British NHS number', /(?<![\w.-])\d{3}([- ]?)\d{3}\1\d{4}(?![\w.-])/g, 'nhs', nhs],
  ['us-npi', 'number of an American health care provider', plain('10'), 'npi', npi],
  [
    'us-dea',
    'DEA registration of a prescriber',
    /(?<!\w)[ABCDEFGHJKLMPRSTUX][A-Z9]\d{7}(?!\w)/g,
    'dea',
    dea,
    'short',
  ],
  [
    'us-mbi',
    'American Medicare number',
    /(?<!\w)[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d-?[AC-HJKMNP-RT-Y]{2}\d{2}(?!\w)/g,
    'mbi|medicare',
    notShown,
    'short',
  ],
  [
    'au-tfn',
    'Australian tax file number',
    /(?<![\w.-])\d{3} ?\d{3} ?\d{3}(?![\w.-])/g,
    'tfn|tax file',
    australian,
  ],
  [
    'au-medicare',
    'Australian Medicare number',
    /(?<![\w.-])[2-6]\d{3} ?\d{5} ?\d(?: ?\d)?(?![\w.-])/g,
    'medicare',
    medicare,
  ],
  ['dk-cpr', 'Danish CPR number', /(?<![\w.-])\d{6}-?\d{4}(?![\w.-])/g, 'cpr|personnummer', danish],
  [
    'no-fnr',
    'Norwegian identity number',
    plain('11'),
    'fødselsnummer|fodselsnummer|fnr|personnummer',
    norwegian,
  ],
  ['ee-ik', 'Estonian identity code', plain('11'), 'isikukood', estonian],
  ['lt-ak', 'Lithuanian personal code', plain('11'), 'asmens', lithuanian],
  [
    'cz-rc',
    'Czech or Slovak birth number',
    /(?<![\w.-])\d{6}\/?\d{3,4}(?![\w.-])/g,
    'rodne|rodné|birth number',
    czech,
  ],
  ['ro-cnp', 'Romanian CNP', plain('13'), 'cnp', romanian],
  ['bg-egn', 'Bulgarian EGN', plain('10'), 'egn|ЕГН', bulgarian],
  ['gr-amka', 'Greek AMKA', plain('11'), 'amka|ΑΜΚΑ', greek],
  ['hr-oib', 'Croatian OIB', plain('11'), 'oib', croatian],
  [
    'ch-ahv',
    'Swiss social insurance number',
    /(?<![\w.-])756\.?\d{4}\.?\d{4}\.?\d{2}(?![\w.-])/g,
    'ahv|avs|ssn|sozial|social',
    swiss,
  ],
  [
    'at-vnr',
    'Austrian social insurance number',
    /(?<![\w.-])[1-9]\d{3} ?\d{6}(?![\w.-])/g,
    'svnr|vsnr|sozial|versicherungsnummer',
    austrian,
  ],
  ['pt-nif', 'Portuguese NIF', plain('9'), 'nif|contribuinte', portuguese],
  ['ie-pps', 'Irish PPS number', /(?<!\w)\d{7}[A-W][A-I]?(?!\w)/g, 'pps', irish, 'short'],
  ['tr-tckn', 'Turkish identity number', plain('11'), 'tckn|tck|tc kimlik|kimlik', turkish],
  ['il-id', 'Israeli identity number', plain('9'), 'teudat|israeli id|israel id|תעודת', israeli],
  ['kr-rrn', 'Korean resident number', /(?<![\w.-])\d{6}-[1-8]\d{6}(?![\w.-])/g, 'rrn|resident|주민', korean],
  [
    'tw-id',
    'Taiwanese identity number',
    /(?<!\w)[A-Z][12]\d{8}(?!\w)/g,
    'national id|taiwan id|身分證|身份證',
    taiwanese,
    'short',
  ],
  [
    'hk-id',
    'Hong Kong identity card number',
    /(?<!\w)[A-Z]{1,2}\d{6}\([\dA]\)/g,
    'hkid|hong kong id|身份證',
    hongKong,
    'short',
  ],
  ['sg-nric', 'Singaporean NRIC number', /(?<!\w)[STFGM]\d{7}[A-Z](?!\w)/g, 'nric|fin', singaporean, 'short'],
  [
    'my-nric',
    'Malaysian identity number',
    /(?<![\w.-])\d{6}-?\d{2}-?\d{4}(?![\w.-])/g,
    'mykad|nric',
    malaysian,
  ],
  [
    'th-id',
    'Thai identity number',
    /(?<![\w.-])\d(?:-?\d{4}-?\d{5}-?\d{2}-?\d)(?![\w.-])/g,
    'thai id|citizen id|บัตรประชาชน',
    thai,
  ],
  [
    'jp-mynumber',
    'Japanese My Number',
    /(?<![\w.-])\d{4}([- ]?)\d{4}\1\d{4}(?![\w.-])/g,
    'my number|mynumber|マイナンバー|個人番号',
    myNumber,
  ],
  ['mx-curp', 'Mexican CURP', /(?<!\w)[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d(?!\w)/g, 'curp', mexican, 'short'],
  ['cl-rut', 'Chilean RUT', /(?<![\w.-])\d{1,2}\.?\d{3}\.?\d{3}-[\dkK](?![\w-])/g, 'rut', chilean],
  ['ec-ci', 'Ecuadorian identity number', plain('10'), 'cedula|cédula', ecuadorian],
  [
    'nz-ird',
    'New Zealand IRD number',
    /(?<![\w.-])\d{2,3}-?\d{3}-?\d{3}(?![\w.-])/g,
    'ird',
    newZealand,
    'short',
  ],
  [
    'in-pan',
    'Indian permanent account number',
    /(?<!\w)[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z](?!\w)/g,
    'pan|permanent account',
    notShown,
    'short',
  ],
  ['ru-snils', 'Russian SNILS', /(?<![\w.-])\d{3}-?\d{3}-?\d{3}[ -]?\d{2}(?![\w.-])/g, 'snils', snils],
  ['ru-inn', 'Russian personal INN', plain('12'), 'inn|ИНН', inn],
];

const digitsOf = (value: string): number[] => value.replace(/\D/g, '').split('').map(Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);

/** Without check digits: all but what manuals show. */
function notShown(value: string): { isValid: boolean } {
  return { isValid: !/1234|0000|1111|9999|^1EG4/.test(value) };
}

/** NHS: eleven less the weighted sum by 11. */
function nhs(value: string): { isValid: boolean } {
  const digits = digitsOf(value);
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return { isValid: digits.length === 10 && (check === 11 ? 0 : check) === digits[9] };
}

/** NPI: Luhn's algorithm with 80840 in front. */
function npi(value: string): { isValid: boolean } {
  const digits = digitsOf(`80840${value}`).toReversed();
  const sum = digits.reduce((all, digit, at) => {
    const term = at % 2 === 0 ? digit : digit * 2;
    return all + (term > 9 ? term - 9 : term);
  }, 0);
  return { isValid: /^[12]/.test(value) && sum % 10 === 0 };
}

/** DEA: the odd digits and twice the even ones end in the last digit. */
function dea(value: string): { isValid: boolean } {
  const digits = digitsOf(value.slice(2));
  return { isValid: weighted(digits, [1, 2, 1, 2, 1, 2]) % 10 === digits[6] };
}

function medicare(value: string): { isValid: boolean } {
  const digits = digitsOf(value);
  return { isValid: weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digits[8] };
}

function singaporean(value: string): { isValid: boolean } {
  const sum = weighted(digitsOf(value), [2, 7, 6, 5, 4, 3, 2]) + ({ T: 4, G: 4, M: 3 }[value[0] ?? ''] ?? 0);
  const letters = {
    S: 'JZIHGFEDCBA',
    T: 'JZIHGFEDCBA',
    F: 'XWUTRQPNMLK',
    G: 'XWUTRQPNMLK',
    M: 'KLJNPQRTUWX',
  }[value[0] ?? ''];
  const at = value.startsWith('M') ? 10 - (sum % 11) : sum % 11;
  return { isValid: letters?.[at] === value.at(-1) };
}

function myNumber(value: string): { isValid: boolean } {
  const digits = digitsOf(value);
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return { isValid: digits[11] === (rest <= 1 ? 0 : 11 - rest) };
}

function snils(value: string): { isValid: boolean } {
  const digits = digitsOf(value);
  const rest = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
  return {
    isValid: digits.length === 11 && (rest === 100 ? 0 : rest) === (digits[9] ?? 0) * 10 + (digits[10] ?? 0),
  };
}

function inn(value: string): { isValid: boolean } {
  const digits = digitsOf(value);
  const check = (weights: readonly number[]): number => (weighted(digits, weights) % 11) % 10;
  return {
    isValid:
      check([7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === digits[10] &&
      check([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) === digits[11],
  };
}
