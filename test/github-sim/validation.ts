// Holds requests and replies against GitHub's published description of its REST API.
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Body } from './state.ts';

type Operation = {
  'x-docs'?: string;
  parameters?: { $ref?: string }[];
  requestBody?: unknown;
  responses: Record<string, { $ref?: string; content?: Record<string, unknown> }>;
};
type Description = Body & { paths: Record<string, Record<string, Operation>> };

let description: Description | undefined;
let checker: Ajv | undefined;
const compiled = new Map<string, ValidateFunction>();

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Turns OpenAPI 3.0's `nullable` into JSON Schema, and `oneOf` into `anyOf` because GitHub's alternatives overlap. */
function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (!isBody(value)) return value;
  const { nullable, ...rest } = value;
  const out: Body = {};
  for (const [key, child] of Object.entries(rest)) out[key === 'oneOf' ? 'anyOf' : key] = convert(child);
  if (nullable !== true) return out;
  const { title: _title, ...schema } = out;
  return { anyOf: [schema, { type: 'null' }] };
}

function load(): Description {
  description ??= convert(
    JSON.parse(readFileSync(new URL('openapi/github.json', import.meta.url), 'utf8')),
  ) as Description;
  return description;
}

function ajv(): Ajv {
  if (checker !== undefined) return checker;
  checker = new Ajv({ strict: false, validateSchema: false, allErrors: true, verbose: true, logger: false });
  formats.default(checker);
  // GitHub's own addresses hold characters that the strict form of a URI refuses.
  checker.addFormat('uri', (text: string) => URL.canParse(text));
  checker.addSchema(load(), 'github');
  return checker;
}

function schemaAt(parts: string[]): ValidateFunction {
  const pointer = parts
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const known = compiled.get(pointer);
  if (known !== undefined) return known;
  const made = ajv().compile({ $ref: `github#/${pointer}` });
  compiled.set(pointer, made);
  return made;
}

function operationOf(method: string, path: string): Operation | undefined {
  return load().paths[path]?.[method.toLowerCase()];
}

/** The page of GitHub's documentation about an operation. */
export function docsUrl(method: string, path: string): string {
  return operationOf(method, path)?.['x-docs'] ?? 'https://docs.github.com/rest';
}

function bodySchema(method: string, path: string): ValidateFunction | undefined {
  if (operationOf(method, path)?.requestBody === undefined) return undefined;
  return schemaAt([
    'paths',
    path,
    method.toLowerCase(),
    'requestBody',
    'content',
    'application/json',
    'schema',
  ]);
}

function describe(error: ErrorObject): string {
  return `${error.instancePath === '' ? 'body' : error.instancePath} ${error.message ?? 'is invalid'}`;
}

/** In GitHub's words, why it refuses a body, or undefined when the schema allows it. */
export function refusalOf(method: string, path: string, body: Body): string | undefined {
  const validate = bodySchema(method, path);
  if (validate === undefined || validate(body) === true) return undefined;
  const errors = (validate.errors ?? []).filter((error) => !/\/(anyOf|oneOf)\/\d+\//.test(error.schemaPath));
  const missing = errors.filter((error) => error.keyword === 'required');
  if (missing.length > 0) {
    const names = missing.map((error) => `"${String(error.params['missingProperty'])}"`).join(', ');
    return `Invalid request.\n\n${names} ${missing.length > 1 ? "weren't" : "wasn't"} supplied.`;
  }
  const error = errors[0] ?? validate.errors?.[0];
  if (error === undefined) return 'Invalid request.';
  const { keyword, params } = error;
  const data: unknown = error.data;
  const where = `properties${error.instancePath === '' ? '/' : error.instancePath}`;
  if (keyword === 'maxItems')
    return `Invalid request.\n\nNo more than ${params['limit']} items are allowed; ${(data as unknown[]).length} were supplied.`;
  if (keyword === 'maxLength')
    return `Invalid request.\n\nOnly ${params['limit']} characters are allowed; ${(data as string).length} were supplied.`;
  if (keyword === 'enum')
    return `Invalid request.\n\n${JSON.stringify(data)} is not a member of ${JSON.stringify(params['allowedValues'])}.`;
  if (keyword === 'type')
    return `Invalid request.\n\nFor '${where}', ${JSON.stringify(data)} is not ${params['type'] === 'integer' ? 'an' : 'a'} ${params['type']}.`;
  if (keyword === 'anyOf') return `Invalid request.\n\nNo subschema in "anyOf" matched.`;
  return `Invalid request.\n\nFor '${where}', ${error.message ?? 'the value is invalid'}.`;
}

/** How a body departs from the description: wrong values, or keys that the operation does not know. */
export function checkRequest(method: string, path: string, body: Body): string[] {
  const validate = bodySchema(method, path);
  if (validate === undefined)
    return Object.keys(body).map((key) => `body has ${key}, but no body is expected`);
  const wrong = validate(body) === true ? [] : (validate.errors ?? []).map(describe);
  const operation = operationOf(method, path)?.requestBody as
    { content?: Record<string, { schema?: { properties?: Body } }> } | undefined;
  const known = operation?.content?.['application/json']?.schema?.properties;
  const unknown = known === undefined ? [] : Object.keys(body).filter((key) => known[key] === undefined);
  return [...wrong, ...unknown.map((key) => `body has the unknown key ${key}`)];
}

/** How a query departs from the description: parameters that the operation does not know. */
export function checkQuery(method: string, path: string, query: URLSearchParams): string[] {
  const operation = operationOf(method, path);
  if (operation === undefined) return [];
  const parameters = load()['components'] as { parameters?: Record<string, { name?: string }> };
  const known = (operation.parameters ?? []).map((item) =>
    item.$ref === undefined
      ? (item as { name?: string }).name
      : parameters.parameters?.[item.$ref.slice(item.$ref.lastIndexOf('/') + 1)]?.name,
  );
  return [...new Set(query.keys())]
    .filter((key) => !known.includes(key))
    .map((key) => `query has the unknown key ${key}`);
}

/** How a reply departs from the description. */
export function checkResponse(method: string, path: string, status: number, body: unknown): string[] {
  const operation = operationOf(method, path);
  if (operation === undefined) return [`the description has no ${method} ${path}`];
  const response = operation.responses[String(status)];
  if (response === undefined) return status >= 300 ? [] : [`the description has no status ${status}`];
  const base =
    response.$ref === undefined
      ? ['paths', path, method.toLowerCase(), 'responses', String(status)]
      : response.$ref.replace('#/', '').split('/');
  const name = response.$ref?.slice(response.$ref.lastIndexOf('/') + 1);
  const components = load()['components'] as {
    responses?: Record<string, { content?: Record<string, unknown> }>;
  };
  const content = name === undefined ? response.content : components.responses?.[name]?.content;
  if (content?.['application/json'] === undefined) return [];
  // A folder as `object` has a media type, and so a schema, of its own.
  const types = Object.keys(content).sort(
    (a, b) => Number(b === 'application/json') - Number(a === 'application/json'),
  );
  let problems: string[] | undefined;
  for (const type of types) {
    const validate = schemaAt([...base, 'content', type, 'schema']);
    if (validate(body) === true) return [];
    problems ??= (validate.errors ?? []).map(describe);
  }
  return problems ?? [];
}
