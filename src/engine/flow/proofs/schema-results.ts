// What a value is once a schema let it through, and what that proves of its place.
import type { Guard } from '../env.ts';
import type { Expression } from '../ir.ts';
import { property } from '../steps/properties.ts';
import { type Known, all, nameOf, placeOf, stringOnly } from './proved.ts';
import { builder } from './schemas.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { Call, State } from '../state.ts';
import { type Schema, type Value, cleaned, inert } from '../value.ts';

/** What a value is once it fits a schema. */
export function letThrough(a: State, schema: Schema, given: Value, node: SyntaxNode): Value {
  if (schema.cleans.includes('*')) return inert;
  const whole = cleaned({ taints: given.taints }, schema.cleans);
  if (schema.element)
    return { ...whole, isList: true, element: letThrough(a, schema.element, { taints: given.taints }, node) };
  if (!schema.fields) return { ...whole, ...(given.path !== undefined && { path: given.path }) };
  const fields = new Map<string, Value>();
  for (const [key, one] of schema.fields)
    fields.set(key, letThrough(a, one, property(a, given, key, node), node));
  // `passthrough()` lets other keys in as well.
  return { ...whole, fields, ...(schema.cleans.length === 0 && { open: true }) };
}

/** What a call that parses hands out: `Query.parse(request.query)`, `v.parse(Query, request.query)`, `validate(Query, request.body)`. */
export function parsedBy(a: State, call: Call): Value | undefined {
  const found = parsing(a, call);
  if (!found) return undefined;
  const { schema, given } = found;
  // `decodeUnknownSync(Query)` is asked for the value afterwards.
  if (!given) return { taints: [], schema, path: `${call.path}()` };
  const value = letThrough(a, schema, given, call.expression.node);
  const under = schema.of?.under ?? [];
  const fields = new Map(value.fields);
  for (const key of under) if (!fields.has(key)) fields.set(key, value);
  return { ...value, fields, ...(!schema.fields && { open: true }) };
}

function parsing(
  a: State,
  { receiver, called, args, method, path }: Call,
): { schema: Schema; given: Value | undefined } | undefined {
  // `Query(request.query)`, where a schema is a function; `const parse = Query.parse`
  if (called.schema && args[0] && !receiver?.schema) return { schema: called.schema, given: args[0] };
  if (receiver?.schema)
    return receiver.schema.of?.parses.test(method) && args[0]
      ? { schema: receiver.schema, given: args[0] }
      : undefined;
  const at = args.findIndex((one) => one.schema);
  const schema = args[at]?.schema;
  const found = builder(a, path);
  if (found?.of.parses.test(found.name) && schema) {
    const given = args.find((_, index) => index !== at);
    return { schema, given: args.length > 1 ? given : undefined };
  }
  // `vine.validate({ schema, data })`
  const named = args[0]?.fields?.get('schema')?.schema;
  const data = args[0]?.fields?.get('data');
  return named && data && /validate/i.test(method) ? { schema: named, given: data } : undefined;
}

/** What helpers of other files are called that hold a value to a schema: `validateBody(Schema, request.body)`. */
const holdsTo = /valid|parse|decode|conform|coerce|sanitize/i;

/** What such a helper hands out; undefined where no schema and no value is seen. */
export function heldTo({ args, receiver, method, path }: Call): { schema: Schema; given: Value } | undefined {
  if (!holdsTo.test(method === '' ? path : method)) return undefined;
  const schema = args.find((one) => one.schema)?.schema;
  const given =
    args.find((one) => !one.schema && one.taints.length > 0) ??
    (receiver?.taints.length ? receiver : undefined);
  return schema && given ? { schema, given } : undefined;
}

/** What fits a schema, by its place: `if (!validate(request.query)) return`, `assert(request.query, Query)`. */
export function schemaProofs(
  test: Extract<Expression, { kind: 'call' }>,
  known: Known,
  /** Whether nobody asks for the answer. */
  isStatement = false,
): [string, Guard][] {
  const { callee, args } = test;
  const at = args.findIndex(({ value }) => known.schema?.(value));
  const schema =
    known.schema?.(callee) ??
    (callee.kind === 'member' ? known.schema?.(callee.object) : undefined) ??
    (at === -1 ? undefined : known.schema?.(args[at]?.value as Expression));
  if (!schema || (isStatement && !schema.of?.throws.test(nameOf(callee) ?? ''))) return [];
  const place = placeOf(args.find((_, index) => index !== at)?.value);
  return place === undefined ? [] : placesProved(place, schema, 0);
}

function placesProved(place: string, schema: Schema, depth: number): [string, Guard][] {
  if (schema.cleans.includes('*')) return [[place, all]];
  if (schema.fields && depth < 3)
    return [...schema.fields].flatMap(([key, one]) => placesProved(`${place}.${key}`, one, depth + 1));
  return schema.cleans.length > 0 && !schema.element ? [[place, stringOnly]] : [];
}
