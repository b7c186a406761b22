// What can be proved of a place: the kinds of proof, and which place an expression stands for.
import { keyOf, type Guard } from '../env.ts';
import type { Expression, FunctionShape, Statement } from '../ir.ts';
import type { Schema } from '../value.ts';

export const all: Guard = ['*'];
/** One of the keys of a table, or of its prototype: `constructor` is no text of the caller's, but a function that may be called. */
export const truthful: Guard = ['*inherited'];
export const prototypeFree: Guard = ['proto-key', 'proto-walk', 'proto-walk-own', 'merge', 'field-key'];
/** A name of one of few fields, perhaps with signs before it. */
export const fieldOnly: Guard = ['reflect', 'reflect-name'];
export const stringOnly: Guard = ['nosql', 'merge'];
/** Not a proof: it lowers the confidence. */
export const checked: Guard = ['~'];
/** A number that is small enough. */
export const sizeOnly: Guard = ['size', 'amount', 'duration', 'arithmetic'];
export const pathOnly: Guard = ['path', 'path-join', 'start-folder', 'archive', 'include-below'];
/** The lack of `..`: proves nothing of a path that was joined to a folder before, since joining uses the dots up; see `prove`. */
export const noDots = '..';
export const dotless: Guard = [noDots, ...pathOnly];
/** The lack of `..` at the beginning: of what was normalised it proves as much, of other text hardly anything. */
export const noDotsFirst = '..first';
export const climbless: Guard = [noDots, noDotsFirst, ...pathOnly];
/** Where it begins is known, which the lack of dots leaves open: no absolute path, or one below a folder. */
export const noRoot = 'no-root';
export const relativeOnly: Guard = ['~', noRoot];
/** A prefix proves a path only when the path was resolved before; see `applyGuard`. */
export const prefixed = '^';
/** Got round easily: a test for `http` at the beginning. */
export const weak: Guard = ['!'];
export const weaklyRelative: Guard = ['!', noRoot];
export const prefixOnly: Guard = [
  prefixed,
  'path',
  'archive',
  'include-below',
  'redirect',
  'open-url',
  'url',
  'object-key',
];
/** A value that does not begin with `-` is no option of a program. */
export const noOption: Guard = ['argv-option'];
export const addressOnly: Guard = ['redirect', 'open-url', 'url', 'ssrf'];

/** What a page takes as HTML. */
export const pageKinds: Guard = ['html', 'html-bare', 'html-raw', 'html-markup', 'html-words'];

/** An address whose scheme is one of a few. */
export const harmlessScheme: Guard = ['open-external', 'dom-url'];

/** A function whose checks count for those who call it. */
export interface Helper {
  fn: FunctionShape;
  /** What is known where it stands, when that is another file. */
  known?: Known;
}

/** What functions prove of their arguments, by their bodies and then by what they return. */
export type Proofs = Map<readonly Statement[], Map<string, [string, Guard][]>>;

/** What the analysis knows of names in a condition. */
export interface Known {
  /** What was found of functions before: they are asked at each of their calls, and again each time that the caller is run. */
  proofs?: Proofs;
  /** The function that a callee names. */
  helper(callee: Expression): Helper | undefined;
  /** How many functions stand between a check and who asks. */
  depth?: number;
  /** The regular expression that an expression stands for. */
  pattern(expression: Expression): string | undefined;
  /** The condition whose outcome a variable keeps. */
  condition?(name: Extract<Expression, { kind: 'name' }>): Expression | undefined;
  /** Whether an expression is a table that the program itself wrote out. */
  isTable?(expression: Expression): boolean;
  /** The schema that an expression stands for. */
  schema?(expression: Expression): Schema | undefined;
}

const transparent = new Set(['trim', 'File', 'strip', 'lower', 'toLowerCase', 'toUpperCase', 'upper', 'toString', 'String', 'str', 'normpath', 'abspath', 'realpath', 'resolve', 'normalize', 'basename', 'URL', 'urlparse', 'urlsplit', 'url_parse', 'parse_url', 'urljoin', 'Path', 'PurePath', 'PurePosixPath', 'PureWindowsPath', 'fileURLToPath', 'decodeURIComponent', 'realpathSync', 'normalizePath', 'normalisePath', 'normalize_path', 'toPosixPath', 'relative', 'Rel', 'parse', 'URI', 'create', 'toURL', 'toURI', 'toUri', 'getHost', 'Host', 'Hostname', 'getCanonicalPath', 'getCanonicalFile', 'getPath', 'getAbsolutePath', 'toRealPath', 'toAbsolutePath', 'toPath', 'Clean', 'Abs', 'EvalSymlinks', 'ToLower', 'ToUpper', 'TrimSpace', 'Parse', 'ParseRequestURI']); // prettier-ignore

