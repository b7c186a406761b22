// Constant formats filled in by name or position: `%(name)s`, `%s`, `$name`, and replacements of a constant in a text.
import type { SyntaxNode } from '../syntax/tree.ts';
import { quoted } from './log-formats.ts';
import { build, inert, join, literal, type Value } from './value.ts';

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
  if (typeof subject.literal !== 'string' || typeof mark !== 'string' || mark === '')
    return build([subject, value].map((one) => ({ value: one, node })), node); // prettier-ignore
  const [first = '', ...others] = subject.literal.split(mark);
  const parts: Part[] = [{ value: literal(first), node }];
  for (const one of others) parts.push({ value, node }, { value: literal(one), node });
  return build(parts, node);
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
