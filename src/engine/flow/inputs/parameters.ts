// Says what a function's parameters stand for when nobody in the file calls it.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { askedOnce } from '../asked-once.ts';
import { enumBase, enumName, inertType, serviceType } from '../calls/builtins.ts';
import { isStrictPattern } from '../proofs/guard-patterns.ts';
import type { Expression, FunctionShape, Parameter } from '../ir.ts';
import { isOwnRequest } from './own-request.ts';
import { isOneOfWords } from './route-parameters.ts';
import { textOf } from '../texts/positions.ts';
import { numeric } from '../steps/properties.ts';
import type { State } from '../state.ts';
import { type SourceKind, type Value, cleaned, inert, sourceKinds, taint } from '../value.ts';

const compiled = /^(?:java|kotlin|c-sharp)$/;
const checksTypes = askedOnce((text) => /^from (?:fastapi|litestar|ninja)\b/m.test(text));

/** Whether parameters have the types that are written, in compiled languages and under frameworks that check them. */
function holdsTypes({ program: { root } }: State): boolean {
  const { source } = root;
  return compiled.test(source.language) || (source.language === 'python' && checksTypes(source));
}

/** What an enumeration is asked for; whatever has other fields is a record, and may hold any text. */
const ofEnum =
  /^(?:name|value|ordinal|toString|ToString|equals|Equals|compareTo|CompareTo|hashCode|GetHashCode|HasFlag|getDeclaringClass)$/;
/** Characters of a function in which fields of a parameter are looked for. */
const maxBody = 4_000;

/** Whether a parameter is named like one of an enumeration of another file, and used as one. */
function isEnumElsewhere(a: State, type: string, { text, end, source }: SyntaxNode): boolean {
  if (!enumName.test(type) || !holdsTypes(a) || !/^\w{1,60}$/.test(text)) return false;
  const body = source.text.slice(end, end + maxBody);
  return [...body.matchAll(new RegExp(`(?<![\\w.])${text}(?:\\?|!!)?\\.(\\w{1,60})`, 'g'))].every(
    ([, field = '']) => ofEnum.test(field),
  );
}

/** The part of a value that decides what a function does with it, as a key for memoised results. */
export function signature(value: Value | undefined): string {
  if (!value) return '-';
  const taints = value.taints
    .map(
      (one) =>
        `${one.source}@${one.node.start}${one.partly ? '~' : ''}${one.found ? '^' : ''}${one.doubt}${[...one.cleaned].join()}${one.tools?.join() ?? ''}`,
    )
    .join();
  const pieces = value.pieces ? textOf(value.pieces).slice(0, 200) : '';
  const fields = value.fields
    ? [...value.fields]
        .slice(0, 12)
        .map(([key, one]) => `${key}=${one.taints.length}`)
        .join()
    : '';
  return `${taints};${String(value.literal ?? '').slice(0, 60)};${value.path ?? ''};${pieces};${fields};${value.closure?.fn.node.start ?? ''};${value.settled?.join() ?? ''}`;
}

/** `@Param('id', new ParseUUIDPipe())`: Nest refuses what is none before the handler is called. */
function isPiped(decorator: Expression): boolean {
  if (decorator.kind !== 'call') return false;
  return decorator.args.some(({ value }) => pipes.test(lastNameOf(value) ?? ''));
}

const pipes = /^Parse(?:Int|Float|Bool|UUID|Enum|Date|ObjectId|MongoId)Pipe$/;

/** One of a few texts: `'asc' | 'desc'`. */
const literals = /^\|?(?:'[^']{0,80}'|"[^"]{0,80}")(?:\|(?:'[^']{0,80}'|"[^"]{0,80}"|undefined|null))*$/;

