// Markup that goes out within JSON or as plain text, where it is text and no page; a string that is built for it is not told as one.
import { askedOnce } from '../asked-once.ts';
import type { Argument, FunctionShape } from '../ir.ts';
import type { State } from '../state.ts';
import type { Value } from '../value.ts';

const writesText =
  /(?:^|\.)(?:json_response|jsonify|(?:OR|U)?JSONResponse|JsonResponse|PlainTextResponse|dumps|sanic\.(?:response\.)?(?:json|text))$/;
const isType = /^(?:mimetype|content_type|media_type)$/;
const plain = /^(?:text\/(?:plain|csv|event-stream)|application\/(?:json|octet-stream|pdf|[\w.-]+\+json))\b/i;
const route = /^(?:\w{1,40}\.){1,3}(?:get|post|put|patch|delete|route|api_route)\(/;
const maxDepth = 3;

/** Forgets what was built for the arguments of a call that writes JSON or plain text. */
export function answersPlainly(
  a: State,
  path: string,
  given: readonly Argument[],
  args: readonly Value[],
): void {
  if (a.program.root.source.language !== 'python' || a.hits.size === 0) return;
  const isPlain = given.some(
    ({ name }, index) => isType.test(name ?? '') && plain.test(String(args[index]?.literal ?? '')),
  );
  if (isPlain || writesText.test(path)) for (const one of args) unbuiltFor(a, one);
}

/** And for what a route returns, where the framework makes JSON of it: of an object, in FastAPI of all but a response. */
export function returnsJson(a: State, fn: FunctionShape | undefined, value: Value): void {
  const { source } = a.program.root;
  if (!fn || source.language !== 'python' || a.hits.size === 0) return;
  const routes = fn.decorators.map(({ node }) => node.text.slice(0, 400)).filter((text) => route.test(text));
  if (routes.length === 0 || routes.length < fn.decorators.length) return;
  const isObject = value.fields !== undefined && !value.isList && !value.fields.has('body');
  if (isObject || (makesJson(source) && !routes.some((text) => text.includes('response_class'))))
    unbuiltFor(a, value);
}

/** Whether a handler hands headers back that say so: `return text, 200, {'Content-Type': 'text/plain'}`. */
export function hasPlainHeaders({ isList, fields }: Value): boolean {
  const headers = isList ? [fields?.get('1'), fields?.get('2')] : [];
  return headers.some((one) =>
    ['Content-Type', 'content-type'].some((key) => plain.test(String(one?.fields?.get(key)?.literal ?? ''))),
  );
}

/** Whether a file is one of FastAPI, which makes JSON of all that its routes return. */
const makesJson = askedOnce(
  (text) => /\b(?:from|import) fastapi\b/.test(text) && !/default_response_class/.test(text),
);

/** Whether a file is one of Flask, which makes JSON of a list. */
export const isFlask = askedOnce((text) => /\bflask\b/.test(text));

/** Forgets what was built for a value, and for what it holds. */
export function unbuiltFor(a: State, value: Value, depth = 0): void {
  const places = [...(value.builtAt ? [value.builtAt] : []), ...(value.builtAlso ?? [])];
  if (places.length > 0)
    for (const [key, hit] of a.hits)
      if (hit.place === 'build' && hit.kind === 'html' && hit.builtAt && places.includes(hit.builtAt))
        a.hits.delete(key);
  if (depth >= maxDepth) return;
  for (const one of value.fields?.values() ?? []) unbuiltFor(a, one, depth + 1);
  if (value.element) unbuiltFor(a, value.element, depth + 1);
}
