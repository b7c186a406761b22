// Reads the schemas that a file builds: what of a caller's text each of them leaves.
import { predicateGuard } from './guard-functions.ts';
import { isStrictPattern } from './guard-patterns.ts';
import type { SchemaModel } from '../models.ts';
import type { Known } from './proved.ts';
import type { Call, State } from '../state.ts';
import type { Schema, Value } from '../value.ts';

/** A text is no object that a query or a merge would read. */
const noObject = ['nosql', 'merge', 'mass'];
const nothingLeft: Schema = { cleans: ['*'] };
const anything: Schema = { cleans: [] };
const text: Schema = { cleans: noObject };
const maxDepth = 6;
/** Of larger objects nothing is known field by field: each handler that one is held to would take them all over. */
const maxFields = 200;

/** The schema that a value is, or describes in JSON; undefined for other values. */
export function schemaOf(a: State, value: Value | undefined, depth = 0): Schema | undefined {
  if (!value || depth > maxDepth) return undefined;
  if (value.schema) return value.schema;
  const { fields } = value;
  // `t.number` of io-ts is no call.
  if (!fields) return value.path === undefined ? undefined : ofName(a, value.path);
  if (value.isList || fields.size > maxFields) return undefined;
  const described = ofJson(a, fields, depth);
  if (described) return described;
  // `{ page: z.number() }`
  const own = [...fields].map(([key, one]) => [key, schemaOf(a, one, depth + 1)] as const);
  if (!own.some(([, one]) => one)) return undefined;
  const of = own.find(([, one]) => one?.of)?.[1]?.of;
  return objectOf(new Map(own.map(([key, one]) => [key, one ?? anything])), of);
}

function objectOf(fields: ReadonlyMap<string, Schema>, of: SchemaModel | undefined, open = false): Schema {
  return small({ cleans: open ? [] : noObject, fields, ...(of && { of }) });
}

/** The schema without its fields where there are too many. */
function small({ fields, ...schema }: Schema): Schema {
  return fields && fields.size <= maxFields ? { ...schema, fields } : schema;
}

/** The library whose builder a path is, and the last name of the path. */
export function builder(a: State, path: string): { of: SchemaModel; name: string } | undefined {
  const end = path.lastIndexOf('.');
  if (end <= 0) return undefined;
  const [of] = a.models.schemas.find(path.slice(0, end));
  return of && { of, name: path.slice(end + 1) };
}

function ofName(a: State, path: string): Schema | undefined {
  const found = builder(a, path);
  return found && scalar(found.of, found.name);
}

function scalar(of: SchemaModel, name: string): Schema | undefined {
  if (of.inert.test(name)) return { ...nothingLeft, of };
  if (of.text.test(name)) return { ...text, of };
  return of.any.test(name) ? { ...anything, of } : undefined;
}

/** A description in JSON: `{ type: 'object', properties: { page: { type: 'integer' } } }`. */
function ofJson(a: State, fields: ReadonlyMap<string, Value>, depth: number): Schema | undefined {
  const type = fields.get('type')?.literal;
  const properties = fields.get('properties')?.fields;
  if (fields.has('enum') || fields.has('const')) return nothingLeft;
  if (properties && (type === 'object' || type === undefined))
    return objectOf(
      new Map([...properties].map(([key, one]) => [key, schemaOf(a, one, depth + 1) ?? anything])),
      undefined,
      fields.get('additionalProperties')?.literal === true,
    );
  if (typeof type !== 'string') return undefined;
  if (/^(?:integer|number|boolean|null)$/.test(type)) return nothingLeft;
  if (type === 'string') return hasForm(fields) ? nothingLeft : text;
  if (type !== 'array') return undefined;
  return { cleans: noObject, element: schemaOf(a, fields.get('items'), depth + 1) ?? anything };
}

const forms = /^(?:uuid|date|date-time|time|duration|ipv4|ipv6|objectid)$/;

/** Whether a text has a format or a pattern that leaves nothing of harm in it. */
function hasForm(options: ReadonlyMap<string, Value> | undefined): boolean {
  const pattern = options?.get('pattern')?.literal;
  return (
    forms.test(String(options?.get('format')?.literal ?? '')) ||
    (typeof pattern === 'string' && /^\^.{1,200}\$$/.test(pattern) && isStrictPattern(pattern))
  );
}

