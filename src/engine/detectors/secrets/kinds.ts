// Passwords, keys and salts: what each kind of credential must look like to count.
import type { Severity } from '../../finding.ts';
import type { Candidate } from './candidate.ts';
import type { Judgement } from './generic.ts';
import { guessed, wordItself } from './guesses.ts';
import { type NameKind, wordsOf } from './names.ts';
import type { Place } from './place.ts';
import { type Look, entropyOf, isUuid } from './value.ts';
import { isGibberish, isNonsense, likelihoodOf, wordShare } from './wordlike.ts';

/** Judges a candidate as what its name says that it is. */
export const judgeByKind: Record<NameKind, (candidate: Candidate, look: Look, place: Place) => Judgement> = {
  password: judgePassword,
  key: judgeKey,
  salt: (candidate, look, place) =>
    ((look === 'opaque' && candidate.value.length >= 12) || isShortSalt(candidate, look, place)) &&
    !isUuid(candidate.value) &&
    candidate.needsOpaque !== true &&
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
  /^(?:\$(?:argon2(?:id|i|d)|2[abxy]?|scrypt|pbkdf2[\w-]{0,12}|[156y]|apr1|[PHS])\$|pbkdf2_sha\d{1,3}\$|bcrypt\$|\{(?:S?SHA\d{0,3}|bcrypt|CRYPT)\})/;

function judgePassword(candidate: Candidate, look: Look, place: Place): Judgement {
  const { value, form, isQuoted } = candidate;
  if (hashed.test(value))
    return place.isTest || place.isManual ? undefined : { severity: 'low', confidence: 'medium' };
  // What a fixture keeps of a password is as often its digest.
  if (place.isTest && /^(?:[a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64}|[a-f0-9]{128})$/.test(value))
    return { severity: 'low', confidence: 'low' };
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
    if (wordItself.test(value)) return { severity: 'low', confidence: 'medium' };
    if (guessed.test(value))
      return { severity: candidate.beside?.().isSample === true ? 'low' : 'medium', confidence: 'medium' };
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
  if (/[\s<]|[=/-]>/.test(value) || /^(?:\\u[0-9a-f]{4})+$/i.test(value)) return undefined;
  // A token without claims or signature is a sample's.
  if (/^eyJ[\w-]{1,200}\.(?:[\w-]{0,12}\.?[\w-]{0,12}|[\w-]{1,400}\.[\w-]{0,15})$/.test(value))
    return undefined;
  // The id of a key that signs commits.
  if (/^signing_?key$/i.test(name) && /^(?:0x)?[0-9A-F]{8,40}!?$/.test(value)) return undefined;
  if (/^key$/i.test(name) && !isPlainKey(candidate, look)) return undefined;
  if (look === 'opaque') {
    if (isUuid(value)) {
      if (place.isTest || /id$/i.test(name)) return undefined;
      // The key of a person or a project is the id of one.
      if (
        /(?:user|project|org|team|host|server|machine|account|subscription|service|primary|merchant)_?key$/i.test(
          name,
        )
      )
        return undefined;
      return { severity: 'medium', confidence: 'low' };
    }
    if (!isQuoted && place.syntax === 'text' && value.length < 16) return undefined;
    return opaqueIn(place, value, 'high');
  }
  // Brackets stand in sizes, types and signatures.
  if (look !== 'human' || value.length < 8 || value.length > 64 || /\([^()]*\)|\[[^[\]]*\]|[([]$/.test(value))
    return undefined;
  if (!/\d/.test(value) && !(/secret/i.test(name) && isGibberish(value))) return undefined;
  if (!isQuoted && place.syntax !== 'config' && place.syntax !== 'shell') return undefined;
  if (/^_?auth(?:orization)?$/i.test(name)) return undefined;
  if (form === 'pair' || form === 'call' || place.isManual) return undefined;
  if (place.isTest && /^[a-f0-9]{1,15}$/.test(value)) return undefined;
  if (place.isTest) return isNonsense(value) ? { severity: 'low', confidence: 'low' } : undefined;
  if (wordShare(value) > 0.6 && !/\d.*[!@#$%^&*]|[!@#$%^&*].*\d/.test(value)) return undefined;
  // `row-3-col-2-token`, `regcred-eu-west-1`: words and numbers that name a thing.
  if (/^[a-z]+(?:[-_](?:[a-z]+|\d{1,3}))+$/.test(value) && wordShare(value) > 0.2) return undefined;
  const words = wordsOf(name);
  if (!words.some((word) => /secret|apikey|^key$|credential/.test(word)) && wordShare(value) > 0.3)
    return undefined;
  return entropyOf(value) >= 2.5 ? { severity: 'medium', confidence: 'low' } : undefined;
}

/** What a name as weak as `key` must hold to count: a quoted value, random in both cases, or as many hexadecimal digits as a cipher's key. */
function isPlainKey({ value, form, isQuoted }: Candidate, look: Look): boolean {
  if (!isQuoted && form === 'bare')
    return (
      look === 'opaque' &&
      /^(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{28,100}$/.test(value) &&
      (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 4
    );
  if (look !== 'opaque' || !isQuoted || form === 'pair' || form === 'tag' || form === 'compare') return false;
  return (
    (/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/=_.-]{16,128}$/.test(value) &&
      (value.length >= 20 || (form === 'assign' && value.length === 16))) ||
    (form === 'assign' && /^(?:[a-f0-9]{32}|[a-f0-9]{64})$/.test(value))
  );
}

function opaqueIn(place: Place, value: string, severity: Severity): Judgement {
  // Words of a language that the dictionary does not know, and scripts that are written in codes.
  if (place.isMessages && !isMixed(value)) return { severity: 'low', confidence: 'low' };
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

/** What no language writes: many changes between letters and digits. */
function isMixed(value: string): boolean {
  return (
    /^[\w+/=-]{32,128}$/.test(value) && (value.match(/[A-Za-z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0) >= 6
  );
}

/** `password`, `db_password`: names that hold nothing but the password. */
function kindOnly(name: string): boolean {
  return /(?:password|passwd|pwd|passphrase)$/i.test(name);
}

/** Letters of both cases or signs, and digits: what a word in running text does not have. */
export function isStrong(value: string): boolean {
  if (value.length < 6) return false;
  if (!/\d/.test(value))
    return (
      value.length >= 10 &&
      /^[A-Za-z!#$%^&*+=_.-]+$/.test(value) &&
      (value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0) >= 4 &&
      isNonsense(value)
    );
  if (/[^A-Za-z0-9]/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value))) return true;
  return value.length >= 8 && wordShare(value) < 0.3 && (likelihoodOf(value) ?? 0) < 3.6;
}
