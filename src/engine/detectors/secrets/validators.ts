// Checks that tell a real secret from a look-alike: checksums, structures and decoded contents, by name.
import { crc32 } from './crc32.ts';
import { decodeBase64 } from './base64.ts';
import { isMonotonous, isPlaceholder, isReference, isUuid, lookOf } from './value.ts';
import { isGuessed } from './weak.ts';
import { wordShare } from './wordlike.ts';

/** What a validator sees beside the value: the match's groups and the text around it. */
export interface ValidatorContext {
  groups: Readonly<Record<string, string | undefined>>;
  before: string;
  after: string;
}

/** `proved`: a checksum or structure fits; `plausible`: nothing speaks against it; `weak`: anyone may guess it; `refuted`: not a secret. */
export type Verdict = 'proved' | 'plausible' | 'weak' | 'refuted';

/** The checks that a rule may name. */
export const validators = {
  /** GitHub and npm put the CRC-32 of the random part, in base 62 with six digits, at the end. */
  'github-checksum': checksummed,
  'npm-checksum': checksummed,
  luhn,
  jwt,
  'supabase-service-role': (value: string) =>
    jwtPayload(value)?.['role'] === 'service_role' ? 'proved' : 'refuted',
  'private-key': privateKey,
  'basic-credentials': basicCredentials,
  'url-password': urlPassword,
  'google-service-account': googleServiceAccount,
  'mixed-case-and-digits': mixedCaseAndDigits,
  'letters-and-digits': lettersAndDigits,
  'base64-bytes': base64Bytes,
  'signing-literal': signingLiteral,
  'login-literal': loginLiteral,
  'login-pair': loginPair,
  // Another option, or the name of a file.
  'option-value': (value: string): Verdict =>
    /^-|^[\w.-]+\.\w{2,4}$|^[a-z]+:\/\//.test(value) ? 'refuted' : 'plausible',
  // The address of an account, an id, or the commit of a schema.
  'random-argument': (value: string): Verdict =>
    isUuid(value) || /^(?:0x[\da-f]+|[\da-f]{40}|[\da-f]{64}|pk[_.]|\d{6,}-)/i.test(value)
      ? 'refuted'
      : 'plausible',
  // What a page or an app shows to each of its users, restricted by site or app.
  'google-key': (_value: string, { before, after }: ValidatorContext): Verdict =>
    /firebase\w{0,20}\s{0,4}[=:(]|"current_key"\s{0,4}:\s{0,4}"$|maps\.googleapis\.com\/maps\/api\/js\?[^\s"']{0,80}$/i.test(
      before,
    ) || /authDomain|storageBucket|messagingSenderId|firebaseapp\.com/.test(`${before}${after}`)
      ? 'weak'
      : 'plausible',
  'seed-phrase': seedPhrase,
  'byte-list': byteList,
  'url-query': (value: string, { before }: ValidatorContext): Verdict =>
    value.startsWith('AIza') || /\/\/(?:[\w.-]*\.)?example\.|localhost|127\.0\.0\.1/.test(before)
      ? 'refuted'
      : 'plausible',
  // Rails comes with a key of its own for development and for tests.
  'rails-environment': (_value: string, { before }: ValidatorContext): Verdict =>
    /(?:^|\n)(?:development|test):[ \t]*(?:\r?\n[ \t#][^\n]*){1,6}$/.test(before) ? 'weak' : 'plausible',
  'crypt-hash': (value: string, { before }: ValidatorContext): Verdict =>
    /x{6}|\.{3}|\*{3}/i.test(value) ||
    /(?:^|[\s"'=,])(?:test\d?|user(?:name)?|foo|bar|example):$/.test(before)
      ? 'refuted'
      : 'proved',
} satisfies Record<string, (value: string, context: ValidatorContext) => Verdict>;

export type ValidatorName = keyof typeof validators;

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A number in base 62 with GitHub's digit order, padded to six digits. */
export function toBase62(number: number): string {
  let out = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) out = (base62[rest % 62] ?? '') + out;
  return out.padStart(6, '0');
}

function checksummed(value: string): Verdict {
  const body = value.slice(value.lastIndexOf('_') + 1);
  const random = body.slice(0, -6);
  // A failed checksum is a made-up sample, but a tool may have shortened or joined a real one.
  return toBase62(crc32(random)) === body.slice(-6) ? 'proved' : 'plausible';
}

function luhn(value: string): Verdict {
  const digits = value.replace(/\D/g, '');
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return digits.length > 11 && sum % 10 === 0 ? 'proved' : 'refuted';
}

function jwtPart(part: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(decodeBase64(part ?? '') ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The decoded payload of a JWT, or undefined when it has none. */
export function jwtPayload(token: string): Record<string, unknown> | undefined {
  return jwtPart(token.split('.')[1]);
}

function jwt(value: string): Verdict {
  const [head, body, signature = ''] = value.split('.');
  const header = jwtPart(head);
  if (!header || !('alg' in header || 'enc' in header || 'typ' in header)) return 'refuted';
  if (typeof header['alg'] === 'string' && header['alg'].toLowerCase() === 'none') return 'refuted';
  if ('enc' in header) return 'proved';
  const payload = jwtPart(body);
  if (!payload || signature.length < 20) return 'refuted';
  // The token that jwt.io shows, and its copies in every tutorial.
  if (payload['sub'] === '1234567890' || payload['name'] === 'John Doe') return 'refuted';
  if (
    /^\{"(?:some|foo|hello|key|test|data|message)":"(?:payload|bar|world|value|test|data|hello)"\}$/.test(
      JSON.stringify(payload),
    )
  )
    return 'refuted';
  // Public by design: the role that browsers use.
  if (payload['role'] === 'anon') return 'refuted';
  return 'proved';
}

function privateKey(value: string, { before, after } = { before: '', after: '' }): Verdict {
  const begin = value.indexOf('-----', 10) + 5;
  // In the example of a command the first line stands for the key.
  if (typed.test(before) && after.startsWith('-----END') && /^.{0,20}\b(?:OPENSSH|RSA|DSA) /.test(value)) {
    const signs = value.slice(begin, begin + 2 * fewestSigns).replace(/\\n|[^A-Za-z0-9+/=]/g, '').length;
    if (signs < fewestSigns) return 'refuted';
  }
  // The first line of key material: without it there is only a heading, in a check or in running text.
  const line = /[A-Za-z0-9+/=]{40,}/.exec(value.slice(begin, begin + 700))?.[0];
  if (line === undefined || isMonotonous(line) || new Set(line).size < 16) return 'refuted';
  return /x{12}|\.{6}|your|example|redacted/i.test(value.slice(begin, begin + 700)) ? 'refuted' : 'proved';
}

/** What a reader is to type behind the prompt of a shell. */
const typed = /(?:^|\n)[ \t]*[$>%][ \t]{1,4}[\w./-]{1,60} [^\n]{0,160}$/;
/** Signs of base64 in the shortest key of its kind that anything takes, and some to spare. */
const fewestSigns = 200;

function basicCredentials(value: string): Verdict {
  const text = decodeBase64(value);
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) return 'refuted';
  const password = text.slice(colon + 1);
  const look = lookOf(password);
  const user = text.slice(0, colon);
  if (isPlaceholder(value)) return 'refuted';
  return isWeakPassword(password, user) || (look !== 'human' && look !== 'opaque')
    ? orWeak(password, user)
    : 'proved';
}

function urlPassword(value: string, { groups }: ValidatorContext): Verdict {
  const host = (groups['host'] ?? '').toLowerCase();
  const user = groups['user'] ?? '';
  if (isReference(value) || /^\$|^\{|^%[sd(]|[{}<>]/.test(value)) return 'refuted';
  if (
    /^(?:example|foo|bar|host|hostname|server|domain|your|some|my-?host|mydomain|site|url|ip|address)(?![a-z0-9])/.test(
      host,
    )
  )
    return 'refuted';
  if (/(?:^|\.)example(?:\.|$)|\.(?:invalid|test|local\.test)$/.test(host)) return 'refuted';
  if (isWeakPassword(value, user) || isPlaceholder(value)) return orWeak(value, user, host);
  const look = lookOf(value);
  if (look === 'opaque') return 'plausible';
  const otherwise = orWeak(value, user, host);
  const isLocal = /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|[a-z]+[-_]?(?:db|sql|cache)?$)/.test(host);
  if (look === 'human')
    return isLocal && !/\d.*[^A-Za-z0-9]|[^A-Za-z0-9].*\d|(?=.*[a-z])(?=.*[A-Z]).*\d/.test(value)
      ? otherwise
      : 'plausible';
  return isLocal || (wordShare(value) > 0.5 && !/\d/.test(value) && value.length < 7)
    ? otherwise
    : look === 'word'
      ? 'plausible'
      : otherwise;
}

/** A password that anyone guesses counts where the user beside it is a real one. */
function orWeak(password: string, user: string, host = ''): Verdict {
  if (isGenericUser(user)) return 'refuted';
  // What the images of databases and brokers come with.
  if (user === password && /^(?:postgres|guest)$/.test(user) && /^(?:localhost|127\.|\w+$)/.test(host))
    return 'refuted';
  return isGuessed(password) || /^(?:pass(?:word|wd)?|secret)$/.test(password) ? 'weak' : 'refuted';
}

/** A user that stands for any user, as texts that explain an address have it. */
function isGenericUser(user: string): boolean {
  return /^(?:u|usr|user|username|user_?name|login|name|foo|bar|joe|john|jane|alice|bob|a|x|me|my-?user|your\S*|some\S*|[<{$%].*)$/i.test(
    user,
  );
}

/** Words that stand for a password in manuals, and passwords that equal the user. */
export function isWeakPassword(password: string, user: string): boolean {
  if (password.length < 3) return true;
  const word = password.toLowerCase();
  if (word === user.toLowerCase()) return true;
  return /^(?:pass|passwd|password|pwd|pw|secret|token|key|user|username|admin|root|test|guest|default|demo|foo|bar|baz|x+|\*+|\.+|redacted|hidden|mypass(?:word)?|my-?secret|your-?password|some-?password|postgres|mysql|example|hunter2|changeme|p@ssw0rd|pass@word|pass:word|p@ss|1234?5?6?7?8?)$/.test(
    word,
  );
}

function googleServiceAccount(value: string): Verdict {
  return /BEGIN (?:RSA )?PRIVATE KEY/.test(value) && privateKey(value) === 'proved' ? 'proved' : 'refuted';
}

function mixedCaseAndDigits(value: string): Verdict {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) ? 'plausible' : 'refuted';
}

function lettersAndDigits(value: string): Verdict {
  return /[A-Za-z]/.test(value) && /\d/.test(value) ? 'plausible' : 'refuted';
}

function base64Bytes(value: string): Verdict {
  return value.length % 4 === 0 || !value.includes('=') ? mixedCaseAndDigits(value) : 'refuted';
}

/** A literal in the place of a signing secret, weak or not, unless it names something. */
function signingLiteral(value: string, { before, after }: ValidatorContext): Verdict {
  // A hint in a message says what to write into a shell.
  if (/\bexport \w{1,60}=["']$/.test(before)) return 'refuted';
  // The key of a provider signs nothing here; a real one is told by its own rule.
  if (/^(?:sk|rk|pk)_(?:test|live)_/.test(value)) return 'refuted';
  // A list of names has a name before it, too.
  if (/["']\w{1,60}["'],\s{1,20}["']\w{1,60}["'],\s{0,20}["']$/.test(before)) return 'refuted';
  if (
    /^[A-Z][A-Z0-9_]*$|^[A-Z][a-z]+(?: [a-z]+)+|\s\S+\s\S+\s|^(?:kid[-_]?\d{0,4}|key[-_]\d{1,4}|string|String|str|number|hex|base64|utf-?8|raw|uint8array|object|any|undefined|null|none|void|required|optional|hidden|text|password|jwt|token|apiKey|(?:api|private|public|secret|access|signing|encryption|auth)[-_]?(?:key|token)s?|HS256|RS256|id|key|name|secret_?[kK]ey|Secret|(?:aws|AWS)[\w-]*|\w+_access_key|(?!My|Super|The|This|Some|Very|Our)[A-Z][a-z]+Secret|[\w-]+[-_](?:header|name|field|param|id|prefix|suffix|path|file|env|var|type|label|cookie|algorithm))$/.test(
      value,
    )
  )
    return 'refuted';
  // `*******MASKED*******` is shown in place of one.
  if (/\*{3}|^[[(<]?(?:masked|redacted|hidden)[\])>]?$/i.test(value)) return 'refuted';
  // Words of a translation: `("SecretKey", "Clé secrète")`.
  if (/^[\p{L} '’-]+$/u.test(value) && /\P{ASCII}|^Secret ?Key$/u.test(value)) return 'refuted';
  if (/^(?:[\w-]+\.)+[\w-]+$|^[./@#:]|[<>{}]|\.{3}$|…|\/\w+\/|:\/\//.test(value)) return 'refuted';
  const isForTrial =
    testSettings.test(before) ||
    unlessDebug.test(before) ||
    /^["'`]\)? if (?:\w{1,30}\.)?DEBUG else\b/.test(after);
  return isForTrial && lookOf(value) !== 'opaque' ? 'weak' : 'plausible';
}

/** `os.environ["KEY"] if not DEBUG else "…"`, `isProduction ? process.env.KEY : "…"`: production has none without the variable. */
const unlessDebug =
  /\bif not (?:\w{1,30}\.)?DEBUG else [^\n]{0,100}$|(?:\b[iI]s_?[pP]rod(?:uction)?|\bPROD(?:UCTION)?|['"]production['"])\s?\?[^\n:]{1,100}:[^\n:]{0,60}$/;

/** Up to here a class of settings for the tests, as Flask's manuals write it beside that of production. */
const testSettings =
  /(?:^|\n)class Test(?:ing)?(?:Config\w{0,20}|Settings)?(?:\([^()\n]{0,60}\))?:[ \t]{0,4}(?:\n(?:[ \t][^\n]*)?){1,12}$/;

function loginLiteral(value: string, { before }: ValidatorContext): Verdict {
  const login =
    /["']([^"'\n]{1,60})["'],\s{0,12}["']$|["']([^"'\n]{1,60})["']\)\.password\(["'](?:\{noop\})?$|USERPWD,\s{0,8}["']([^"':\n]{1,60}):$|((?:(?:edis\w{0,10}|\b[jrc]|conn|cli)\.auth|CreateAsync)\(|SECURITY_CREDENTIALS)[^"'()\n]{0,80}["']$/.exec(
      before,
    );
  const user = login?.[1] ?? login?.[2] ?? login?.[3] ?? login?.[4] ?? '';
  if (isReference(value) || (/^[#./]|:\/\//.test(value) && lookOf(value) !== 'opaque')) return 'refuted';
  // `create_user("ann", "ann@acme.io")`: the user's address, and no password.
  if (/^[\w.+-]{1,60}@[\w-]{1,60}(?:\.[a-z]{2,12}){1,3}$/.test(value)) return 'refuted';
  const otherwise = user === '' ? 'refuted' : orWeak(value, user);
  if (isPlaceholder(value)) return otherwise;
  return isWeakPassword(value, user) ? otherwise : 'plausible';
}

/** After a login name stands a password only where nobody would write such a word. */
function loginPair(value: string): Verdict {
  if (isPlaceholder(value)) return 'refuted';
  const look = lookOf(value);
  if (look === 'opaque') return 'plausible';
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value);
  const isMarked = /[!@#$%^&*+=?~]/.test(value);
  return look === 'human' &&
    ((/\d/.test(value) && (isMixed || isMarked)) || (isMixed && wordShare(value) < 0.4))
    ? 'plausible'
    : 'refuted';
}

/** Bytes of a key differ, and do not count up. */
function byteList(value: string): Verdict {
  const bytes = [...value.matchAll(/0x([0-9a-f]{2})/gi)].map(([, hex]) => Number.parseInt(hex ?? '', 16));
  const steps = bytes.filter((byte, i) => i > 0 && Math.abs(byte - (bytes[i - 1] as number)) <= 1).length;
  return new Set(bytes).size > bytes.length * 0.6 && steps < bytes.length / 3 ? 'plausible' : 'refuted';
}

function seedPhrase(value: string): Verdict {
  return new Set(value.split(' ')).size >= 10 ? 'plausible' : 'refuted';
}
