// Recognises functions that write into an object which they reached by keys: a recursive merge, or a walk along a path.
import type { SyntaxNode, SyntaxSource } from '../syntax/tree.ts';
import { isOffered } from './offered-merges.ts';

/** How a write reaches deeper than one key; `partly` where some of the dangerous keys are refused. */
export interface DeepWrite {
  how: 'merge' | 'walk';
  partly: boolean;
  /** Where the function begins. */
  start: number;
  /** By what names the function can call itself. */
  names: readonly string[];
  /** Whether the function writes to the object what it did not make by calling itself. */
  writesOthers: boolean;
  /** Whether code elsewhere can hand it objects; see `isOffered`. */
  isOffered: boolean;
}

const functionKinds =
  /^(?:function_declaration|function_expression|function|arrow_function|method_definition|generator_function(?:_declaration)?)$/;

/** Functions around one another that are looked at, up to the first with a name, and characters of the outermost. */
const maxDepth = 3;
const maxText = 6000;

/** A key that stands in the code: `agents[DEFAULT_AGENT]`. */
const constantName = /^[A-Z][A-Z\d]*_[A-Z\d_]+$/;

/** What a key looks like: a name, or an element of a list of keys. */
const keyShape = /^[A-Za-z_$][\w$]*(?:\[[\w$.\- ]{1,30}\]|\.[\w$]{1,30}(?:\((?:-\d)?\))?)?$/;

/**
 * Says whether `object[key] = …` at `node` writes into an object that the function around was handed by itself for
 * `object[key]`, as in a merge, or that it came to by `object = object[other]`, as along a path. Undefined where it is
 * neither, where the keys are numbers or the object's own, or where the keys are checked.
 */
export function deepWrite(object: string, key: string, node: SyntaxNode): DeepWrite | undefined {
  if (!keyShape.test(key) || constantName.test(key)) return undefined;
  const around = functionsAround(node);
  const [inner] = around;
  if (!inner) return undefined;
  return looks(inner, `${object}[${key}]`, () => look(object, key, node, around));
}

/** What is said of the writes in a function, which say the same again and again; more than so many nobody writes. */
const looks = perFunction<DeepWrite>();
const maxLooks = 100;

/** Answers of one kind about the writes in a function, each worked out once. */
export function perFunction<T>(): (fn: SyntaxNode, name: string, look: () => T | undefined) => T | undefined {
  const answers = new WeakMap<SyntaxNode, Map<string, T | undefined>>();
  return (fn, name, look) => {
    let known = answers.get(fn);
    if (!known) answers.set(fn, (known = new Map()));
    if (!known.has(name) && known.size < maxLooks) known.set(name, look());
    return known.get(name);
  };
}

function look(
  object: string,
  key: string,
  node: SyntaxNode,
  around: readonly SyntaxNode[],
): DeepWrite | undefined {
  const outer = around.at(-1) as SyntaxNode;
  // `(target as any)[key]`
  const text = textAround(outer, node).replace(/\(([\w$]{1,60}) as [\w<>, [\]]{1,40}\)/g, '$1');
  const refusal = refused(text, object, node);
  if (refusal === 'all' || (isNumber(text, key) && !isNamedKey(key, node)) || isOwnKey(text, object, key))
    return undefined;
  const partly = refusal === 'some';
  const { start } = outer;
  const names = around.flatMap(namesOf);
  const how = isMerged(text, object, key, around)
    ? 'merge'
    : isWalked(text, object) || (isDescended(text, object, names) && !isCopy(text, object))
      ? 'walk'
      : undefined;
  if (how === undefined) return undefined;
  const writesOthers = how === 'merge' && isWrittenElse(text, object, names);
  return { how, partly, start, names, writesOthers, isOffered: isOffered(outer, namesOf(outer)) };
}

