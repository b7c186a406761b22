// What a condition proves about a value: membership in a list, a strict pattern, a prefix, a type.
import { keyOf, type Guard } from './env.ts';
import type { Expression } from './ir.ts';

const all: Guard = ['*'];
/** Not a proof: it lowers the confidence. */
export const checked: Guard = ['~'];
const pathOnly: Guard = ['path', 'archive'];
const prefixOnly: Guard = ['path', 'archive', 'redirect', 'url'];

const membership = new Set([
  'includes',
  'has',
  'contains',
  'indexOf',
  'hasOwnProperty',
  '__contains__',
  'containsKey',
  'include?',
  'key?',
]);
const typeChecks = new Set([
  'isdigit', 'isnumeric', 'isalnum', 'isalpha', 'isidentifier', 'isdecimal', 'isInteger', 'isSafeInteger', 'isFinite',
  'isUUID', 'isInt', 'isNumeric', 'isAlphanumeric', 'isMongoId', 'is_uuid', 'isValidObjectId', 'ctype_digit', 'is_numeric',
]); // prettier-ignore
const prefixes = new Set([
  'startsWith',
  'startswith',
  'is_relative_to',
  'HasPrefix',
  'start_with?',
  'StartsWith',
]);
const hostChecks = new Set([
  'url_has_allowed_host_and_scheme',
  'is_safe_url',
  'isSafeRedirect',
  'is_safe_redirect_url',
]);
const transparent = new Set(['trim', 'strip', 'lower', 'toLowerCase', 'toUpperCase', 'upper', 'toString', 'String', 'str', 'normpath', 'abspath', 'realpath', 'resolve', 'normalize', 'basename', 'URL', 'urlparse', 'urlsplit', 'Path', 'fileURLToPath', 'decodeURIComponent', 'realpathSync']); // prettier-ignore
const validating =
  /^(?:is_?(?:valid|safe|allowed|permitted|authorized|white)|validate|verify|check|assert|ensure|allowed|matches)/i;

/** The places about which `test` proves something when it came out as `outcome`. */
export function guardsOf(test: Expression, outcome: boolean): [key: string, guard: Guard][] {
  switch (test.kind) {
    case 'not':
      return guardsOf(test.operand, !outcome);
    case 'choice': {
      // `a && b` is a choice with a test; `a || b` one without.
      const conjunction = test.test !== undefined && test.branches.length === 1;
      const parts = test.test ? [test.test, ...test.branches] : test.branches;
      if (outcome === conjunction) return parts.flatMap((part) => guardsOf(part, outcome));
      return [];
    }
    case 'binary':
      return binaryGuards(test.operator, test.left, test.right, outcome);
    case 'call':
      return callGuards(test, outcome);
    default:
      return [];
  }
}

/** The place whose value an expression is, perhaps trimmed, resolved or parsed. */
export function placeOf(expression: Expression | undefined): string | undefined {
  if (!expression) return undefined;
  const key = keyOf(expression);
  if (key !== undefined || expression.kind !== 'call') return key;
  const name = nameOf(expression.callee);
  if (name === undefined || !transparent.has(name)) return undefined;
  const first = expression.args[0]?.value;
  return (
    (first && placeOf(first)) ??
    (expression.callee.kind === 'member' ? placeOf(expression.callee.object) : undefined)
  );
}

function nameOf(callee: Expression): string | undefined {
  return callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : undefined;
}

function found(expression: Expression | undefined, guard: Guard): [string, Guard][] {
  const key = placeOf(expression);
  return key === undefined ? [] : [[key, guard]];
}

function binaryGuards(
  operator: string,
  left: Expression,
  right: Expression,
  outcome: boolean,
): [string, Guard][] {
  const equal = /^(?:===?|eq|is)$/.test(operator);
  const unequal = /^(?:!==?|ne|is not|<>)$/.test(operator);
  if (equal || unequal) {
    if (equal !== outcome) return indexOfGuard(left, right, outcome);
    // `typeof x === 'number'`, `path.basename(x) === x`
    if (
      left.kind === 'binary' &&
      right.kind === 'literal' &&
      (right.value === 'number' || right.value === 'boolean')
    )
      return found(left.left, all);
    if (left.kind === 'call' && nameOf(left.callee) === 'basename') return found(right, pathOnly);
    if (right.kind === 'literal' && typeof right.value === 'string') {
      const first = left.kind === 'member' && left.property === 'hostname' ? left.object : left;
      return found(first, all);
    }
    if (left.kind === 'member' && /^(?:hostname|host|origin|netloc)$/.test(left.property))
      return found(left.object, all);
    return indexOfGuard(left, right, outcome);
  }
  if (operator === 'in' || operator === 'not in') {
    if ((operator === 'in') !== outcome) return left.kind === 'literal' ? found(right, dotsGuard(left)) : [];
    return left.kind === 'literal' ? [] : [...found(left, all), ...hostOf(left)];
  }
  return indexOfGuard(left, right, outcome && /^(?:>=?)$/.test(operator));
}

