// What a condition proves about a value: membership in a list, a strict pattern, a prefix, a type.
import { keyOf, type Guard } from './env.ts';
import type { Expression, FunctionShape, Statement } from './ir.ts';
import { absentPattern, patternGuard } from './guard-patterns.ts';
import {
  addressOnly,
  all,
  checked,
  found,
  type Known,
  nameOf,
  pathOnly,
  placeOf,
  prefixed,
  prefixOnly,
  prototypeFree,
  sizeOnly,
  stringOnly,
  weak,
} from './proved.ts';

const nothing: Known = { helper: () => undefined, pattern: () => undefined };

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
  'in_array',
  'array_key_exists',
  'Contains',
  'ContainsKey',
  'member?',
]);
const typeChecks = new Set([
  'isdigit', 'isnumeric', 'isalnum', 'isalpha', 'isidentifier', 'isdecimal', 'isInteger', 'isSafeInteger', 'isFinite',
  'isUUID', 'isInt', 'isNumeric', 'isAlphanumeric', 'isMongoId', 'is_uuid', 'isValidObjectId', 'ctype_digit', 'is_numeric', 'ctype_alnum', 'ctype_alpha', 'ctype_xdigit', 'is_int', 'is_float', 'is_bool', 'TryParse', 'TryParseExact', 'IsDefined', 'isIP', 'isIPv4', 'isIPv6', 'isUuid', 'isHexadecimal', 'isBoolean', 'isDecimal', 'isFloat', 'isPort', 'isV4Format', 'isV6Format', 'isIp', 'isIPAddress', 'isIpAddress', 'isNumber', 'isSlug', 'isISO8601',
]); // prettier-ignore
const prefixes = new Set([
  'startsWith',
  'startswith',
  'is_relative_to',
  'HasPrefix',
  'start_with?',
  'StartsWith',
  'str_starts_with',
]);
const hostChecks = new Set([
  'url_has_allowed_host_and_scheme',
  'is_safe_url',
  'isSafeRedirect',
  'is_safe_redirect_url',
  'IsLocalUrl',
  'url_local?',
]);
const validating =
  /^(?:is_?(?:valid|safe|allowed|permitted|authorized|white|local|relative|internal|same_?(?:site|origin|host)|trusted)|validate|verify|check|assert|ensure|allowed|matches)/i;

/** The places about which `test` proves something when it came out as `outcome`. */
export function guardsOf(
  test: Expression,
  outcome: boolean,
  known: Known = nothing,
): [key: string, guard: Guard][] {
  switch (test.kind) {
    case 'not':
      return guardsOf(test.operand, !outcome, known);
    case 'choice': {
      // `a && b` is a choice with a test; `a || b` one without.
      const conjunction = test.test !== undefined && test.branches.length === 1;
      const parts = test.test ? [test.test, ...test.branches] : test.branches;
      // An empty `a` harms nobody: `a && a !== 'x'` is false for nothing and for `x`.
      const empty = outcome ? [] : parts.flatMap((part) => (part.kind === 'name' ? [part.name] : []));
      const tests = parts.filter((part) => outcome || part.kind !== 'name');
      const proofs = tests.map((part) => guardsOf(part, outcome, known));
      if (outcome === conjunction) return proofs.flat();
      // One of them holds: `a !== 'x' && a !== 'y'` is false only for an `a` of the list.
      const [first = [], ...rest] = proofs.some((way) => way.some(([, guard]) => guard.includes('path')))
        ? proofs.map((way, at) => (way.length > 0 ? way : sameAs(tests[at] as Expression, outcome)))
        : proofs;
      return first.filter(
        ([key]) =>
          rest.every((way) => way.some(([other]) => other === key)) && empty.every((other) => other === key),
      );
    }
    case 'binary':
      return binaryGuards(test.operator, test.left, test.right, outcome, known);
    case 'call':
      return callGuards(test, outcome, known);
    case 'member':
      // `if urlparse(x).netloc: refuse`
      return !outcome && /^(?:hostname|host|netloc)$/.test(test.property)
        ? found(test.object, addressOnly)
        : [];
    // `allowed[name]` in a map of truths.
    case 'index':
      return outcome && test.key.kind !== 'literal' ? [...found(test.key, all), ...hostOf(test.key)] : [];
    default:
      return [];
  }
}

