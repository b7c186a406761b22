// Reads which fields of a request the steps before a handler have checked, so that no text of the caller is left in them.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { property } from '../steps/properties.ts';
import { letThrough } from './schema-results.ts';
import type { State } from '../state.ts';
import { type Schema, type Value, taint } from '../value.ts';

/** By part of the request, such as `query`, what is left of it; the part '' is the argument itself. */
export type CheckedFields = ReadonlyMap<string, Schema>;

const everywhere = ['body', 'query', 'params', 'headers', 'cookies'];
const parts: Readonly<Record<string, readonly string[]>> = {
  body: ['body'],
  query: ['query'],
  param: ['params'],
  header: ['headers'],
  cookie: ['cookies'],
  check: everywhere,
};

const maxChars = 8_000;
const chain =
  /\b(body|query|param|check|header|cookie)\(\s*['"`]([\w.-]{1,60})['"`][^()]{0,80}\)((?:\s{0,40}\.\w{1,40}\((?:[^()]|\([^()]{0,200}\)){0,200}\)){1,20})/g;
const strictCheck =
  /\.(?:isInt|isNumeric|isFloat|isDecimal|isBoolean|isUUID|isMongoId|isAlphanumeric|isAlpha|isHexadecimal|isIn|isIP|isFQDN|isISO8601|isDate|isPort|toInt|toFloat|toBoolean|toDate|isULID|isMobilePhone|isPostalCode)\(|\.matches\(\s{0,20}\/\^\[[\w-]{1,40}\](?:[+*]|\{[\d,]{1,8}\})\$\/[a-z]{0,3}\)/;
const escapes = /\.escape\(/;
/** A field of a description in JSON that holds a number, or one of a list. */
const described =
  /['"]?(\w{1,60})['"]?\s{0,20}:\s{0,20}\{\s{0,20}(?:type:\s{0,20}['"](?:integer|number|boolean)['"]|(?:type:\s{0,20}['"]string['"],\s{0,20})?(?:enum:|format:\s{0,20}['"](?:uuid|date|date-time|ipv4|ipv6)['"]))/g;

/** The fields that express-validator's chains check, by their text. */
export function chainedChecks(steps: readonly SyntaxNode[]): CheckedFields {
  const out = new Map<string, Map<string, Schema>>();
  for (const { source, start, end } of steps) {
    const text = source.text.slice(start, Math.min(end, start + maxChars));
    for (const [, part = '', field = '', checks = ''] of text.matchAll(chain)) {
      const cleans = strictCheck.test(checks) ? ['*'] : escapes.test(checks) ? ['html'] : [];
      if (cleans.length === 0) continue;
      for (const place of parts[part] ?? []) {
        const fields = out.get(place) ?? new Map<string, Schema>();
        out.set(place, fields.set(field, { cleans }));
      }
    }
  }
  return new Map([...out].map(([part, fields]) => [part, { cleans: [], fields }]));
}

/** The harmless fields of a tool whose description stands elsewhere in the file, by its text. */
export function describedFields(text: string): CheckedFields {
  const names = [...text.slice(0, maxChars).matchAll(described)].map(([, name = '']) => name);
  return new Map([['', { cleans: [], fields: new Map(names.map((name) => [name, { cleans: ['*'] }])) }]]);
}

/** What several steps check together; the first that speaks of a field decides. */
export function withAll(...all: readonly (CheckedFields | undefined)[]): CheckedFields | undefined {
  const out = new Map<string, Schema>();
  for (const checked of all)
    for (const [part, one] of checked ?? []) {
      const known = out.get(part);
      const fields = new Map([...(one.fields ?? []), ...(known?.fields ?? [])]);
      const cleans = [...new Set([...(known?.cleans ?? []), ...one.cleans])];
      const element = known?.element ?? one.element;
      out.set(part, { cleans, ...(fields.size > 0 && { fields }), ...(element && { element }) });
    }
  return out.size > 0 ? out : undefined;
}

/** The request with its checked fields. */
export function withChecked(a: State, value: Value, checked: CheckedFields, node: SyntaxNode): Value {
  const taints = value.taints.length > 0 ? value.taints : [taint('request', node)];
  const fields = new Map(value.fields);
  const own = checked.get('');
  // What describes the argument itself says nothing of a request.
  if (own) for (const [key, one] of letThrough(a, own, { taints }, node).fields ?? []) fields.set(key, one);
  else
    for (const [part, schema] of checked) {
      if (part.includes(':')) continue;
      const given = property(a, value, part, node);
      const left = letThrough(a, schema, given.taints.length > 0 ? given : { taints }, node);
      fields.set(part, { ...left, ...(value.path !== undefined && { path: `${value.path}.${part}` }) });
    }
  return withHandedOut(a, { ...value, fields }, checked, node);
}

/** What a handler is given, where it hands out what was checked by name, as Hono does: `c.req.valid('query')`. */
export function withHandedOut(a: State, value: Value, checked: CheckedFields, node: SyntaxNode): Value {
  if (![...checked.keys()].some((part) => part.startsWith('valid:'))) return value;
  const req = { ...property(a, value, 'req', node), holds: checked };
  return { ...value, fields: new Map(value.fields).set('req', req) };
}
