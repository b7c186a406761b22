// What a comparison proves of its sides: `a === b`, `a in b`, `list.indexOf(a) >= 0`, `n <= limit`.
import type { Guard } from '../env.ts';
import { beginningOf, dotsGuard, hostOf, prefixGuard, schemeOf, splitText } from './guard-texts.ts';
import { guardsOf } from './guards.ts';
import type { Expression } from '../ir.ts';
import {
  type Known,
  addressOnly,
  all,
  checked,
  fieldOnly,
  found,
  joinedOf,
  nameOf,
  noOption,
  pathOnly,
  prefixOnly,
  prototypeFree,
  sizeOnly,
  stringOnly,
  truthful,
  withSigns,
} from './proved.ts';

/** The places about which a comparison proves something when it came out as `outcome`. */
export function binaryGuards(
  operator: string,
  left: Expression,
  right: Expression,
  outcome: boolean,
  known: Known,
): [string, Guard][] {
  const equal = /^(?:===?|eq|is)$/.test(operator);
  const unequal = /^(?:!==?|ne|is not|<>)$/.test(operator);
  if (equal || unequal) {
    // `false === strpos(…)` says the same.
    const [call, answer] = left.kind === 'literal' ? [right, left] : [left, right];
    const tested = callTest(call, answer, equal === outcome, known);
    if (tested.length > 0) return tested;
    const index = indexOfGuard(operator, left, right, outcome, known);
    if (index.length > 0) return index;
    // `relative.split(path.sep)[0] === '..'`
    if (equal !== outcome && right.kind === 'literal' && right.value === '..')
      return isWholeText(left) ? [] : found(splitText(left.kind === 'index' ? left.object : left), pathOnly);
    // `$ref[0] === '-'`
    if (equal !== outcome && left.kind === 'index' && right.kind === 'literal' && right.value === '-')
      return found(left.object, noOption);
    const begun = equal === outcome ? cutFrom(left) : undefined;
    if (begun) return found(beginningOf(begun), prefixOnly);
    if (equal !== outcome)
      return right.kind === 'literal' && /^(?:__proto__|constructor|prototype)$/.test(String(right.value))
        ? found(left, prototypeFree)
        : [];
    // `typeof x === 'number'`, `path.basename(x) === x`
    if (
      left.kind === 'binary' &&
      left.operator === 'typeof' &&
      right.kind === 'literal' &&
      right.value === 'string'
    )
      return found(left.left, stringOnly);
    if (
      left.kind === 'binary' &&
      right.kind === 'literal' &&
      (right.value === 'number' || right.value === 'boolean')
    )
      return found(left.left, all);
    const placed = [left, right].flatMap((one) => found(ownFile(one), pathOnly));
    if (placed.length > 0) return placed;
    if (left.kind === 'call' && isBaseName(left)) return found(right, pathOnly);
    if (right.kind === 'call' && isBaseName(right)) return found(left, pathOnly);
    for (const one of [left, right])
      if (one.kind === 'call' && /^common(?:path|prefix)$/.test(nameOf(one.callee) ?? ''))
        return one.args.flatMap(({ value }) =>
          (value.kind === 'list' ? value.items : [value]).flatMap((item) => found(item, pathOnly)),
        );
    // `'home' === page`
    const [one, fixed] = isFixed(left) && !isFixed(right) ? [right, left] : [left, right];
    if (isFixed(fixed)) {
      const isHost = one.kind === 'member' && /^(?:hostname|host|origin|netloc|Host)$/.test(one.property);
      // `ipaddr.parse(address).range() === 'unicast'`
      if (one.kind === 'call' && one.callee.kind === 'member' && one.callee.property === 'range')
        return found(one.callee.object, addressOnly);
      return [...found(isHost ? one.object : one, all), ...schemeOf(one)];
    }
    return [left, right].flatMap((one) =>
      one.kind === 'member' && /^(?:hostname|host|origin|netloc|Host)$/.test(one.property)
        ? found(one.object, all)
        : [],
    );
  }
  if (operator === 'in' || operator === 'not in') {
    if ((operator === 'in') !== outcome)
      return left.kind === 'literal' ? found(splitText(right) ?? right, dotsGuard(left)) : [];
    if (right.kind === 'member' && right.property === 'parents') return found(right.object, pathOnly);
    if (left.kind === 'literal') return [];
    // `'constructor' in handlers`
    const proof = isScriptText(left) ? truthful : all;
    return [...found(left, proof), ...hostOf(left), ...found(withSigns(left), fieldOnly)];
  }
  if (operator === 'within') return outcome ? sized(left, right) : sized(right, left);
  return indexOfGuard(operator, left, right, outcome, known);
}