/** `root not in target.parents and target != root`: beside the test of what is below, the root itself. */
function sameAs(test: Expression, outcome: boolean): [string, Guard][] {
  if (test.kind === 'not') return sameAs(test.operand, !outcome);
  if (test.kind !== 'binary') return [];
  const isEqual = (outcome ? /^(?:===?|eq|is)$/ : /^(?:!==?|ne|is not)$/).test(test.operator);
  return isEqual ? [...found(test.left, pathOnly), ...found(test.right, pathOnly)] : [];
}

function binaryGuards(
  operator: string,
  left: Expression,
  right: Expression,
  outcome: boolean,
  known: Known,
): [string, Guard][] {
  const equal = /^(?:===?|eq|is)$/.test(operator);
  const unequal = /^(?:!==?|ne|is not|<>)$/.test(operator);
  if (equal || unequal) {
    const tested = callTest(left, right, equal === outcome, known);
    if (tested.length > 0) return tested;
    const index = indexOfGuard(operator, left, right, outcome);
    if (index.length > 0) return index;
    // `relative.split(path.sep)[0] === '..'`
    if (equal !== outcome && right.kind === 'literal' && right.value === '..')
      return found(splitText(left.kind === 'index' ? left.object : left), pathOnly);
    if (equal === outcome && isBeginning(left)) return found(beginningOf(left.callee.object), prefixOnly);
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
    if (left.kind === 'call' && isBaseName(left)) return found(right, pathOnly);
    if (right.kind === 'call' && isBaseName(right)) return found(left, pathOnly);
    for (const one of [left, right])
      if (one.kind === 'call' && /^common(?:path|prefix)$/.test(nameOf(one.callee) ?? ''))
        return one.args.flatMap(({ value }) =>
          (value.kind === 'list' ? value.items : [value]).flatMap((item) => found(item, pathOnly)),
        );
    if (right.kind === 'literal' && typeof right.value === 'string') {
      const isHost = left.kind === 'member' && /^(?:hostname|host|origin|netloc|Host)$/.test(left.property);
      // `ipaddr.parse(address).range() === 'unicast'`
      if (left.kind === 'call' && left.callee.kind === 'member' && left.callee.property === 'range')
        return found(left.callee.object, addressOnly);
      return found(isHost ? left.object : left, all);
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
    return left.kind === 'literal' ? [] : [...found(left, all), ...hostOf(left)];
  }
  if (operator === 'within') return outcome ? sized(left, right) : sized(right, left);
  return indexOfGuard(operator, left, right, outcome);
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

/** `preg_match(…) === 1`, `in_array(…) === false`, `strpos($path, $root) === 0`, `strpos($x, '..') !== false`. */
function callTest(left: Expression, right: Expression, isEqual: boolean, known: Known): [string, Guard][] {
  if (left.kind !== 'call' || right.kind !== 'literal') return [];
  const name = nameOf(left.callee) ?? '';
  if (/^(?:mb_)?str(?:i|r)?pos$|^strncmp$/.test(name)) {
    const needle = left.args[1]?.value;
    if (right.value === false)
      return isEqual && needle?.kind === 'literal' ? found(left.args[0]?.value, dotsGuard(needle)) : [];
    if (right.value === 0 && isEqual && needle && !(needle.kind === 'literal' && needle.value === ''))
      return found(left.args[0]?.value, prefixOnly);
    return [];
  }
  if (typeof right.value === 'boolean') return guardsOf(left, isEqual === right.value, known);
  // `NAME.match(text) is None`
  if (right.value === null && /^(?:full)?match$|^exec$/.test(name)) return guardsOf(left, !isEqual, known);
  if (/^preg_match$/.test(name) && typeof right.value === 'number')
    return guardsOf(left, isEqual === (right.value === 1));
  return [];
}

/** `file.slice(0, root.length)` */
function isBeginning(
  one: Expression,
): one is Extract<Expression, { kind: 'call' }> & { callee: { kind: 'member'; object: Expression } } {
  if (one.kind !== 'call' || one.callee.kind !== 'member') return false;
  const [from, to] = one.args.map(({ value }) => value);
  return (
    /^(?:slice|substr|substring)$/.test(one.callee.property) &&
    from?.kind === 'literal' &&
    from.value === 0 &&
    to?.kind === 'member' &&
    to.property === 'length'
  );
}

/** `file` of `(file + path.sep)`. */
function beginningOf(text: Expression): Expression {
  return text.kind === 'build' && text.parts[0] ? text.parts[0] : text;
}

function hostOf(expression: Expression): [string, Guard][] {
  if (expression.kind !== 'member' || !/^(?:hostname|host|netloc|Host)$/.test(expression.property)) return [];
  const { object } = expression;
  const isUrl = object.kind === 'call' && /^(?:URL|Uri)$/.test(nameOf(object.callee) ?? '');
  return found(isUrl ? object.args[0]?.value : object, all);
}

function isBaseName(call: Extract<Expression, { kind: 'call' }>): boolean {
  return /^(?:basename|GetFileName|Base)$/.test(nameOf(call.callee) ?? '');
}

/** `list.indexOf(x) !== -1`, `list.indexOf(x) >= 0`, `text.indexOf('..') < 0`, `file.indexOf(root) === 0` */
function indexOfGuard(
  operator: string,
  left: Expression,
  right: Expression,
  outcome: boolean,
): [string, Guard][] {
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
  if (isZero && holds === true && needle)
    return found(receiver, needle.kind === 'literal' ? prefixGuard(needle) : prefixOnly);
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

/** What a constant at the beginning proves: a host, a path of this site, or hardly anything. */
function prefixGuard(prefix: Expression | undefined): Guard {
  if (prefix?.kind !== 'literal' || typeof prefix.value !== 'string') return prefixOnly;
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/]+\/|^\/[\w-]/i.test(prefix.value))
    return [...addressOnly, prefixed, 'path'];
  return weak;
}

/** `file.getCanonicalPath().startsWith(root)` resolves what it tests. */
function resolvedFirst(receiver: Expression | undefined, guard: Guard): Guard {
  const name = receiver?.kind === 'call' ? nameOf(receiver.callee) : undefined;
  return name !== undefined && /^(?:getCanonicalPath|toRealPath|normalize|Clean)$/.test(name)
    ? guard.filter((one) => one !== prefixed)
    : guard;
}

/** What the lack of a constant at the beginning proves: `//` leads to another host, `..` out of a folder. */
function absentPrefix(prefix: Expression): Guard {
  if (prefix.kind !== 'literal' || typeof prefix.value !== 'string') return checked;
  if (/^[/\\]{2}$|^\/\\/.test(prefix.value)) return addressOnly;
  return prefix.value.includes('..') ? pathOnly : weak;
}

/** What a function of this file proves of its arguments when it returns `outcome`, or when it returns at all. */
export function helperGuards(
  fn: FunctionShape,
  call: Extract<Expression, { kind: 'call' }>,
  outcome: boolean | undefined,
  known: Known,
): [string, Guard][] {
  const proofs = proofsOf(fn.body, outcome, known);
  const places = new Map<string, string | undefined>();
  fn.parameters.forEach((parameter, index) => {
    if (parameter.target.kind === 'bind') places.set(parameter.target.name, placeOf(call.args[index]?.value));
  });
  return proofs.flatMap(([key, guard]): [string, Guard][] => {
    const root = key.split('.')[0] as string;
    const place = places.get(root);
    return place === undefined ? [] : [[place + key.slice(root.length), guard]];
  });
}

/** What a predicate such as `(x) => allowed.includes(x)` proves of its parameter. */
export function predicateGuard(fn: FunctionShape, known: Known): Guard | undefined {
  const parameter = fn.parameters[0]?.target;
  if (parameter?.kind !== 'bind') return undefined;
  return proofsOf(fn.body, true, known).find(([key]) => key === parameter.name)?.[1];
}

/** True for a function that tells numbers, identifiers and the like from other text. */
export function isTypeCheck(name: string): boolean {
  return typeChecks.has(name);
}

function proofsOf(
  body: readonly Statement[],
  outcome: boolean | undefined,
  known: Known,
  derived = new Map<string, string>(),
): [string, Guard][] {
  const must: [string, Guard][] = [];
  const ways: [string, Guard][][] = [];
  const inner: Known = { ...known, helper: () => undefined };
  const origin = (proofs: [string, Guard][]): [string, Guard][] =>
    proofs.map(([key, guard]) => [derived.get(key.split('.')[0] as string) ?? key, guard]);
  const endsWith = (one: Statement | undefined): boolean | 'exit' | undefined => {
    if (one?.kind === 'exit') return 'exit';
    if (one?.kind === 'return' && one.value?.kind === 'literal') return Boolean(one.value.value);
    return undefined;
  };
  const look = (statements: readonly Statement[]): void => {
    for (const one of statements) {
      if (one.kind === 'try') look(one.body);
      else if (one.kind === 'assign' && one.target.kind === 'bind') {
        const from = placeOf(one.value);
        if (from !== undefined && one.value.kind === 'call')
          derived.set(one.target.name, derived.get(from) ?? from);
      } else if (one.kind === 'if') {
        const end = endsWith(one.consequent.at(-1));
        if (end === 'exit' || (end !== undefined && outcome !== undefined && end !== outcome))
          must.push(...origin(guardsOf(one.test, false, inner)));
        else if (end !== undefined && end === outcome) ways.push(origin(guardsOf(one.test, true, inner)));
        else look(one.consequent);
      } else if (one.kind === 'return' && one.value && outcome !== undefined) {
        if (one.value.kind === 'literal') {
          if (Boolean(one.value.value) === outcome && ways.length > 0) ways.push([]);
        } else ways.push(origin(guardsOf(one.value, outcome, inner)));
      }
    }
  };
  look(body);
  const [first = [], ...rest] = ways;
  return [...must, ...first.filter(([key]) => rest.every((way) => way.some(([other]) => other === key)))];
}

function dotsGuard(literal: Expression): Guard {
  if (literal.kind !== 'literal' || typeof literal.value !== 'string') return checked;
  if (/^(?:localhost|127\.|169\.254|0\.0\.0\.0|internal|metadata)/.test(literal.value)) return weak;
  return /\.\.|[/\\]/.test(literal.value) ? pathOnly : checked;
}

function callGuards(
  test: Extract<Expression, { kind: 'call' }>,
  outcome: boolean,
  known: Known,
): [string, Guard][] {
  const name = nameOf(test.callee);
  if (name === undefined) return [];
  const helper = known.helper(test.callee);
  const shown = helper ? helperGuards(helper, test, outcome, known) : [];
  if (shown.length > 0) return shown;
  const argument = test.args[0]?.value;
  const receiver = test.callee.kind === 'member' ? test.callee.object : undefined;
  if (name === 'isNaN') return outcome ? [] : found(argument, all);
  if (name === 'any' && argument?.kind === 'each') return outcome ? guardsOf(argument.body, true, known) : [];
  if (name === 'compare_digest' && outcome)
    return namesIn(test).map((key): [string, Guard] => [key, ['deserialize']]);
  if (membership.has(name)) {
    // `x.includes('..')` speaks of the receiver, `allowed.includes(x)` of the argument.
    if (argument?.kind === 'literal') return outcome ? [] : found(splitText(receiver), dotsGuard(argument));
    // `FORBIDDEN_KEYS.has(key)`
    if (
      !outcome &&
      /unsafe|forbid|block|deny|danger|proto|reserved/i.test((receiver && keyOf(receiver)) ?? '')
    )
      return found(argument, checked);
    return outcome ? [...found(argument, all), ...(argument ? hostOf(argument) : [])] : [];
  }
  const isCalled = name === 'call' && receiver?.kind === 'member' && receiver.property === 'hasOwnProperty';
  if (name === 'hasOwn' || isCalled) return outcome ? found(test.args[1]?.value, all) : [];
  if (name === 'isAbsolute' || name === 'isabs') return outcome ? [] : found(argument, checked);
  const filter = /^filter_var\.FILTER_VALIDATE_(\w+)$/.exec(name)?.[1];
  if (filter !== undefined)
    return outcome ? found(argument, /^(?:INT|FLOAT|BOOL|BOOLEAN|IP|MAC)$/.test(filter) ? all : checked) : [];
  if (!outcome && prefixes.has(name) && argument?.kind === 'literal')
    return found(receiver, absentPrefix(argument));
  // `name.split('/').some((part) => part === '..')`
  if (!outcome && name === 'some')
    return argument && /===?\s{0,4}['"]\.\.['"]/.test(argument.node.text)
      ? found(splitText(receiver), pathOnly)
      : [];
  if (outcome && name === 'some') return someGuard(argument, known);
  if (!outcome && /^(?:test|exec|match|search)$/.test(name)) return absentPattern(test, receiver, known);
  if (!outcome && /^_*is_?(?:private|internal|loopback|reserved|link_?local|blocked|forbidden)/i.test(name))
    return test.args.flatMap((one) => found(one.value, checked));
  if (!outcome) return [];
  if (name === 'IsLocal') return found(argument, pathOnly);
  if (typeChecks.has(name)) return [...found(argument, all), ...found(receiver, all)];
  if (name === 'isinstance') {
    const type = test.args[1]?.value;
    const types = type?.kind === 'list' ? type.items : type ? [type] : [];
    if (types.length > 0 && types.every((one) => one.kind === 'name' && one.name === 'str'))
      return found(argument, stringOnly);
    return types.length > 0 &&
      types.every((one) => one.kind === 'name' && /^(?:int|float|bool|Decimal|UUID)$/.test(one.name))
      ? found(argument, all)
      : [];
  }
  if (prefixes.has(name)) {
    return name === 'HasPrefix' || name === 'str_starts_with'
      ? found(argument, prefixOnly)
      : found(receiver, resolvedFirst(receiver, prefixGuard(argument)));
  }
  if (/^ends_?with$/i.test(name) && /^(?:hostname|host|netloc|origin)$/.test(lastOf(receiver))) {
    const subject = receiver?.kind === 'member' ? receiver.object : receiver;
    return argument?.kind !== 'literal' || /^[./]/.test(String(argument.value))
      ? found(subject, all)
      : found(subject, weak);
  }
  if (hostChecks.has(name)) return found(argument, ['redirect', 'url', 'ssrf']);
  if (/^(?:test|match|fullmatch|search|exec|matches|MatchString|preg_match|match\?|IsMatch)$/.test(name))
    return patternGuard(test, receiver, known);
  if (
    /^_*(?:is_?)?(?:path_?)?(?:is_?)?(?:within|inside|in|sub|contained|relative)_?(?:path|dir(?:ectory)?|folder|root|to|in)?(?:_|$)/i.test(
      name,
    ) &&
    /within|inside|dir|path|root|relative/i.test(name)
  )
    return test.args.flatMap((one) => found(one.value, pathOnly));
  if (validating.test(name)) return test.args.flatMap((one) => found(one.value, checked));
  return [];
}

function lastOf(expression: Expression | undefined): string {
  if (expression?.kind === 'member') return expression.property;
  return expression?.kind === 'name' ? expression.name : '';
}

/** `allowed.some((host) => url.hostname === host)` proves something of `url`. */
function someGuard(predicate: Expression | undefined, known: Known): [string, Guard][] {
  if (predicate?.kind !== 'function') return [];
  const own = predicate.fn.parameters.map(({ target }) => (target.kind === 'bind' ? target.name : ''));
  return proofsOf(predicate.fn.body, true, known).filter(
    ([key]) => !own.includes(key.split('.')[0] as string),
  );
}

/** What `path.split('/')` takes apart. */
function splitText(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === 'call' &&
    expression.callee.kind === 'member' &&
    expression.callee.property === 'split'
    ? expression.callee.object
    : expression;
}

/** Every name in the arguments of a call, however deep. */
function namesIn(call: Extract<Expression, { kind: 'call' }>): string[] {
  return [
    ...call.args.flatMap(({ value }) => (value.kind === 'call' ? namesIn(value) : [keyOf(value) ?? ''])),
    ...(call.callee.kind === 'member' && call.callee.object.kind === 'call'
      ? namesIn(call.callee.object)
      : []),
  ].filter((key) => key !== '');
}