function isWrittenElse(text: string, object: string, names: readonly string[]): boolean {
  const writes = text.matchAll(
    new RegExp(
      `(?<![\\w$.])${escaped(object)}\\[[^\\]]{1,60}\\]\\s{0,4}=(?![=>])\\s{0,8}(?:await\\s{1,4})?(?:[\\w$]{1,20}\\.)?([\\w$]{0,60})(\\(?)`,
      'g',
    ),
  );
  return [...writes].some(([, called = '', bracket]) => bracket === '' || !names.includes(called));
}

/** The text of a function, of a long one what stands before the place and a little after it. */
export function textAround(outer: SyntaxNode, node: SyntaxNode): string {
  const end = Math.max(maxText, node.end - outer.start + 500);
  return outer.text.slice(end - maxText, end);
}

/** The functions around a place, up to the first with a name. */
export function functionsAround(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let one = node.parent; one && found.length < maxDepth; one = one.parent) {
    if (!functionKinds.test(one.kind)) continue;
    found.push(one);
    if (isNamed(one)) break;
  }
  return found;
}

/** Which of the keys that lead to a prototype the function refuses. */
export function refused(text: string, object: string, { source }: SyntaxNode): 'all' | 'some' | 'none' {
  const name = escaped(object);
  if (
    /isSafeKey|isUnsafe|isProto|OrProto|[pP]rototypePoll|isValidKey|[uU]nsafeKey|UNSAFE|FORBIDDEN|BLACKLIST|DENY|[dD]angerous|Object\.freeze|new Map\b|(?:ignored?|special|forbidden|reserved|blocked|disallowed|banned)[A-Z]?\w{0,20}\.(?:indexOf|includes|has)\(/.test(
      text,
    )
  )
    return 'all';
  // The object itself has no prototype; one that is put into it says nothing of the way there.
  if (
    new RegExp(
      `(?:const|let|var)\\s{1,4}${name}(?:\\s{0,4}:[^=;]{1,60})?\\s{0,4}=\\s{0,4}Object\\.create\\(null`,
    ).test(text)
  )
    return 'all';
  if (new RegExp(`[hH]as(?:Own)?\\w{0,20}(?:\\.call)?\\(\\s{0,4}${name}\\s{0,4},`).test(text)) return 'all';
  if (new RegExp(`\\b${name}\\.hasOwnProperty\\(`).test(text)) return 'all';
  if (guardsOf(source).some((name) => new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(text)))
    return otherKeys.test(source.text) ? 'all' : 'some';
  const ofAnyPlace = text.replace(ofOnePlace, '');
  if (!ofAnyPlace.includes('__proto__')) return 'none';
  return otherKeys.test(ofAnyPlace) ? 'all' : 'some';
}

/** `path[0] === '__proto__'` says nothing of the keys that follow. */
const ofOnePlace = /\[\d\]\s{0,4}===?\s{0,4}['"](?:__proto__|constructor|prototype)['"]/g;

/** The keys beside `__proto__`: `constructor.prototype` leads to the same object. */
const otherKeys = /['"](?:constructor|prototype)['"]|Object\.prototype\b/;

const guards = new WeakMap<SyntaxSource, string[]>();

/** The names of a file's lists of such keys, and of the functions that look into them. */
function guardsOf(source: SyntaxSource): readonly string[] {
  const known = guards.get(source);
  if (known) return known;
  const { text } = source;
  const found: string[] = [];
  guards.set(source, found);
  if (!/['"]__proto__['"]|Names\(Object\.prototype\)/.test(text)) return found;
  const defined = [...text.matchAll(/(?<![\w$])(?:const|let|var|function)\s{1,4}([\w$]{1,60})/g)].map(
    ({ 1: name = '', index }): [string, string] => [name, text.slice(index, index + 600)],
  );
  for (const [name, body] of defined)
    if (
      /^[^;{]{0,120}(?:['"]__proto__['"]|Names\(Object\.prototype\))/.test(body) ||
      (checking.test(name) && /^function[^;{]{0,120}\{[^{}]{0,200}['"]__proto__['"]/.test(body))
    )
      found.push(name);
  // Twice, for `isValidPath(splitPath(path))`.
  for (let round = 0; round < 2; round++)
    for (const [name, body] of defined)
      if (
        found.length < maxGuards &&
        !found.includes(name) &&
        found.some((one) => new RegExp(`(?<![\\w$])${escaped(one)}(?:\\.|\\()`).test(body))
      )
        found.push(name);
  return found;
}

/** What a function is called that throws on such a key. */
const checking = /valid|check|assert|guard|safe|ensure|forbid|reject|refuse/i;
const maxGuards = 12;

function isNumber(text: string, key: string): boolean {
  const [name = ''] = /^[\w$]+/.exec(key) ?? [];
  if (name !== key) return false;
  const k = escaped(name);
  // `list.forEach((item, index) => …)`
  if (
    /^(?:index|idx|i|j|n)$/.test(name) &&
    new RegExp(
      `\\.(?:forEach|map|every|some)\\(\\s{0,4}(?:function\\s{0,4}[\\w$]{0,30}\\s{0,4})?\\(\\s{0,4}[\\w$]{1,40}\\s{0,4},\\s{0,4}${k}\\s{0,4}[),]`,
    ).test(text)
  )
    return true;
  return new RegExp(
    `(?<![\\w$.])${k}\\s{0,4}(?:=\\s{0,4}\\d|\\+\\+|--|-=|\\+=\\s{0,4}\\d)|(?:\\+\\+|--)${k}(?![\\w$])|(?<![\\w$.])${k}\\s{0,4}<=?\\s`,
  ).test(text);
}

/** Whether the loop around the place goes through names, `for (k in source)`, whatever `k` counts elsewhere. */
function isNamedKey(key: string, node: SyntaxNode): boolean {
  for (let one = node.parent; one && !functionKinds.test(one.kind); one = one.parent) {
    if (one.kind === 'for_statement') return false;
    if (one.kind === 'for_in_statement' && one.get('left')?.text === key)
      return one.get('operator')?.text === 'in';
  }
  return false;
}

/** Whether the keys are those that the object has already, or stand in the code: `for (const key of ['a', 'b'])`. */
function isOwnKey(text: string, object: string, key: string): boolean {
  const t = escaped(object);
  const k = escaped(key);
  return (
    new RegExp(`\\(\\s{0,4}(?:const|let|var)\\s{1,4}${k}\\s{1,4}of\\s{1,4}\\[\\s{0,20}['"]`).test(text) ||
    // `key in object` alone is a question.
    new RegExp(
      `\\(\\s{0,4}(?:(?:const|let|var)\\s{1,4})?${k}\\s{1,4}(?:in\\s{1,4}${t}\\s{0,4}\\)(?<=for\\s{0,4}\\([^()]{1,120}\\))|of\\s{1,4}(?:Object\\.\\w{1,20}\\()?${t}(?![\\w$]))`,
    ).test(text) ||
    new RegExp(`[\\w$.]{1,40}\\(${t}\\)\\.\\w{1,12}\\((?:function\\s{0,4})?\\(?\\[?${k}(?![\\w$])`).test(text)
  );
}

/** `object = object[…]`, or another name for an object that went so. */
function isWalked(text: string, object: string): boolean {
  const walked = new Set<string>();
  for (const [, name = '', again = ''] of text.matchAll(
    /(?<![\w$.])([\w$]{1,60})\s{0,4}=\s{0,4}\(?([\w$]{1,60})\[(?!['"\d])/g,
  ))
    if (name === again) walked.add(name);
  // `at = isObject(at[key]) ? at[key] : (at[key] = {})`
  for (const [, name = ''] of text.matchAll(
    /(?<![\w$.])([\w$]{1,60})\s{0,4}=(?![=>])[^;\n]{1,160}?[?:|&(]\s{0,4}\1\[(?!['"\d])/g,
  ))
    walked.add(name);
  // `at = get(at, path[i])`
  for (const [, name = '', again = ''] of text.matchAll(
    /(?<![\w$.])([\w$]{1,60})\s{0,4}=\s{0,4}get[A-Z]?[\w$]{0,20}\(\s{0,4}([\w$]{1,60})\s{0,4},/g,
  ))
    if (name === again) walked.add(name);
  if (walked.has(object)) return true;
  // `path.split('.').reduce((at, key) => (at[key] = …), root)`
  const o = escaped(object);
  if (
    new RegExp(`\\.reduce\\(\\s{0,8}(?:function\\s{0,4})?\\(\\s{0,4}${o}\\s{0,4}[,:]`).test(text) &&
    new RegExp(`(?:=>\\s{0,4}\\(?|return\\s{1,4})\\(?${o}\\[`).test(text)
  )
    return true;
  // `const at = keys.reduce((at, key) => (at[key] ??= {}), root)`
  const down = new RegExp(
    `(?<![\\w$.])${o}\\s{0,4}=\\s{0,4}[\\w$.()'"[\\], -]{1,80}\\.reduce\\(\\s{0,8}(?:function\\s{0,4})?\\(\\s{0,4}([\\w$]{1,60})\\s{0,4}[,:]`,
  ).exec(text)?.[1];
  if (down !== undefined && new RegExp(`(?:=>\\s{0,4}\\(?|return\\s{1,4})\\(?${escaped(down)}\\[`).test(text))
    return true;
  // `const at = keys.reduce(step, root)`
  if (
    new RegExp(
      `(?<![\\w$.])${o}\\s{0,4}=\\s{0,4}[\\w$.()'"[\\], -]{1,80}\\.reduce\\(\\s{0,8}(?:[\\w$]{0,30}(?:[gG]et|[iI]ndex|[wW]alk|[dD]ig|[dD]eep|[sS]tep|[cC]hild|[pP]rop|[pP]ath|[dD]escend)[\\w$]{0,30})\\s{0,4},`,
    ).test(text)
  )
    return true;
  const from = new RegExp(
    `(?<![\\w$.])${escaped(object)}\\s{0,4}=\\s{0,4}([\\w$]{1,60})\\s{0,4}[;,\\n]`,
  ).exec(text)?.[1];
  return from !== undefined && walked.has(from);
}

/** Whether the function calls itself for what stands below the object: `set(at[key], rest, value)`. */
function isDescended(text: string, object: string, names: readonly string[]): boolean {
  return names.some((name) =>
    new RegExp(`(?<![\\w$])${escaped(name)}\\(\\s{0,8}${escaped(object)}\\[(?!['"\\d])`).test(text),
  );
}

/** Whether a function around, or one that calls it, is called for what stands at the key. */
function isMerged(text: string, object: string, key: string, around: readonly SyntaxNode[]): boolean {
  const names = new Set(around.flatMap(namesOf));
  if (names.size === 0) return false;
  const place = `(?<![\\w$.])${escaped(object)}\\[\\s{0,2}${escaped(key)}\\s{0,2}\\]`;
  const inner = [place, ...aliases(text, place).map((one) => `(?<![\\w$.])${escaped(one)}(?![\\w$])`)].join(
    '|',
  );
  // Only the first arguments: the object that is written into, and a flag before it.
  const calls = new RegExp(
    `(?<![\\w$])(?:this\\.|self\\.)?([\\w$]{1,60})(?:\\.call)?\\(\\s{0,8}(?:[\\w$]{1,40},\\s{0,8})?(?:[\\w$.]{1,40}\\([^()\\n]{1,60}\\)\\s{0,4}\\?\\s{0,4})?(?:${inner})`,
    'g',
  );
  const copies = isCopy(text, object);
  for (const [, name = ''] of text.matchAll(calls))
    if (
      (names.has(name) && !copies) ||
      (!names.has(name) &&
        isMergerHere(around[0] as SyntaxNode, name) &&
        !(copies && copiesToo(around[0] as SyntaxNode, name))) ||
      (!copies && callsBack(around[0] as SyntaxNode, name, names))
    )
      return true;
  return false;
}

/** Variables that hold what stood there, and those made of them. */
function aliases(text: string, place: string): string[] {
  const found: string[] = [];
  for (let of = place; found.length < 4;) {
    const name = new RegExp(
      `(?<![\\w$.])([\\w$]{1,60})\\s{0,4}=(?!=)[^=;\\n]{0,60}?(?:${of})(?!\\s{0,4}=[^=])`,
    ).exec(text)?.[1];
    if (name === undefined || found.includes(name)) break;
    found.push(name);
    of = `(?<![\\w$.])${escaped(name)}(?![\\w$])`;
  }
  return found;
}

/** Whether the function made the object itself, so that what it returns is new at every depth: `const out = { ...base }`. */
function isCopy(text: string, object: string): boolean {
  return new RegExp(
    `(?:const|let|var)\\s{1,4}${escaped(object)}\\s{0,4}(?::[^=;]{1,80})?=\\s{0,4}(?:[^;?]{1,80}\\?\\s{0,4})?(?:\\{\\s{0,12}\\.\\.\\.|\\{\\}\\s{0,2};|Object\\.assign\\(\\s{0,4}\\{\\}\\s{0,2},)`,
  ).test(text);
}

/** Whether a function of the file that merges makes its object itself too. */
function copiesToo({ source }: SyntaxNode, name: string): boolean {
  const at = source.text.indexOf(`function ${name}(`);
  return (
    at !== -1 &&
    /(?:[=(]|return)\s{0,4}\{\s{0,12}\.\.\.|structuredClone\(/.test(source.text.slice(at, at + 1500))
  );
}

/** Whether the file itself defines a function of that name, and the name says that it merges. */
function isMergerHere({ source }: SyntaxNode, name: string): boolean {
  return /merge|extend|mixin|defaults/i.test(name) && source.text.includes(`function ${name}(`);
}

/** Whether another function of the file mentions one of `names` as what it calls. */
function callsBack(node: SyntaxNode, name: string, names: ReadonlySet<string>): boolean {
  const file = node.source.text;
  const at = file.search(
    new RegExp(
      `(?:function\\s{1,4}${escaped(name)}|(?<![\\w$])${escaped(name)}\\s{0,4}=\\s{0,4}(?:function|\\())`,
    ),
  );
  if (at === -1) return false;
  const body = file.slice(at + name.length + 9, at + 1500);
  return [...names].some(
    (one) => one !== name && new RegExp(`(?<!function\\s{1,4}|[\\w$])${escaped(one)}\\s{0,2}[(,]`).test(body),
  );
}

function isNamed(fn: SyntaxNode): boolean {
  return fn.get('name') !== undefined || assignedTo(fn) !== '';
}

/** What stands before a function, such as `merge = module.exports = `. */
function assignedTo(fn: SyntaxNode): string {
  const before = fn.source.text.slice(Math.max(0, fn.start - 120), fn.start);
  return /(?:[\w$.]{1,60}\s{0,4}[=:]\s{0,4}){1,3}(?:async\s{1,4})?$/.exec(before)?.[0] ?? '';
}

/** The names by which a function can call itself. */
export function namesOf(fn: SyntaxNode): string[] {
  const own = fn.get('name')?.text;
  const assigned = assignedTo(fn);
  return [own ?? '', ...assigned.split(/[=:]/).map((one) => one.trim().split('.').at(-1) ?? '')].filter(
    (one) => /^[A-Za-z_$][\w$]*$/.test(one) && one !== 'exports',
  );
}

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
