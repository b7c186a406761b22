// Constant formats filled in by name or position: `%(name)s`, `%s`, `$name`, and replacements of a constant in a text.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { quoted } from '../sinks/log-formats.ts';
import { build, inert, join, literal, type Value } from '../value.ts';

interface Part {
  value: Value;
  node: SyntaxNode;
}

/** `'…' % given`: a list gives its items, a dictionary its fields, any other value itself. */
export function fillPercent(format: string, given: Value, node: SyntaxNode): Value {
  const parts: Part[] = [];
  const put = (value: Value): void => void parts.push({ value, node });
  let at = 0;
  let index = 0;
  for (const match of format.matchAll(/%(?:\((\w+)\))?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?([a-zA-Z%])/g)) {
    put(literal(format.slice(at, match.index)));
    at = match.index + match[0].length;
    if (match[2] === '%') put(literal('%'));
    else if (/[sra]/.test(match[2] ?? '')) {
      const item = itemOf(given, match[1] ?? String(index++));
      put(match[2] === 's' ? item : quoted(item));
    } else {
      index++;
      put(literal(0));
    }
  }
  put(literal(format.slice(at)));
  return build(parts, node);
}

/** `Template('… $name …').substitute(name=value)`; `named` are the keywords, `rest` what else was given. */
export function fillDollar(
  format: string,
  named: ReadonlyMap<string, Value>,
  rest: Value | undefined,
  node: SyntaxNode,
): Value {
  const parts: Part[] = [];
  let at = 0;
  for (const match of format.matchAll(/\$(?:\$|(\w+)|\{(\w+)\})/g)) {
    parts.push({ value: literal(format.slice(at, match.index)), node });
    at = match.index + match[0].length;
    const name = match[1] ?? match[2];
    if (name === undefined) parts.push({ value: literal('$'), node });
    else
      parts.push({
        value: named.get(name) ?? (rest ? itemOf(rest, name) : inert),
        node,
      });
  }
  parts.push({ value: literal(format.slice(at)), node });
  return build(parts, node);
}

/** `text.replace(mark, value)` where the value is not constant: the value stands where the mark was. */
export function fillMark(subject: Value, mark: unknown, value: Value, node: SyntaxNode): Value {
  const pieces = typeof subject.literal === 'string' ? [subject.literal] : subject.pieces;
  const isKnown = pieces?.some((piece) => typeof piece === 'string' && piece.includes(String(mark)));
  const isWhole = subject.literal !== undefined;
  if (!pieces || typeof mark !== 'string' || mark === '' || !(isKnown === true || isWhole)) {
    // A template that is not seen is one by its marks.
    const between = typeof mark === 'string' && placeholder.test(mark) ? [literal(' ')] : [];
    return build([subject, ...between, value].map((one) => ({ value: one, node })), node); // prettier-ignore
  }
  return build(
    pieces.flatMap((piece) => (typeof piece === 'string' ? filled(piece, mark, value, node) : [piece])),
    node,
  );
}

/** `%branch%`, `{name}`, `{{ name }}`, `${name}`, `:name`, `__NAME__`. */
const placeholder = /^(?:%\w{2,40}%|\$?\{{1,2}\s?[\w.-]{1,40}\s?\}{1,2}|:[a-z]\w{1,40}|__\w{1,40}__)$/i;

function filled(text: string, mark: string, value: Value, node: SyntaxNode): Part[] {
  const [first = '', ...others] = text.split(mark);
  return [
    { value: literal(first), node },
    ...others.flatMap((one) => [
      { value, node },
      { value: literal(one), node },
    ]),
  ];
}

/** What a constant put in place of another may come to; a text could double itself line by line. */
const maxFilled = 4_000;

/** A constant put in place of another within a text that is known, wholly or in part; undefined where nothing of it is. */
export function constantMark(subject: Value, mark: unknown, value: unknown): Value | undefined {
  if (typeof mark !== 'string' || typeof value !== 'string' || mark === '') return undefined;
  const put = (text: string): string | undefined => {
    const parts = text.length > maxFilled ? [] : text.split(mark);
    const length = text.length + parts.length * value.length;
    return length > maxFilled ? undefined : parts.join(value);
  };
  if (typeof subject.literal === 'string') {
    const text = put(subject.literal);
    return text === undefined ? undefined : literal(text);
  }
  if (!subject.pieces || !placeholder.test(mark)) return undefined;
  const pieces = subject.pieces.map((piece) => (typeof piece === 'string' ? (put(piece) ?? piece) : piece));
  return { ...subject, pieces };
}

/** The items of a list as one text, constants between them kept. */
export function joinItems(list: Value, separator: Value, node: SyntaxNode): Value | undefined {
  if (!list.fields || list.fields.size === 0) return undefined;
  const items = [...list.fields.values()];
  if (!items.some((one) => one.literal !== undefined || one.pieces)) return undefined;
  const parts: Part[] = [];
  items.forEach((value, index) => {
    if (index > 0) parts.push({ value: separator, node });
    parts.push({ value, node });
  });
  return build(parts, node);
}

/** The items of lists that are put together with `+`, in order as far as they are known. */
export function concatItems(lists: readonly Value[]): ReadonlyMap<string, Value> | undefined {
  const items = lists.flatMap((one) =>
    one.fields && one.isList ? [...one.fields.values()] : [one.element ?? one],
  );
  if (items.length > 30) return undefined;
  return new Map(items.map((one, index) => [String(index), one]));
}

function itemOf(given: Value, key: string): Value {
  const field = given.fields?.get(key);
  if (field) return field;
  if (given.isList) return given.element ?? inert;
  if (given.fields && given.fields.size > 0) return [...given.fields.values()].reduce((a, b) => join(a, b));
  return given;
}
