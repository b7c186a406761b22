// Reads which fields of a request the steps before a handler have checked, so that no text of the caller is left in them.
import type { SyntaxNode } from '../syntax/tree.ts';
import { isStrictPattern } from './guard-patterns.ts';
import { type Value, cleaned, inert, taint } from './value.ts';

/** By part of the request, such as `query`: the fields that are checked, and the kinds of sinks that they cannot harm. */
export type CheckedFields = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;

const everywhere = ['body', 'query', 'params', 'headers', 'cookies'];
const parts: Readonly<Record<string, readonly string[]>> = {
  body: ['body'],
  query: ['query'],
  querystring: ['query'],
  param: ['params'],
  params: ['params'],
  header: ['headers'],
  headers: ['headers'],
  cookie: ['cookies'],
  check: everywhere,
  input: ['input'],
  // What a tool says of its own argument.
  parameters: [''],
  inputschema: [''],
  // What Hono hands out under `c.req.valid('query')`.
  'valid:json': ['valid:json'],
  'valid:form': ['valid:form'],
  'valid:query': ['valid:query'],
  'valid:param': ['valid:param'],
  'valid:header': ['valid:header'],
};

const maxChars = 8_000;
const chain =
  /\b(body|query|param|check|header|cookie)\(\s*['"`]([\w.-]{1,60})['"`][^()]{0,80}\)((?:\s{0,40}\.\w{1,40}\((?:[^()]|\([^()]{0,200}\)){0,200}\)){1,20})/g;
const strictCheck =
  /\.(?:isInt|isNumeric|isFloat|isDecimal|isBoolean|isUUID|isMongoId|isAlphanumeric|isAlpha|isHexadecimal|isIn|isIP|isFQDN|isISO8601|isDate|isPort|toInt|toFloat|toBoolean|toDate|isULID|isMobilePhone|isPostalCode)\(|\.matches\(\s{0,20}\/\^\[[\w-]{1,40}\](?:[+*]|\{[\d,]{1,8}\})\$\/[a-z]{0,3}\)/;
const escapes = /\.escape\(/;
/** A schema for one part: of celebrate, of Fastify, of a tool, what tRPC calls the input, or of a validator of Hono. */
const schema =
  /(?:\bSegments\.(BODY|QUERY|PARAMS|HEADERS)\]?|\b(body|query|querystring|params|headers|parameters|inputSchema))\s{0,20}:\s{0,20}(?=(?:[jJ]oi|z|v|t|Type|yup)\.|\{|\w{2,60}\s{0,20}[,})])|\.(input)\(\s{0,20}(?=(?:z|yup|v)\.|\w{2,60}\s{0,20}\))|\b[a-z]{0,10}[vV]alidator\(\s{0,20}['"](json|form|query|param|header)['"],\s{0,20}(?=(?:z|v|Type)\.|\w{2,60}\s{0,20}[,)])/g;
/** `validate(Body)`, `validateQuery(z.object({ … }))`, `validate(Query, 'query')`: a middleware of the program's own. */
const ownValidator =
  /^\s{0,20}(?:\w{1,40}\.)?(\w{0,20}[vV]alidat\w{0,20})\(\s{0,20}(?:(\w{2,60})(?=\s{0,20}[,)])(?:\s{0,20},\s{0,20}['"](body|query|params)['"])?|(?=z\.object\())/g;
const harmless = String.raw`(?:(?:z|v|t|Type)\.(?:optional|nullable|nullish|Optional|Nullable)\(\s{0,20})?(?:(?:[jJ]oi|z|yup|v|t|Type)(?:\.coerce)?(?:\.string\(\))?\.(?:number|int|integer|bigint|boolean|bool|date|enum|nativeEnum|literal|uuid|guid|cuid2?|ulid|valid|hex|alphanum|Number|Integer|Numeric|Boolean|BooleanString|picklist|oneOf|Enum|UnionEnum|Literal)\(|(?:z|v|t|Type)\.[uU]nion\(\s{0,20}\[\s{0,20}(?:z|v|t|Type)\.[lL]iteral\(|(?:t|Type)\.String\(\s{0,20}\{[^{}]{0,80}\bformat:\s{0,20}['"](?:uuid|date|date-time|ipv4|ipv6)['"]|(?:z|v)\.string\(\)(?:\s{0,40}\.\w{1,20}\([^()]{0,60}\)){0,4}\s{0,40}\.transform\(\s{0,20}(?:Number|parseInt|parseFloat|BigInt|Boolean)\s{0,20}[,)]|\{\s{0,20}type:\s{0,20}['"](?:integer|number|boolean)['"]|\{\s{0,20}(?:type:\s{0,20}['"]string['"],\s{0,20})?(?:enum:|format:\s{0,20}['"](?:uuid|date|date-time|ipv4|ipv6)['"]))`;
const inertField = new RegExp(String.raw`['"]?(\w{1,60})['"]?\s{0,20}:\s{0,20}${harmless}`, 'g');
const inertWhole = new RegExp(String.raw`^\s{0,20}${harmless}`);
/** `sort: Sort`, `sort: Sort.optional()`: a schema that has a name of its own. */
const namedField =
  /['"]?(\w{1,60})['"]?\s{0,20}:\s{0,20}(?:(?:z|v|t|Type)\.[oO]ptional\(\s{0,20})?([A-Za-z_]\w{1,60})(?=\s{0,20}(?:[,)}\n]|\.(?:optional|nullable|nullish|default|required)\())/g;
/** A field with a pattern for all of its text. */
const patternField =
  /['"]?(\w{1,60})['"]?\s{0,20}:\s{0,20}(?:[jJ]oi|z|yup|v)\.string\(\)(?:\s{0,40}\.\w{1,20}\([^()]{0,60}\)){0,4}\s{0,40}\.(?:regex|pattern|matches)\(\s{0,20}\/(\^(?:[^/\\\n]|\\.){1,120}\$)\/[iu]{0,2}\s{0,20}[,)]/g;
/** Text, which is no object that a query or a merge would read; `*` stands for the whole part. */
const noObject = ['nosql', 'merge'];
const textField =
  /['"]?(\w{1,60})['"]?\s{0,20}:\s{0,20}(?:(?:[jJ]oi|z|yup|v|Type)(?:\.coerce)?\.(?:string|email|url|String)\(|\{\s{0,20}type:\s{0,20}['"]string['"])/g;
const wholeText = /^\s{0,20}(?:[jJ]oi|z|yup|v|Type)(?:\.coerce)?\.(?:string|email|url|String)\(/;

/** The fields that these steps check: validators, schemas and procedures, read by their text. */
export function checkedFields(
  steps: readonly SyntaxNode[],
  /** Schemas of the argument itself: `{ page: z.enum(PAGES) }`. */
  shapes: readonly { text: string }[] = [],
): CheckedFields | undefined {
  const out = new Map<string, Map<string, readonly string[]>>();
  const add = (part: string, field: string, kinds: readonly string[]): void => {
    for (const place of parts[part.toLowerCase()] ?? []) {
      const known = out.get(place) ?? new Map<string, readonly string[]>();
      out.set(place, known.set(field, kinds));
    }
  };
  for (const { source, start, end } of steps) {
    const text = source.text.slice(start, Math.min(end, start + maxChars));
    for (const [, part = '', field = '', checks = ''] of text.matchAll(chain))
      if (strictCheck.test(checks)) add(part, field, ['*']);
      else if (escapes.test(checks)) add(part, field, ['html']);
    const read = (part: string, here: string): void => {
      const name = /^(\w{2,60})\s{0,20}[,})]/.exec(here)?.[1];
      const rest = name === undefined ? here : schemaNamed(source, name);
      if (wholeText.test(rest)) add(part, '*', noObject);
      for (const [, field = ''] of balanced(rest).matchAll(textField)) add(part, field, noObject);
      for (const field of inertFields(balanced(rest), source)) add(part, field, ['*']);
    };
    for (const one of text.matchAll(schema))
      read(one[1] ?? one[2] ?? one[3] ?? `valid:${one[4]}`, text.slice((one.index ?? 0) + one[0].length));
    for (const { 0: whole, 1: name = '', 2: written = '', 3: part, index } of text.matchAll(ownValidator)) {
      const shape = balanced(
        written === '' ? text.slice(index + whole.length) : schemaNamed(source, written),
      );
      const inner = [...shape.matchAll(schema)];
      for (const one of inner) read(one[2] ?? '', shape.slice(one.index + one[0].length));
      const said = part ?? /body|query|params/i.exec(name)?.[0].toLowerCase() ?? 'body';
      if (inner.length === 0) for (const field of inertFields(shape, source)) add(said, field, ['*']);
    }
  }
  for (const { text } of shapes)
    for (const field of inertFields(text.slice(0, maxChars))) add('parameters', field, ['*']);
  return out.size > 0 ? out : undefined;
}

const definitions = new WeakMap<SyntaxNode['source'], ReadonlyMap<string, number>>();
const maxSearched = 200_000;
const definition =
  /^(?:export )?const (\w{2,60})(?::[^=\n]{0,80})?\s{0,9}=\s{0,20}(?=(?:[jJ]oi|z|v|t|Type|yup)\.|\{)/gm;

/** The schema that this file gives a name at its beginning; empty where it gives it to something else. */
function schemaNamed(source: SyntaxNode['source'], name: string): string {
  let known = definitions.get(source);
  if (!known) {
    const found = [...source.text.slice(0, maxSearched).matchAll(definition)];
    known = new Map(found.toReversed().map((one) => [one[1] as string, one.index + one[0].length]));
    definitions.set(source, known);
  }
  const start = known.get(name);
  return start === undefined ? '' : source.text.slice(start, start + maxChars);
}

/** What `c.req.valid('query')` hands out, with the fields that the validator before the handler checks. */
export function validatedPart(part: string, value: Value, node: SyntaxNode): Value {
  let at = node.parent;
  while (at && !(at.kind === 'arguments' && /alidator\(/.test(at.text.slice(0, 2_000)))) at = at.parent;
  const names = at ? checkedFields([at])?.get(`valid:${part}`) : undefined;
  if (!names) return value;
  const fields = [...names].map(([name, kinds]) => [name, kinds.includes('*') ? inert : cleaned({ taints: value.taints }, kinds)] as const); // prettier-ignore
  return { ...value, fields: new Map(fields) };
}

/** The fields of a schema that hold nothing of harm. */
function inertFields(text: string, source?: SyntaxNode['source']): string[] {
  const fields = [...text.matchAll(inertField)].map(([, field = '']) => field);
  if (source)
    for (const [, field = '', name = ''] of text.matchAll(namedField))
      if (inertWhole.test(schemaNamed(source, name))) fields.push(field);
  for (const [, field = '', pattern = ''] of text.matchAll(patternField))
    if (isStrictPattern(pattern)) fields.push(field);
  return fields;
}

/** The text up to the bracket that closes its first one. */
function balanced(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(' || text[at] === '{') depth++;
    else if ((text[at] === ')' || text[at] === '}') && --depth <= 0) return text.slice(0, at);
  }
  return text;
}

/** The request with its checked fields. */
export function withChecked(value: Value, checked: CheckedFields, node: SyntaxNode): Value {
  const taints = value.taints.length > 0 ? value.taints : [taint('request', node)];
  const fields = new Map(value.fields);
  const own = checked.get('');
  // What describes the argument itself says nothing of a request.
  for (const [part, names] of own ? [['', own] as const] : checked) {
    if (part === '')
      for (const [name, kinds] of names)
        fields.set(name, kinds.includes('*') ? inert : cleaned({ taints }, kinds));
    else
      fields.set(part, {
        taints: cleaned({ taints }, names.get('*') ?? []).taints,
        ...(value.path !== undefined && { path: `${value.path}.${part}` }),
        fields: new Map(
          [...names].map(([name, kinds]) => [name, kinds.includes('*') ? inert : cleaned({ taints }, kinds)]),
        ),
      });
  }
  return { ...value, fields };
}
