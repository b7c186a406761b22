// What a call that is true or false proves of its receiver and its arguments.
import { type Guard, keyOf } from '../env.ts';
import { complainsByNumber } from './guard-comparisons.ts';
import { helperGuards, predicateGuard, proofsOf } from './guard-functions.ts';
import { absentPattern, patternGuard } from './guard-patterns.ts';
import {
  absentPrefix,
  beginningOf,
  dotsGuard,
  hostOf,
  prefixGuard,
  resolvedFirst,
  schemeOf,
  splitText,
  tellsApart,
} from './guard-texts.ts';
import { guardsOf } from './guards.ts';
import { schemaProofs } from './schema-results.ts';
import type { Expression, Target } from '../ir.ts';
import {
  type Known,
  all,
  checked,
  dotless,
  found,
  joinedOf,
  nameOf,
  pathOnly,
  relativeOnly,
  stringOnly,
  weak,
} from './proved.ts';

/** The places about which a call proves something when it came out as `outcome`. */
export function callGuards(
  test: Extract<Expression, { kind: 'call' }>,
  outcome: boolean,
  known: Known,
): [string, Guard][] {
  const name = nameOf(test.callee);
  if (name === undefined) return [];
  const fits = outcome ? schemaProofs(test, known) : [];
  if (fits.length > 0) return fits;
  const helper = known.helper(test.callee);
  const shown = helper ? helperGuards(helper, test, outcome, known) : [];
  // That it is text says nothing of where it leads: there the name is still asked.
  if (shown.length > 0)
    return outcome && shown.every(([, guard]) => guard === stringOnly)
      ? [...shown, ...insideGuards(name, test)]
      : shown;
  const argument = test.args[0]?.value;
  const receiver = test.callee.kind === 'member' ? test.callee.object : undefined;
  if (name === 'isNaN') return outcome ? [] : found(asNumber(argument), all);
  if (name === 'any' && argument?.kind === 'each')
    return outcome ? guardsOf(argument.body, true, known) : eachGuard(argument, false, known);
  if (name === 'all' && argument?.kind === 'each') return outcome ? eachGuard(argument, true, known) : [];
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
    return outcome
      ? [...found(argument, all), ...(argument ? [...hostOf(argument), ...schemeOf(argument)] : [])]
      : [];
  }
  const isCalled = name === 'call' && receiver?.kind === 'member' && receiver.property === 'hasOwnProperty';
  if (name === 'hasOwn' || isCalled) return outcome ? found(test.args[1]?.value, all) : [];
  if (rootChecks.test(name)) return outcome ? [] : found(argument ?? pathText(receiver), relativeOnly);
  const filter = /^filter_var\.FILTER_VALIDATE_(\w+)$/.exec(name)?.[1];
  if (filter !== undefined)
    return outcome ? found(argument, /^(?:INT|FLOAT|BOOL|BOOLEAN|IP|MAC)$/.test(filter) ? all : checked) : [];
  if (prefixes.has(name) && tellsApart(argument)) return [];
  if (!outcome && prefixes.has(name) && argument?.kind === 'literal')
    return found(receiver, absentPrefix(argument));
  // `name.startswith(('/', '..'))`
  if (!outcome && prefixes.has(name) && argument?.kind === 'list')
    return argument.items.flatMap((one) =>
      one.kind === 'literal' ? found(receiver, absentPrefix(one)) : [],
    );
  // Functions take the text before the prefix.
  const prefix = test.args[1]?.value;
  if (!outcome && /^(?:str_starts_with|HasPrefix)$/.test(name) && prefix?.kind === 'literal')
    return found(argument, absentPrefix(prefix));
  // `name.split('/').some((part) => part === '..')`
  if (!outcome && name === 'some')
    return argument && /===?\s{0,4}['"]\.\.['"]/.test(argument.node.text)
      ? found(splitText(receiver), dotless)
      : noneGuard(receiver, argument, known);
  if (outcome && name === 'some') return someGuard(argument, known);
  if (outcome && name === 'every') return everyGuard(receiver, argument, known);
  if (
    !outcome &&
    /^(?:test|exec|match|matches|search|findall|preg_match|match\?|MatchString|IsMatch)$/.test(name)
  )
    return absentPattern(test, receiver, known);
  if (!outcome && inward.test(name)) return lookedAt(test);
  if (complainsByNumber.test(name)) return outcome ? [] : found(argument, pathOnly);
  if (!outcome) return [];
  // `const row = TABLE.get(name); if (!row) return`
  if (/^(?:get|find)$/.test(name) && receiver && known.isTable?.(receiver))
    return found(name === 'get' ? argument : keyLookedFor(argument), all);
  if (
    name === 'get' &&
    test.args.length === 1 &&
    receiver &&
    namesColumns.test(receiver.node.text.slice(-80))
  )
    return found(argument, ['sql']);
  if (name === 'IsLocal') return found(argument, pathOnly);
  if (typeChecks.has(name)) return [...found(asNumber(argument), all), ...found(receiver, all)];
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
      ? found(argument, prefixGuard(prefix))
      : found(receiver && beginningOf(receiver), resolvedFirst(receiver, prefixGuard(argument)));
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
  const below = insideGuards(name, test);
  if (below.length > 0) return below;
  return validating.test(name) ? lookedAt(test) : [];
}