/** The place whose value an expression is, perhaps trimmed, resolved or parsed. */
export function placeOf(expression: Expression | undefined): string | undefined {
  if (!expression) return undefined;
  // `name ?? ''`
  if (expression.kind === 'choice' && !expression.test && expression.branches[1]?.kind === 'literal')
    return placeOf(expression.branches[0]);
  const key = keyOf(expression);
  if (key !== undefined || expression.kind !== 'call') return key;
  const name = nameOf(expression.callee);
  const signed = withSign(expression, name);
  if (signed) return placeOf(signed);
  if (name === undefined || !transparent.has(name.replace(/^:/, ''))) return getterKey(expression);
  // Of `parse_url($url, PHP_URL_HOST)` the host says where a request goes.
  if (name === 'parse_url' && !/HOST/.test(expression.args[1]?.value.node.text ?? '')) return undefined;
  const first = expression.args[/^(?:relative|Rel|urljoin)$/.test(name) ? 1 : 0]?.value;
  // `path.relative(root, path.join(root, name))`
  const last = first && /^(?:relative|Rel)$/.test(name) ? joinedOf(first).at(-1) : undefined;
  return (
    (first && placeOf(first)) ??
    (last && last !== first ? placeOf(last) : undefined) ??
    (expression.callee.kind === 'member' ? placeOf(expression.callee.object) : undefined)
  );
}

const sign = /^(?:['"][-+]['"]|\/\^-\/|\/\^\[[-+]{1,3}\]\/)$/;

/** `sort` in `sort.removeprefix("-")`, `sort.replace(/^-/, '')`: a name of a field may have the direction before it. */
function withSign(
  { callee, args }: Extract<Expression, { kind: 'call' }>,
  name: string | undefined,
): Expression | undefined {
  const [first, second] = args;
  if (!first || args.length > 2) return undefined;
  // JavaScript replaces the first one only.
  if (name === 'replaceFirst') {
    const { text } = first.value.node;
    const isCut = second?.value.kind === 'literal' && second.value.value === '' && text.startsWith('/^');
    return isCut && callee.kind === 'member' && sign.test(text) ? callee.object : undefined;
  }
  if (name === 'TrimPrefix') return second && sign.test(second.value.node.text) ? first.value : undefined;
  if (name === undefined || !/^(?:removeprefix|removePrefix|delete_prefix)$/.test(name)) return undefined;
  return !second && callee.kind === 'member' && sign.test(first.value.node.text) ? callee.object : undefined;
}

/** `sort` in `sort.lstrip("-")`, which takes away any number: to a database two of them begin a comment. */
export function withSigns(expression: Expression): Expression | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'member') return undefined;
  const { args, callee } = expression;
  const isCut =
    callee.property === 'lstrip' && args.length === 1 && sign.test(args[0]?.value.node.text ?? '');
  return isCut ? callee.object : undefined;
}

/** What moves on each time it is asked. */
const moving = /next|read|poll|pop|take|shift|random|generate|uuid|receive|recv|scan|fetch/i;

/** What gives the same for the same name, with a default behind it or without. */
const byName =
  /^(?:get|param|query|header|input|(?:get|query|form|post)_?(?:Parameter|Param|Header|Value|argument|query|form)|Query|Param|PostForm|FormValue|PathValue|URLParam)$/i;

/** The place that a call reads: `filter.getSort()`, `request.form.get('name')`; undefined for other calls. */
export function getterKey(expression: Extract<Expression, { kind: 'call' }>): string | undefined {
  const { callee, args } = expression;
  if (args.length > 2 || callee.kind !== 'member' || moving.test(callee.property)) return undefined;
  let asked = '';
  if (args[0]) {
    const { value, name, spread } = args[0];
    if (value.kind !== 'literal' || name !== undefined || spread || !byName.test(callee.property))
      return undefined;
    asked = String(value.value);
    if (!/^[\w-]{1,60}$/.test(asked)) return undefined;
  }
  const object = keyOf(callee.object) ?? innerGetter(callee.object);
  return object === undefined ? undefined : `${object}.${callee.property}(${asked})`;
}

/** `r.URL.Query()` in `r.URL.Query().Get("name")`. */
function innerGetter(object: Expression): string | undefined {
  if (object.kind !== 'call' || object.args.length > 0 || object.callee.kind !== 'member') return undefined;
  const { property } = object.callee;
  const key = moving.test(property) ? undefined : keyOf(object.callee.object);
  return key === undefined ? undefined : `${key}.${property}()`;
}

export function nameOf(callee: Expression): string | undefined {
  return callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name : undefined;
}

const putsTogether =
  /^(?:join|resolve|joinpath|Join|abspath|realpath|normpath|normalize|Clean|expand_path|resolvePath)$/;

/** The parts of a path that is put together where it is checked: `is_within(os.path.join(root, name), root)`. */
export function joinedOf(expression: Expression, depth = 0): readonly Expression[] {
  if (depth < 3 && expression.kind === 'call' && putsTogether.test(nameOf(expression.callee) ?? ''))
    return expression.args.flatMap(({ value }) => joinedOf(value, depth + 1));
  return [expression];
}

export function found(expression: Expression | undefined, guard: Guard): [string, Guard][] {
  const key = placeOf(expression);
  if (key === undefined) return [];
  if (!guard.includes(noDots) || expression?.kind !== 'call') return [[key, guard]];
  const name = nameOf(expression.callee) ?? '';
  // What is left of a path from its folder on begins with the dots that lead out.
  if (isRelative.test(name)) return [[key, pathOnly]];
  return [[key, guard === climbless && name === 'normalize' ? dotless : guard]];
}

/** What gives a path from a folder on. */
export const isRelative = /^(?:relative|Rel)$/;