/** The schema that a call builds; undefined for other calls. */
export function builtSchema(a: State, call: Call, known: Known): Schema | undefined {
  const { receiver, method, args, path } = call;
  if (receiver?.schema) return changed(a, receiver.schema, call, known);
  const found = builder(a, path);
  if (!found) return undefined;
  const { of, name } = found;
  const first = schemaOf(a, args[0]);
  if (of.parses.test(name) && isParse(a, args)) return undefined;
  if (name === 'type' && /^arktype\b/.test(path)) return arktype(args[0], of);
  if (of.inert.test(name)) return { ...nothingLeft, of };
  if (of.text.test(name) && !first)
    return hasForm(args[0]?.fields) ? { ...nothingLeft, of } : { ...text, of };
  if (of.objects.test(name) && (args[0]?.fields ?? args.length === 0)) {
    const listed = first?.fields ?? ofEntries(a, args[0]?.fields ?? new Map());
    return objectOf(listed, of, of.open.test(name));
  }
  if (of.lists.test(name)) return { cleans: noObject, element: first ?? anything, of };
  if (of.maps.test(name)) return mapped(call, args.map((one) => schemaOf(a, one)).find(Boolean), of);
  if (of.fits.test(name) && !first) return isStrict(args[0]) ? { ...nothingLeft, of } : { ...anything, of };
  if (of.tests.test(name) && !first)
    return isTested(args[0], known) ? { ...nothingLeft, of } : { ...anything, of };
  if (of.unions.test(name)) return ofAny(alternatives(a, args), of);
  if (of.pipes.test(name)) return ofAll(a, args, of);
  if (of.wrappers.test(name)) return first && { ...first, of };
  return scalar(of, name) ?? (first && method !== '' ? { ...first, of } : undefined);
}

/** An object of values none of which is known as a schema: all may be in them. */
function ofEntries(a: State, fields: ReadonlyMap<string, Value>): ReadonlyMap<string, Schema> {
  return new Map([...fields].map(([key, one]) => [key, schemaOf(a, one) ?? anything]));
}

/** Whether a builder's name that also parses is given a schema and a value, as in `v.parse(Query, request.query)`. */
function isParse(a: State, args: readonly Value[]): boolean {
  return args.length > 1 && args.some((one) => one.schema) && args.some((one) => !schemaOf(a, one));
}

/** A schema after one of its own methods, such as `optional()`, `extend({ … })`, `valid('a', 'b')`. */
function changed(a: State, schema: Schema, call: Call, known: Known): Schema | undefined {
  const { method, args } = call;
  const { of } = schema;
  if (!of) return undefined;
  const given = schemaOf(a, args[0]);
  if (of.parses.test(method) && args.length > 0 && !given) return undefined;
  if (of.asks.test(method) && args.length > 0 && !args[0]?.closure) return undefined;
  if (method === 'pick' || method === 'omit') return narrowed(schema, args, method === 'pick');
  if (schema.cleans.includes('*'))
    return method === 'array' ? { cleans: noObject, element: schema, of } : schema;
  if (of.inert.test(method)) return { ...nothingLeft, of };
  if (of.fits.test(method)) return isStrict(args[0]) ? { ...nothingLeft, of } : schema;
  if (of.tests.test(method))
    return !schema.fields && isTested(args[0], known) ? { ...nothingLeft, of } : schema;
  if (of.maps.test(method)) return mapped(call, schema, of);
  if (of.open.test(method)) return { ...schema, cleans: [] };
  if (of.lists.test(method)) return { cleans: noObject, element: schema, of };
  if (of.unions.test(method) && given) return ofAny([schema, given], of);
  // `extend`, `merge`, `concat`, `keys`, `shape`, `pipe`, `and`
  const more =
    given?.fields ?? (of.objects.test(method) && args[0]?.fields ? ofEntries(a, args[0].fields) : undefined);
  // What has too many fields already stays without them.
  if (more)
    return schema.fields ? small({ ...schema, fields: new Map([...schema.fields, ...more]) }) : schema;
  if (given?.cleans.includes('*') && of.pipes.test(method)) return given;
  return schema;
}

/** `Query.pick({ sort: true })`, `v.omit(Query, ['raw'])`. */
function narrowed(schema: Schema, args: readonly Value[], keeps: boolean): Schema {
  const named = args.at(-1);
  const names = new Set([
    ...(named?.isList
      ? [...(named.fields?.values() ?? [])].map(({ literal }) => String(literal))
      : (named?.fields?.keys() ?? [])),
    ...args.flatMap(({ literal }) => (typeof literal === 'string' ? [literal] : [])),
  ]);
  const fields = [...(schema.fields ?? [])].filter(([key]) => names.has(key) === keeps);
  return { ...schema, fields: new Map(fields) };
}