/** `isPrivateIp(address)`: whatever its list leaves out is told there. */
const inward = /^_*is_?(?:private|internal|loopback|reserved|link_?local|blocked|forbidden)/i;

/** The arguments of a check, and the addresses whose hosts they are, as looked at. */
function lookedAt({ args }: Extract<Expression, { kind: 'call' }>): [string, Guard][] {
  return args.flatMap(({ value }) => [
    ...found(value, checked),
    ...hostOf(value).map(([address]): [string, Guard] => [address, checked]),
  ]);
}

/** What a helper says by its name of the path that it takes: `isWithin`, `isPathInside`, `isPathWithinAllowedDirectories`. */
function insideGuards(name: string, test: Extract<Expression, { kind: 'call' }>): [string, Guard][] {
  if (!inside.test(name) || !/within|inside|dir|path|root|relative/i.test(name)) return [];
  return test.args.flatMap((one) => joinedOf(one.value).flatMap((part) => found(part, pathOnly)));
}

const inside =
  /^_*(?:is_?)?(?:path_?)?(?:is_?)?(?:within|inside|in|sub|contained|relative)_?(?:(?:an?y?|the|allowed|permitted|base|workspace|project|sandbox)_?){0,2}(?:path|dir(?:ector(?:y|ies))?|folder|root|workspace|to|in|any)?s?(?:_|\??$)/i;

/** `name` in `Number(name)`, which reads all of it, unlike `parseInt`. */
function asNumber(expression: Expression | undefined): Expression | undefined {
  return expression?.kind === 'call' &&
    expression.callee.kind === 'name' &&
    expression.callee.name === 'Number'
    ? expression.args[0]?.value
    : expression;
}

/** `path.isAbsolute(name)`, `Path.IsPathRooted(name)`, `Path(name).is_absolute()` */
const rootChecks = /^(?:is_?absolute|isabs|IsPathRooted|isRooted|has_root)$/i;

/** `name` in `Paths.get(name)` */
function pathText(receiver: Expression | undefined): Expression | undefined {
  const isMade =
    receiver?.kind === 'call' &&
    /(?:^|\.)(?:Paths\.get|Path\.(?:of|new)|PathBuf\.from)$/.test(keyOf(receiver.callee) ?? '');
  return isMade && receiver.args.length === 1 ? receiver.args[0]?.value : receiver;
}

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

// prettier-ignore
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
  /^(?:wp_(?=check_jsonp))?(?:is_?(?:\w{1,30}_?(?:allowed|permitted|trusted|whitelisted)$|valid|safe|simple|file_?name$|base_?name$|clean|plain|harmless|allowed|permitted|authorized|white|local|relative|internal|same_?(?:site|origin|host)|trusted)|validate|verify|check|assert|ensure|allowed|matches)/i;

const typeChecks = new Set([
  'isdigit', 'isnumeric', 'isalnum', 'isalpha', 'isidentifier', 'isdecimal', 'isInteger', 'isSafeInteger', 'isFinite',
  'isUUID', 'isInt', 'isNumeric', 'isAlphanumeric', 'isMongoId', 'is_uuid', 'isValidObjectId', 'ctype_digit', 'is_numeric', 'ctype_alnum', 'ctype_alpha', 'ctype_xdigit', 'is_int', 'is_float', 'is_bool', 'TryParse', 'TryParseExact', 'IsDefined', 'isIP', 'isIPv4', 'isIPv6', 'isUuid', 'isHexadecimal', 'isBoolean', 'isDecimal', 'isFloat', 'isPort', 'isV4Format', 'isV6Format', 'isIp', 'isIPAddress', 'isIpAddress', 'isNumber', 'isSlug', 'isISO8601',
]); // prettier-ignore

