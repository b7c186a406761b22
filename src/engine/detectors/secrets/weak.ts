// Judges passwords and keys that anyone could guess: words and numbered words, where the code around says that they open something.
import type { Candidate } from './candidate.ts';
import type { Judgement } from './generic.ts';
import { kindOfName, wordsOf } from './names.ts';
import type { Place } from './place.ts';
import { isCurve, isDocumentedSample, isMonotonous, isReference, isNamedPath, type Look } from './value.ts';
import { isGibberish, wordShare } from './wordlike.ts';

/** How a guessable value is made up; a later step of the judgement asks more of the weaker ones. */
type Make = 'numbered' | 'known' | 'boast' | 'words' | 'word';

/** A guessable password or key, always of low severity; undefined for what only names or describes one. */
export function judgeWeak(candidate: Candidate, look: Look, place: Place): Judgement {
  const { kind, value, form, name, isUsage, needsOpaque } = candidate;
  if (isUsage === true || needsOpaque === true || kind === 'salt' || form === 'pair') return undefined;
  if (place.isTest || place.isManual || place.isMessages || place.syntax === 'text') return undefined;
  if (look === 'reference' || look === 'public' || look === 'phrase') return undefined;
  if (isCurve(value)) return undefined;
  if (isOverlay.test(place.path) || isDocumentedSample(value)) return undefined;
  if (kind === 'key' && isKeyText(value) && candidate.beside?.().isBytes === true) return weakly;
  if (look === 'opaque') return undefined;
  const make = makeOf(value, candidate);
  // It says itself that it is none yet.
  if (/^change[-_]?(?:me|it|this)/i.test(value)) return undefined;
  if (make === undefined || (make === 'word' && look === 'placeholder')) return undefined;
  // `tok_1234567890`: the digits of a sample; a password may be made so.
  if (kind === 'key' && (/123456|abcdef/i.test(value) || isMonotonous(value))) return undefined;
  if (make !== 'numbered' && (constantFor.test(name) || /askpass$/i.test(name))) return undefined;
  const full = candidate.owner === undefined ? name : `${candidate.owner}_${name}`;
  if (kind === 'password' && opensByPassword(candidate, full, make, place))
    return make === 'numbered' && isLongEnough(value)
      ? { severity: 'medium', confidence: 'low' }
      : rated(make);
  if (kind === 'password') return undefined;
  return opensByKey(candidate, full, make, place) && !/^key$/i.test(name) ? rated(make) : undefined;
}

const weakly = { severity: 'low', confidence: 'medium' } as const;
const rated = (make: Make): Judgement =>
  make === 'numbered' || make === 'known' ? weakly : { severity: 'low', confidence: 'low' };