/** `Number`, `(text) => parseInt(text, 10)`: what is left is a number, whatever it was. */
const counting = /^(?:Number|parseInt|parseFloat|BigInt|Boolean)(?:\.parse(?:Int|Float))?$/;

function mapped({ expression, args }: Call, schema: Schema | undefined, of: SchemaModel): Schema {
  if (schema?.cleans.includes('*')) return schema;
  const isNumber = expression.args.some(({ value }, at) => {
    if (value.kind === 'name' || value.kind === 'member')
      return counting.test(args[at]?.path ?? value.node.text);
    const [only] = value.kind === 'function' && value.fn.body.length === 1 ? value.fn.body : [];
    const result = only?.kind === 'return' ? only.value : undefined;
    return result?.kind === 'call' && counting.test(result.callee.node.text);
  });
  return isNumber ? { ...nothingLeft, of } : { ...anything, of };
}

function isStrict(given: Value | undefined): boolean {
  const source = /^\/(\^.{1,200}\$)\/[iu]{0,2}$/.exec(given?.pattern ?? '')?.[1];
  return source !== undefined && isStrictPattern(source);
}

/** Whether a function that refuses leaves nothing of harm: `(text) => COLUMNS.includes(text)`. */
function isTested(given: Value | undefined, known: Known): boolean {
  return given?.closure !== undefined && (predicateGuard(given.closure.fn, known)?.includes('*') ?? false);
}

function alternatives(a: State, args: readonly Value[]): (Schema | undefined)[] {
  const listed = args.find((one) => one.isList);
  return (listed ? [...(listed.fields?.values() ?? [])] : args).map((one) => schemaOf(a, one));
}

/** What is left whichever of some schemas a value fits. */
function ofAny(schemas: readonly (Schema | undefined)[], of: SchemaModel): Schema {
  const [first, ...rest] = schemas;
  if (!first || rest.includes(undefined)) return { ...anything, of };
  return rest.reduce<Schema>((one, other) => eitherOf(one, other as Schema, of), first);
}

function eitherOf(one: Schema, other: Schema, of: SchemaModel): Schema {
  const kinds = (all: Schema, each: Schema): readonly string[] =>
    each.cleans.includes('*')
      ? all.cleans
      : all.cleans.includes('*')
        ? each.cleans
        : all.cleans.filter((kind) => each.cleans.includes(kind));
  const fields = new Map(one.fields);
  for (const [key, field] of other.fields ?? []) {
    const same = fields.get(key);
    fields.set(key, same ? eitherOf(same, field, of) : field);
  }
  return small({ cleans: kinds(one, other), of, ...(fields.size > 0 && { fields }) });
}

/** What is left when a value fits one schema after the other: `v.pipe(v.string(), v.uuid())`. */
function ofAll(a: State, args: readonly Value[], of: SchemaModel): Schema {
  const listed = args[0]?.isList ? [...(args[0].fields?.values() ?? [])] : args;
  const schemas = listed.flatMap((one) => schemaOf(a, one) ?? (isStrict(one) ? nothingLeft : []));
  const fields = schemas.flatMap((one) => [...(one.fields ?? [])]);
  const strict = schemas.some((one) => one.cleans.includes('*'));
  if (strict) return { ...nothingLeft, of };
  const [first = anything] = schemas;
  return small({ ...first, of, ...(fields.length > 0 && { fields: new Map(fields) }) });
}

/** What ArkType says in its own short language: `'name' | 'price'`, `string.uuid`, `number`. */
function arktype(given: Value | undefined, of: SchemaModel): Schema {
  const said = given?.literal;
  if (typeof said === 'string') {
    const parts = said
      .replace(/\[\]$/, '')
      .split('|')
      .map((one) => one.trim());
    const isHarmless = parts.every((one) => harmlessWord.test(one));
    const left = isHarmless ? nothingLeft : /^string\b/.test(said) ? text : anything;
    return said.endsWith('[]') ? { cleans: noObject, element: { ...left, of }, of } : { ...left, of };
  }
  if (given?.schema) return given.schema;
  if (!given?.fields || given.isList) return { ...anything, of };
  return objectOf(
    new Map([...given.fields].map(([key, one]) => [key.replace(/\?$/, ''), arktype(one, of)])),
    of,
  );
}

const harmlessWord =
  /^(?:'[^']{0,80}'|"[^"]{0,80}"|-?\d+|true|false|null|undefined|boolean|Date|bigint|number(?:\b.{0,40})?|string\.(?:uuid|alpha|alphanumeric|digits|hex|integer|numeric|date|ip|semver)\b.{0,40})$/;