/** A whole name or path of a script, which is more than its parts: `name === '..'` says nothing of `a/../..`. */
function isWholeText(one: Expression): boolean {
  return (one.kind === 'name' || one.kind === 'member') && isScriptText(one);
}

function isScriptText({ node }: Expression): boolean {
  return /^(?:javascript|typescript|tsx)$/.test(node.source.language);
}

/** A text that is written here, or a constant by its name: `HOME`, `Pages.HOME`. */
function isFixed(one: Expression): boolean {
  if (one.kind === 'literal') return typeof one.value === 'string';
  const name = one.kind === 'name' ? one.name : one.kind === 'member' ? one.property : '';
  return /^[A-Z][A-Z\d]+(?:_[A-Z\d]+)*$/.test(name);
}

/** A number, or the terms of a sum, that is at most a limit; zero only tells the sign. */
function sized(one: Expression, limit: Expression): [string, Guard][] {
  if (limit.kind === 'literal' && typeof limit.value === 'number' && limit.value <= 0) return [];
  if (one.kind === 'other') return one.parts.flatMap((part) => sized(part, limit));
  const isNumber =
    one.kind === 'call' &&
    one.callee.kind === 'name' &&
    /^:(?:c_number|c_arithmetic)$|^(?:l?l?abs)$/.test(one.callee.name);
  return isNumber ? one.args.flatMap(({ value }) => sized(value, limit)) : found(one, sizeOnly);
}

/** Functions that answer with the number of what is wrong. */
export const complainsByNumber = /^validate_file$/;

/** `preg_match(…) === 1`, `in_array(…) === false`, `strpos($path, $root) === 0`, `strpos($x, '..') !== false`. */
function callTest(left: Expression, right: Expression, isEqual: boolean, known: Known): [string, Guard][] {
  if (left.kind === 'name' && right.kind === 'literal' && typeof right.value === 'boolean')
    return guardsOf(left, isEqual === right.value, known);
  // `err := check(name); err != nil`, `const row = TABLE[name]; row === undefined`
  const isNothing = right.kind === 'literal' && (right.value === null || right.value === undefined);
  if (left.kind === 'name' && isNothing) {
    const asked = known.condition?.(left);
    if (isEqual && asked?.kind === 'call' && complaint.test(left.name) && !known.helper(asked.callee))
      return believed(asked);
    if (asked?.kind === 'call' || asked?.kind === 'index') return guardsOf(left, !isEqual, known);
  }
  if (left.kind !== 'call' || right.kind !== 'literal') return [];
  const name = nameOf(left.callee) ?? '';
  if (/^(?:mb_)?str(?:i|r)?pos$|^strncmp$/.test(name)) {
    const needle = left.args[1]?.value;
    if (right.value === false)
      return isEqual && needle?.kind === 'literal' ? found(left.args[0]?.value, dotsGuard(needle)) : [];
    if (right.value === 0 && isEqual && needle && !(needle.kind === 'literal' && needle.value === ''))
      return found(left.args[0]?.value, prefixGuard(needle));
    return right.value === 0 && !isEqual && needle?.kind === 'literal' && needle.value === '-'
      ? found(left.args[0]?.value, noOption)
      : [];
  }
  if (typeof right.value === 'boolean') return guardsOf(left, isEqual === right.value, known);
  // `NAME.match(text) is None`
  if (right.value === null && /^(?:full)?match$|^exec$/.test(name)) return guardsOf(left, !isEqual, known);
  if (/^preg_match$/.test(name) && typeof right.value === 'number')
    return guardsOf(left, isEqual === (right.value === 1), known);
  if (complainsByNumber.test(name) && right.value === 0) return guardsOf(left, !isEqual, known);
  return [];
}

