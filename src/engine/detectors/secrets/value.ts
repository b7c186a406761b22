// Judges a literal value: random, made up by a person, a word, or something that is no secret at all.
import { decodeBase64 } from './base64.ts';
import { likelihoodOf, pairLikelihood, wordShare } from './wordlike.ts';

/** What a value looks like; only the last four can be secrets. */
export type Look = 'reference' | 'placeholder' | 'public' | 'name' | 'phrase' | 'word' | 'human' | 'opaque';

/** Shannon entropy in bits per character. */
export function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

const referenceStart =
  /^(?:\.\*\/|MASK-|\$[A-Za-z_][\w:]*[/|]?$|\$\w+[-.[]|%[\w.]+%$|%env\(|@{1,2}[\w.-]+@{1,2}$|@\w{1,20}:|java:[\w/]|\$ANSIBLE_VAULT;|[\w-]{1,40}verification[=:]|(?:gsm|gcpsm|asm|awssm|azkv|akv|bws|keyring|keychain|infisical|secret|secretref):(?=[\w-]{1,80}[-/#.])|\(?\.?\/\/[\w*-]+\[|#\w+#$|__\w+__$|:\w+$|\*\w+$|&[\w-]+(?::[\w-]+)*$|\$\w+\$$|(?:exec|unix):\/|!\w+|arn:|vault:|ssm:|env[:.]|op:\/\/|ref\+|kms:|enc[:([]|\{cipher\}|\{\{|\{%|<%|@Microsoft\.KeyVault|secretsmanager|projects\/|keyvault|file:|aws-ssm|gcp-sm|azurekv|awskms|sops|ENC\[|process\.|os\.|System\.|import\.meta|window\.|this\.|self\.|config[.[(]|settings[.[(]|options[.[(]|env[.[(]|secrets?[.[(]|var\.|local\.|data\.|module\.|props\.|params?[.[]|state\.|req(?:uest)?\.)/i;
const referenceInside =
  /\{\$|\$\{(?!\w{0,20}[\])])|\$\(|\{\{(?!\w{0,20}\}(?!\}))|(?<!\{\{\w{0,20}\}[^\n]{0,80})\}\}|<%|%>|#\{|%\(\w+\)|%[sd]$|^%[sdv]|\{\d?\}|(?<!\{)\{[a-z_]\w{0,40}(?:[.[:!][^{}]{0,40})?\}|process\.env|os\.environ|getenv|\bENV\[|secrets\.[A-Z_]|\$\w+\s*\.|valueFrom|secretKeyRef|\bop:\/\/|^\{[A-Za-z0-9+/]{8,}={0,2}\}$|\[\[|\$env:/i;
// A dollar sign in the middle of a password is followed by no name that is written in one case.
const variableAtEnd =
  /(?:^|[^A-Za-z0-9$])\$\{?[A-Za-z]\w{3,}\}?$|\$\{?(?:[A-Z][A-Z0-9_]{3,}|[a-z][a-z_]{3,})\}?$/;

const placeholderAnywhere =
  /example|sample|placeholder|your[-_ .]?[a-z]|change[-_ ]?(?:me|it|this)|replace|redact|x{4,}|\*{3,}|\.{3,}|…|<[^<>]{1,60}>|&(?:lt|gt|quot|#x?[0-9a-f]+);|\[[a-z _-]{2,40}\]|_{4,}|dummy|\bfake|fake[-_]|todo|fixme|mock|invalid|insert|[-_ ]here\b|\bhere[-_ ]|foo[-_]?bar|lorem|deadbeef|abcdefg|qwertyu|1234567|0{7,}|a{6,}|f{8,}|secret[-_]?goes|\bgoes\b|not[-_ ]?(?:a[-_ ]?)?(?:real|secret)|no[-_]?secret|dont[-_]?use|do[-_]not|super[-_]?secret[-_]?(?:key|token|value|jwt)|my[-_ ]?(?:super[-_ ]?)?(?:api|secret|token|pass|key|access|auth|client)|some[-_ ](?:secret|token|pass|key|random|value|long|api)|(?:enter|paste|put|add|set|use|get)[-_ ](?:your|the|a|it|in|from|api|secret|token|pass)|to[-_ ]?be[-_ ]|(?<![A-Za-z0-9])t\.?b\.?d\b|generate[-_d ]|obfuscat|masked|hidden|encrypted|unused|not[-_ ]?used|irrelevant|whatever|anything|something|any[-_ ]?(?:string|value|thing)/i;
const placeholderWhole =
  /^(?:none|null|nil|undefined|function|symbol|bigint|nan|true|false|yes|no|on|off|n\/a|na|string|str|int|integer|number|bool|boolean|text|object|array|char|bytes?|buffer|any|void|unknown|default|optional|required|empty|blank|test\w{0,3}|tests|testing|tester|prompt|ask|auto|random|disabled|enabled|basic|bearer|digest|negotiate|oauth2?|jwt|plain|md5|sha\d*|hmac|pbkdf2|argon2(?:id?|d)?|bcrypt|scrypt|aes|rsa|user(?:name)?|admin|root|foo|bar|baz|qux|abc\d*|xyz|hello|world|secret\d{0,3}|password\d{0,1}|passwd|pass|pwd|token\d{0,3}|key\d{0,3}|value\d{0,3}|api[-_ ]?key|apikey\d{0,3}|access[-_ ]?token|refresh[-_ ]?token|auth[-_ ]?token|client[-_ ]?secret|private[-_ ]?key|credentials?|asdf\w{0,6}|secret[-_ ]?key|inherit|same-origin|include|omit|always|never|force|keep|ignore|prefer|require|user-?defined|utf-?8|iso-8859-\d{1,2}|latin-?1|ascii|us-ascii|windows-125\d|\W+)$/i;

/** True for what stands for a secret instead of being one: samples, masks, template expressions, environment references. */
export function isPlaceholder(value: string): boolean {
  const look = placeholderLook(value);
  return look !== undefined;
}

// Keys that manuals and emulators show to everyone, in part.
const documentedSamples =
  /Eby8vdM02xNOcqFlqUwJPLl|C2y6yDjf5\/R\+ob0N8A7Cgv30|4eC39HqLyjWDarjt|BQokikJOvBiI2HlWgH4o|tGN0bIwXnHdwOa85VABjPd|wJalrXUtnFEMI|ABC-DEF1234ghIkl|2YotnFZFEjr1z|tGzv3JOkF0XG5|SplxlOBeZQQYbY|0685bd9184jfhq|ad180jjd733klr|9djdj82h48djs|kkk9d7dh3k39s|u3F05aEObJuP2k|gX1fBat3bV|je7MtGbClwBF\/2Zp9Utk|TJVA95OrM7E2cBab30RMHrHDcEf|SflKxwRJSMeKKF2QT4fwpMeJf36|eyJzdWIiOiIxMjM0NTY3ODkwI|JBSWY3DPEHPK3PXP|GEZDGNBVGY3TQOJQ|16C7e42F292c6912E7710c838347Ae178B4a/;

/** `prime256v1`, `secp384r1`: the name of a curve. */
export function isCurve(value: string): boolean {
  return /^(?:prime|secp|sect|brainpool[pP]?|nist-?[pP]-?|[xX]|[eE]d|curve)\d{1,5}(?:[vrkt]\d)?$/.test(value);
}

/** True for a key that manuals and emulators show to everyone. */
export function isDocumentedSample(value: string): boolean {
  return documentedSamples.test(value);
}

function placeholderLook(value: string): Look | undefined {
  if (isReference(value)) return 'reference';
  if (documentedSamples.test(value)) return 'placeholder';
  // A set of characters in an expression.
  if (/\[\^?(?:[Aa]-[FZfz]|0-9|\\[wd])[^\]]{0,60}\][+*{]/.test(value)) return 'placeholder';
  // Colours of a terminal around a word.
  if (/\\(?:x1b|u001b|033|e)\[[\d;]*m/i.test(value)) return 'placeholder';
  // What stands in a field that nobody has filled.
  if (
    value.includes('(') &&
    /\((?:optional|default|none|not set|unset|empty|required|unknown|n\/a)\b[^()]{0,40}\)/i.test(value)
  )
    return 'placeholder';
  if (placeholderWhole.test(value) || placeholderAnywhere.test(value)) return 'placeholder';
  if (isMonotonous(value)) return 'placeholder';
  // A check mark, and the short name of a key that signs.
  if (/^(?:\\u(?:\{[\da-f]{1,6}\}|[\da-f]{4})|\\x[\da-f]{2}){1,3}$/i.test(value)) return 'placeholder';
  if (/^(?:0x)?(?=\d{0,7}[A-F])[\dA-F]{8}$/.test(value)) return 'public';
  return undefined;
}

/** True when a value stands for another that is read elsewhere. */
export function isReference(value: string): boolean {
  return referenceStart.test(value) || referenceInside.test(value) || variableAtEnd.test(value);
}

/** True when a value looks like a path or an address. */
export function isNamedPath(value: string): boolean {
  return pathLike.test(value) || urlLike.test(value);
}

const instruction =
  /example|sample|placeholder|your|change|replace|redact|x{3,}|\*{3,}|\.{3,}|[<>{}$[\]]|dummy|fake|todo|fixme|mock|invalid|insert|here\b|foo|bar\b|lorem|enter|paste|\bput\b|\bset\b|some|not[-_ ]?a?[-_ ]?(?:real|secret)|test|demo|string|unused|none|null|default|any|hidden|mask|encrypted|wrong|incorrect|correct|invalid|old|new|bad|good|generate/i;

/** True when a value is weak but a value: not an instruction to put one there, a sample, or the name of a type. */
export function isGuessable(value: string): boolean {
  return (
    /^[\x21-\x7e]{4,64}$/.test(value) &&
    !instruction.test(value) &&
    !documentedSamples.test(value) &&
    !isCurve(value) &&
    !isReference(value) &&
    !urlLike.test(value) &&
    !pathLike.test(value) &&
    !isMonotonous(value)
  );
}

/** `000102030405`, `00112233445566`: bytes that count up, as in the vectors of a standard. */
function countsBytes(value: string): boolean {
  const bytes = value.replace(/^0x/i, '');
  if (!/^(?:[\da-f]{2}){8,64}$/i.test(bytes)) return false;
  let steps = 0;
  for (let i = 2; i < bytes.length; i += 2) {
    const step = Number.parseInt(bytes.slice(i, i + 2), 16) - Number.parseInt(bytes.slice(i - 2, i), 16);
    if (step === 1 || step === -1 || step === 17) steps++;
  }
  return steps / (bytes.length / 2 - 1) >= 0.8;
}

/** `a1b2c3d4e5`, `abc123def456`: the alphabet and the digits, each in its order. */
function countsTwice(value: string): boolean {
  const letters = value.replace(/[^A-Za-z]/g, '').toLowerCase();
  const digits = value.replace(/\D/g, '');
  return (
    letters.length >= 4 &&
    digits.length >= 4 &&
    letters.length + digits.length >= value.length * 0.8 &&
    'abcdefghijklmnopqrstuvwxyz'.includes(letters) &&
    '01234567890123456789'.includes(digits)
  );
}

/** True when a value repeats few characters or runs along the alphabet, the digits or the keyboard. */
export function isMonotonous(value: string): boolean {
  const length = value.length;
  if (length >= 6 && new Set(value.toLowerCase()).size <= Math.max(2, Math.min(4, length / 6))) return true;
  if (length < 6) return new Set(value).size <= 1;
  if (countsBytes(value) || countsTwice(value)) return true;
  // A block that repeats.
  for (let period = 1; period <= Math.min(10, length / 2.5); period++) {
    let othersLeft = (length - period) * 0.1;
    for (let i = period; i < length && othersLeft >= 0; i++) if (value[i] !== value[i - period]) othersLeft--;
    if (othersLeft >= 0) return true;
  }
  let inRun = 0;
  let run = 1;
  // `1234-5678-9abc`
  const lower = value.toLowerCase().replace(/[-_.]/g, '');
  const chars = lower.length;
  for (let i = 1; i <= chars; i++) {
    const step = lower.charCodeAt(i) - lower.charCodeAt(i - 1);
    const wraps =
      (lower[i - 1] === '9' && (lower[i] === '0' || lower[i] === 'a')) ||
      (lower[i - 1] === 'f' && lower[i] === '0');
    if (step === 1 || step === 0 || wraps || keyboard.includes(lower.slice(i - 1, i + 1))) run++;
    else {
      if (run >= 4) inRun += run;
      run = 1;
    }
  }
  return inRun / chars >= (chars > 20 ? 0.45 : 0.6);
}

/** True when a part of a long value is filling: one character again and again, or the alphabet and the digits in order. */
export function hasFilling(value: string): boolean {
  return value.length >= 20 && filling.test(value);
}

// Zero bytes are a row of A in base64.
const filling =
  /([b-zB-Z1-9])\1{9}|([a0])\2{11}|1234567890[aA][bB]|(?:abcdefghij|ABCDEFGHIJ)[kK1]|0123456789[aA][bB]|9876543210/;

const keyboard = 'qwertyuiop asdfghjkl zxcvbnm';

const publicMaterial =
  /^(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2|-----BEGIN (?:PUBLIC|CERTIFICATE|RSA PUBLIC|SSH2 PUBLIC|X509)|MII[A-Za-z]{1,2}[A-Za-z]{1,3}ANBg|MFkwEw|MCowBQYDK2Vw|pk_(?:live|test)_|pk\.eyJ|phc_[a-z0-9]{32,}$|pub[a-f0-9]{32}$|sb_publishable_|sha(?:1|224|256|384|512)[-:]|md5[-:]|Ag[A-D][A-Za-z0-9+/=]{117}|AQICAH[A-Za-z0-9+/]{60}|gAAAAA[\w-]{94,}|data:|blob:|[0-9]+-[a-z0-9]{32}\.apps\.googleusercontent\.com$|0x[0-9a-f]{40}$|(?:price|prod|cus|sub|seti|evt|acct|txn|src|pm|plan|ch|pi|in)_(?=[a-z]{0,20}\d)[a-z0-9]{14,28}$|urn:|did:)/i;
/** Accounts and keys of chains that are for everyone: addresses of Stellar, in bech32 and SS58, ids of peers and of content, extended public keys. */
const chainAddress =
  /^(?:G[A-Z2-7]{55}|(?!nsec1|age-secret)[a-z]{2,12}1[02-9ac-hj-np-z]{38,74}|5[1-9A-HJ-NP-Za-km-z]{47}|12D3KooW[1-9A-HJ-NP-Za-km-z]{44}|Qm[1-9A-HJ-NP-Za-km-z]{44}|bafy[a-z2-7]{50,60}|[xyz]pub[1-9A-HJ-NP-Za-km-z]{100,112})$/;
const pathLike =
  /^(?:~?\/|\.{1,2}\/|[A-Za-z]:\\|\\\\)[\w.-]+(?:[/\\]|$)|^[\w@.-]+(?:\/[\w@.{}:-]+){2,}$|^@[\w.-]+\/|^[\w.-]+=?[\w.-]+(?:\/[\w.-]+){3,}$|\.(?:pem|key|crt|cer|jks|p12|pfx|json|ya?ml|txt|conf|cfg|ini|env|xml|js|ts|tsx|py|go|rb|java|php|html|css|md|log|sh|sql|db|svg|png|properties|toml|lock|asc|gpg|enc|vault|secret|keystore|jar|war|zip|t?gz)$/i;
/** `/usr/X11R6/bin/ssh-askpass` */
const systemPath =
  /^\/(?:bin|dev|etc|home|lib|opt|proc|run|sbin|srv|sys|usr|var)(?:\/[\w.@-]{1,60}){1,12}\/?$/;
const urlLike = /^[a-z][a-z0-9+.-]{1,20}:(?:\/\/|\?)/i;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** One value often stands again and again, and several questions are asked of each. */
const looks = new Map<string, Look>();
const maxLooks = 256;

/** What a literal looks like, by its characters alone. */
export function lookOf(value: string): Look {
  let look = looks.get(value);
  if (look === undefined) {
    look = readLook(value);
    if (looks.size >= maxLooks) looks.clear();
    looks.set(value, look);
  }
  return look;
}

function readLook(value: string): Look {
  if (value === '' || value.length > 4096) return 'name';
  const early = placeholderLook(value);
  if (early) return early;
  if (publicMaterial.test(value) || chainAddress.test(value)) return 'public';
  if (urlLike.test(value)) return 'name';
  const share = wordShare(value);
  if (pathLike.test(value) && (share > 0.4 || value.length < 16)) return 'name';
  if (systemPath.test(value)) return 'name';
  if (/\s/.test(value)) return 'phrase';
  if (/(?:\\[xu][0-9a-f]{2}.{0,2}){3}/i.test(value)) return 'name';
  if (/(?:\\[0-3][0-7]{2}){3}/.test(value)) return 'public';
  // `Vendor\Package\SomeController` is a class, `*@*.example.org` a pattern of addresses.
  if (/^\\{0,2}[A-Z]\w{0,60}(?:\\{1,2}[A-Z]\w{0,60}){1,8}$/.test(value) || value.includes('*@'))
    return 'name';
  const inner = innerLook(value);
  if (inner) return inner;
  if (uuid.test(value)) return 'opaque';
  return shapeOf(value, share);
}

/** What base64 of a readable text says: random characters do not decode to one. */
function innerLook(value: string): Look | undefined {
  if (value.length < 12 || value.length > 1000 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(value)) return undefined;
  const text = decodeBase64(value);
  if (text === undefined || !/^[\x20-\x7e\s]+$/.test(text)) return undefined;
  const look = lookOf(text.slice(text.indexOf(':') + 1).trim());
  return look === 'opaque' || look === 'human' ? undefined : 'placeholder';
}

function shapeOf(value: string, share: number): Look {
  const length = value.length;
  const lower = /[a-z]/.test(value);
  const upper = /[A-Z]/.test(value);
  const digit = /\d/.test(value);
  const symbol = /[^A-Za-z0-9]/.test(value);
  const letters = value.replace(/[^A-Za-z]/g, '');
  if (letters.length === 0) {
    if (!symbol) return length >= 6 && length <= 10 ? 'word' : length > 10 ? 'human' : 'name';
    return /^[\d.,:\-+/ ()]+$|^[~^<>=]{0,2}\d+(?:\.[\dx*]+)+$/.test(value)
      ? 'name'
      : length >= 6 && digit
        ? 'human'
        : 'name';
  }
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value) && length >= 16 && digit)
    return entropyOf(value) > 2.6 ? 'opaque' : 'name';
  if (
    /^[~^<>=v]{0,2}\d{1,4}(?:\.(?:\d{1,4}|[x*])){1,3}(?:[-+](?:alpha|beta|rc|dev|pre|next|canary|snapshot)[\w.]{0,20})?$/i.test(
      value,
    )
  )
    return 'name';
  if (/^0x[0-9a-f]{1,16}[;,uUlL]{0,3}$/i.test(value)) return 'name';
  // Code, type names, calls and selectors.
  if (/^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\([^)]*\)?$/.test(value)) return 'name';
  if (/^[A-Za-z_$][\w$]*(?:(?:\.|::|->|\/)[A-Za-z_$][\w$]*)+$/.test(value) && share > 0.5) return 'name';
  if (/[()|\\^]/.test(value) && /\[[^\]]+\]|\\[dwsbS]|\(\?|\)[*+?]|\.[*+]/.test(value)) return 'name';
  if (/^[a-z]{1,14}(?:[-_][a-z]{1,14})+$/.test(value) && (share > 0.4 || (likelihoodOf(value) ?? 0) > 4.2))
    return 'word';
  // `scheme2-and-other4-only`: words that bear the number of their version.
  if (/^[a-z]{2,14}\d{0,2}(?:[-_][a-z]{2,14}\d{0,2}){2,8}$/.test(value) && share > 0.15) return 'word';
  // `dmarc=fail`: another name and its value.
  if (/^[a-z_-]{2,20}=[a-z_-]{2,20}$/.test(value) && share > 0.3) return 'name';
  // Where a signature of a request holds.
  if (/\/\w{2,6}4_request$/.test(value)) return 'name';
  // `#login_password`, `|arg1:password|`: a field of a page or a template.
  if (/^(?:#[A-Za-z]\w{0,40}|\|[\w:]{1,60}\|)$/.test(value) && /pass|secret|token|key/i.test(value))
    return 'public';
  // `login:enterPassword`, a text of a translation.
  if (/^[a-z]\w{1,40}:[a-z]{2,20}(?:[A-Z.][A-Za-z]{1,20}){1,6}$/.test(value) && share > 0.4) return 'name';
  // `Authentication:Jwt:Secret`, the path of a setting.
  if (/^[A-Z][A-Za-z]{1,40}(?::{1,2}[A-Z][A-Za-z]{1,40}){1,6}$/.test(value) && share > 0.4) return 'name';
  // A list of ciphers.
  if (/^[+!-]?[A-Z][A-Z\d-]{1,30}(?::[+!-]?[A-Z][A-Z\d.-]{1,30}){2}/.test(value)) return 'name';
  // Validation rules such as `required|min:8`.
  if (/^[a-z_]+(?:[:|][\w,]+)+$/.test(value) && value.includes('|')) return 'name';
  if (isCurve(value)) return 'name';
  // `pbkdf2-sha512-i100000`, how a password is hashed.
  if (
    /^(?:pbkdf2|hmac|scrypt|argon2(?:id?|d)?|bcrypt)(?:[-_:](?:hmac|(?:hmac)?sha-?\d{1,3}|[a-z]?\d{1,8})){1,4}$/i.test(
      value,
    )
  )
    return 'name';
  // `ORDERS-4711`, the number of an issue.
  if (/^[A-Z]{2,12}-\d{1,6}$/.test(value)) return 'name';
  // `WSDL4J_JAR`
  if (/^[A-Z][A-Z\d]{1,14}(?:_[A-Z]{2,14}){1,4}$/.test(value) && (value.match(/\d/g)?.length ?? 0) < 3)
    return 'word';
  // CONSTANT_NAMES_2 and file_names_2 are names, digits or not.
  if (
    /^(?:[A-Z][A-Z0-9]{0,14}(?:_[A-Z0-9]{1,14})+|[a-z][a-z0-9]{0,14}(?:_[a-z0-9]{1,14})+)$/.test(value) &&
    (share > 0.4 || (likelihoodOf(value) ?? 0) > 4.2)
  )
    return 'word';
  const mixed = [lower, upper, digit, symbol].filter(Boolean).length;
  if (share >= 0.7 || (share >= 0.5 && length < 12)) {
    // Words with digits or signs, such as a season, a year and a mark.
    const rest = value.replace(/[A-Za-z]+/g, (run) => (wordShare(run) > 0.6 ? '' : run));
    if (rest.replace(/[-_.:/@* ]/g, '').length === 0) return 'word';
    if (/^[a-z]+(?:[-_.][a-z0-9]+)+$|^[A-Z]+(?:_[A-Z0-9]+)+$/.test(value)) return 'word';
    return mixed >= 3 || (digit && length >= 6) || /[!@#$%^&*?]/.test(value) ? 'human' : 'word';
  }
  const unlike =
    pairLikelihood(letters.toLowerCase()) < (letters.length < 6 ? 3.5 : letters.length < 8 ? 3.7 : 4.05);
  if (!digit && !symbol && (lower !== upper || /^[A-Z][a-z]+$/.test(value)))
    return unlike && length >= 6 ? (length >= 16 ? 'opaque' : 'human') : 'word';
  if (length >= 16) {
    const entropy = entropyOf(value);
    const varied = digit ? entropy > 3 : entropy > 3.4 && unlike;
    const isWordy = (likelihoodOf(value) ?? 0) > (length > 24 ? 3.9 : 4.2);
    // Names change between letters and digits once or twice, random values all the time.
    const changes = value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0;
    if (varied && share < 0.5 && (!isWordy || changes >= 4)) return 'opaque';
    return digit && mixed >= 3 ? 'human' : share > 0.4 || !unlike ? 'word' : 'human';
  }
  if (/^[A-Za-z]+$/.test(value)) return unlike && length >= 6 ? 'human' : 'name';
  if (length < 5) return 'word';
  return digit || /[!@#$%^&*?+=~]/.test(value) ? 'human' : unlike ? 'human' : 'word';
}

/** True for a UUID, which names things more often than it opens them. */
export function isUuid(value: string): boolean {
  return uuid.test(value);
}