/** True for a function that tells numbers, identifiers and the like from other text. */
export function isTypeCheck(name: string): boolean {
  return typeChecks.has(name);
}

/** `all(c.isalnum() for c in name)`, `not any(part == '..' for part in name.split('/'))`, `not any(c in name for c in '/\\\\')`. */
function eachGuard(
  { target, iterable, body, tests }: Extract<Expression, { kind: 'each' }>,
  outcome: boolean,
  known: Known,
): [string, Guard][] {
  if (target.kind !== 'bind' || tests.length > 0) return [];
  if (!outcome && body.kind === 'binary' && body.operator === 'in' && iterable.kind === 'list')
    return keyOf(body.left) === target.name
      ? iterable.items.flatMap((one) => (one.kind === 'literal' ? found(body.right, dotsGuard(one)) : []))
      : [];
  const whole = splitText(iterable);
  // `any(part in ('', '..') for part in name.split('/'))`
  if (!outcome && body.kind === 'binary' && body.operator === 'in' && keyOf(body.left) === target.name)
    return body.right.kind === 'list' &&
      body.right.items.some((one) => one.kind === 'literal' && one.value === '..')
      ? found(whole, pathOnly)
      : [];
  // A slash among the characters that are let through leads to other folders.
  if (/['"][^'"\n]*[\\/][^'"\n]*['"]/.test(body.node.text) && outcome) return [];
  return guardsOf(body, outcome, known).flatMap(([key, guard]) =>
    key === target.name ? found(whole, guard) : [],
  );
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

/** `addresses.some(({ address }) => isPrivate(address))` that is false proves of a list what it proves of each element. */
function noneGuard(
  receiver: Expression | undefined,
  predicate: Expression | undefined,
  known: Known,
): [string, Guard][] {
  if (predicate?.kind !== 'function') return [];
  const own = namesBound(predicate.fn.parameters[0]?.target);
  return proofsOf(predicate.fn.body, false, known)
    .filter(([key]) => own.includes(key.split('.')[0] as string))
    .flatMap(([, guard]) => found(receiver, guard));
}

function namesBound(target: Target | undefined): string[] {
  if (target?.kind === 'bind') return [target.name];
  return target?.kind === 'fields' ? target.entries.flatMap((one) => namesBound(one.target)) : [];
}

/** What the rows of a table are compared with: `LANGUAGES.find((one) => one.id === asked)`. */
function keyLookedFor(predicate: Expression | undefined): Expression | undefined {
  if (predicate?.kind !== 'function') return undefined;
  const [only, ...others] = predicate.fn.body;
  const test = only?.kind === 'return' && others.length === 0 ? only.value : undefined;
  if (test?.kind !== 'binary' || !/^===?$/.test(test.operator)) return undefined;
  const own = predicate.fn.parameters.map(({ target }) => (target.kind === 'bind' ? target.name : ''));
  const isOfRow = (one: Expression): boolean => own.includes((keyOf(one) ?? '').split('.')[0] as string);
  if (isOfRow(test.left) === isOfRow(test.right)) return undefined;
  return isOfRow(test.left) ? test.right : test.left;
}

/** `columns.every((one) => allowed.includes(one))` proves of a list what it proves of each of its elements. */
function everyGuard(
  receiver: Expression | undefined,
  predicate: Expression | undefined,
  known: Known,
): [string, Guard][] {
  const fn = predicate?.kind === 'function' ? predicate.fn : predicate && known.helper(predicate)?.fn;
  const guard = fn && predicateGuard(fn, known);
  return guard ? found(splitText(receiver), guard) : [];
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

/** A map from the names that a caller may use to what the program made of them: no name of a column is a caller's text. */
const namesColumns =
  /(?:^|[.\s])(?:\w{0,30}(?:[cC]olumns|[sS]ort(?:able)?Fields|_columns|COLUMNS))(?:\(\))?$/;
