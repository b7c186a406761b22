// Reads routes that no server of the file declares: cloud functions, edge functions, Meteor methods, GraphQL fields.
import type { Expression, FunctionShape } from '../../../../flow/ir.ts';
import type { SyntaxNode } from '../../../../syntax/tree.ts';
import type { Guard } from '../../body/facts.ts';
import { handlerOf } from './handler.ts';
import { guardsOf, visitFile, type FileContext, type Place } from '../../route.ts';
import { dotted, entryOf, lastName, textOf } from '../../shapes.ts';
import { guardLevelOf, phraseOf } from '../../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** Reads every such route of the file into `file.routes`. */
export function readFunctionRoutes(file: FileContext): void {
  const { text } = file;
  const isGateway =
    /APIGateway(?:Proxy)?\w*|LambdaFunctionURL|\bstatusCode\b/.test(text) && /\bevent\b/.test(text);
  const isPages = /\bonRequest(?:Get|Post|Put|Patch|Delete)?\b/.test(text) && !/firebase/.test(text);
  const isMeteor = /\bMeteor\.(?:methods|publish)\s*\(|\bValidatedMethod\s*\(/.test(text);
  const isGraphql = /\bmutation(?:Field|Type)\b|\bGraphQLObjectType\b|\bt\.(?:\w+\.)?field\(/.test(text);
  if (/\bbefore\s*:\s*\{/.test(text) && /\b(?:create|patch|remove)\s*:\s*\[/.test(text))
    visitFile(file, (expression) => {
      if (expression.kind === 'object') readServiceHooks(expression, file);
    });
  const authorizer = isGateway ? authorizerOf(file) : undefined;
  if (isGateway || isPages)
    for (const { name, value, node } of exportsOf(file)) {
      if (isGateway) readLambda(name, value, node, file, authorizer);
      if (isPages) readPagesFunction(name, value, node, file);
    }
  if (
    /\bDeno\.serve\s*\(|\bserve\s*\(|\b(?:app|functions|functionsFramework|ff)\.http\s*\(/.test(text) ||
    isMeteor
  )
    visitFile(file, (expression) => {
      if (expression.kind !== 'call') return;
      readNamedFunction(expression, file);
      readEdgeFunction(expression, file);
      if (isMeteor) readMeteor(expression, file);
    });
  if (isGraphql)
    visitFile(file, (expression) => {
      if (expression.kind === 'object') readFields(expression, file);
      if (expression.kind === 'call') readFieldCall(expression, file);
    });
}

interface Exported {
  name: string;
  value: Expression | FunctionShape;
  node: SyntaxNode;
}

/** What the file exports, in both ways of writing it. */
function exportsOf(file: FileContext): Exported[] {
  const out: Exported[] = [];
  for (const one of file.program.body) {
    const isExport = [one.node, one.node.parent, one.node.parent?.parent].some(
      (node) => node?.kind === 'export_statement',
    );
    if (one.kind === 'function' && isExport)
      out.push({ name: one.fn.name ?? 'handler', value: one.fn, node: one.node });
    const assigned =
      one.kind === 'assign'
        ? one
        : one.kind === 'expression' && one.value.kind === 'assign'
          ? one.value
          : undefined;
    if (!assigned) continue;
    const { target, value } = assigned;
    if (target.kind === 'bind' && isExport) out.push({ name: target.name, value, node: one.node });
    if (target.kind === 'place') {
      const chain = dotted(target.place) ?? '';
      if (/^(?:module\.)?exports(?:\.\w+)?$/.test(chain))
        out.push({ name: chain.replace(/^(?:module\.)?exports\.?/, '') || 'handler', value, node: one.node });
    }
  }
  return out;
}

function add(
  file: FileContext,
  framework: string,
  place: Place,
  {
    name,
    node,
    end,
    fn,
    guards,
  }: { name: string; node: SyntaxNode; end?: number; fn: FunctionShape; guards: Guard[] },
  isMutating: boolean,
): void {
  file.routes.push({
    framework,
    method: isMutating ? 'POST' : 'GET',
    isMutating,
    path: undefined,
    name,
    start: node,
    end:
      end ?? Math.max(node.start + 1, fn.node.get('parameters')?.end ?? fn.node.get('parameter')?.end ?? 0),
    guards,
    fn,
    place,
  });
}

const changeWords =
  / (?:create|add|insert|update|edit|set|change|delete|remove|destroy|purge|save|put|post|patch|ban|grant|revoke|promote|assign|transfer|refund|cancel|approve|reset|clear|wipe|archive|publish|send|invite|disable|enable|upsert|toggle|merge|import|charge|pay|withdraw) /;

function changes(name: string, fn: FunctionShape): boolean {
  return (
    changeWords.test(phraseOf(name)) ||
    /\b(?:Put|Update|Delete|Batch|TransactWrite)\w*Command\(|['"](?:DELETE|POST|PUT|PATCH)['"]|\.(?:delete|destroy|update|insert|create|deleteOne|updateOne)\(|\bbody\b/.test(
      fn.node.text.slice(0, 4000),
    )
  );
}

/** `delete-user.ts` and `delete-user/index.ts` say what their handler does. */
function nameOfFile(path: string): string {
  const parts = path.replace(/\.[cm]?[jt]sx?$/, '').split('/');
  const last = parts.at(-1) ?? '';
  return /^(?:index|handler|main|app|lambda|function)$/.test(last) ? (parts.at(-2) ?? '') : last;
}

/** An AWS Lambda or Netlify function behind a gateway, which may ask for a token itself. */
function readLambda(
  name: string,
  value: Exported['value'],
  node: SyntaxNode,
  file: FileContext,
  authorizer: Guard | undefined,
): void {
  const guards: Guard[] = authorizer ? [authorizer] : [];
  const { fn } = 'kind' in value ? handlerOf(value, file, guards) : { fn: value };
  const [first] = fn?.parameters ?? [];
  if (
    !fn ||
    !first ||
    first.target.kind !== 'bind' ||
    !/^_?(?:event|evt|e|request|req)$/.test(first.target.name)
  )
    return;
  if (notHttp.test(`${first.type ?? ''} ${fn.declaredAs ?? ''} ${fn.node.text.slice(0, 6000)}`)) return;
  if (
    !/^APIGateway|^LambdaFunctionURL/.test(first.type ?? fn.declaredAs ?? '') &&
    !/\bstatusCode\b|\b(?:event|evt|e|request|req)\.(?:body|pathParameters|queryStringParameters|headers|httpMethod|requestContext|rawPath)\b/.test(
      fn.node.text.slice(0, 6000),
    )
  )
    return;
  const own = /^(?:handler|main|default|lambdaHandler)$/.test(name) ? nameOfFile(file.path) : name;
  add(file, 'lambda', 'router', { name: own, node, fn, guards }, changes(own, fn));
}

const notHttp =
  /\bevent\.Records\b|\b(?:SQS|S3|SNS|Kinesis\w*|DynamoDBStream|Scheduled|EventBridge)(?:Event|Handler)\b/;

/** Where a function of the file reads who calls from the gateway, all are told: an authorizer stands before them. */
function authorizerOf({ text, program: { root } }: FileContext): Guard | undefined {
  return /\brequestContext[?!]?\.authorizer\b/.test(text)
    ? {
        name: "the gateway's authorizer",
        level: 'authenticated',
        node: root,
        isElsewhere: true,
        isShared: true,
      }
    : undefined;
}

/** Feathers' `before: { all: […], remove: [authenticate('jwt')] }`. */
function readServiceHooks(object: Extract<Expression, { kind: 'object' }>, file: FileContext): void {
  const before = entryOf(object, 'before');
  if (before?.kind !== 'object') return;
  const shared = guardsOf(entryOf(before, 'all') ?? before, file);
  for (const { key, value } of before.entries) {
    if (key === undefined || value.kind !== 'list' || !/^(?:create|update|patch|remove)$/.test(key)) continue;
    file.routes.push({
      framework: 'feathers',
      method: key === 'remove' ? 'DELETE' : 'POST',
      isMutating: true,
      path: undefined,
      name: key,
      start: value.node,
      end: value.node.end,
      guards: [...shared, ...guardsOf(value, file)],
      place: 'router',
    });
  }
}

/** Cloudflare's `onRequestDelete(context)`. */
function readPagesFunction(
  name: string,
  value: Exported['value'],
  node: SyntaxNode,
  file: FileContext,
): void {
  const verb = /^onRequest(Get|Post|Put|Patch|Delete)?$/.exec(name);
  if (!verb) return;
  const guards: Guard[] = [];
  const { fn } = 'kind' in value ? handlerOf(value, file, guards) : { fn: value };
  if (!fn) return;
  const own = `${verb[1] === 'Delete' ? 'delete ' : ''}${file.path
    .split('/')
    .slice(-3)
    .join(' ')
    .replace(/\.[jt]sx?$/, '')}`;
  add(file, 'pages', 'global', { name: own, node, fn, guards }, verb[1] !== undefined && verb[1] !== 'Get');
}

/** Google's `functions.http('name', handler)` and Azure's `app.http('name', { authLevel, handler })`. */
function readNamedFunction(call: Call, file: FileContext): void {
  if (call.callee.kind !== 'member' || call.callee.property !== 'http') return;
  if (!/^(?:app|functions|functionsFramework|ff)$/.test(dotted(call.callee.object) ?? '')) return;
  const name = textOf(call.args[0]?.value);
  const given = call.args[1]?.value;
  if (name === undefined || !given) return;
  const guards: Guard[] = [];
  const level = textOf(entryOf(given, 'authLevel'));
  if (given.kind === 'object' && level !== 'anonymous')
    guards.push({ name: 'authLevel', level: level === 'admin' ? 'authorised' : 'maybe', node: given.node });
  const { fn } = handlerOf(entryOf(given, 'handler') ?? given, file, guards);
  if (!fn) return;
  const methods = entryOf(given, 'methods')?.node.text ?? '';
  add(
    file,
    'cloud',
    'view',
    { name, node: call.node, end: call.args[0]?.value.node.end ?? call.node.end, fn, guards },
    /DELETE|PUT|PATCH/i.test(methods) || changes(name, fn),
  );
}

/** `Deno.serve(handler)` with one purpose; branches on the address are read as a server. */
function readEdgeFunction(call: Call, file: FileContext): void {
  if (!/^(?:Deno\.serve|serve)$/.test(dotted(call.callee) ?? '')) return;
  const guards: Guard[] = [];
  const given = call.args.findLast(({ value }) => value.kind !== 'object')?.value;
  const { fn } = given ? handlerOf(given, file, guards) : {};
  if (
    !fn ||
    !/^_?req(?:uest)?$/.test(fn.parameters[0]?.target.kind === 'bind' ? fn.parameters[0].target.name : '')
  )
    return;
  if (/\bpathname\b|\burl\.path\b|\brouter?\b/.test(fn.node.text)) return;
  const name = nameOfFile(file.path);
  add(file, 'edge', 'view', { name, node: call.node, fn, guards }, changes(name, fn));
}

/** `Meteor.methods({ 'tasks.remove'(id) { … } })` and `new ValidatedMethod({ name, run })`. */
function readMeteor(call: Call, file: FileContext): void {
  const chain = dotted(call.callee) ?? '';
  const [first] = call.args;
  const method = (name: string, value: Expression, isMutating: boolean): void => {
    const guards: Guard[] = [];
    const { fn } = handlerOf(value, file, guards);
    if (!fn) return;
    const end = fn.node.get('parameters')?.end ?? value.node.start + 1;
    add(file, 'meteor', 'view', { name, node: value.node, end, fn, guards }, isMutating);
  };
  if (chain === 'Meteor.methods' && first?.value.kind === 'object')
    for (const { key, value } of first.value.entries)
      if (key !== undefined) method(key, value, !/(?:^|\.)(?:get|find|list|count|is)/.test(key));
  if (chain === 'ValidatedMethod' && first?.value.kind === 'object') {
    const run = entryOf(first.value, 'run');
    if (run) method(textOf(entryOf(first.value, 'name')) ?? '', run, true);
  }
}

/** `deleteUser: { type, args, resolve }` of graphql-js. */
function readFields(object: Extract<Expression, { kind: 'object' }>, file: FileContext): void {
  for (const { key, value } of object.entries) {
    if (key === undefined || value.kind !== 'object' || !entryOf(value, 'type')) continue;
    field(key, value, value.node, file);
  }
}

/** `t.field('deleteUser', { resolve })` of Nexus, `builder.mutationField('deleteUser', (t) => t.field({ resolve }))`. */
function readFieldCall(call: Call, file: FileContext): void {
  const last = lastName(call.callee) ?? '';
  if (!/^(?:field|mutationField|queryField|prismaField)$/.test(last)) return;
  const name = textOf(call.args[0]?.value);
  const given = call.args[1]?.value;
  if (name === undefined || !given) return;
  if (given.kind === 'object') field(name, given, call.node, file);
  if (given.kind === 'function')
    for (const one of given.fn.body) {
      const inner = one.kind === 'return' || one.kind === 'expression' ? one.value : undefined;
      const options = inner?.kind === 'call' ? inner.args.at(-1)?.value : undefined;
      if (options?.kind === 'object') field(name, options, call.node, file);
    }
}

function field(name: string, options: Expression, node: SyntaxNode, file: FileContext): void {
  const resolve = entryOf(options, 'resolve');
  if (!resolve || options.kind !== 'object') return;
  const guards: Guard[] = [];
  const { fn } = handlerOf(resolve, file, guards);
  if (!fn) return;
  for (const { key, value } of options.entries)
    if (key !== undefined && /^(?:authorize|authScopes|auth|shield|extensions|directives)$/.test(key))
      guards.push({ name: key, level: guardLevelOf(key) ?? 'authorised', node: value.node });
  add(
    file,
    'graphql',
    'view',
    { name, node, end: Math.min(node.end, node.start + 60), fn, guards },
    changeWords.test(phraseOf(name)),
  );
}
