// Finds lists of real-looking people's addresses: e-mail at providers for private persons, and telephone numbers.

/** Providers at which private persons have their address. */
const provider = String.raw`@(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|aol|gmx|web|proton|protonmail|mail|yandex|qq|163|126|naver|free|orange|t-online|libero|wanadoo|rediffmail|comcast|verizon)\.`;
const address = new RegExp(
  String.raw`(?<![\w.+-])[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*${provider}(?:com|net|org|de|fr|it|es|nl|co\.uk|co\.in|co\.jp|com\.br|ru|cn|me|ch|at|be|pl|se)(?![\w.-])`,
  'gi',
);
/** Found faster, because it begins with a certain sign. */
const hasProvider = new RegExp(provider, 'i');
const phone = /(?<![\w+.-])\+[1-9]\d{0,2}[ .-]?\(?\d{2,4}\)?(?:[ .-]?\d{2,4}){2,4}(?![\w-])/g;

/** A place on Earth as in ISO 6709: `+120903-0681636`. */
const coordinates = /^\+\d{4}(?:\d\d)?-\d{5}(?:\d\d)?$/;

const placeholder =
  /^(?:(?:test|tests|tester|user|users|example|sample|demo|foo|bar|baz|fake|dummy|admin|info|noreply|no-reply|support|mail|email|name|first|last|your|my|me|someone|somebody|nobody|abc|xyz|john|jane|alice|bob|carol|dave|eve|mallory|joe)(?:[._-]?(?:test|user|example|doe|smith|name|last|roe|public|\d))*|[a-z]|\w*(?:test|example|fake|dummy)\w*)$/i;

/** Where each kind of address stands; the same address once. */
export interface Contacts {
  emails: Map<string, number>;
  phones: Map<string, number>;
}

/** The addresses in a text, each with the offset at which it first stands. */
export function contactsIn(text: string): Contacts {
  const emails = new Map<string, number>();
  const phones = new Map<string, number>();
  if (hasProvider.test(text))
    for (const match of text.matchAll(address)) {
      const local = match[0].slice(0, match[0].indexOf('@'));
      const key = match[0].toLowerCase();
      if (placeholder.test(local) || emails.has(key) || isInComment(text, match.index)) continue;
      emails.set(key, match.index);
    }
  if (text.includes('+'))
    for (const match of text.matchAll(phone)) {
      const digits = match[0].replace(/\D/g, '');
      if (coordinates.test(match[0])) continue;
      // 555 is kept for stories, and runs of digits are typed, not dialled.
      if (digits.length < 10 || /555|(\d)\1{4}|12345|00000/.test(digits) || phones.has(digits)) continue;
      phones.set(digits, match.index);
    }
  return { emails, phones };
}

/** Comments name the authors. */
function isInComment(text: string, at: number): boolean {
  const begin = text.lastIndexOf('\n', at) + 1;
  return /^[ \t]*(?:\/\/|\/\*|\*|#|;|--|%|<!--)/.test(text.slice(begin, Math.min(at, begin + 200)));
}
