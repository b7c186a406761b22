// What joining, formatting and replacing make of a string.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { asString, candidate } from '../steps/expressions.ts';
import { isStrictPattern } from '../proofs/guard-patterns.ts';
import type { Expression } from '../ir.ts';
import { quoted } from '../sinks/log-formats.ts';
import { pageKinds } from '../proofs/proved.ts';
import { type State, harmlessWithout } from '../state.ts';
import { formatPercent } from './text-building.ts';
import { constantMark, fillMark, joinItems } from './text-templates.ts';
import {
  type Value,
  build,
  cleaned,
  incomplete,
  inert,
  join,
  literal,
  noClimb,
  partly,
  step,
  unite,
} from '../value.ts';

/** The text of `String.format(format, …)`, `format.formatted(…)` and their like, with the arguments in its places. */
export function formatCall(
  a: State,
  expression: Extract<Expression, { kind: 'call' }>,
  receiver: Value | undefined,
  args: readonly Value[],
  method: string,
): Value {
  const parts = args.map((value, index) => ({ value, node: expression.args[index]?.value.node ?? expression.node })); // prettier-ignore
  // `String.format(Locale.ROOT, format, …)` names a locale first.
  const at = method === 'formatted' ? -1 : /locale/i.test(args[0]?.path ?? '') ? 1 : 0;
  const format = at === -1 ? receiver : args[at];
  return format
    ? builtText(a, formatPercent(format, parts.slice(at + 1), expression.node), expression.node)
    : inert;
}

/** A string put together by a call, noted where it is a statement or a page. */
export function builtText(a: State, value: Value, node: SyntaxNode): Value {
  if (value.pieces && value.taints.length > 0) candidate(a, value, node);
  return step(value, node, 'built');
}

/** The list that Go's `append(list, items...)` returns. */
export function appended(expression: Extract<Expression, { kind: 'call' }>, args: readonly Value[]): Value {
  const items = args.flatMap((one, index): Value[] => {
    if (index > 0 && !expression.args[index]?.spread) return [one];
    if (one.element) return [one.element];
    return one.taints.length > 0 ? [{ taints: one.taints }] : [];
  });
  const element = items.reduce<Value | undefined>((all, one) => (all ? join(all, one) : one), undefined);
  const fields = grown(expression, args);
  return {
    taints: element?.taints ?? [],
    isList: true,
    ...(element && { element }),
    ...(fields && { fields }),
  };
}

/** No list of arguments that is written out is longer. */
const maxGrown = 24;

/** The items of a list that is added to one by one after it was written out: `append([]string{"-c"}, text)`. */
function grown(
  expression: Extract<Expression, { kind: 'call' }>,
  [list, ...added]: readonly Value[],
): Map<string, Value> | undefined {
  const known = list?.isList ? list.fields : undefined;
  if (typeof known?.get('0')?.literal !== 'string' || known.size + added.length > maxGrown) return undefined;
  if (expression.args.slice(1).some((one) => one.spread) || !known.has(String(known.size - 1)))
    return undefined;
  return new Map([...known, ...added.map((one, index) => [String(known.size + index), one] as const)]);
}

/** The text of `String.join(", ", list)` in Java and `strings.Join(list, ", ")` in Go. */
export function listJoin(
  expression: Extract<Expression, { kind: 'call' }>,
  args: readonly Value[],
  path: string,
): Value {
  const given = path === 'String.join' ? args.slice(1) : args.slice(0, 1);
  const items = given.flatMap((one) => (one.isList || one.element ? [one.element ?? inert] : [one]));
  const parts = items.filter((one) => one.taints.length > 0);
  if (parts.length === 0) return items[0]?.literal === undefined ? inert : literal(items[0].literal);
  const separator = literal(String((path === 'String.join' ? args[0] : args[1])?.literal ?? ' '));
  // A list whose items are known is their text in their order.
  const [only] = given;
  const whole = given.length === 1 && only?.isList ? joinItems(only, separator, expression.node) : undefined;
  if (whole && whole.taints.length > 0) return whole;
  // Arguments that are no list stand in the text in their order, the constant ones too.
  const isSpread = given.length > 1 && given.every((one) => !one.isList && !one.element);
  const pieces = isSpread
    ? items.flatMap((one, at) => (at > 0 ? [separator, one] : [one]))
    : [...parts, ...(parts.length > 1 ? [separator] : [])];
  return build(
    pieces.map((value) => ({
      value,
      node: expression.node,
    })),
    expression.node,
  );
}