/** The value of a parameter that nobody in this file passes: a modelled source, a service, or `source`; `all` are those of its function. */
export function parameterValue(
  a: State,
  parameter: Parameter,
  source: SourceKind,
  all: readonly Parameter[],
): Value {
  const name = parameter.target.kind === 'bind' ? parameter.target.name : undefined;
  const model = a.models.parameters.find(
    (one) =>
      ((name !== undefined && one.names.includes(name) && !isTextOnly(a, parameter)) ||
        (parameter.type !== undefined && one.types.some((type) => isType(parameter.type as string, type))) ||
        parameter.decorators.some((decorator) => one.decorators.includes(lastNameOf(decorator) ?? ''))) &&
      (one.beside.length === 0 ||
        (source !== 'request' && !all.some((other) => one.beside.includes(nameOf(other) ?? '')))),
  );
  const node = parameter.target.node;
  if (
    parameter.type !== undefined &&
    (inertType.test(parameter.type) ||
      literals.test(parameter.type) ||
      isEnum(a, parameter.type) ||
      isEnumElsewhere(a, parameter.type, node))
  )
    return inert;
  if (parameter.decorators.some(isPiped)) return inert;
  if (
    source === 'request' &&
    name !== undefined &&
    node.source.language === 'python' &&
    isOneOfWords(node.source, name)
  )
    return inert;
  // An object of this file's own class, by whatever name: its methods are followed.
  if (parameter.is === undefined && parameter.type !== undefined && (!model || model.is === 'service'))
    if (a.classNames.has(parameter.type) && a.program.root.source.language !== 'python')
      return { taints: serviceType.test(parameter.type) ? [] : [taint(source, node)], path: parameter.type };
  if (model?.kind) {
    // A record of this file's own class has the fields of that class.
    const own = parameter.type !== undefined && a.classNames.has(parameter.type) ? parameter.type : undefined;
    const path = parameter.is ?? model.is ?? own ?? name;
    const value: Value = { taints: [taint(model.kind, node)], ...(path !== undefined && { path }) };
    return parameter.type !== undefined && model.typed?.test(parameter.type)
      ? cleaned(value, model.cleans)
      : value;
  }
  const isOwnRecord =
    model?.is === 'http.Request' &&
    a.isScript &&
    source !== 'request' &&
    !(parameter.type !== undefined && model.types.some((type) => isType(parameter.type as string, type))) &&
    isOwnRequest(parameter, all);
  if (isOwnRecord) return { taints: [taint(source, node)], path: `parameter ${name ?? ''}` };
  // What a container hands over keeps its name: `http.GetAsync` says more than that.
  if (model?.is === 'service') return { taints: [], path: parameter.is ?? name ?? model.is };
  if (model?.is === 'state' && parameter.is !== undefined && a.classNames.has(parameter.is))
    return { taints: [], path: parameter.is };
  if (model?.is !== undefined) return { taints: [], path: model.is };
  // A parameter called `location` is not the page's.
  const shadows = name !== undefined && a.models.sources.find(name).some((one) => one.kind === 'dom');
  // The fields of a schema of this file have types of their own.
  const record = parameter.type?.replace(/^Optional\[(\w+)\]$|\|None$/, '$1');
  const path =
    parameter.is ??
    (record !== undefined && a.classes.has(record) ? record : shadows ? `parameter ${name}` : name);
  if (parameter.is !== undefined && serviceType.test(parameter.is)) return { taints: [], path: parameter.is };
  const isOwn =
    name !== undefined &&
    (isOwnObject(a, name, parameter, all) || /^(?:_+|next|done|callback|cb|reject|resolve)$/.test(name)) &&
    !(name === 'next' && a.program.root.source.language === 'python');
  const isText = /^(?:Optional\[)?str\b|^[sS]tring\b/.test(parameter.type ?? '');
  if (isOwn && !isText) return { taints: [], path: name };
  // Only of a function that others call: `params` is a common name within a file.
  const entries = parameter.target.kind === 'fields' && source !== 'dynamic' ? parameter.target.entries : [];
  const fields = entries.flatMap(({ key }) => {
    const field = a.models.parameters.find((one) => key !== undefined && one.fields.includes(key));
    return key !== undefined && field?.kind ? [[key, { taints: [taint(field.kind, node)] }] as const] : [];
  });
  const own = taint(source, node);
  const isNumber =
    source !== 'request' && !isText && ((name !== undefined && numeric.test(name)) || counts(parameter));
  return {
    taints: [isNumber ? { ...own, partly: true } : own],
    ...(path !== undefined && { path }),
    ...(fields.length > 0 && { fields: new Map<string, Value>(fields) }),
  };
}

/** A parameter that is written down as text is no context of a framework by its name; nor is a letter that the function reads nothing of. */
function isTextOnly(a: State, { type, target }: Parameter): boolean {
  if (!a.isScript || target.kind !== 'bind') return false;
  if (type !== undefined) return plainText.test(type);
  if (target.name.length > 1) return false;
  const fn = enclosing(target.node);
  const around = fn ? fn.source.text.slice(fn.start, Math.min(fn.end, fn.start + 4_000)) : '';
  return new RegExp(
    `(?:\\+\\s{0,9}|\\$\\{)${target.name}\\b(?!\\s{0,9}[.?([])|\\b${target.name}\\s{0,9}\\+`,
  ).test(around);
}

const plainText = /^(?:string|number|boolean|Buffer)(?:\[\])?$/;

function enclosing(node: SyntaxNode): SyntaxNode | undefined {
  let at = node.parent;
  for (let steps = 0; at && steps < 4; steps++, at = at.parent)
    if (/function|arrow|method_definition/.test(at.kind)) return at;
  return undefined;
}

/** Without an annotation the default says what is meant: `(commits = 50) =>`. */
function counts({ fallback, type }: Parameter): boolean {
  return (
    type === undefined && fallback?.kind === 'literal' && /^(?:number|boolean)$/.test(typeof fallback.value)
  );
}

/** True for the name under which a method has its own object; `cls` is a class in Python and any name elsewhere. */
export function isReceiver(a: State, name: string): boolean {
  return /^(?:self|this)$/.test(name) || (name === 'cls' && a.program.root.source.language === 'python');
}

/** The same of a parameter: in Python it comes first, and `cls` belongs to a method. */
function isOwnObject(a: State, name: string, parameter: Parameter, all: readonly Parameter[]): boolean {
  if (!isReceiver(a, name)) return false;
  if (a.program.root.source.language !== 'python') return true;
  return all[0] === parameter && (name !== 'cls' || isOfMethod(parameter.target.node));
}

/** True for a parameter of a method in the body of a class, that is not a static one. */
function isOfMethod(node: SyntaxNode): boolean {
  let at: SyntaxNode | undefined = node;
  while (at && at.kind !== 'function_definition') at = at.parent;
  const decorated = at?.parent?.kind === 'decorated_definition' ? at.parent : undefined;
  if (decorated?.items.some((one) => one.kind === 'decorator' && /^@staticmethod\b/.test(one.text)))
    return false;
  return (decorated ?? at)?.parent?.parent?.kind === 'class_definition';
}

/** True for an enumeration of this file: a value of it is one of a fixed few. */
export function isEnum(a: State, type: string): boolean {
  const name =
    type.endsWith(']') || type.endsWith('|None') ? type.replace(/^Optional\[(\w+)\]$|\|None$/, '$1') : type;
  const bases = a.classNames.has(name) ? a.top.find(`class:${name}`)?.path : undefined;
  return bases !== undefined && bases.split('|').some((base) => enumBase.test(base));
}

/** Whether an annotation is a type or mentions it, as `Optional[Request]` mentions `Request`. */
export function isType(written: string, wanted: string): boolean {
  return written === wanted || mentions(wanted).test(withoutParts(written));
}

/** A record or a function is not what its own parts are given: `{ onOpen: (request: Request) => void }`. */
function withoutParts(type: string): string {
  if (!type.includes('{') && !type.includes('=>')) return type;
  let left = type;
  for (let depth = 0; depth < 4; depth++)
    left = left.replace(/\([^()]{0,400}\)\s?=>/g, '').replace(/\{[^{}]{0,2000}\}/g, '');
  return left.replace(/\{[^]*$/, '');
}

/** The types of models, a few hundred. */
const mentioning = new Map<string, RegExp>();

function mentions(wanted: string): RegExp {
  let expression = mentioning.get(wanted);
  if (!expression) {
    expression = new RegExp(`(?:^|[^\\w])${wanted.replace(/[.$]/g, '\\$&')}(?![\\w])`);
    mentioning.set(wanted, expression);
  }
  return expression;
}

/** The last name of a path or callee, such as `Query` of `fastapi.Query(…)`. */
export function lastNameOf(expression: Expression): string | undefined {
  if (expression.kind === 'call') return lastNameOf(expression.callee);
  if (expression.kind === 'member') return expression.property;
  return expression.kind === 'name' ? expression.name : undefined;
}

/** True for a default such as `Query(pattern='^(asc|desc)$')`. */
export function isPatterned(fallback: Expression | undefined): boolean {
  if (fallback?.kind !== 'call') return false;
  const pattern = fallback.args.find((one) => one.name === 'pattern' || one.name === 'regex')?.value;
  if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') return false;
  return /^\^.*\$$/.test(pattern.value) && isStrictPattern(pattern.value);
}

/** The name that a function has or is given: by a variable, a key or a field. */
export function nameOfFunction(fn: FunctionShape): string | undefined {
  if (fn.name !== undefined) return fn.name;
  const { parent } = fn.node;
  const holder = parent?.get('name') ?? parent?.get('key') ?? parent?.get('left');
  return holder?.text.slice(holder.text.lastIndexOf('.') + 1);
}

/** The name of a parameter; undefined when it is taken apart. */
export function nameOf(parameter: Parameter): string | undefined {
  return parameter.target.kind === 'bind' ? parameter.target.name : undefined;
}

/**
 * The value that a model assigns to a parameter: a kind of source, `-` for inert, `own-words` for what the person who
 * runs the program wrote behind its name, or a path of an API.
 */
export function standsFor(is: string, parameter: Parameter): Value {
  const node = parameter.target.node;
  if (is === 'own-words') return { taints: [{ ...taint('environment', node), partly: true }] };
  const source = sourceKinds.find((one) => one === is);
  const path = parameter.is ?? nameOf(parameter);
  if (source)
    return {
      taints: [taint(source, node)],
      ...(path !== undefined && { path }),
    };
  return is === '-' ? inert : { taints: [], path: is };
}