/** `garden_velvet482`: nobody guesses it, and it describes nothing. */
function isLongEnough(value: string): boolean {
  const words = wordsOf(value).map((word) => word.replace(/\d+$/, ''));
  return (
    value.length >= 12 &&
    /^[A-Za-z]{4,}[_.-][A-Za-z]{4,}[_.@#-]?\d{3,6}$/.test(value) &&
    words.every((word) => !naming.test(word) && !credential.test(word) && !resource.test(word)) &&
    !sampled.test(value)
  );
}

/** `KEY_SECRET`, `PARAM_PASSWORD`: constants that hold a name. */
const constantFor = /^(?:key|param|field|arg|conf|cfg|attr|header|opt|option|prop|property|env|col|column)_/i;

/** Values of Helm charts and defaults files are meant to be replaced, and the database of a build lives as long as the build. */
const isOverlay =
  /(?:^|\/)(?:charts?|helm|playbooks?|molecule|\.github\/workflows|\.circleci)\/|(?:^|\/)(?:\.gitlab-ci|\.travis|\.?appveyor|bitbucket-pipelines|azure-pipelines)\.ya?ml$/i;

/** Text that fills the key of a block cipher exactly. */
function isKeyText(value: string): boolean {
  return /^[\x20-\x7e]+$/.test(value) && (value.length === 16 || value.length === 24 || value.length === 32);
}

/** What makes a value the name of something: never in a made-up password. */
const naming =
  /^(?:fields?|inputs?|forms?|labels?|names?|ids?|headers?|types?|files?|filename|paths?|url|uri|urls|env|var|vars|variables?|params?|parameters?|prefix|suffix|regexp?|pattern|policy|errors?|err|invalid|required|missing|wrong|incorrect|empty|changed?|expired|expiry|expires|placeholders?|prompt|hint|help|messages?|msg|icons?|button|btn|outline|outlined|column|attr|attributes?|class|enum|const|option|options|config|configuration|settings?|schema|format|string|encoder|hash|hashed|encrypted|cleartext|plaintext|ref|selector|lookup|provider|manager|storage|modal|dialog|page|view|screen|toggle|eye|lock|unlock|locked|confirm|confirmation|repeat|forgot|forgotten|reset|current|mismatch|match|validator|validation|endpoint|scope|grant|response|request|bearer|html|json|xml|yaml|event|action|handler|callback|template|fixture|example|sample|dummy|fake|mock|stub|placeholder|your|enter|insert|replace|todo|fixme|redacted|masked|generated?|undefined|null|none|not|must|should|too|short|long|valid|only|per|by|of|for|from|with|ssm|vault|arn|kms|ref|secretsmanager|tokenizer|identifier|keyword|operator|punctuation|comment|literal|delimiter|whitespace|newline|eof|lparen|rparen)$/;
const credential =
  /^(?:pass|passwd|password|passwords|passphrase|passcode|pwd|pw|secret|secrets|token|tokens|key|keys|api|apikey|auth|authorization|oauth|credentials?|creds?|access|refresh|private|public|client|jwt|session|csrf|xsrf|user|users|username|login|signin|email|account|db|database|app|tls|ssl|cert|registry)$/;
const boasting =
  /^(?:my|our|super|very|top|ultra|mega|really|hard|hardcoded|shh+|this|unsafe|insecure|weak)$/;
const algorithm =
  /^(?:sha|md|aes|des|rsa|utf|base|oauth|pbkdf|scram|bcrypt|argon|hs|rs|es|ps|hmac|http|tls|ssl|ipv?|win|u?int|float|ec|p|x|ed|curve|secp|chacha|poly|iso|rfc|pkcs|crc|xxh?|blake|v|type|level|step|page|row|col|column|item|index|arg|param|tab|line|part|version|mp|id|ntlmv?|krb|saml|otp|totp|fa)[-_]?v?\d/i;
const sampled =
  /example|sample|placeholder|your|change[-_]?me|(?:session|auth|csrf|xsrf|login|jwt)[-_]?cookie/i;
/** Passwords that are tried first. */
const known =
  /^(?:changeme|changeit|change-me|change_me|letmein|qwerty|qwertz|azerty|asdf(?:gh(?:jkl)?)?|iloveyou|welcome|monkey|dragon|hunter|sunshine|princess|football|baseball|trustno|admin|root|toor|guest|tiger|postgres|manager|tomcat|raspberry|oracle|sa|master|pass(?:word|wd)?|p[a@4]s[s5$]w[o0]r?d|s[e3]cr[e3]t|l[e3]tm[e3][i1]n|demo|dev|foobar|abc|test|temp)[-_!.@#]{0,2}\d{0,6}[!?.#@$]{0,3}$/i;
/** Words that open something and say nothing else. */
const opener =
  /^(?:letmein|iloveyou|trustno|qwerty|qwertz|azerty|hunter|s[e3]cr3t|s3cr[e3]t|l3tm[e3][i1]n|p[a@4]s[s5$]w0r?d|p[@4]s[s5$]w[o0]r?d)[-_!.@#]{0,2}\d{0,6}[!?.#@$]{0,3}$/i;
const numbers =
  /^(?:(?:0?12345(?:6(?:7(?:8(?:90?)?)?)?)?)|1234|123123|654321|987654321|111111|000000|123|1q2w3e(?:4r(?:5t)?)?)$/;
const isForeignName =
  /^(?:pass?wort|kennwort|wachtwoord|senha|contrase\S{1,4}|parola|heslo|hasl\S|lozinka|geslo|salasana|adgangskode|passord|l\S{1,7}senord|mot[-_]?de[-_]?passe|jelsz\S|sifre|parool|slapta\S{2,6}|clave|schl\S{1,6}ssel|geheim\w{0,5})\d?$/i;

function makeOf(value: string, { name }: Pick<Candidate, 'name'>): Make | undefined {
  if (!/^[\x21-\x7e]{3,64}$/.test(value) || /[<>{}()[\]\\|;,"'`]|:\/\/|\.\w*\.|x{4}|\*{3}/.test(value))
    return undefined;
  if (isReference(value) || isNamedPath(value) || isForeignName.test(value)) return undefined;
  // CONSTANT_NAMES, dotted.names, /paths and :symbols.
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[A-Za-z_]\w*(?:[.:/][A-Za-z_][\w-]*)+$|^[-./:@#$%&*~=]/.test(value))
    return undefined;
  if (/^\d{6,12}$/.test(value) && isPasswordName.test(name)) return 'numbered';
  const digits = value.replace(/\D/g, '').length;
  const letters = value.replace(/[^A-Za-z]/g, '').length;
  if (numbers.test(value)) return 'known';
  if (isNamedAfter(value, name)) return undefined;
  if (/^[A-Za-z]+\d?$/.test(value) && kindOfName(value) !== undefined && !boasts([], value))
    return /^secret$/i.test(value) && plainOf(name) !== 'secret' ? 'known' : undefined;
  if (known.test(value)) return digits > 0 || value.length > 3 ? 'known' : 'word';
  if (name !== '' && repeats(value, name) && digits < 2) return undefined;
  const words = wordsOf(value).map((word) => word.replace(/\d+$/, ''));
  if (boasts(words, value)) return 'boast';
  if (words.some((word) => naming.test(word)) || sampled.test(value)) return undefined;
  if (algorithm.test(value)) return undefined;
  const isCredentialsOnly = words.every((word) => word === '' || credential.test(word));
  if (digits > 0 && letters >= 3 && value.length >= 5)
    return digits < 2 && (isCredentialsOnly || words.some((word) => credential.test(word)))
      ? undefined
      : /^\d|^[A-Z]?[a-z]+\d$/.test(value) && value.length < 7
        ? 'word'
        : 'numbered';
  if (letters < 3) return undefined;
  if (/[!@#$%^&*?+=~]/.test(value) && value.length >= 6 && !/^[!@#$%^&*?+=~]|[=?]$/.test(value))
    return 'numbered';
  if (isCredentialsOnly || words.some((word) => credential.test(word))) return undefined;
  if (words.length > 1 && value.length >= 7) return 'words';
  if (isGibberish(value)) return 'numbered';
  // Two words run together; a single one is as often a setting.
  if (/^[A-Za-z]{4,24}$/.test(value)) return 'word';
  return undefined;
}

/** `flagSecret = "secret"`, `tableToken = "token"`: the name says of what it is the name. */
function isNamedAfter(value: string, name: string): boolean {
  const words = wordsOf(name);
  return (
    words.length > 1 &&
    words.at(-1) === value.toLowerCase() &&
    words.slice(0, -1).some((word) => namedThing.test(word))
  );
}

const namedThing =
  /^(?:flag|table|type|kind|mount|field|column|col|cmd|command|arg|opt|option|param|attr|prop|property|resource|scope|enum|tag|label|header|event|action|mode|node|role|category|route|prefix|suffix|name)$/;

/** True when a value in a password's place is one that people choose, not a word that stands for it. */
export function isGuessed(value: string): boolean {
  return (
    makeOf(value, { name: '' }) !== undefined &&
    !/^(?:(?:my[-_]?)?(?:pass(?:word|wd)?|pwd|secret)|none|true|false|change[-_]?(?:me|it))$/i.test(value)
  );
}

/** `supersecret`, `my-secret-key`: says that it is secret, so it is not the name of one. */
function boasts(words: readonly string[], value: string): boolean {
  if (
    words.some((word) => boasting.test(word)) &&
    words.some((word) => /^(?:secret|password|passwd|token|key|apikey)$/.test(word)) &&
    words.every((word) => word === '' || boasted.test(word))
  )
    return true;
  return /^(?:my|super|very|top|ultra|our|not-so-|verys|sup[e3]rs)[-_ ]?(?:super|top)?[-_ ]?(?:s[e3]cr[e3]t|pass(?:word)?|private|jwt|token|key)\w{0,16}$|^s+h{2,}$|^keyboard[-_ ]?cat$/i.test(
    value,
  );
}

const boasted =
  /^(?:my|our|super|very|top|ultra|mega|really|hard|hardcoded|coded|shh+|this|is|a|the|so|unsafe|insecure|weak|secret|password|passwd|pass|token|key|apikey|api|jwt|signing|session|random|dev|long|private|string|phrase)$/;

/** `db_password = "dbpassword"`, `secret: "app-secret"`. */
function repeats(value: string, name: string): boolean {
  return plainOf(name).includes(plainOf(value));
}

function plainOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Names that hold nothing but the password; `pass` alone also means to pass. */
const isPasswordName =
  /(?:passw(?:or)?[dt]|pwd|passphrase|kennwort|senha|contrase\w{1,2}a|mot_?de_?passe|mdp|wachtwoord|haslo|heslo|salasana|lozinka|adgangskode|jelszo|sifre|[a-z_.-]pass|[a-z]Pass|userpw|rootpw|bindpw)\d?(?:_(?:default|value|dev|prod|live|local|staging))?$/i;

function opensByPassword(candidate: Candidate, name: string, make: Make, place: Place): boolean {
  const { form, isQuoted, value } = candidate;
  const isLogin =
    candidate.beside?.().isLogin === true ||
    hasOwner(name) ||
    form === 'statement' ||
    isEnvFile.test(place.path);
  const isPass =
    /^(?:self_|this_)?(?:pass|pw)$/i.test(name) &&
    /^(?:assign|compare)$/.test(form) &&
    (make !== 'word' || (isJoined(value) && isQuoted));
  if (!isPasswordName.test(name) && !isLogin && !isPass) return false;
  const isCode = place.syntax === 'code' && isQuoted;
  const isShell = place.syntax === 'shell' && (isQuoted || form !== 'bare' || /\d/.test(value) || isLogin);
  const isDirect = /^(?:assign|compare|fallback|call|statement)$/.test(form);
  if (make === 'numbered') return true;
  if (make === 'known' || make === 'boast')
    return isDirect || isLogin || place.syntax !== 'code' || /\d|my|super/i.test(value);
  if (make === 'words')
    return (
      isDirect || isLogin || (place.syntax !== 'code' && wordsOf(value).length > 2 && form !== 'property')
    );
  // A word in running text, or in a message.
  if (isRunning(candidate, place)) return false;
  return (
    (isDirect && (isCode || isShell) && (form !== 'call' || value.length > 4)) ||
    (isLogin && (isQuoted || value.length >= 6 || isEnvFile.test(place.path)))
  );
}

/** A word without quotes in a message or a text of several sentences. */
function isRunning({ isQuoted, form }: Candidate, place: Place): boolean {
  if (isQuoted || place.language === 'sql') return false;
  return place.syntax === 'code' || place.syntax === 'json' || form === 'pair';
}

const isEnvFile =
  /(?:^|\/)\.env(?:\.(?:local|dev|development|prod|production|staging|docker))?$|\.env$|(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i;

/** `DB_PASSWORD`, `spring.datasource.password`: whose password it is. */
function hasOwner(name: string): boolean {
  return /(?:^|[_.-])(?:db|database|datasource|mysql|postgres|postgresql|pg|mariadb|mongo|mongodb|redis|root|admin|administrator|smtp|mail|ftp|ldap|rabbitmq|broker|sa|mssql|oracle|user|app|master|repl|replication|keystore|truststore|login|connection|superuser|elastic|grafana|jenkins|minio|vnc|ssh|sudo|wifi|jdbc|become|default|key[-_]?store|trust[-_]?store)(?:[_.-]?[a-z]{0,10}){0,2}[_.-]?(?:pass|pw)/i.test(
    name.replace(/([a-z0-9])([A-Z])/g, '$1_$2'),
  );
}

/** Two words without anything between: nobody names a setting so. */
function isJoined(value: string): boolean {
  return /^[a-z]{8,24}$/.test(value) && wordShare(value) > 0.7;
}

/** Words of what a manifest calls its secrets. */
const resource =
  /^(?:db|database|main|prod|production|dev|staging|stage|test|tls|cert|certs|app|apps|server|client|service|default|cluster|admin|postgres|postgresql|mysql|mongo|redis|github|gitlab|aws|azure|gcp|docker|registry|name|store|external|internal|shared|common|web|backend|frontend|api|ingress|wildcard|pull|image|deploy|runner|root|local|global|node|system|sealed|opaque|bootstrap|access|read|write|basic|text|hex|symmetric|asymmetric|raw|sign|verify|visible|high|low|data|object|manual|auto)$/;

function opensByKey(candidate: Candidate, name: string, make: Make, place: Place): boolean {
  const { form, value, isQuoted } = candidate;
  const inName = wordsOf(name);
  const isSecret =
    /secret|signing_?key|encryption_?key|jwt_?key|private_?key|aes_?key|crypto_?key|cipher_?key|hmac_?key/i.test(
      name,
    );
  const isKey =
    isSecret || /api_?key|access_?key|(?:access|auth|api|bearer|bot)_?token|_key$|[a-z]Key$/i.test(name);
  const isDirect = /^(?:assign|compare|fallback)$/.test(form);
  const isCode = place.syntax === 'code' && isQuoted;
  const isResource = wordsOf(value).some((word) => resource.test(word.replace(/\d+$/, '')));
  if (!/(?:secrets?|key|token|key_?base|value|secret_?string)\d?$/i.test(name)) return false;
  if (/^(?:existing|image|pull|tls|k8s|kube|kubernetes|external)_?/i.test(name)) return false;
  if (make === 'boast') return isDirect || (isSecret && (isCode || inName.length > 1));
  if (make === 'known' && isDirect && isCode && opener.test(value)) return true;
  if (make === 'known')
    return (
      isSecret &&
      (isCode
        ? isDirect || /\d/.test(value)
        : (inName.length > 1 || place.syntax === 'json') && /\d/.test(value))
    );
  if (make === 'numbered') {
    if (isResource && !(isCode && isDirect && /\d{3}/.test(value))) return false;
    const isLong = value.length >= 10 && /\d.*\d.*\d/.test(value);
    if (/(?:^|_)token$/i.test(name) && /^(?:assign|compare)$/.test(form) && isCode && isLong) return true;
    if (!isKey || value.length < 5 || (form === 'compare' && !isSecret && !isLong)) return false;
    return isSecret || (value.length >= 8 && /\d.*\d/.test(value) && (isDirect || form === 'property'));
  }
  if (!isSecret || isResource || isRunning(candidate, place)) return false;
  if (make === 'words')
    return isCode
      ? isDirect || inName.length > 1 || wordsOf(value).length > 1
      : inName.length > 1 && form !== 'tag';
  return isCode
    ? isDirect && value.length >= 6 && isJoined(value)
    : inName.length > 1 && isJoined(value) && form !== 'tag';
}