/** The text of the method `join`, of a list or of a separator; undefined when there is no list. */
export function joins(
  a: State,
  expression: Extract<Expression, { kind: 'call' }>,
  receiver: Value,
  args: readonly Value[],
): Value | undefined {
  // `list.join(sep)` in JavaScript and Ruby, `sep.join(list)` in Python.
  const isSeparator = typeof receiver.literal === 'string';
  const list = isSeparator ? args[0] : receiver;
  if (!list) return undefined;
  const separator = isSeparator ? receiver : typeof args[0]?.literal === 'string' ? args[0] : literal(',');
  const whole = list.isList ? joinItems(list, separator, expression.node) : undefined;
  if (whole && whole.taints.length > 0) return builtText(a, whole, expression.node);
  if (typeof whole?.literal === 'string') return literal(whole.literal);
  if (a.isScript && withoutDots(expression, list))
    return cleaned(partly(list), ['path', 'archive', 'path-join']);
  const element = list.element ?? (list.taints.length > 0 ? { taints: list.taints } : inert);
  if (element.taints.length === 0) return element.literal === undefined ? inert : literal(element.literal);
  return build([{ value: element, node: expression.node }], expression.node);
}

/** `name.split('..').join('')` */
function withoutDots({ callee }: Extract<Expression, { kind: 'call' }>, list: Value): boolean {
  const split = callee.kind === 'member' && list.taints.length > 0 ? callee.object : undefined;
  if (split?.kind !== 'call' || split.callee.kind !== 'member' || split.callee.property !== 'split')
    return false;
  const by = split.args[0]?.value;
  return by?.kind === 'literal' && by.value === '..';
}

/** The text of Python's `format.format(…)`, with the arguments in place of its braces. */
export function formats(
  a: State,
  expression: Extract<Expression, { kind: 'call' }>,
  receiver: Value,
  args: readonly Value[],
): Value {
  if (typeof receiver.literal !== 'string')
    return build(
      [
        { value: receiver, node: expression.node },
        ...args.map((value) => ({ value, node: expression.node })),
      ],
      expression.node,
    );
  const parts: { value: Value; node: SyntaxNode }[] = [];
  let at = 0;
  let index = 0;
  for (const match of receiver.literal.matchAll(/\{\{|\}\}|\{(\w*)([^{}]*)\}/g)) {
    parts.push({
      value: literal(receiver.literal.slice(at, match.index)),
      node: expression.node,
    });
    at = match.index + match[0].length;
    if (match[0] === '{{' || match[0] === '}}') continue;
    const key = match[1] ?? '';
    // A name that is not handed over by itself comes with `**values`.
    const own = expression.args.findIndex((one) => one.name === key);
    const named = own === -1 && /^[A-Za-z_]/.test(key) ? expression.args.findIndex((one) => one.spread) : own;
    const position = named !== -1 ? named : /^\d+$/.test(key) ? Number(key) : index++;
    const value = args[position] ?? args.at(-1);
    const isNumber = /:[^}]*[dfxobeg]$/.test(match[2] ?? '');
    if (value)
      parts.push({
        value: isNumber ? inert : /^(?:[.[][^!]{0,80})?![ra]/.test(match[2] ?? '') ? quoted(value) : value,
        node: expression.args[position]?.value.node ?? expression.node,
      });
  }
  parts.push({
    value: literal(receiver.literal.slice(at)),
    node: expression.node,
  });
  const value = build(parts, expression.node);
  if (value.pieces && value.taints.length > 0) candidate(a, value, expression.node);
  return step(value, expression.node, 'built');
}

