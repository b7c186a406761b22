// Numbers that name a person, a card or an account: how each looks, what must stand beside it, and its check digits.
import { furtherNumbers } from './more-numbers.ts';
import { validate as belgian } from 'stdnum/lib/cjs/be/nn.js';
import { validate as brazilian } from 'stdnum/lib/cjs/br/cpf.js';
import { validate as chinese } from 'stdnum/lib/cjs/cn/ric.js';
import { validate as german } from 'stdnum/lib/cjs/de/idnr.js';
import { validate as spanish } from 'stdnum/lib/cjs/es/dni.js';
import { validate as finnish } from 'stdnum/lib/cjs/fi/hetu.js';
import { validate as french } from 'stdnum/lib/cjs/fr/nir.js';
import { validate as indian } from 'stdnum/lib/cjs/in/aadhaar.js';
import { validate as italian } from 'stdnum/lib/cjs/it/codicefiscale.js';
import { validate as dutch } from 'stdnum/lib/cjs/nl/bsn.js';
import { validate as polish } from 'stdnum/lib/cjs/pl/pesel.js';
import { validate as swedish } from 'stdnum/lib/cjs/se/personnummer.js';
import { validate as american } from 'stdnum/lib/cjs/us/ssn.js';
import { validate as southAfrican } from 'stdnum/lib/cjs/za/idnr.js';

/** One kind of number. `context` must stand on its line or in the head of its column, where the shape alone says little. */
export interface NumberKind {
  id: string;
  rule: 'payment-card-number' | 'national-id-number' | 'bank-account-number';
  name: string;
  shape: RegExp;
  context?: RegExp;
  /** True where letters stand among the digits, so that there need not be six of those in a row. */
  hasLetters?: true;
  /** Of these in lower case one stands in every text that has the context. */
  words?: readonly string[];
  /** Whether nine digits or more stand in a row, or fewer with letters or dashes. */
  among?: 'long' | 'short';
  isValid(found: string): boolean;
}

type Validate = (value: string) => { isValid: boolean };

const person = (
  id: string,
  name: string,
  shape: RegExp,
  validate: Validate,
  context?: RegExp,
): NumberKind => ({
  id,
  rule: 'national-id-number',
  name,
  shape,
  ...(context && { context }),
  isValid: (found) => !isMadeUp(found) && isTrue(validate, found),
});

