// Texts and bytes that look almost right: what fuzz tests feed to readers.
import * as fc from 'fast-check';

const inserts = [
  '',
  '\0',
  '\n',
  '\r',
  '\u2028',
  '\ufffd',
  '\u202e',
  '"',
  "'",
  '`',
  '{',
  '}',
  '[',
  ']',
  '<',
  '>',
  '(',
  ')',
  '---\n',
  '@@',
  '+',
  '-',
  '#',
  '${x}',
  '../',
  '__proto__',
  'constructor',
  '&a',
  '*a',
  '!!js',
  '-1',
  '1e999',
  '99999999999999999999',
  'null',
  'true',
  '\\u0000',
  '%00',
  '🦄',
];

/** A sound text with some pieces taken out, doubled and put in. */
export function damaged(seed: string): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.nat({ max: 12 }),
    put: fc.oneof(
      fc.constantFrom(...inserts),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.record({ from: fc.nat(), length: fc.nat({ max: 40 }) }).map(({ from, length }) => {
        const start = from % (seed.length + 1);
        return seed.slice(start, start + length);
      }),
    ),
  });
  return fc.array(edit, { minLength: 1, maxLength: 6 }).map((edits) =>
    edits.reduce((text, { at, cut, put }) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + cut);
    }, seed),
  );
}

/** Damaged texts of these, and now and then anything. */
export function texts(seeds: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...seeds).chain(damaged) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 4 }) },
  );
}

/** A sound JSON value with some of its parts replaced by others of any kind. */
export function reshaped(seed: unknown): fc.Arbitrary<unknown> {
  const other = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>('', -1, 1e308, [], {}, null, '__proto__', 'x'.repeat(5000)),
  );
  return fc.array(fc.tuple(fc.nat(), other), { minLength: 1, maxLength: 3 }).map((edits) => {
    const root: { value: unknown } = { value: structuredClone(seed) };
    for (const [at, value] of edits) {
      const places = placesIn(root);
      const place = places[at % places.length];
      if (place) place.holder[place.key] = value;
    }
    return root.value;
  });
}

function placesIn(root: object): { holder: Record<string, unknown>; key: string }[] {
  const found: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (holder: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(holder)) {
      found.push({ holder, key });
      if (typeof value === 'object' && value !== null) visit(value as Record<string, unknown>);
    }
  };
  visit(root as Record<string, unknown>);
  return found;
}
