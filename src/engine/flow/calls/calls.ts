// Says what a call does: sinks, sources, sanitisers, local functions, callbacks, and what is handed on.
import { askedOnce } from '../asked-once.ts';
import { calledAtOnce, eachElement, enumName, looksLikeSanitizer, translates } from './builtins.ts';
import {
  callLocal,
  callbacks,
  callsByName,
  calleeOf,
  construct,
  getterResult,
  isGetter,
  jsxCall,
  localMethod,
  overload,
  ownRecord,
  runGivenHandlers,
  writtenPath,
} from './callees.ts';
import { newContainer } from './containers.ts';
import { setterSink } from '../prototypes/deep-sinks.ts';
import { keyOf } from '../env.ts';
import { callElsewhere, standsElsewhere } from '../steps/elsewhere.ts';
import { candidate, evaluate } from '../steps/expressions.ts';
import { foundBy, readsField, readsStore } from '../inputs/found-records.ts';
import { isStrictPattern } from '../proofs/guard-patterns.ts';
import { harmlessGroups, partGroups } from '../texts/match-groups.ts';
import { noteHanded } from '../steps/handed.ts';
import type { Expression } from '../ir.ts';
import { fieldsOfMade } from '../inputs/made-records.ts';
import { collects, contains, newObject, outputs, textMethod } from './methods.ts';
import { handsOver, leaveByCall } from '../steps/left-behind.ts';
import { isEnum } from '../inputs/parameters.ts';
import { factsOf } from '../path-facts.ts';
import { answersPlainly } from '../sinks/plain-answers.ts';
import { ownOf, property, sourceTaint } from '../steps/properties.ts';
import { pageKinds } from '../proofs/proved.ts';
import { askedBy } from '../sinks/purpose.ts';
import { withFixedName } from '../proofs/fixed-names.ts';
import { isRooted, resolvesAlone, withDotsUsed, withFolderFirst, withOwnFolder } from '../proofs/rooted.ts';
import { argument, holds, reach, sinks } from '../sinks/sinks.ts';
import { slowMatch } from '../sinks/slow-patterns.ts';
import type { Call, Frame, State } from '../state.ts';
import { constantResult } from '../texts/constant-texts.ts';
import { textOf } from '../texts/positions.ts';
import { heldTo, letThrough, parsedBy } from '../proofs/schema-results.ts';
import { heldBy } from '../proofs/schema-steps.ts';
import { builtSchema } from '../proofs/schemas.ts';
import { knownIn, proveArguments, settles } from '../proofs/validation.ts';
import {
  type Closure,
  type SourceKind,
  type Value,
  cleaned,
  doubted,
  inert,
  join,
  literal,
  partly,
  step,
  taint,
  unite,
  unknown,
} from '../value.ts';

/** What a reader gives: of a request what was asked, of a connection what the other side says; a row is what was stored. */
function readFrom(kind: SourceKind, receiver: Value | undefined): SourceKind {
  const holds = (one: SourceKind): boolean => receiver?.taints.some(({ source }) => source === one) ?? false;
  if (kind !== 'stored' && holds('request')) return 'request';
  return kind === 'environment' && holds('network') ? 'network' : kind;
}

const ownBase = /(?:^|\.)(?:req|request|\w+Request)\.(?:url|nextUrl(?:\.origin)?)$/;
const chosenBase = /\b(?:query|body|params|searchParams|cookies)\b/;

/** `fetch('views/list.html')`: a part of the page that its own site keeps in a file. */
function isOwnPart(address: Value | undefined): boolean {
  const { literal: whole, pieces } = address ?? {};
  const text = pieces ? textOf(pieces) : typeof whole === 'string' ? whole : '';
  return ownPart.test(text.slice(0, 300));
}

