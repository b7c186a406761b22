// Decides whether a literal beside a credential's name is a secret, from its look and its place.
import type { Confidence, Severity } from '../../finding.ts';
import type { Candidate } from './candidate.ts';
import { isForeignText, isLabelled } from './labels.ts';
import type { NameKind } from './names.ts';
import { isUnownedKey, wordsOf } from './names.ts';
import type { Place } from './place.ts';
import { judgeWeak } from './weak.ts';
import { entropyOf, hasFilling, isGuessable, isPlaceholder, isUuid, lookOf, type Look } from './value.ts';
import { isGibberish, isNonsense, likelihoodOf, wordShare } from './wordlike.ts';

/** How bad and how sure, or undefined when it is no secret. */
export type Judgement = { severity: Severity; confidence: Confidence } | undefined;

/** Judges one candidate. */
export function judgeCandidate(
  found: Candidate,
  placeAt: (offset: number) => Place,
  isComment: boolean,
): Judgement {
  const candidate = withoutUser(withoutEncoder(found));
  const { value, isQuoted } = candidate;
  if (value.length < 3 || value.length > 1024) return undefined;
  if (candidate.kind === 'password' && isLabelled(value)) return undefined;
  if (/[\n\t]/.test(value) || (!isQuoted && /\w\(/.test(value))) return undefined;
  if (candidate.kind === 'password' && isForeignText(value)) return undefined;
  // Java's own certificates are behind this word everywhere.
  if (value === 'changeit' && /trust_?store/i.test(candidate.name)) return undefined;
  if (candidate.kind === 'key' && hasFilling(value) && !namesCipherKey.test(candidate.name)) return undefined;
  if (isUnownedKey(candidate.name) && !isRandomKey(candidate)) return undefined;
  if (isSpacedPassword(candidate, isComment)) return judgeSpaced(placeAt(candidate.start));
  const look = lookOf(value);
  // `TOKEN_KEY` names a place in a store, unless it is random.
  if (/^token_?key$/i.test(candidate.name) && (look !== 'opaque' || value.length < 20)) return undefined;
  if (look !== 'opaque' && look !== 'reference' && candidate.beside?.().isMessage === true) return undefined;
  return (
    judgeStrong(candidate, look, placeAt, isComment) ??
    (isComment ? undefined : judgeWeak(candidate, look, placeAt(candidate.start)))
  );
}

/** Four groups of four letters, as Google makes them for a mail client, and phrases of words that nobody would write to a reader. */
function isSpacedPassword({ kind, name, value, isQuoted, form }: Candidate, isComment: boolean): boolean {
  if (kind !== 'password' || isComment || !/^(?:assign|property|bare|fallback|call|tag)$/.test(form))
    return false;
  if (/^[a-z]{4}(?: [a-z]{4}){3}$/.test(value)) return wordShare(value.replaceAll(' ', '')) < 0.5;
  return (
    isQuoted &&
    /pass_?phrase$/i.test(name) &&
    /^[a-z]{3,12}(?: [a-z]{3,12}){3,9}$/.test(value) &&
    !/\b(?:the|your|for|and|this|that|must|not|enter|please|with|from|has|was|are|can|use|you|test|key|file|private|password|passphrase)\b/.test(
      value,
    )
  );
}

function judgeSpaced({ isTest, isManual, isMessages }: Place): Judgement {
  if (isMessages) return undefined;
  return isTest || isManual
    ? { severity: 'low', confidence: 'low' }
    : { severity: 'high', confidence: 'medium' };
}

/** A cipher runs with the alphabet as its key, too. */
const namesCipherKey = /^key$|encrypt|crypt|aes|cipher|signing|hmac|jwt|(?:^|_)secret_?key$/i;

/** What `ACME_KEY` must hold to count, where nothing is known of its owner: what only a machine makes. */
function isRandomKey({ value, form, isQuoted }: Candidate): boolean {
  if (!isQuoted || !/^(?:assign|property|fallback)$/.test(form) || isUuid(value)) return false;
  if (/^(?:[a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64})$/.test(value)) return form !== 'property';
  return (
    /^(?=.*[A-Za-z])(?=.*\d)[A-Za-z0-9_.+/-]{22,128}={0,2}$/.test(value) &&
    lookOf(value) === 'opaque' &&
    (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 4
  );
}

/** Judges what a person made up with care, or a machine. */
function judgeStrong(
  candidate: Candidate,
  look: Look,
  placeAt: (offset: number) => Place,
  isComment: boolean,
): Judgement {
  const { value, name } = candidate;
  if (repeatsName(value, name)) return undefined;
  // `config.get('credentials', 'refresh_token')` asks for a name in a section.
  if (candidate.form === 'fallback' && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(value) && look !== 'opaque')
    return undefined;
  if (candidate.needsOpaque === true && (look !== 'opaque' || value.length < 16)) return undefined;
  if (
    /^(?:placeholder|word|name)$/.test(look) &&
    !isComment &&
    isWeakDefault(candidate, placeAt(candidate.start))
  )
    return { severity: 'low', confidence: 'low' };
  if (look === 'reference' || look === 'placeholder' || look === 'public' || look === 'name')
    return undefined;
  // Asked last: finding the place costs more than the look.
  const place = placeAt(candidate.start);
  // `echo "PASS: tool@1.2 is there"`: how a check ended.
  if (
    name === 'PASS' &&
    !candidate.isQuoted &&
    candidate.form !== 'assign' &&
    /^(?:code|shell)$/.test(place.syntax)
  )
    return undefined;
  if (isComment && look !== 'opaque' && (candidate.isQuoted || place.syntax === 'code'))
    return isLeftBehind(candidate, place) ? { severity: 'medium', confidence: 'low' } : undefined;
  // Lists of names look like pairs.
  if (
    candidate.form === 'pair' &&
    look !== 'opaque' &&
    (!isStrong(value) ||
      (wordShare(value) > 0.6 && !/\d.*[!@#$%^&*]|[!@#$%^&*].*\d/.test(value)) ||
      /^[A-Z]?[a-z]+[\d!?.]{0,2}$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value))
  )
    return undefined;
  return judgeByKind[candidate.kind](candidate, look, place);
}

/** Spring's `{noop}x` says that the password stands there as it is. */
function withoutEncoder(candidate: Candidate): Candidate {
  return candidate.value.startsWith('{noop}') ? { ...candidate, value: candidate.value.slice(6) } : candidate;
}

/** `auth: 'ann:x'` gives a user and a password. */
function withoutUser(candidate: Candidate): Candidate {
  if (!/(?:auth|credentials?|creds?|userpwd|userpass)$/i.test(candidate.name) || !candidate.isQuoted)
    return candidate;
  const password = /^[\w.@-]{1,40}:([^\s:/{}$]{6,80})$/.exec(candidate.value)?.[1];
  return password === undefined ? candidate : { ...candidate, value: password, kind: 'password' };
}

const judgeByKind: Record<NameKind, (candidate: Candidate, look: Look, place: Place) => Judgement> = {
  password: judgePassword,
  key: judgeKey,
  salt: (candidate, look, place) =>
    ((look === 'opaque' && candidate.value.length >= 12) || isShortSalt(candidate, look, place)) &&
    !isUuid(candidate.value) &&
    !(place.isTest && (look !== 'opaque' || candidate.value.length < 16)) &&
    place.syntax !== 'markup'
      ? { severity: 'low', confidence: 'medium' }
      : undefined,
};

/** A salt of a few random characters, which code is given as it stands. */
function isShortSalt({ value, name, form, isQuoted }: Candidate, look: Look, place: Place): boolean {
  return (
    look === 'human' &&
    isQuoted &&
    place.syntax === 'code' &&
    (form === 'assign' || form === 'property') &&
    /salt$/i.test(name) &&
    /^(?=\D{0,20}\d)(?=.{0,20}[A-Za-z])\S{8,24}$/.test(value) &&
    wordShare(value) < 0.3
  );
}

/** What is kept of a password to compare it with: it has to be guessed first. */
const hashed =
  /^(?:\$(?:argon2(?:id|i|d)|2[abxy]|scrypt|pbkdf2[\w-]{0,12}|[156y]|apr1|[PHS])\$|pbkdf2_sha\d{1,3}\$|bcrypt\$|\{(?:S?SHA\d{0,3}|bcrypt|CRYPT)\})/;

function judgePassword(candidate: Candidate, look: Look, place: Place): Judgement {
  const { value, form, isQuoted } = candidate;
  if (hashed.test(value))
    return place.isTest || place.isManual ? undefined : { severity: 'low', confidence: 'medium' };
  if (look === 'opaque') return opaqueIn(place, value, isUuid(value) ? 'medium' : 'high');
  if (candidate.isUsage) return undefined;
  if (look === 'human') {
    if (
      value.length < 4 ||
      (!isQuoted &&
        !isStrong(value) &&
        place.syntax !== 'config' &&
        place.syntax !== 'shell' &&
        form !== 'tag')
    )
      return undefined;
    if (!isQuoted && form === 'bare' && /[(){}[\]]/.test(value)) return undefined;
    if (place.isTest)
      return (wordShare(value) > 0.3 || value.length < 8) && !isNonsense(value)
        ? undefined
        : { severity: 'low', confidence: 'low' };
    // A word with a number behind it is a label that someone numbered.
    if (place.isMessages && !/\d.*[A-Za-z]/.test(value)) return undefined;
    if (place.isManual || place.isMessages)
      return isStrong(value) ? { severity: 'low', confidence: 'low' } : undefined;
    if (guessed.test(value)) return { severity: 'medium', confidence: 'medium' };
    return { severity: 'high', confidence: 'medium' };
  }
  if (place.isTest || place.isManual || place.isMessages) return undefined;
  const isCode = place.syntax === 'code';
  if (
    look === 'word' &&
    isQuoted &&
    isCode &&
    /^(?:assign|compare)$/.test(form) &&
    /^[A-Za-z0-9]{4,16}$/.test(value) &&
    !/[a-z][A-Z]/.test(value) &&
    kindOnly(candidate.name)
  )
    return { severity: 'low', confidence: 'low' };
  return undefined;
}

function judgeKey(candidate: Candidate, look: Look, place: Place): Judgement {
  const { value, name, form, isQuoted } = candidate;
  if (/[\s<>]/.test(value) || /^(?:\\u[0-9a-f]{4})+$/i.test(value)) return undefined;
  // A token without claims or signature is a sample's.
  if (/^eyJ[\w-]{1,200}\.[\w-]{0,12}\.?[\w-]{0,12}$/.test(value)) return undefined;
  // The id of a key that signs commits.
  if (/^signing_?key$/i.test(name) && /^(?:0x)?[0-9A-F]{8,40}!?$/.test(value)) return undefined;
  if (/^key$/i.test(name) && !isPlainKey(candidate, look)) return undefined;
  if (look === 'opaque') {
    if (isUuid(value)) {
      if (place.isTest || /id$/i.test(name)) return undefined;
      return { severity: 'medium', confidence: 'low' };
    }
    if (!isQuoted && place.syntax === 'text' && value.length < 16) return undefined;
    return opaqueIn(place, value, 'high');
  }
  if (look !== 'human' || value.length < 8 || value.length > 64) return undefined;
  if (!/\d/.test(value) && !(/secret/i.test(name) && isGibberish(value))) return undefined;
  if (!isQuoted && place.syntax !== 'config' && place.syntax !== 'shell') return undefined;
  if (/^_?auth(?:orization)?$/i.test(name)) return undefined;
  if (form === 'pair' || form === 'call' || place.isManual) return undefined;
  if (place.isTest) return isNonsense(value) ? { severity: 'low', confidence: 'low' } : undefined;
  if (wordShare(value) > 0.6 && !/\d.*[!@#$%^&*]|[!@#$%^&*].*\d/.test(value)) return undefined;
  const words = wordsOf(name);
  if (!words.some((word) => /secret|apikey|^key$|credential/.test(word)) && wordShare(value) > 0.3)
    return undefined;
  return entropyOf(value) >= 2.5 ? { severity: 'medium', confidence: 'low' } : undefined;
}

/** What a name as weak as `key` must hold to count: a quoted value, random in both cases, or as many hexadecimal digits as a cipher's key. */
function isPlainKey({ value, form, isQuoted }: Candidate, look: Look): boolean {
  if (look !== 'opaque' || !isQuoted || form === 'pair' || form === 'tag' || form === 'compare') return false;
  return (
    (/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/=_.-]{16,128}$/.test(value) &&
      (value.length >= 20 || (form === 'assign' && value.length === 16))) ||
    (form === 'assign' && /^(?:[a-f0-9]{32}|[a-f0-9]{64})$/.test(value))
  );
}

function opaqueIn(place: Place, value: string, severity: Severity): Judgement {
  // A random value of 32 characters or more counts even in tests.
  if (place.isTest)
    return value.length >= 32
      ? { severity: 'medium', confidence: 'medium' }
      : { severity: 'low', confidence: 'low' };
  if (place.isManual)
    return value.length >= 20
      ? { severity: 'medium', confidence: 'medium' }
      : { severity: 'low', confidence: 'low' };
  return { severity, confidence: severity === 'high' && value.length >= 16 ? 'high' : 'medium' };
}

// The passwords that are tried first: trivial, but true where the code compares or logs in with them.
const weakDefaults =
  /^(?:admin|root|toor|letmein|qwerty|iloveyou|welcome|monkey|dragon|master|secret|hunter2|changeit|guest|sa|postgres|oracle|manager|tomcat|raspberry|1234567?8?9?0?|abc123|password\d{2,4}|p@ssw0rd|passw0rd|admin\d{1,4}|(?:my|super|top)[-_ ]?secret(?:[-_ ]?password)?\d{0,3})$/i;

/** A word of every list of passwords, with a short number or a sign behind it. */
const guessed =
  /^(?:admin|administrator|root|user|guest|demo|test|temp|default|login|welcome|hello|qwerty|letmein|secret|master|manager|super|pass|passwd|password|p[a@]ssw[o0]rd|changeme|changeit|abc|asdf)[-_@.]?\d{1,4}[!.?#@]?$/i;

/** A value that anyone guesses, where running code uses it: trivial, true, and low. */
function isWeakDefault({ kind, form, isQuoted, value, name, isUsage }: Candidate, place: Place): boolean {
  if (isUsage || place.isMessages) return false;
  if (place.isTest || place.isManual || kind === 'salt') return false;
  const isAssigned = form === 'assign' || form === 'compare' || form === 'fallback';
  const hasBoth = /\d/.test(value) && /[A-Za-z]{3}/.test(value);
  if (kind === 'password') {
    if (!isQuoted || place.syntax !== 'code') return false;
    return weakDefaults.test(value)
      ? isAssigned || (form === 'property' && /root|admin|toor|letmein|qwerty|\d/i.test(value))
      : hasBoth &&
          (isAssigned || form === 'property') &&
          /pass|secret|admin|root|pwd/i.test(value) &&
          isGuessable(value);
  }
  if (!isAssigned || value.length < 8 || /^[A-Z][A-Z0-9_]*$/.test(value) || !isGuessable(value)) return false;
  if (!(place.syntax === 'code' && isQuoted) || /^key$/i.test(name)) return false;
  if (hasBoth)
    return (
      /secret|key|token|pass|admin/i.test(value) ||
      (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 3
    );
  const inName = new Set(wordsOf(name));
  return (
    /secret/i.test(name) &&
    /secret|key/i.test(value) &&
    wordsOf(value).some((word) => !inName.has(word)) &&
    !/[-_.](?:name|id|key|token|header|field)$/i.test(value)
  );
}

/** A comment that tells a password which nobody makes up for an explanation. */
function isLeftBehind({ kind, value, isQuoted, isUsage }: Candidate, place: Place): boolean {
  if (kind !== 'password' || isUsage === true || place.isTest || place.isManual) return false;
  // Code that was commented out; what explains a call has a word in its quotes.
  if (isQuoted && !(isNonsense(value) && value.length >= 6)) return false;
  if (isQuoted) return /^[\w!#$%&*+,.@^~-]+$/.test(value);
  return (
    isStrong(value) && value.length >= 8 && wordShare(value) <= 0.4 && /^[\w!#$%&*+,.@^~-]+$/.test(value)
  );
}

/** Letters of both cases or signs, and digits: what a word in running text does not have. */
function isStrong(value: string): boolean {
  if (value.length < 6 || !/\d/.test(value)) return false;
  if (/[^A-Za-z0-9]/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value))) return true;
  return value.length >= 8 && wordShare(value) < 0.3 && (likelihoodOf(value) ?? 0) < 3.6;
}

/** `password`, `db_password`: names that hold nothing but the password. */
function kindOnly(name: string): boolean {
  return /(?:password|passwd|pwd|passphrase)$/i.test(name);
}

/** `api_key = "apiKey"`, `password: "user-password"`: the value spells the name. */
function repeatsName(value: string, name: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (
    plain(value).length >= 4 &&
    (plain(name) === plain(value).replace(/\d$/, '') ||
      (plain(value).length >= 8 && plain(name).includes(plain(value))))
  )
    return true;
  const inValue = wordsOf(value);
  const inName = new Set(wordsOf(name));
  if (inValue.length === 0) return false;
  const shared = inValue.filter((word) => inName.has(word)).length;
  return shared / inValue.length >= 0.5 && isPlain(value);
}

function isPlain(value: string): boolean {
  return /^[A-Za-z_.:-]+$/.test(value) || isPlaceholder(value);
}
