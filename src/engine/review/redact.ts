// Masks every secret value that is known in the change, wherever it turns up.

/** What stands in place of a secret: of fixed length, so that not even the length is told. */
export const mask = '****';

/** Shorter values would mask syllables of ordinary words. */
const minLength = 4;

/** Masks secrets in text; a mask that spans lines is written once on each of them. */
export type Redactor = (text: string) => string;

/** Makes a redactor for secret values, also as they look inside JSON strings and URLs, and line by line. */
export function redactor(secrets: Iterable<string>): Redactor {
  const values = new Set<string>();
  for (const secret of secrets) {
    const forms = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret.toWellFormed())];
    // A detector may hold one line of a key block where the text elsewhere holds another.
    for (const line of secret.split(/\r?\n/)) if (line.trim().length >= 16) forms.push(line.trim());
    for (const form of forms) if (form.length >= minLength) values.add(form);
  }
  const placesIn = values.size > fewValues ? manyIn(values) : (text: string) => placesOf(text, values);
  return (text) => {
    const spans = merged(placesIn(text));
    if (spans.length === 0) return text;
    let out = '';
    let at = 0;
    for (const [start, end] of spans) {
      const breaks = text.slice(start, end).match(/\r?\n/g) ?? [];
      out += text.slice(at, start) + mask + breaks.map((lineBreak) => lineBreak + mask).join('');
      at = end;
    }
    return out + text.slice(at);
  };
}

type Span = [start: number, end: number];

/** More are not looked for one after another: a change may hold thousands, and each has a finding to be masked. */
const fewValues = 20;

function placesOf(text: string, values: ReadonlySet<string>): Span[] {
  const spans: Span[] = [];
  for (const value of values)
    for (
      let at = text.indexOf(value), step = value.length > 1000 ? value.length : 1;
      at !== -1;
      at = text.indexOf(value, at + step)
    )
      spans.push([at, at + value.length]);
  return spans.sort((a, b) => a[0] - b[0]);
}

/** Finds the longest value at each place of a text by how it begins and by its length. */
function manyIn(values: ReadonlySet<string>): (text: string) => Span[] {
  const byStart = new Map<string, Map<number, Set<string>>>();
  for (const value of values) {
    const start = value.slice(0, minLength);
    const byLength = byStart.get(start) ?? new Map<number, Set<string>>();
    byStart.set(start, byLength);
    byLength.set(value.length, (byLength.get(value.length) ?? new Set()).add(value));
  }
  const lengths = new Map(
    [...byStart].map(([start, byLength]) => [start, [...byLength].toSorted(([a], [b]) => b - a)]),
  );
  return (text) => {
    const spans: Span[] = [];
    for (let at = 0; at + minLength <= text.length; at++)
      for (const [length, same] of lengths.get(text.slice(at, at + minLength)) ?? [])
        if (same.has(text.slice(at, at + length))) {
          spans.push([at, at + length]);
          break;
        }
    return spans;
  };
}

/** Spans made one where they meet, so that overlapping secrets leave no tail. */
function merged(spans: readonly Span[]): Span[] {
  const out: Span[] = [];
  for (const span of spans) {
    const last = out.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else out.push(span);
  }
  return out;
}

/** Masks whatever might be a secret; for when the secrets of a change could not be collected. */
export const redactAnything: Redactor = (text) =>
  text.replace(/[A-Za-z0-9_\-+/=.:@%~!#$^&*]{12,}/g, (word) => (/[\d+/=:@!#$%^&*]/.test(word) ? mask : word));