/** The text of `format('… %s', value)` in JavaScript, with the arguments in place of its directives. */
export function sprintfCall(
  a: State,
  expression: Extract<Expression, { kind: 'call' }>,
  template: string,
  values: readonly Value[],
): Value {
  let index = 0;
  const parts = template.split(/(%[sdifjoOv])/).map((part) => ({
    value: /^%[sjoOv]$/.test(part)
      ? (values[index++] ?? inert)
      : /^%[dif]$/.test(part)
        ? (index++, inert)
        : literal(part),
    node: expression.node,
  }));
  const value = build(parts, expression.node);
  if (value.pieces && value.taints.length > 0) candidate(a, value, expression.node);
  return step(asString(value), expression.node, 'built');
}

/** The result of a replacement: cleaned by a strict allow-list, marked after a partial removal, or filled with a value. */
export function replaces(
  a: State,
  expression: Extract<Expression, { kind: 'call' }>,
  receiver: Value,
  args: readonly Value[],
  method: string,
): Value {
  const pattern = expression.args[0]?.value;
  const isSub = method === 'sub';
  const subject = isSub ? (args[2] ?? receiver) : receiver;
  const source =
    pattern?.kind === 'regex'
      ? pattern.source
      : args[0]?.pattern !== undefined
        ? args[0].pattern
        : (isSub || isPatternText(a, method)) && typeof args[0]?.literal === 'string'
          ? `/${args[0].literal}/g`
          : undefined;
  if (source !== undefined) {
    const flags = source.slice(source.lastIndexOf('/') + 1);
    const body = source.slice(1, source.lastIndexOf('/'));
    const others = /^(?:\[\^((?:\\.|[^\]\\])*)\]|\\(?:W|D))[+*]?$/.exec(body);
    // Without group 1 it is a class by its letter, of which letters, digits and `_` are left at most.
    if (others && flags.includes('g') && isStrictPattern(`^[${others[1] ?? '\\w'}]+$`))
      return cleaned(subject, ['*']);
    // Numbers, brackets and signs between them are a sum, and no other program.
    if (others?.[1] !== undefined && flags.includes('g') && arithmetic.test(others[1]))
      return cleaned(subject, ['code']);
    // Of letters, dots and slashes a path is made, and nothing else.
    if (others?.[1] !== undefined && flags.includes('g') && isPathText(others[1]))
      return cleaned(subject, notPaths);
    // Strokes of another kind are strokes.
    if (a.isScript && /^\[?(?:\\\\|\\?\/){1,2}\]?\+?$/.test(body) && args[1]?.literal === '/') return subject;
    // What was normalised climbs only at its beginning; nobody strips it but to join it to a folder.
    if (leadingClimbs.test(body) && /\bnormalize\(/.test(expression.callee.node.text))
      return cleaned(subject, ['path', 'path-join', 'archive']);
  }
  const text = source ?? String(args[0]?.literal ?? '');
  // `//evil.test` becomes a path of this site.
  if (source !== undefined && args[1]?.literal === '/' && leadingSlashes.test(source))
    return cleaned(subject, ['redirect']);
  const filled = args[1];
  if (source === undefined && filled && filled.taints.some((one) => one.source !== 'dynamic') && !isSub)
    return builtText(a, fillMark(subject, args[0]?.literal, filled, expression.node), expression.node);
  const constant =
    source === undefined && method === 'replace' && !isSub
      ? constantMark(subject, args[0]?.literal, filled?.literal)
      : undefined;
  if (constant) return constant;
  // What a function puts in place of each match.
  const made = args[1]?.closure ? args[1].element : undefined;
  if (made && made.taints.length > 0 && subject.taints.length === 0)
    return build([{ value: subject, node: expression.node }, { value: made, node: expression.node }], expression.node); // prettier-ignore
  if (subject.taints.length === 0)
    return subject.literal === undefined && !subject.pieces
      ? inert
      : { taints: unite(...args.map((one) => one.taints)) };
  const kept: Value = { taints: subject.taints };
  const withNew =
    args[1] && args[1].taints.length > 0 ? { taints: unite(kept.taints, args[1].taints) } : kept;
  // `name.replace('/', os.sep)` leaves a path, `name.replace('/', '_')` one name.
  const isJoined = text === '/' && !(typeof args[1]?.literal === 'string' && !/[\\/]/.test(args[1].literal));
  const result = isJoined ? withNew : replaced(withNew, text, method, source !== undefined, leavesRoot(a));
  // Between double quotes a shell still reads `$(…)`.
  const isQuoteOnly = /^\/?\\?"(?:\/g)?$/.test(text) && args[1]?.literal === '\\"';
  return a.isScript && isQuoteOnly ? incomplete(result) : result;
}