/** Every kind that is looked for. */
export const numberKinds: readonly NumberKind[] = [
  {
    id: 'card-grouped',
    rule: 'payment-card-number',
    name: 'payment card number',
    // Among more groups of four it is a table of numbers or of code points.
    shape:
      /(?<![\d.-])(?<!\b[\dA-Fa-f]{4}[ -])(?:[2456]\d{3}([ -])\d{4}\1\d{4}\1\d{4}|3[47]\d{2}([ -])\d{6}\2\d{5})(?![\d.-])(?![ -][\dA-Fa-f]{4}\b)/g,
    isValid: isCard,
  },
  {
    id: 'card-plain',
    rule: 'payment-card-number',
    name: 'payment card number',
    shape: /(?<![\w.-])(?:[2456]\d{15}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11})(?![\w.-])/g,
    context:
      /\bcards?\b|card[_-]?(?:no|num|number)|cardnumber|credit|debit|\bpan\b|\bvisa\b|master ?card|\bamex\b|payment|kreditkart|kreditkort|creditcard|tarjeta|cart[ea]o?[ _-]?(?:bancaire|bleue|de[ _-]?cr|di[ _-]?cr)/i,
    isValid: isCard,
  },
  {
    id: 'iban',
    rule: 'bank-account-number',
    name: 'bank account number (IBAN)',
    shape: /(?<![A-Za-z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?(?![A-Za-z\d])/g,
    context: /(?i:(?<![a-z])iban(?![a-z])|account|konto|(?<![a-z])bank)|[a-z](?:Iban|IBAN|Bank)/,
    hasLetters: true,
    isValid: isIban,
  },
  person(
    'us-ssn',
    'US social security number',
    /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g,
    american,
    /(?i:(?<![a-z])ssn(?![a-z])|social[ _-]?sec|tax[ _-]?payer)|[a-z]S(?:sn|SN)(?![a-z])/,
  ),
  {
    ...person(
      'it-cf',
      'Italian codice fiscale',
      /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g,
      italian,
    ),
    hasLetters: true,
  },
  person(
    'cn-ric',
    'Chinese resident identity number',
    /(?<![\w.])\d{17}[\dX](?![\w.])/g,
    chinese,
    /id[ _-]?(?:card|no|num)|resident|shenfen|身份/i,
  ),
  person(
    'fi-hetu',
    'Finnish personal identity code',
    /(?<![\w-])\d{6}[-+A]\d{3}[\dA-Y](?![\w-])/g,
    finnish,
    /hetu|henkil|ssn|identity/i,
  ),
  person(
    'fr-nir',
    'French social security number',
    /(?<![\w.])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}(?![\w.])/g,
    french,
    /(?:\b|_|set|get)nir(?![a-z])|s[ée]curit[ée]|\binsee\b|\bsocial/i,
  ),
  person(
    'es-dni',
    'Spanish identity number',
    /(?<!\w)(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z](?!\w)/g,
    spanish,
    /(?i:(?<![a-z])(?:dni|nie|nif)(?![a-z]))|[a-z](?:D(?:ni|NI)|N(?:ie|IE|if|IF))(?![a-z])/,
  ),
  person(
    'nl-bsn',
    'Dutch citizen service number',
    /(?<![\w.])\d{9}(?![\w.])/g,
    dutch,
    /(?i:(?<![a-z])bsn(?![a-z])|burgerservice)|[a-z]B(?:sn|SN)(?![a-z])/,
  ),
  person(
    'de-idnr',
    'German tax identification number',
    /(?<![\w.])\d{2} ?\d{3} ?\d{3} ?\d{3}(?![\w.])/g,
    german,
    /steuer|tax[ _-]?id|idnr/i,
  ),
  person('pl-pesel', 'Polish PESEL', /(?<![\w.])\d{11}(?![\w.])/g, polish, /pesel/i),
  person('br-cpf', 'Brazilian CPF', /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w.-])/g, brazilian),
  person(
    'br-cpf-plain',
    'Brazilian CPF',
    /(?<![\w.-])\d{11}(?![\w.-])/g,
    brazilian,
    /(?i:(?<![a-z])cpf(?![a-z]))|[a-z]C(?:pf|PF)(?![a-z])/,
  ),
  person(
    'in-aadhaar',
    'Indian Aadhaar number',
    /(?<![\w.])[2-9]\d{3} ?\d{4} ?\d{4}(?![\w.])/g,
    indian,
    /aadhaa?r|\buid(?:ai)?\b/i,
  ),
  person(
    'se-pnr',
    'Swedish personal identity number',
    /(?<![\w-])(?:\d{2})?\d{6}[-+]?\d{4}(?![\w-])/g,
    swedish,
    /person(?:nummer|nr)|\bpnr\b|ssn/i,
  ),
  person(
    'be-rrn',
    'Belgian national number',
    /(?<![\w.])\d{2}\.?\d{2}\.?\d{2}-?\d{3}\.?\d{2}(?![\w.])/g,
    belgian,
    /rijksregister|registre national|national[ _-]?(?:number|no|id)|\bnrn\b|\brrn\b|\binsz\b/i,
  ),
  person(
    'za-id',
    'South African identity number',
    /(?<![\w.])\d{13}(?![\w.])/g,
    southAfrican,
    /id[ _-]?(?:no|num)|identity/i,
  ),
  ...furtherNumbers.map(([id, name, shape, words, validate, digits]) => ({
    ...person(id, name, shape, validate, near(words)),
    words: startsOf(words),
    among: digits ?? ('long' as const),
  })),
];

function isTrue(validate: Validate, found: string): boolean {
  try {
    return validate(found).isValid;
  } catch {
    return false;
  }
}