/** `if err := validateName(name); err != nil`: a check of another file, believed by half. */
function believed({ callee, args }: Extract<Expression, { kind: 'call' }>): [string, Guard][] {
  if (!checks.test(nameOf(callee) ?? '')) return [];
  return args
    .slice(0, 3)
    .flatMap(({ value }) => joinedOf(value))
    .flatMap((one): [string, Guard][] => [
      ...found(one, checked),
      ...hostOf(one).map(([address]): [string, Guard] => [address, checked]),
    ]);
}

const complaint = /^err(?:or)?\d?$|Err(?:or)?$/;
const checks = /^(?:validate|verify|check|assert|ensure|is_?valid)/i;

/** The text of which a beginning as long as another is taken: `file.slice(0, root.length)`, `substr($file, 0, strlen($root))`. */
function cutFrom(one: Expression): Expression | undefined {
  if (one.kind !== 'call') return undefined;
  const { callee } = one;
  const values = one.args.map(({ value }) => value);
  const isMethod = callee.kind === 'member' && /^(?:slice|substr|substring)$/.test(callee.property);
  const [from, to] = isMethod ? values : values.slice(1);
  if (from?.kind !== 'literal' || from.value !== 0) return undefined;
  if (isMethod) return to?.kind === 'member' && to.property === 'length' ? callee.object : undefined;
  // PHP's `substr` goes by the name of what it does.
  return /^(?:mb_)?substr\(/.test(one.node.text.slice(0, 12)) &&
    to?.kind === 'call' &&
    /^(?:mb_)?strlen$|^size$/.test(nameOf(to.callee) ?? '')
    ? values[0]
    : undefined;
}

/** The file whose folder is asked for: `target.parent == root`, `os.path.dirname(target) == root`. */
function ownFile(one: Expression): Expression | undefined {
  if (one.kind === 'member' && one.property === 'parent') return one.object;
  return one.kind === 'call' && nameOf(one.callee) === 'dirname' ? one.args[0]?.value : undefined;
}

function isBaseName(call: Extract<Expression, { kind: 'call' }>): boolean {
  return /^(?:basename|GetFileName|Base)$/.test(nameOf(call.callee) ?? '');
}

/** `list.indexOf(x) !== -1`, `list.indexOf(x) >= 0`, `text.indexOf('..') < 0`, `file.indexOf(root) === 0` */
function indexOfGuard(
  operator: string,
  written: Expression,
  right: Expression,
  outcome: boolean,
  known: Known,
): [string, Guard][] {
  // `const at = list.indexOf(x); if (at === -1) return;`
  const left = (written.kind === 'name' && known.condition?.(written)) || written;
  if (left.kind !== 'call' || left.callee.kind !== 'member') return [];
  const method = nameOf(left.callee);
  // `name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0`
  if (method === 'IndexOfAny' && /InvalidFileNameChars/.test(left.node.text))
    return outcome === (operator === '<' || operator === '==') ? found(left.callee.object, pathOnly) : [];
  if (method !== 'indexOf') return [];
  const needle = left.args[0]?.value;
  const receiver = left.callee.object;
  const isZero = right.kind === 'literal' && right.value === 0;
  const isMinusOne = right.kind === 'binary' || (right.kind === 'literal' && right.value === -1);
  const isEqual = /^(?:===?|eq)$/.test(operator);
  const holds = isEqual || /^(?:!==?|ne|<>)$/.test(operator) ? isEqual === outcome : undefined;
  if (isZero && holds === true && needle) return found(receiver, prefixGuard(needle));
  const isPresent =
    isMinusOne && holds !== undefined
      ? !holds
      : (isMinusOne && operator === '>') || (isZero && operator === '>=')
        ? outcome
        : isZero && operator === '<'
          ? !outcome
          : undefined;
  if (isPresent === undefined) return [];
  if (needle?.kind === 'literal') return isPresent ? [] : found(splitText(receiver), dotsGuard(needle));
  return isPresent ? found(needle, all) : [];
}
