// Which limits of a length or an index a function looks at before it is used.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { tell, type Walk } from './state.ts';

/** A length that the caller gives, for an array of this function. */
export function limited(
  walk: Walk,
  node: SyntaxNode,
  length: SyntaxNode | undefined,
  array: SyntaxNode,
): void {
  if (length?.kind === 'field_expression') return limitedField(walk, node, length, array);
  if (length?.kind !== 'identifier') return;
  const sign = walk.given.get(length.text);
  if (!sign) return;
  if (!walk.limits.has(length.text)) walk.limits.set(length.text, missingLimit(walk, length.text, sign));
  const kind = walk.limits.get(length.text);
  if (kind !== undefined) tell(walk, kind, node, array);
}

/** A length that stands in what the caller hands over, as that of a packet. */
function limitedField(walk: Walk, node: SyntaxNode, length: SyntaxNode, array: SyntaxNode): void {
  const { text } = length;
  const [, base = '', field = ''] = /^(\w{1,40})->(?:\w{1,40}\.){0,2}(\w{1,40})$/.exec(text) ?? [];
  if (!/len|size|count|bytes|^n$|^nr?_/i.test(field) || !walk.types.get(base)?.includes('*')) return;
  if (!walk.limits.has(text)) {
    // Whatever is compared with a field of that name may be its limit.
    const limit = new RegExp(
      [
        `\\b${field}\\b\\s{0,4}(?:[<>%&]|[-+*/]?=|[!=]=|\\+\\+|--)`,
        `(?<!-)[<>]=?\\s{0,4}[^;{}\\n]{0,60}\\b${field}\\b`,
        `(?:min|MIN|clamp|assert|ASSERT|CHECK|alloc|ALLOC)\\w{0,12}\\s?\\([^;\\n]{0,80}\\b${field}\\b`,
        `switch\\s?\\([^)]{0,60}\\b${field}\\b`,
        `&\\s?${base}\\b`,
      ].join('|'),
    );
    walk.limits.set(text, limit.test(walk.body.text.slice(0, 20_000)) ? undefined : 'unlimited-field');
  }
  const kind = walk.limits.get(text);
  if (kind !== undefined) tell(walk, kind, node, array);
}

/** Which limit of a length nothing in the function looks at. */
function missingLimit(walk: Walk, name: string, sign: 'signed' | 'unsigned'): string | undefined {
  const text = walk.body.text.slice(0, 20_000);
  const above = [
    `\\b${name}\\b\\s{0,4}(?:[<>%&]|[-+*/]?=[^=]|[!=]=)`,
    `[<>]=?\\s{0,4}(?:\\([\\w ]{1,20}\\)\\s?)?\\(?${name}\\b`,
    `(?:min|MIN|clamp|assert|ASSERT|CHECK)\\w{0,12}\\s?\\([^;\\n]{0,80}\\b${name}\\b`,
    `switch\\s?\\(\\s?${name}\\b`,
  ];
  if (!new RegExp(above.join('|')).test(text)) return 'unlimited-copy';
  if (sign === 'unsigned') return undefined;
  const below = [
    `\\b${name}\\b\\s{0,4}(?:[<>]=?|[!=]=)\\s{0,4}-?[01]\\b`,
    `0\\s{0,4}[<>]=?\\s{0,4}${name}\\b`,
    `\\((?:size_t|unsigned[\\w ]{0,10}|uint\\d\\d_t)\\)\\s?${name}\\b`,
    `\\b${name}\\b\\s{0,4}[-+*/]?=[^=]`,
  ];
  return new RegExp(below.join('|')).test(text) ? undefined : 'signed-limit';
}

/** A signed number from outside that is compared with the size alone: less than nothing passes. */
export function foreignLength(
  walk: Walk,
  node: SyntaxNode,
  length: SyntaxNode | undefined,
  array: SyntaxNode,
): void {
  if (length?.kind !== 'identifier') return;
  walk.foreign ??= foreignNumbers(walk.body.text.slice(0, 20_000));
  if (walk.foreign.has(length.text)) tell(walk, 'foreign-signed', node, array);
}

/** Numbers with a sign that are read from outside, compared with something, and never with zero. */
function foreignNumbers(text: string): Set<string> {
  const names = new Set<string>();
  if (!/\b(?:\w{0,2}scanf|ato[il]l?|strtoi?[lq]{1,2}|sto[il]l?|ntoh[ls]|f?read|recv|memcpy)\s?\(/.test(text))
    return names;
  for (const [, name = ''] of text.matchAll(
    /(?<![\w*])(?:int|short|long|ssize_t|int(?:16|32|64)_t)\s{1,4}(\w{1,40})\s{0,4}[=;,]/g,
  )) {
    const isRead = new RegExp(
      `(?:scanf\\s?\\([^;]{0,200}|(?:read|recv)\\s?\\(\\s?\\w{1,40},\\s?(?:\\([\\w *]{1,20}\\)\\s?)?|(?:fread|memcpy)\\s?\\(\\s?(?:\\([\\w *]{1,20}\\)\\s?)?)&\\s?${name}\\b|(?<![\\w.>])${name}\\s{0,4}=\\s{0,4}(?:\\([\\w ]{1,20}\\)\\s?)?(?:std::)?(?:ato[il]l?|strtoi?[lq]{1,2}|sto[il]l?|ntoh[ls])\\s?\\(`,
    );
    const isAbove = new RegExp(
      `\\b${name}\\b\\s{0,4}(?:<=?|>=?)|<=?\\s{0,4}${name}\\b|>=?\\s{0,4}${name}\\b`,
    );
    const isBelow = new RegExp(
      [
        `\\b${name}\\b\\s{0,4}(?:[<>]=?|[!=]=)\\s{0,4}\\(?-?[01]\\b`,
        `(?<![\\w.])-?[01]\\s{0,4}(?:[<>]=?|[!=]=)\\s{0,4}${name}\\b`,
        `\\((?:size_t|unsigned[\\w ]{0,10}|uint\\d\\d_t)\\)\\s?${name}\\b`,
        // What `sizeof` gives has no sign, and takes it from the number beside it.
        `\\b${name}\\b\\s{0,4}(?:<=?|>=?)\\s{0,4}\\(?\\s?sizeof\\b`,
        // Another function looks at it, or one limits it.
        `(?:if|while|assert|return)\\s?\\(?[^;{}]{0,80}\\w(?<!sizeof|read|recv|write|send|mem\\w{3,4})\\([^()]{0,60}(?<!&\\s?)\\b${name}\\b`,
        `\\b${name}\\s{0,4}(?:=\\s{0,4}(?:abs|labs|max|MAX|min|MIN|clamp)|[%&]=|[%&])`,
        `(?:min|MIN|max|MAX|clamp)\\w{0,12}\\s?\\([^;\\n]{0,80}\\b${name}\\b`,
        `switch\\s?\\(\\s?${name}\\b`,
      ].join('|'),
    );
    if (isRead.test(text) && isAbove.test(text) && !isBelow.test(text)) names.add(name);
  }
  return names;
}