const ownPart = /^(?:\.{0,2}\/)?(?!\/)[\w-][^:?#]*\.(?:html?|svg|tpl|hbs)(?:[?#]|$)/;

/** The second argument of `new URL(address, base)`, as it is written. */
function baseOf(expression: Extract<Expression, { kind: 'call' }>): string {
  return expression.args[1]?.value.node.text ?? '';
}

const ofGlobal =
  /^(?:globalThis|window|self|global)\.(?=(?:fetch|Function|eval|setTimeout|setInterval|importScripts|require)$)/;

/** Whether `$` is a function of the file's own that finds an element: `const $ = (id) => document.getElementById(id)`. */
const hasOwnDollar = askedOnce((text) =>
  /(?:\bfunction \$\s?\([^)]{0,60}\)\s?\{\s{0,40}return |\b(?:const|let|var) \$ ?= ?(?:\(?[\w$, =]{0,60}\)?\s?=>\s?(?:\{\s{0,40}return )?)?)[\w$.]{0,40}\b(?:getElementById|querySelector)\b/.test(
    text,
  ),
);

/** `globalThis.fetch` and `builtins.open` by the names that they mostly have. */
function bareName(a: State, path: string): string {
  if (a.isScript && path.startsWith('$()') && hasOwnDollar(a.program.root.source))
    return `element${path.slice(1)}`;
  if (a.isScript) return path.replace(ofGlobal, '');
  return path.startsWith('builtins.') ? path.slice('builtins.'.length) : path;
}

/** The value of a call, after its sinks are reported, its callbacks run and its proofs taken over. */
export function call(a: State, written: Extract<Expression, { kind: 'call' }>, f: Frame): Value {
  let expression = written;
  const callee = expression.callee;
  const receiver = callee.kind === 'member' ? evaluate(a, callee.object, f) : undefined;
  let called =
    receiver && callee.kind === 'member' ? calleeOf(a, callee, receiver, f) : evaluate(a, callee, f);
  // `$name = 'system'; $name($text)`
  const isNamed = callee.kind === 'name' && callee.name.startsWith('$') && typeof called.literal === 'string';
  let path = bareName(a, called.path ?? (isNamed ? String(called.literal) : writtenPath(callee)));
  const method =
    callee.kind === 'member' ? callee.property : callee.kind === 'name' ? callee.name.replace(/^:/, '') : '';
  let args = expression.args.map((one) => evaluate(a, one.value, f));
  const meant = called.closure ? undefined : standsElsewhere(a, writtenPath(callee), path, args);
  if (meant !== undefined) {
    path = meant;
    called = { ...called, path };
  }
  // What a function of the file makes of each is known of this call only.
  if (a.isScript && receiver && eachElement.has(method) && args[0]?.closure)
    args = args.with(0, { ...args[0] });
  if (called.bound) {
    const all = [
      ...called.bound.given.map((one, index) => ({ one, value: called.bound?.values[index] ?? inert })),
      ...expression.args.map((one, index) => ({ one, value: args[index] ?? inert })),
    ];
    // Python takes keywords after positions.
    all.sort((x, y) => Number(x.one.name !== undefined) - Number(y.one.name !== undefined));
    expression = { ...expression, args: all.map(({ one }) => one) };
    args = all.map(({ value }) => value);
  }
  if (a.isScript && args.length > 1) args = withOwnFolder(path, args);
  if (a.isScript) args = withFixedName(path, withDotsUsed(path, args));
  else if (a.mindsRoots) args = withFolderFirst(path, args);
  // `new URL(path, request.url)` leaves the host that was asked only where `path` does.
  if (path === 'URL' && ownBase.test(baseOf(expression))) args = args.slice(0, 1);
  const all = { expression, path, method, receiver, called, args, f };

  if (path === 'jsx') return jsxCall(a, expression, args);
  const chosen = chosenMethod(callee);
  // `Object.create(null)` has nothing but what was put into it.
  if (chosen && evaluate(a, chosen.object, f).path !== 'Object.create()')
    reach(
      a,
      {
        kind: 'method-name',
        strong: true,
        node: expression.node,
        name: keyOf(chosen.object) ?? 'object',
      },
      evaluate(a, chosen.key, f),
    );
  settles(a, path, expression.callee, (one) => holds(one, expression.args, args.map(beginning)), f);
  const reached = sinks(a, all);
  if (callee.kind === 'choice') sinksOfEither(a, all, callee.branches);
  slowMatch(a, all);
  runGivenHandlers(a, all);
  callbacks(a, all);
  setterSink(a, all);
  callsByName(a, all);
  outputs(a, all);
  answersPlainly(a, path, expression.args, args);

  proveArguments(a, all);
  leaveByCall(a, all);
  const handed = handsOver(a, all) ?? constantResult(all);
  if (handed) return handed;

  if (a.isScript) {
    // `new Map()`
    const filled = expression.isNew && args.length === 0 ? newContainer(path, args) : undefined;
    if (filled) return filled;
    const written = path === 'RegExp' ? patternWritten(args) : undefined;
    if (written) return written;
    const parsed = parsedBy(a, all);
    if (parsed) return parsed;
    const schema = builtSchema(a, all, knownIn(a, f));
    if (schema) return { taints: [], path: `${path}()`, schema };
  }
  const { source, sanitizer, results } = factsOf(a, path);
  // A function of the file that is called as one of the browser, such as `prompt`, is that of the file.
  const isOwn = called.closure !== undefined && (callee.kind === 'name' || isOfOwnClass(a, callee));
  if (source?.kind === 'network' && a.isScript && isOwnPart(args[0]))
    return { taints: [], path: `${path}()` };
  if (source && !isOwn && !setsInstead(path, expression.args)) {
    const own = sourceTaint({ ...source, kind: readFrom(source.kind, receiver) }, expression.node);
    const given: Value = { taints: [own], path: `${path}()` };
    // `c.req.valid('query')`, `getValidatedQuery(event, Query.parse)`
    const said = `valid:${String(args[0]?.literal)}`;
    const schema =
      (method === 'valid' ? receiver?.holds?.get(said) : undefined) ?? args.find((one) => one.schema)?.schema;
    return schema
      ? { ...letThrough(a, schema, { taints: given.taints }, expression.node), open: true }
      : given;
  }
  if (isRooted(path, args))
    return cleaned({ taints: unite(...args.map((one) => one.taints)) }, ['path', 'path-join', 'archive']);
  // A class of this file that has a `read` of its own says what it does.
  const isKnown = receiver !== undefined && a.methods.size > 0 && localMethod(a, all) !== undefined;
  if (!isKnown && readsStore(all)) return unknown(expression.node, `${path}()`);
  if (
    sanitizer &&
    !(isKnown && sanitizer.cleans.includes('none')) &&
    !isHollowJoin(called.closure, sanitizer)
  ) {
    const given = (receiver && receiver.taints.length > 0 ? receiver : args[0]) ?? receiver ?? inert;
    const { literal: constant, ...rest } = given;
    // `preg_match('/a/', $text)` is an answer about the text, and not the pattern.
    const isAnswer = args.length > 1 && sanitizer.cleans.includes('*');
    const value: Value = {
      ...rest,
      ...(constant !== undefined && !isAnswer && { literal: constant }),
      taints: unite(...args.map((one) => one.taints), ...(method === path ? [] : [receiver?.taints ?? []])),
      ...(/^(?:validate|safeParse)/.test(method) && {
        fields: new Map([...(given.fields ?? []), ...whyNot]),
      }),
    };
    if (sanitizer.partly) return partly(value);
    return cleaned(sanitizer.ambiguous ? partly(value) : value, sanitizer.cleans);
  }
  if (path === 'getattr' && args[0] && typeof args[1]?.literal === 'string')
    return property(a, args[0], args[1].literal, expression.node);
  // `new URL('/login', request.url)` stays on the host that was asked.
  if (path === 'URL' && typeof args[0]?.literal === 'string' && !chosenBase.test(baseOf(expression)))
    return inert;
  const onHost = path === 'URL' ? belowBase(expression, args) : undefined;
  if (onHost) return onHost;
  // A function in another shape is still that function.
  if (/^(?:promisify|denodeify|nfbind|thenify|pify)$/.test(method)) return args[0] ?? inert;
  if (method === 'partial')
    return args.length < 2 || !args[0]
      ? (args[0] ?? inert)
      : { ...args[0], bound: { given: expression.args.slice(1), values: args.slice(1) } };
  if (method === 'bind' && receiver && (receiver.closure || receiver.path !== undefined)) return receiver;
  const result = results.find((one) =>
    one.when.every((condition) => holds(condition, expression.args, args)),
  );
  if (result !== undefined) return { taints: [], path: result.is };
  if (a.isScript && resolvesAlone(path, expression.args)) return args[0] ?? inert;
  const passed = isKnown ? undefined : passes(a, all);
  if (passed) return passed;
  if (isEnum(a, path)) return inert;
  const instant = args[0]?.closure;
  if (instant && calledAtOnce.has(method)) return args[0]?.element ?? inert;
  if (expression.isNew) construct(a, all);
  const initializer = a.methods.size > 0 && !expression.isNew ? a.methods.get(`${path}.__init__`) : undefined;
  if (initializer) callLocal(a, initializer, expression.args, args, f);
  const kept = isKnown ? undefined : (contains(a, all) ?? collects(a, all));
  if (kept) return kept;
  const closure = withBody(
    overload(a, called.closure ?? localMethod(a, all) ?? functionItself(all), args.length),
  );
  if (closure && receiver && isGetter(a, closure, receiver))
    return getterResult(closure, receiver, expression.node);
  // What the file itself calls `translate` looks a text up among the project's own.
  if (closure && a.isScript && typeof args[0]?.literal === 'string' && ownTranslation.test(path))
    return { taints: doubted(unite(...args.map((one) => one.taints)), false), path: `${path}()` };
  if (closure) {
    const own = closure === called.closure ? (called.otherwise ?? []) : [];
    const asked = askedBy(args, expression.node);
    const returned = [closure, ...own].map((one) =>
      callLocal(a, one, expression.args, asked, f, ownRecord(a, one, receiver)),
    );
    return step(heldStep(a, all, returned.reduce(join)), expression.node, 'passed');
  }
  const component = componentOf(a, all);
  if (component) return component;
  noteHanded(a, all);
  const foreign = callElsewhere(a, all);
  if (foreign) return step(foreign, expression.node, 'passed');
  if (receiver?.path === strictMatch.path) return inert;
  if (isStrictMatch(method, receiver, args)) return strictMatch;
  if (receiver && readsField(all)) return { taints: ownOf(receiver.taints, expression.node) };
  // A class of this file may be called `Query`.
  const isRecord = expression.isNew === true && a.components.has(path);
  const text = isRecord ? undefined : withGroups(textMethod(a, all), all);
  if (text && expression.result === undefined) return text;
  if (expression.result !== undefined) {
    const container = newContainer(expression.result, args);
    if (container) return { ...container, path: expression.result };
    return newObject(expression.result, text ?? unknownCall(a, all), args, expression.node);
  }
  if (text) return text;
  if (reached) return unknown(expression.node, `${path}()`);
  const held = a.isScript ? heldTo(all) : undefined;
  if (held) return { ...letThrough(a, held.schema, held.given, expression.node), open: true };
  return heldStep(a, all, unknownCall(a, all));
}

/** `(isQuiet ? run : exec)(command)`: each function that it may be gets what there is. */
function sinksOfEither(a: State, all: Call, branches: readonly Expression[]): void {
  for (const branch of branches.slice(0, 4)) {
    if (keyOf(branch) === undefined) continue;
    const called = evaluate(a, branch, all.f);
    const path = called.path ?? writtenPath(branch);
    if (path !== all.path) sinks(a, { ...all, called, path, method: path.replace(/^.*\./, '') });
  }
}

/** A `safe_join` that the file itself has, and in which nothing looks at the path, is judged by what it does. */
function isHollowJoin(closure: Closure | undefined, { cleans }: { cleans: readonly string[] }): boolean {
  const body = closure && cleans.includes('path') ? closure.fn.node.get('body') : undefined;
  if (!body) return false;
  return !looksAtPath.test(body.source.text.slice(body.start, Math.min(body.end, body.start + 2_000)));
}

const looksAtPath =
  /\.\.|pardir|base_?name|commonp|relative|resolve|realpath|abspath|starts_?with|prefix|is_?abs|secure|safe_|is_?safe|valid\w{0,20}\(|\bre\.|match|replace|sub\(|split|strip|isalnum|suffix|\bparts\b/i;

/** What an interface only names, nobody has seen. */
function withBody(closure: Closure | undefined): Closure | undefined {
  const node = closure?.fn.node;
  return node?.kind === 'method_declaration' && !node.get('body') ? undefined : closure;
}

/** `service[name](value)`, `service[name].call(service, value)` */
function chosenMethod(callee: Expression): Extract<Expression, { kind: 'index' }> | undefined {
  if (callee.kind === 'index') return callee;
  const isHandedOn = callee.kind === 'member' && /^(?:call|apply)$/.test(callee.property);
  return isHandedOn && callee.object.kind === 'index' ? callee.object : undefined;
}

/** A step before a handler, with the schemas to which it holds a request. */
function heldStep(a: State, all: Call, value: Value): Value {
  const holds = a.isScript ? heldBy(a, all) : undefined;
  return holds ? { ...value, holds } : value;
}

/** A type of content is what its text begins with: `"text/plain; charset=" + CHARSET`. */
function beginning(value: Value): Value {
  const [first] = value.pieces ?? [];
  return typeof first === 'string' && first.includes('/') ? literal(first) : value;
}

/** `filter.sort()`, where `filter` is a record of this file: what it was made with. */
function componentOf(a: State, { receiver, method, args, expression }: Call): Value | undefined {
  if (receiver?.path === undefined || args.length > 0 || !a.fieldTypes.has(`${receiver.path}.${method}`))
    return undefined;
  return property(a, receiver, method, expression.node);
}

/** `supplier.get()`, `action.call(text)`: the function that the receiver is. */
function functionItself({ receiver, method }: Call): Closure | undefined {
  return receiver?.path === undefined && runsItself.test(method) ? receiver?.closure : undefined;
}

const runsItself =
  /^(?:get|call|apply|accept|run|invoke|Invoke|test|execute|applyAs(?:Int|Long|Double)|getAs(?:Int|Long|Double))$/;

/** Names of functions that a page has for its own texts. */
const ownTranslation = /^(?:t|i18n|translate|translation|localize|localise|getTranslation|getText)$/;

/** What a check says of a value is its own text. */
const whyNot: [string, Value][] = ['error', 'errors'].map((key) => [key, inert]);

/** `$(node).text(value)` writes, and is no source then. */
function setsInstead(path: string, args: Call['expression']['args']): boolean {
  return (
    (args.length > 0 && /^(?:\$|jQuery)\(\)\.(?:text|val|html)$/.test(path)) ||
    ((args.length > 1 || args[0]?.value.kind === 'object') &&
      /^(?:\$|jQuery)\(\)\.(?:attr|data|prop)$/.test(path))
  );
}

/** The result of a call that hands on what went in. */
function passes(a: State, { expression, path, receiver, args }: Call): Value | undefined {
  const model = factsOf(a, path).passes;
  if (!model) return undefined;
  const given = model.arg.flatMap((place) => {
    const value = place === 'receiver' ? receiver : argument(place, expression.args, args);
    return value ? [value] : [];
  });
  const [first, ...others] = given;
  if (!first) return { taints: [], ...(model.is !== undefined && { path: model.is }) };
  const joined = others.length === 0 ? first : { taints: unite(...given.map((one) => one.taints)) };
  const { path: _, ...whole } = model.restores.length === 0 ? joined : { taints: joined.taints.map((one) => ({ ...one, cleaned: new Set([...one.cleaned].filter((kind) => !model.restores.includes(kind))) })) }; // prettier-ignore
  if (whole.pieces && whole.taints.length > 0) candidate(a, whole, expression.node);
  if (model.pattern)
    return { ...(model.is !== undefined && { path: model.is }), taints: whole.taints, ...(typeof first.literal === 'string' && { pattern: `/${first.literal}/g` }) }; // prettier-ignore
  return model.is === undefined ? whole : { ...whole, path: model.is };
}

/** A match that has nothing of harm in it, nor have its groups. */
const strictMatch: Value = { taints: [], path: 'strict match' };

/** The pattern of a match, which Python's `re` takes as a text. */
function patternAsked(receiver: Value | undefined, [first]: readonly Value[]): string {
  const written = receiver?.path === 're' && typeof first?.literal === 'string' ? `/${first.literal}/` : '';
  return receiver?.pattern ?? first?.pattern ?? written;
}

/** Whether what is matched, if it is, has nothing of harm in it: `/^(\w+)\.pdf$/.exec(name)`, `NAME.match(name)`. */
function isStrictMatch(method: string, receiver: Value | undefined, args: readonly Value[]): boolean {
  if (!/^(?:full)?match$|^exec$/.test(method)) return false;
  const pattern = patternAsked(receiver, args);
  const source = pattern.slice(1, pattern.lastIndexOf('/'));
  const isWhole = method === 'fullmatch' || (/^(?:\^|\\A)/.test(source) && /(?:\$|\\[zZ])$/.test(source));
  return source !== '' && isWhole && !pattern.endsWith('m') && isStrictPattern(source);
}

/** `new URL(`v1/users/${id}`, base)` asks the host of the base, whatever the rest of the path is; `new URL(text)` is the text. */
function belowBase(
  { args: written, node }: Extract<Expression, { kind: 'call' }>,
  [path, base]: readonly Value[],
): Value | undefined {
  const [first] = path?.pieces ?? [];
  if (path?.pieces && written.length === 1)
    return { taints: path.taints, pieces: path.pieces, builtAt: node };
  if (!path?.pieces || !base || !written[1] || typeof first !== 'string' || !/^\/?\w[^:\\]*\//.test(first))
    return undefined;
  const pieces = [{ value: base, node: written[1].value.node }, '/', ...path.pieces];
  return { taints: unite(base.taints, path.taints), pieces, builtAt: node };
}

/** What is matched, with the groups of the pattern that hold nothing of harm: `/pid=(\\d+)/.exec(line)`. */
function withGroups(
  value: Value | undefined,
  { expression, method, receiver, args }: Call,
): Value | undefined {
  if (!value || !/^(?:match|exec)$/.test(method)) return value;
  const pattern = patternAsked(receiver, args);
  // With `g` all that `match` gives are whole matches.
  const isAll = method === 'match' && /\/[a-z]*g[a-z]*$/.test(pattern);
  const harmless = harmlessGroups(pattern);
  if (isAll) return harmless?.has('0') ? inert : value;
  const fields = withParts(harmless, pattern, value, expression);
  return fields ? { ...value, fields, element: { taints: value.taints } } : value;
}

/** Beside the harmless groups those that hold one part of an address's path, in which `..` was used up: `/^\/img\/([^/]+)$/.exec(url.pathname)`. */
function withParts(
  harmless: Map<string, Value> | undefined,
  pattern: string,
  value: Value,
  { callee, args, node }: Extract<Expression, { kind: 'call' }>,
): Map<string, Value> | undefined {
  const asked =
    (callee.kind === 'member' ? `${callee.object.node.text} ` : '') + (args[0]?.value.node.text ?? '');
  if (!/\bpathname\b/.test(asked.slice(0, 400))) return harmless;
  // What stands encoded there comes back when it is decoded.
  if (/decodeURI/.test(node.source.text.slice(node.end, node.end + 2000))) return harmless;
  const parts = partGroups(pattern);
  if (parts.length === 0) return harmless;
  const fields = new Map(harmless ?? []);
  for (const at of parts)
    if (!fields.has(String(at))) fields.set(String(at), partly({ taints: value.taints }));
  return fields;
}

/** A folder that the program or its machine chose; its name may hold a blank, and nobody from outside writes it. */
const ownPlace = /^(?:mkdtemp(?:Sync)?|homedir|tmpdir|gettempdir|cwd|getcwd|dirname)$/;

/** A part of a page that another file writes, with its values escaped there or told there. */
const renders =
  /^render[A-Z](?!\w*(?:Markdown|Md))|^(?:get|build|create|make|to)[A-Z]?\w*(?:Html|HTML|Markup|Svg|SVG)$/;
const asHtml: ReadonlySet<string> = new Set(pageKinds);

/** `kind.name()`, where `kind` is one of an enumeration. */
function isNameOfConstant({ method, receiver, args }: Call): boolean {
  if (!/^(?:name|ordinal)$/.test(method) || args.length > 0 || !receiver) return false;
  if (receiver.taints.length > 0 || receiver.fields) return false;
  return receiver.path === undefined || enumName.test(receiver.path);
}

/** `Target("staging.internal", "api")`, where the class of this file only says what its fields are. */
function isRecordOfConstants(a: State, { path, args, receiver }: Call): boolean {
  return (
    a.program.root.source.language === 'python' &&
    receiver === undefined &&
    a.classes.has(path) &&
    !a.methods.has(`${path}.__init__`) &&
    args.length > 0 &&
    args.every(({ taints, literal }) => taints.length === 0 && literal !== undefined)
  );
}

/** `form.getNext()`, where `form` is what a request was read into: the class of another file has it from there. */
function isOwnField({ program }: State, { method, receiver, args, called }: Call): boolean {
  return (
    args.length === 0 &&
    /^get[A-Z]/.test(method) &&
    /^(?:java|kotlin)$/.test(program.root.source.language) &&
    receiver !== undefined &&
    !ofFramework.test(receiver.path ?? '') &&
    called.taints.length > 0 &&
    called.taints.every(({ source, doubt }) => source === 'request' && doubt === 0)
  );
}

/** Types whose getters answer about a request or a place, and more than what a body said. */
const ofFramework =
  /[.(]|^(?:Http|Servlet|Multipart|Server|Web|Part|File|Path|UR[LI]|Locale|Principal|Authentication|Session|Cookie|Optional|Class|Object)|(?:Event|Context|Exchange)$/;

/** `new RegExp('^[a-z]+$', 'i')` is the expression that it would be between slashes. */
function patternWritten([source, flags]: readonly Value[]): Value | undefined {
  if (typeof source?.literal !== 'string' || source.taints.length > 0) return undefined;
  return {
    taints: [],
    pattern: `/${source.literal}/${typeof flags?.literal === 'string' ? flags.literal : ''}`,
  };
}

/** `getParameter(context, "db.url")` in Java, where this class has a method of that name. */
function isOfOwnClass({ program }: State, callee: Expression): boolean {
  return (
    callee.kind === 'member' &&
    callee.object.kind === 'name' &&
    callee.object.name === 'this' &&
    /^(?:java|kotlin)$/.test(program.root.source.language)
  );
}

/** `TcpServer.class.getName()`: what a program calls its own classes. */
function isNameOfClass({ expression, args }: Call): boolean {
  return args.length === 0 && nameOfClass.test(expression.callee.node.text.slice(-200));
}

const nameOfClass = /\bclass\s*\.get(?:Simple|Canonical|Type|Package)?Name(?:\(\))?$/;

/** What gives a question mark for each element of a list says so by its name: `arr_qmarks($ids)`. */
const placeholders = /^(?:\w{0,40}_)?q(?:uestion)?_?marks$|^(?:\w{0,40}(?:_p|[a-z]P)|p)laceholders$/;

function unknownCall(a: State, one: Call): Value {
  if (isNameOfConstant(one) || isNameOfClass(one)) return inert;
  const { expression, path, method, called, args } = one;
  if (isRecordOfConstants(a, one)) return { taints: [], path: `${path}()` };
  if (isOwnField(a, one)) return { taints: called.taints, path: `${path}()` };
  const given = unite(...args.map((one) => one.taints));
  if (typeof args[0]?.literal === 'string' && translates.test(path))
    return { taints: doubted(given, false), path: `${path}()` };
  const isPartly =
    looksLikeSanitizer.test(method) || (given.every((one) => one.partly) && ownPlace.test(method));
  const functions = args.filter((one) => one.closure);
  const carried = doubted(
    unite(called.taints, foundBy(one, given)).filter(({ source }) => source !== 'dynamic'),
    isPartly,
  );
  const unseen = taint('dynamic', expression.node);
  const own = a.isScript && renders.test(method) ? { ...unseen, cleaned: asHtml } : unseen;
  const all = unite(carried, [isPartly ? { ...own, partly: true } : own]);
  const taints = placeholders.test(method) ? cleaned({ taints: all }, ['sql']).taints : all;
  const fields = fieldsOfMade(a, one, taints);
  return {
    taints,
    ...(fields && { fields }),
    ...(path !== '' && { path: `${path}()` }),
    // A wrapper around one function is called as that function is.
    ...(functions.length === 1 && functions[0]?.closure && { closure: functions[0].closure }),
  };
}