/** Numbers that payment providers print in their guides for tests, and the ranges that they keep for them. */
const testCards =
  /^(?:4111111111111111|4242|40000\d|4012888888881881|4012000\d|4007000000027|4500600000000061|4917610000000000|4988438843884305|4166676667666746|5555555555554444|5105105105105100|5200828282828210|5454545454545454|5424000000000015|5204\d*0000|5500000000000004|5136333333333335|2222|2223\d0|2720|3782822463|3714496353|3787344936|3400000000|6011111111111117|6011000|6011\d{2}0000|6200000000|62\d0{5}|3056930|3530111333|3566002020|3852000|3600000000|6759649826|6304000000)/;

function isCard(found: string): boolean {
  const digits = found.replace(/\D/g, '');
  return !testCards.test(digits) && !isMadeUp(digits) && hasIssuer(digits) && isLuhn(digits);
}

/** Visa, Mastercard, American Express, Discover, UnionPay, Maestro, Diners Club. */
function hasIssuer(digits: string): boolean {
  return /^(?:4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3[47]|3(?:0[0-5]|[68])|6(?:011|4[4-9]|5|2)|5[06-8]|6)/.test(
    digits,
  );
}

function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = digits.length - 1, isDouble = false; at >= 0; at--, isDouble = !isDouble) {
    const digit = Number(digits[at]) * (isDouble ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** ISO 13616: the country and check digits go to the end, letters count from 10, and the rest by 97 is 1. */
function isIban(found: string): boolean {
  const text = found.replaceAll(' ', '');
  if (text.length < 15 || text.length > 34 || isMadeUp(text.slice(4)) || documentedIbans.has(text))
    return false;
  const moved = text.slice(4) + text.slice(0, 4);
  let rest = 0;
  for (const sign of moved) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The examples of the IBAN registry and of payment providers. */
const documentedIbans = new Set([
  'DE89370400440532013000',
  'GB82WEST12345698765432',
  'GB29NWBK60161331926819',
  'GB33BUKB20201555555555',
  'FR1420041010050500013M02606',
  'NL91ABNA0417164300',
  'NL39RABO0300065264',
  'CH9300762011623852957',
  'AT611904300234573201',
  'BE68539007547034',
  'ES9121000418450200051332',
  'IT60X0542811101000000123456',
  'PL61109010140000071219812874',
  'SE4550000000058398257466',
  'NO9386011117947',
  'DK5000400440116243',
  'FI2112345600000785',
  'IE29AIBK93115212345678',
  'PT50000201231234567890154',
  'LU280019400644750000',
]);

/** Runs, repeats and few different digits are what people type to fill a field. */
function isMadeUp(found: string): boolean {
  const digits = found.replace(/\D/g, '');
  if (new Set(digits).size <= 3) return true;
  return /(\d)\1{5}|012345|123456|234567|345678|456789|987654|876543/.test(digits);
}

/** Words, such as `oib|tax file`, that stand alone or in a name such as `user_oib`, `setOib`, `TAX_FILE` and `taxFileNumber`. */
function near(words: string): RegExp {
  const all = words.split('|');
  const inside = (word: string): string => word.replace(/ \p{Ll}/gu, (start) => start.toUpperCase());
  const glued = (list: readonly string[]): string => list.join('|').replaceAll(' ', '[ _-]?');
  const started = [
    ...all.map((word) => inside(word).replace(/^\p{Ll}/u, (start) => start.toUpperCase())),
    ...all.map((word) => word.toUpperCase()),
  ];
  const any = glued([...all, ...all.map(inside), ...started]);
  return new RegExp(`(?:${any})(?![a-z])(?<=(?<![A-Za-z])(?:${any})|[a-z](?:${glued(started)}))`);
}

/** What a lower-case text must hold for a word to be in it. */
function startsOf(words: string): string[] {
  return words.split('|').map((word) => word.slice(0, (word + ' ').indexOf(' ')).toLowerCase());
}
