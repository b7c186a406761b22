// Tells labels, addresses and the names of settings from passwords.
import { wordsOf } from './names.ts';
import { wordShare } from './wordlike.ts';

/** A setting's name such as `wgDBpassword`, or the address that is told as an anonymous password. */
export function isLabelled(value: string): boolean {
  if (/^anon\w{0,8}@|^[\w.+-]{2,40}@[\w-]{2,40}\.(?:com|org|net|io|de|edu)$/i.test(value)) return true;
  return (
    /^[a-z]+[A-Z][A-Za-z]+$/.test(value) &&
    !/^(?:my|super|the|this|very|top|some|our|default|admin|root|test)[A-Z]/.test(value) &&
    wordsOf(value).some((word) => /^[a-z]{0,2}(?:pass(?:word|wd)?|pwd|passphrase)$/.test(word)) &&
    wordShare(value) > 0.5
  );
}

/** Words with letters that are not ASCII, also as `\\u00e9`: what people read. A password in them has digits or signs. */
export function isForeignText(value: string): boolean {
  if (!/\P{ASCII}|\\[ux]/u.test(value)) return false;
  const text = value.replace(/\\(?:u([0-9a-f]{4})|x([0-9a-f]{2}))/gi, (_, four?: string, two?: string) =>
    String.fromCharCode(Number.parseInt(four ?? two ?? '', 16)),
  );
  return (
    /[\p{L}--[\p{Script=Latin}\p{ASCII}]]/v.test(text) ||
    /\P{ASCII}\s|\s\P{ASCII}/u.test(text) ||
    (/[\p{L}--\p{ASCII}]/v.test(text) && /^[\p{L}\p{M}\s.,:'’()-]+$/u.test(text))
  );
}
