// Decides whether a literal beside a credential's name is a secret, from its look and its place.
import type { Confidence, Severity } from '../../finding.ts';
import type { Candidate } from './candidate.ts';
import { isLeftBehind, isWeakDefault } from './guesses.ts';
import { isStrong, judgeByKind } from './kinds.ts';
import { isForeignText, isLabelled } from './labels.ts';
import { isUnownedKey, wordsOf } from './names.ts';
import type { Place } from './place.ts';
import { onlyReports } from './reporting-keys.ts';
import { type Look, hasFilling, isPlaceholder, isUuid, lookOf } from './value.ts';
import { judgeWeak } from './weak.ts';
import { wordShare } from './wordlike.ts';

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
  if (/[\n\t]/.test(value) || (!isQuoted && /^[\w.$:>@!&*-]{0,80}\w\(/.test(value))) return undefined;
  if (candidate.kind === 'password' && isForeignText(value)) return undefined;
  // Java's own certificates are behind this word everywhere.
  if (value === 'changeit' && /trust_?store/i.test(candidate.name)) return undefined;
  // Palau, in a table of countries.
  if (candidate.name === 'PW' && /^\p{Lu}\p{Ll}+$/u.test(value)) return undefined;
  if (candidate.kind === 'key' && hasFilling(value) && !namesCipherKey.test(candidate.name)) return undefined;
  if (isUnownedKey(candidate.name) && !isRandomKey(candidate)) return undefined;
  if (isSpacedPassword(candidate, isComment)) return judgeSpaced(placeAt(candidate.start));
  const look = lookOf(value);
  // `TOKEN_KEY` names a place in a store, unless it is random.
  if (/(?:token|password|cookie)_?key$/i.test(candidate.name) && (look !== 'opaque' || value.length < 20))
    return undefined;
  if (look !== 'opaque' && look !== 'reference' && candidate.beside?.().isMessage === true) return undefined;
  const judgement =
    judgeStrong(candidate, look, placeAt, isComment) ??
    (isComment ? undefined : judgeWeak(candidate, look, placeAt(candidate.start)));
  if (!judgement) return undefined;
  if (isTestVector(candidate, placeAt)) return { severity: 'low', confidence: 'low' };
  return onlyReports(candidate) ? { ...judgement, severity: 'low' } : judgement;
}

/** A key in hexadecimal digits that a standard publishes, or that a test gives with what it makes. */
function isTestVector({ value, start, beside }: Candidate, placeAt: (offset: number) => Place): boolean {
  if (!/^(?:0x)?[\da-f]{32,}$/i.test(value) || beside === undefined) return false;
  const around = beside();
  return around.isPublished || (placeAt(start).isTest && around.isVector);
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
  // `{ pass: 'rcpt_to' }` says what passed; beside a login it is a password.
  if (
    name === 'pass' &&
    candidate.form === 'property' &&
    /^[a-z]+(?:_[a-z]+)*$/.test(value) &&
    candidate.beside?.().isLogin !== true
  )
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

/** `api_key = "apiKey"`, `password: "user-password"`: the value spells the name. */
function repeatsName(value: string, name: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (
    plain(value).length >= 4 &&
    (plain(name) === plain(value).replace(/v?\d$/, '') ||
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
