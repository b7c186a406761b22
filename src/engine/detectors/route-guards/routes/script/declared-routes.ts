// Reads routes that are declared by name or place: NestJS, Next.js, server actions, tRPC, GraphQL resolvers.
import type { Expression, FunctionShape, Statement } from '../../../../flow/ir.ts';
import type { SyntaxNode } from '../../../../syntax/tree.ts';
import type { Guard } from '../../body/facts.ts';
import { handlerOf } from './handler.ts';
import {
  declarationStart,
  guardsOf,
  importsAny,
  visitFile,
  type FileContext,
  type Route,
} from '../../route.ts';
import { dotted, entryOf, lastName, textOf } from '../../shapes.ts';
import { guardLevelOf } from '../../words.ts';

const nestVerbs = /^(?:Get|Post|Put|Patch|Delete|All|Sse|Query|Mutation|Subscription|SubscribeMessage)$/;
const loopbackVerbs = /^(?:get|post|put|patch|del)$/;
const opens =
  /^(?:Public|SkipAuth|IsPublic|AllowAnonymous|NoAuth|Unprotected|AllowUnauthorized|Anonymous|PublicRoute|SkipGuard|Open)$/;

/** Reads every such route of the file into `file.routes`. */
export function readDeclaredRoutes(file: FileContext): void {
  visitFile(
    file,
    (expression) => {
      if (expression.kind === 'object') readProcedures(expression, file);
    },
    (statement) => {
      if (statement.kind === 'class') readController(statement, file);
    },
  );
  if (/\bon(?:Call|Request)\s*\(/.test(file.text)) readCallables(file);
  readNext(file);
}

/** Firebase's `exports.name = onCall(handler)`, in both generations. */
function readCallables(file: FileContext): void {
  const read = (name: string, value: Expression): void => {
    if (value.kind !== 'call') return;
    const chain = dotted(value.callee) ?? '';
    if (!/(?:^|\.)on(?:Call|Request)$/.test(chain)) return;
    if (!/firebase|functions\b|^on(?:Call|Request)$/.test(chain + file.text.slice(0, 2000))) return;
    const guards: Guard[] = [];
    const handler = value.args.findLast(({ value: one }) => one.kind === 'function' || one.kind === 'name');
    if (!handler) return;
    const { fn } = handlerOf(handler.value, file, guards);
    file.routes.push({
      framework: 'firebase',
      method: 'POST',
      isMutating: true,
      path: undefined,
      name,
      start: value.node,
      end: value.callee.node.end,
      guards,
      fn,
      place: 'view',
    });
  };
  visitFile(
    file,
    (expression) => {
      if (expression.kind === 'assign' && expression.target.kind === 'place')
        read(lastName(expression.target.place) ?? '', expression.value);
    },
    (statement) => {
      if (statement.kind !== 'assign') return;
      const { target } = statement;
      read(
        target.kind === 'bind' ? target.name : target.kind === 'place' ? (lastName(target.place) ?? '') : '',
        statement.value,
      );
    },
  );
}

function readController(node: Extract<Statement, { kind: 'class' }>, file: FileContext): void {
  // LoopBack's controllers are plain classes with `@get('/orders')`.
  const isLoopback = importsAny(file, /^@loopback\/rest/);
  const controller = node.decorators.find((one) =>
    /^(?:Controller|JsonController|Resolver|WebSocketGateway|RestController|Route)$/.test(
      lastName(one) ?? '',
    ),
  );
  if (!controller && !isLoopback) return;
  const prefix =
    controller?.kind === 'call'
      ? (textOf(controller.args[0]?.value) ?? textOf(entryOf(controller.args[0]?.value, 'path')) ?? '')
      : '';
  const shared = decoratorGuards(node.decorators, file);
  const openClass = node.decorators.find((one) => opens.test(lastName(one) ?? ''));
  // A global guard is registered by the module, which only shows when it is in the same file.
  const isApp = /NestFactory\.create/.test(file.text) && !/APP_GUARD|useGlobalGuards/.test(file.text);
  if (/APP_GUARD|useGlobalGuards/.test(file.text))
    shared.push({ name: 'APP_GUARD', level: 'authenticated', node: node.node });
  for (const member of node.members) {
    if (member.kind !== 'function') continue;
    const { fn } = member;
    const verb = fn.decorators.find((one) =>
      (isLoopback ? loopbackVerbs : nestVerbs).test(importedName(one, file)),
    );
    if (!verb) continue;
    const written = importedName(verb, file);
    const name =
      isLoopback && written === 'del' ? 'Delete' : written.replace(/^[a-z]/, (one) => one.toUpperCase());
    const own = verb.kind === 'call' ? (textOf(verb.args[0]?.value) ?? '') : '';
    const opened = fn.decorators.find((one) => opens.test(lastName(one) ?? '')) ?? openClass;
    const guards = [...decoratorGuards(fn.decorators, file), ...shared];
    file.routes.push({
      framework: 'nest',
      method:
        name === 'Query' || name === 'Sse'
          ? 'GET'
          : name === 'Mutation' || name === 'SubscribeMessage'
            ? 'POST'
            : name.toUpperCase(),
      isMutating: !/^(?:Get|Query|Sse|Subscription)$/.test(name),
      path: `/${prefix}/${own}`.replace(/\/+/g, '/'),
      name: fn.name ?? '',
      start: declarationStart(fn.decorators, fn.node),
      end: fn.node.get('parameters')?.end ?? fn.node.start + 1,
      guards,
      fn,
      place: isApp ? 'app' : 'global',
      opened: opened?.node,
      openedBelow: true,
    });
  }
}

/** The name of a decorator in the module that it comes from: `Query as GqlQuery` is `Query`. */
function importedName(decorator: Expression, file: FileContext): string {
  const local = lastName(decorator) ?? '';
  const path = file.imports.find((one) => one.local === local)?.path;
  return path?.split('.').at(-1) ?? local;
}

const swagger =
  /^(?:Api\w*|HttpCode|Header|Redirect|Render|Version|UseInterceptors|UsePipes|UseFilters|Throttle|SkipThrottle|Cache\w*|Log\w*|Transform\w*|ResolveField|Serialize\w*|Timeout|Validate\w*|UsePipes|Body|Controller|Resolver|JsonController|WebSocketGateway|Get|Post|Put|Patch|Delete|All|Sse|Query|Mutation|Subscription|SubscribeMessage|Injectable|Host|get|post|put|patch|del|api|oas|visibility|Route|Tags|SuccessResponse|Response|Example|OperationId|Service|injectable)$/;

function decoratorGuards(decorators: readonly Expression[], file: FileContext): Guard[] {
  return decorators.flatMap((one) => {
    const name = lastName(one) ?? '';
    if (opens.test(name) || swagger.test(name)) return [];
    // tsoa's `@Security('jwt')`
    if (name === 'Security') return [{ name, level: 'authenticated' as const, node: one.node }];
    if (name === 'SetMetadata')
      return one.kind === 'call' && /role|permission|auth/i.test(textOf(one.args[0]?.value) ?? '')
        ? [{ name: 'SetMetadata', level: 'authorised' as const, node: one.node }]
        : [];
    return guardsOf(one, file);
  });
}

const nextVerbs = /^(?:GET|POST|PUT|PATCH|DELETE)$/;

function readNext(file: FileContext): void {
  const { path, text } = file;
  const isRouteFile =
    /(?:^|\/)route\.[jt]sx?$/.test(path) ||
    /next\/server|NextRequest|NextResponse/.test(text) ||
    /export (?:async )?function (?:GET|POST|PUT|PATCH|DELETE)\(\s*_?req(?:uest)?\b/.test(text) ||
    /\+server\.[jt]s$/.test(path);
  const isApi =
    /(?:^|\/)pages\/api\//.test(path) || /NextApi(?:Request|Response|Handler)|VercelRequest/.test(text);
  const isActions = file.program.body.slice(0, 3).some(isUseServer);
  const route = (
    name: string,
    method: string,
    node: SyntaxNode,
    end: number,
    guards: Guard[],
    fn: FunctionShape | undefined,
    isAction: boolean,
  ): void => {
    file.routes.push({
      framework: isAction ? 'action' : 'next',
      method,
      isMutating: method !== 'GET',
      path: isAction ? undefined : pathOfFile(path),
      name: isAction ? name : nextVerbs.test(name) ? '' : name,
      start: node,
      end,
      guards,
      fn,
      place: isAction ? 'view' : 'global',
    });
  };
  const headOf = (fn: FunctionShape | undefined, node: SyntaxNode): number =>
    (fn && fn.node.start >= node.start
      ? (fn.node.get('parameters') ?? fn.node.get('parameter'))?.end
      : undefined) ?? Math.min(node.end, node.start + 60);
  const exportedFunction = (
    name: string,
    node: SyntaxNode,
    value: Expression | FunctionShape,
    isDefault: boolean,
  ): void => {
    const guards: Guard[] = [];
    const { fn } = 'kind' in value ? handlerOf(value, file, guards) : { fn: value };
    if (!isDefault && nextVerbs.test(name) && (isRouteFile || (fn && name !== 'GET')))
      route(name, name, node, headOf(fn, node), guards, fn, false);
    else if (isDefault && isApi) {
      const body = fn?.node.text ?? '';
      const method = /['"](?:DELETE)['"]/.test(body)
        ? 'DELETE'
        : /['"](?:POST|PUT|PATCH)['"]/.test(body)
          ? 'POST'
          : 'GET';
      route(fn?.name ?? 'handler', method, node, headOf(fn, node), guards, fn, false);
    } else if (fn && (isActions || fn.body.slice(0, 2).some(isUseServer)) && !isDefault) {
      const isRead = /^(?:get|fetch|list|load|find|search|read|count|is|has)/.test(name);
      route(name, isRead ? 'GET' : 'POST', node, headOf(fn, node), guards, fn, true);
    }
  };
  for (const statement of file.program.body) {
    const holder = exportOf(statement.node);
    if (
      statement.kind === 'function' &&
      statement.fn.name !== undefined &&
      (holder || statement.fn.body.slice(0, 2).some(isUseServer))
    )
      exportedFunction(
        statement.fn.name,
        holder ?? statement.node,
        statement.fn,
        holder !== undefined && isDefaultExport(holder),
      );
    else if (!holder) continue;
    else if (statement.kind === 'function') exportedFunction('handler', holder, statement.fn, true);
    else if (statement.kind === 'assign' && statement.target.kind === 'bind')
      exportedFunction(statement.target.name, holder, statement.value, false);
    else if (statement.kind === 'expression') exportedFunction('handler', holder, statement.value, true);
  }
  // Actions that are closures of a server component.
  if (!isActions && text.includes('use server'))
    visitFile(
      file,
      (expression) => {
        if (expression.kind === 'function' && expression.fn.body.slice(0, 1).some(isUseServer))
          nested(expression.fn, route);
      },
      (statement) => {
        if (
          statement.kind === 'function' &&
          !file.program.body.includes(statement) &&
          statement.fn.body.slice(0, 1).some(isUseServer)
        )
          nested(statement.fn, route);
      },
    );
}

function nested(
  fn: FunctionShape,
  route: (
    name: string,
    method: string,
    node: SyntaxNode,
    end: number,
    guards: Guard[],
    fn: FunctionShape,
    isAction: boolean,
  ) => void,
): void {
  route(
    fn.name ?? 'action',
    'POST',
    fn.node,
    fn.node.get('parameters')?.end ?? fn.node.start + 1,
    [],
    fn,
    true,
  );
}

function isUseServer(statement: Statement): boolean {
  return statement.kind === 'expression' && textOf(statement.value) === 'use server';
}

function exportOf(node: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | undefined = node, steps = 0; at && steps < 4; at = at.parent, steps++)
    if (at.kind === 'export_statement') return at;
  return undefined;
}

function isDefaultExport(node: SyntaxNode): boolean {
  return node.children.some((child) => child.kind === 'default');
}

/** `app/api/users/[id]/route.ts` serves `/api/users/[id]`. */
function pathOfFile(path: string): string {
  const match = /(?:^|\/)(?:app|pages|routes)\/(.*?)(?:\/(?:route|\+server))?\.[jt]sx?$/.exec(path);
  if (match) return `/${(match[1] ?? '').replace(/\([^)]*\)\//g, '')}`;
  // Elsewhere the name of a file serves nothing; that it is about signing in makes it no sign-in.
  const name = path
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/\.[jt]sx?$/, '')
    .replace(/(?:missing|without|broken|no)?[-_]?auth\w*|log-?in|verif\w*|test|public/gi, '');
  return `/${name}`;
}

/** tRPC procedures and resolver maps are entries of object literals. */
function readProcedures(object: Extract<Expression, { kind: 'object' }>, file: FileContext): void {
  for (const { key, value } of object.entries) {
    if (key === undefined) continue;
    if (
      value.kind === 'call' &&
      value.callee.kind === 'member' &&
      /^(?:mutation|query|subscription)$/.test(value.callee.property)
    )
      readProcedure(key, value, value.callee, file);
    else if (
      /^(?:Mutation|Query|Subscription)$/.test(key) &&
      value.kind === 'object' &&
      /resolver|graphql|gql/i.test(file.text)
    ) {
      // graphql-shield and middlewares of the schema guard fields by name.
      const shield = /\bshield\s*\(|\bapplyMiddleware\s*\(/.test(file.text);
      for (const entry of value.entries) {
        if (entry.key === undefined || entry.value.kind === 'object') continue;
        const guards: Guard[] = shield
          ? [{ name: 'shield', level: 'authorised', node: entry.value.node }]
          : [];
        const { fn } = handlerOf(entry.value, file, guards);
        file.routes.push({
          framework: 'graphql',
          method: key === 'Query' ? 'GET' : 'POST',
          isMutating: key === 'Mutation',
          path: undefined,
          name: entry.key,
          start: entry.value.node,
          end:
            fn && fn.node.start >= entry.value.node.start
              ? ((fn.node.get('parameters') ?? fn.node.get('parameter'))?.end ?? entry.value.node.end)
              : entry.value.node.end,
          guards,
          fn,
          place: 'view',
        });
      }
    }
  }
}

function readProcedure(
  key: string,
  call: Extract<Expression, { kind: 'call' }>,
  callee: Extract<Expression, { kind: 'member' }>,
  file: FileContext,
): void {
  const head = (dotted(callee.object) ?? '').replace(/[([].*$/, '');
  const root = head.replace(/\.(?:input|output|use|meta|concat).*$/, '');
  const isNamed = /procedure/i.test(root);
  if (!isNamed && !isProcedure(call, root, file)) return;
  const guards: Guard[] = [];
  const name = root.split('.').at(-1) ?? root;
  if (!isNamed) guards.push(...guardsOf(rootOf(callee.object), file));
  else if (
    !/^(?:public|base|open|anonymous)?Procedure$|^procedure$/i.test(name) &&
    !/\b(?:public|base)Procedure$/i.test(root)
  )
    guards.push({
      name,
      level:
        guardLevelOf(name) === 'authorised' || /admin|owner|staff|permission|role/i.test(name)
          ? 'authorised'
          : 'authenticated',
      node: callee.object.node,
    });
  for (
    let at: Expression = callee.object, steps = 0;
    steps < 12 && at.kind === 'call' && at.callee.kind === 'member';
    at = at.callee.object, steps++
  )
    if (at.callee.property === 'use') guards.push(...at.args.flatMap(({ value }) => guardsOf(value, file)));
  const handler = call.args[0] ? handlerOf(call.args[0].value, file, guards) : { name: '' };
  file.routes.push({
    framework: 'trpc',
    method: callee.property === 'query' ? 'GET' : 'POST',
    isMutating: callee.property === 'mutation',
    path: undefined,
    name: key,
    start: call.node,
    end: callee.object.node.start + Math.max(1, root.length),
    guards,
    fn: handler.fn,
    place: 'view',
  } satisfies Route);
}

/** `authed.input(…).mutation(({ ctx, input }) => …)` in a router: procedures under names of the program's own. */
function isProcedure(call: Extract<Expression, { kind: 'call' }>, root: string, file: FileContext): boolean {
  const handler = call.args[0]?.value;
  const first = handler?.kind === 'function' ? handler.fn.parameters[0]?.target : undefined;
  return (
    /^\w+$/.test(root) &&
    first?.kind === 'fields' &&
    first.entries.some(({ key }) => key === 'ctx' || key === 'input') &&
    /\brouter\(|trpc/i.test(file.text)
  );
}

/** The name that a chain of calls begins with. */
function rootOf(expression: Expression): Expression {
  let at = expression;
  for (let steps = 0; steps < 20; steps++)
    if (at.kind === 'call') at = at.callee;
    else if (at.kind === 'member') at = at.object;
    else break;
  return at;
}
