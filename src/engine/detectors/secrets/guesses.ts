// Passwords that anyone guesses, and those that a comment tells.
import type { Candidate } from './candidate.ts';
import { isStrong } from './kinds.ts';
import { wordsOf } from './names.ts';
import type { Place } from './place.ts';
import { isGuessable } from './value.ts';
import { isNonsense, wordShare } from './wordlike.ts';

// The passwords that are tried first: trivial, but true where the code compares or logs in with them.
const weakDefaults =
  /^(?:admin|root|toor|letmein|qwerty|iloveyou|welcome|monkey|dragon|master|secret|hunter2|changeit|guest|sa|postgres|oracle|manager|tomcat|raspberry|1234567?8?9?0?|abc123|password\d{2,4}|p@ssw0rd|passw0rd|admin\d{1,4}|(?:my|super|top)[-_ ]?secret(?:[-_ ]?password)?\d{0,3})$/i;

/** A word of every list of passwords, with a short number or a sign behind it. */
export const guessed =
  /^(?:admin|administrator|root|user|guest|demo|test|temp|default|login|welcome|hello|qwerty|letmein|secret|master|manager|super|pass|passwd|password|p[a@]ssw[o0]rd|s[e3]cr[e3]t|hunter|changeme|changeit|abc|asdf)[-_@.]?\d{1,4}[!.?#@]?$|^[a-z]{2,8}pass(?:word)?[!.?]?$/i;

/** The word itself with a sign in it: it stands in every example. */
export const wordItself = /^(?:s[e3]cr[e3]t|p[a@4][s5$]{2}w[o0]r?d|changed)[!.?]?$/i;

/** A value that anyone guesses, where running code uses it: trivial, true, and low. */
export function isWeakDefault(
  { kind, form, isQuoted, value, name, isUsage }: Candidate,
  place: Place,
): boolean {
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
  if (/123456|abcdef/i.test(value)) return false;
  if (!(place.syntax === 'code' && isQuoted) || /^key$/i.test(name)) return false;
  // The path of a setting.
  if (/^[A-Za-z]{2,40}(?:[.:/][A-Za-z-]{2,40}){1,8}$/.test(value)) return false;
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
export function isLeftBehind({ kind, value, isQuoted, isUsage }: Candidate, place: Place): boolean {
  if (kind !== 'password' || isUsage === true || place.isTest || place.isManual) return false;
  // Code that was commented out; what explains a call has a word in its quotes.
  if (isQuoted && !(isNonsense(value) && value.length >= 6)) return false;
  if (isQuoted) return /^[\w!#$%&*+,.@^~-]+$/.test(value);
  return (
    isStrong(value) && value.length >= 8 && wordShare(value) <= 0.4 && /^[\w!#$%&*+,.@^~-]+$/.test(value)
  );
}