function hostOf(expression: Expression): [string, Guard][] {
  return expression.kind === 'member' && /^(?:hostname|host|netloc)$/.test(expression.property)
    ? found(expression.object, all)
    : [];
}

/** `list.indexOf(x) !== -1`, `list.indexOf(x) >= 0` */
function indexOfGuard(left: Expression, right: Expression, outcome: boolean): [string, Guard][] {
  if (left.kind !== 'call' || nameOf(left.callee) !== 'indexOf') return [];
  const isMinusOne = right.kind === 'binary' || (right.kind === 'literal' && right.value === 0);
  if (!isMinusOne || left.callee.kind !== 'member') return [];
  const argument = left.args[0]?.value;
  if (argument?.kind === 'literal') return [];
  return outcome ? [] : found(argument, all);
}

function dotsGuard(literal: Expression): Guard {
  return literal.kind === 'literal' && typeof literal.value === 'string' && /\.\.|[/\\]/.test(literal.value)
    ? pathOnly
    : checked;
}

function callGuards(test: Extract<Expression, { kind: 'call' }>, outcome: boolean): [string, Guard][] {
  const name = nameOf(test.callee);
  if (name === undefined) return [];
  const argument = test.args[0]?.value;
  const receiver = test.callee.kind === 'member' ? test.callee.object : undefined;
  if (name === 'isNaN') return outcome ? [] : found(argument, all);
  if (membership.has(name)) {
    // `x.includes('..')` speaks of the receiver, `allowed.includes(x)` of the argument.
    if (argument?.kind === 'literal') return outcome ? [] : found(receiver, dotsGuard(argument));
    return outcome ? [...found(argument, all), ...(argument ? hostOf(argument) : [])] : [];
  }
  if (name === 'isAbsolute' || name === 'isabs') return outcome ? [] : found(argument, checked);
  if (!outcome) return [];
  if (typeChecks.has(name)) return [...found(argument, all), ...found(receiver, all)];
  if (name === 'isinstance') {
    const type = test.args[1]?.value;
    const types = type?.kind === 'list' ? type.items : type ? [type] : [];
    return types.length > 0 &&
      types.every((one) => one.kind === 'name' && /^(?:int|float|bool|Decimal|UUID)$/.test(one.name))
      ? found(argument, all)
      : [];
  }
  if (prefixes.has(name)) {
    const guards = found(receiver, prefixOnly);
    return name === 'HasPrefix' ? found(argument, prefixOnly) : guards;
  }
  if (hostChecks.has(name)) return found(argument, ['redirect', 'url', 'ssrf']);
  if (/^(?:test|match|fullmatch|search|exec|matches|MatchString|preg_match|match\?)$/.test(name))
    return patternGuard(test, receiver);
  if (validating.test(name)) return test.args.flatMap((one) => found(one.value, checked));
  return [];
}

/** A whole-string pattern of harmless characters proves; any other lowers confidence. */
function patternGuard(
  test: Extract<Expression, { kind: 'call' }>,
  receiver: Expression | undefined,
): [string, Guard][] {
  const inline =
    receiver?.kind === 'regex'
      ? receiver
      : test.args.map((one) => one.value).find((one) => one.kind === 'regex');
  const literal = test.args
    .map((one) => one.value)
    .find((one) => one.kind === 'literal' && typeof one.value === 'string');
  const source =
    inline?.kind === 'regex'
      ? inline.source.replace(/^\/|\/[a-z]*$/g, '')
      : literal?.kind === 'literal'
        ? String(literal.value)
        : undefined;
  const isWhole =
    nameOf(test.callee) === 'fullmatch' ||
    (source !== undefined && /^(?:\^|\\A)/.test(source) && /(?:\$|\\[zZ])$/.test(source));
  const isStrict = source !== undefined && isWhole && isStrictPattern(source);
  const guard: Guard = isStrict ? all : checked;
  const subjects = [...test.args.map((one) => one.value), ...(receiver ? [receiver] : [])].filter(
    (one) => one.kind !== 'regex' && one.kind !== 'literal',
  );
  // With `re.match(pattern, x)` the receiver is the module.
  return subjects.flatMap((one) => (keyOf(one) === 're' ? [] : found(one, guard)));
}

/** Whether a pattern admits no quote, slash, space, angle bracket or other character with a meaning to a sink. */
export function isStrictPattern(source: string): boolean {
  const withoutClasses = source.replace(/\[(?!\^)((?:\\.|[^\]\\])*)\]/g, (_, inner: string) =>
    /[\s'"`<>;|&$(){}/]|\\[sSWD]/.test(inner.replace(/\\[wd.\-_]/g, '')) ? '!' : '',
  );
  return !/!|(?<!\\)\.|\[\^|\\[sSWD]|['"`<>;&]/.test(withoutClasses);
}
