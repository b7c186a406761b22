// Which schemas the steps before a handler hold the parts of a request to.
import { schemaOf } from './schemas.ts';
import type { Call, State } from '../state.ts';
import type { Schema, Value } from '../value.ts';

const parts: Readonly<Record<string, string>> = {
  body: 'body',
  query: 'query',
  querystring: 'query',
  querys: 'query',
  param: 'params',
  params: 'params',
  header: 'headers',
  headers: 'headers',
  cookie: 'cookies',
  cookies: 'cookies',
  input: 'input',
};
const partNamed = /body|query|params?(?![a-z])|headers?(?![a-z])|cookies?(?![a-z])/i;

/** The schemas to which an object holds the parts of a request: `{ query: Query }`, `{ schema: { querystring: Query } }`. */
export function heldParts(a: State, value: Value | undefined, depth = 0): Map<string, Schema> {
  const out = new Map<string, Schema>();
  if (!value?.fields || value.isList || depth > 3) return out;
  for (const [key, one] of value.fields) {
    const part = parts[key.toLowerCase()];
    const schema = part === undefined ? undefined : schemaOf(a, one);
    if (part !== undefined && schema) out.set(part, schema);
    // `body: { content: { 'application/json': { schema } } }`
    else if (part === 'body') {
      const within = [...(one.fields?.get('content')?.fields?.values() ?? [])];
      const inner = schemaOf(a, within[0]?.fields?.get('schema'));
      if (inner) out.set('body', inner);
    } else if (/^(?:schema|request|validate|options|config)$/.test(key))
      for (const [name, found] of heldParts(a, one, depth + 1)) out.set(name, found);
  }
  return out;
}

/** The schemas to which a step before a handler holds a request: `validate(Query, 'query')`, `procedure.input(Input)`. */
export function heldBy(
  a: State,
  { path, method, args, receiver }: Call,
): ReadonlyMap<string, Schema> | undefined {
  const out = new Map(receiver?.holds);
  const name = method === '' ? path : method;
  const schema = args.map((one) => schemaOf(a, one)).find((one) => one !== undefined);
  for (const one of args) for (const [part, found] of heldParts(a, one)) out.set(part, found);
  if (schema && out.size === (receiver?.holds?.size ?? 0)) {
    const inner = heldFields(schema);
    const said = args
      .map(({ literal }) => (typeof literal === 'string' ? literal : ''))
      .find((one) => one !== '');
    if (inner.size > 0) for (const [part, one] of inner) out.set(part, one);
    else if (name === 'input') out.set('input', schema);
    else if (/^(?:validator|inputValidator)$/.test(name) && receiver) out.set('data', schema);
    else if (/^(?:schema|inputSchema)$/.test(name) && receiver) out.set('parsedInput', schema);
    else if (said !== undefined && (parts[said] !== undefined || said === 'json' || said === 'form')) {
      const part = parts[said] ?? 'body';
      out.set(part, schema);
      out.set(`valid:${said}`, schema);
    } else if (/valid|celebrate|schema|check|parse/i.test(name))
      out.set(parts[partNamed.exec(name)?.[0].toLowerCase() ?? 'body'] ?? 'body', schema);
  }
  return out.size > 0 ? out : undefined;
}

/** A schema of a whole request: `z.object({ body: …, query: … })`. */
function heldFields({ fields }: Schema): Map<string, Schema> {
  const found = [...(fields ?? [])].map(([key, one]) => [parts[key], one] as const);
  const isRequest = found.length > 0 && found.every(([part, one]) => part !== undefined && one.fields);
  return new Map(isRequest ? (found as [string, Schema][]) : []);
}