/** Whether characters that are let through are those of a path: `\w.\/-`. */
function isPathText(others: string): boolean {
  const rest = others.replace(/\\?\/|\\?\.(?!-)/g, '');
  return others.includes('/') && others.includes('.') && isStrictPattern(`^[${rest}]+$`);
}

/** What a text of such characters cannot harm. */
const notPaths = [...pageKinds, 'sql', 'shell', 'shell-arg', 'code', 'header', 'log', 'regex', 'nosql'];

const arithmetic = /^(?:\\[ds+*/%().,-]|[\d+*/%(). ,-]){1,60}$/;

const leadingClimbs = /^\^\((?:\?:)?\\\.\\\.(?:\((?:\?:)?\\\/\|\\\\\|\$\)|\[[\\/]{1,4}\]|\\\/)\)[+*]$/;

const leadingSlashes =
  /^\/\^(?:\(\?:)?(?:\\\/|\[\\{0,3}\/(?:\\{1,2}\/?)?\]){1,2}[|\\]*\)?(?:[+*]|\{\d,?\})\/\w*$/;

/** Java's `replaceAll` reads its text as an expression. */
function isPatternText(a: State, method: string): boolean {
  return (method === 'replaceAll' || method === 'replaceFirst') && a.program.root.source.language === 'java';
}

/** Whether what has no dots left may still be an absolute path, in which a folder that it is joined to is lost. */
function leavesRoot(a: State): boolean {
  return a.mindsRoots && !a.isScript;
}

/** What the removal of a text or of some characters is worth. */
function replaced(
  value: Value,
  text: string,
  method: string,
  isPattern: boolean,
  isRootLeft: boolean,
): Value {
  if (/[\r\n]|\\[rn]/.test(text)) return cleaned(value, ['log', 'header', 'mail']);
  // A replacement of dangerous characters is an attempt to clean; any other leaves the value as it is.
  if (
    !/['"<>&;|$`\\]|\.\.|\/\/|^\/$|script/.test(
      // What stands escaped and is none of them is itself: `/\{\{name\}\}/` fills a template.
      (isPattern ? text.replace(/^\/|\/\w*$/g, '') : text).replace(/\\([^'"<>&;|$`\\])/g, '$1'),
    ) &&
    !/\[[^\]]*\\?\//.test(text)
  )
    return value;
  const flags = isPattern ? text.slice(text.lastIndexOf('/') + 1) : '';
  if (method === 'replaceFirst' && !flags.includes('g')) return incomplete(value);
  const body = isPattern ? text.slice(1, text.lastIndexOf('/')) : text;
  const set =
    /^\[(?!\^)((?:\\.|[^\]\\])*)\]\+?$/.exec(body)?.[1] ??
    (/^(?:\\?.|\(?(?:\\?.\|)+\\?.\)?)$/s.test(body) ? body : undefined);
  const removed = new Set(set?.replace(/\\(.)/gs, '$1') ?? []);
  if (/^\\?\.\\?\.$/.test(body))
    return cleaned(partly(value), isRootLeft ? [noClimb, 'archive'] : ['path', 'archive', 'path-join']);
  if (removed.size === 0)
    return /\.\.|script|^<\w|on\w/.test(body.replace(/\\/g, '')) ? incomplete(value) : partly(value);
  const kinds = [...removed].flatMap((one) => (harmlessWithout[one] ? [harmlessWithout[one]] : []));
  if (removed.has('/')) kinds.push('path-join', 'archive', 'include-below');
  if (removed.has('<')) kinds.push('html-angles');
  if (removed.has('"') || removed.has("'")) kinds.push('html-quotes');
  if (removed.has('*') && removed.has('(')) kinds.push('regex');
  return partly(cleaned(value, kinds));
}
