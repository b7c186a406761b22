// Reads class-based routes: Django views, DRF views and view sets, Flask resources, Tornado and aiohttp handlers.
import type { Expression, FunctionShape, Statement } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { distantFacts, factsOf } from '../../body/body.ts';
import { permissionLevel } from './django-views.ts';
import { readPythonSchema } from './graphql.ts';
import type { ClassUrls } from './urls.ts';
import {
  declarationStart,
  guardsOf,
  headerEnd,
  importsAny,
  type FileContext,
  type Place,
  type Route,
} from '../../route.ts';
import { dotted, keyword, lastName, textOf } from '../../shapes.ts';
import { guardLevelOf } from '../../words.ts';

type ClassStatement = Extract<Statement, { kind: 'class' }>;

const families: readonly { bases: RegExp; framework: string; place: Place; imports: RegExp | undefined }[] = [
  {
    bases: /(?:APIView|ViewSet|ViewSetMixin)$|^(?:List|Create|Retrieve|Update|Destroy)\w*APIView$/,
    framework: 'drf',
    place: 'global',
    imports: undefined,
  },
  {
    bases:
      /^(?:View|TemplateView|ListView|DetailView|CreateView|UpdateView|DeleteView|FormView|RedirectView|SingleObjectMixin|BaseDetailView|BaseListView)$/,
    framework: 'django',
    place: 'view',
    imports: /^django/,
  },
  {
    bases: /^(?:Resource|MethodView|MethodResource)$/,
    framework: 'flask-class',
    place: 'view',
    imports: /^(?:flask|quart)/,
  },
  { bases: /(?:RequestHandler|WebSocketHandler)$/, framework: 'tornado', place: 'app', imports: /^tornado/ },
  {
    bases: /(?:WebsocketConsumer|JsonWebsocketConsumer)$/,
    framework: 'channels',
    place: 'view',
    imports: /^channels/,
  },
  {
    bases: /^(?:View|HTTPEndpoint|HTTPMethodView)$/,
    framework: 'async-class',
    place: 'router',
    imports: /^(?:aiohttp|starlette|sanic)/,
  },
];
const falcon = { bases: /^object$/, framework: 'falcon', place: 'router' as Place, imports: undefined };
const cherrypy = { bases: /^object$/, framework: 'cherrypy', place: 'view' as Place, imports: undefined };
/** CherryPy's handlers are marked one by one. */
const isExposedMethod = (one: Statement): boolean =>
  one.kind === 'function' &&
  one.fn.decorators.some((decorator) => /^(?:cherrypy\.)?expose$/.test(dotted(decorator) ?? ''));
/** Falcon's resources have no base class, only their methods' names. */
const falconMethod = /^on_(get|post|put|patch|delete)(?:_\w+)?$/;
const verbs = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'list',
  'create',
  'retrieve',
  'update',
  'partial_update',
  'destroy',
  'on_message',
  'open',
  'connect',
]);
const changing = /^(?:connect|post|put|patch|delete|create|update|partial_update|destroy|on_message)$/;
const knownBase =
  /^(?:object|ABC|\w*Mixin|generics|views|viewsets|GenericViewSet|ContextMixin|Generic|Protocol)$/;

/** Reads the routes of a class, if it is a view. */
export function readPythonClass(
  node: ClassStatement,
  file: FileContext,
  urls: ClassUrls,
  everywhere: Guard[],
  hasApp: boolean,
): void {
  if (readPythonSchema(node, file, everywhere)) return;
  const bases = allBases(node, file);
  const isFalcon =
    importsAny(file, /^falcon/) &&
    node.members.some((one) => one.kind === 'function' && falconMethod.test(one.fn.name ?? ''));
  const isExposed = importsAny(file, /^cherrypy/) && node.members.some(isExposedMethod);
  const family = isFalcon
    ? falcon
    : isExposed
      ? cherrypy
      : families.find(
          (one) =>
            bases.some((base) => one.bases.test(base)) &&
            (one.imports === undefined || importsAny(file, one.imports)),
        );
  if (!family || node.name === undefined) return;
  // A class that others of the file derive from is no route of its own.
  if (/^(?:Base|Abstract)|Mixin$/.test(node.name)) return;
  if (family.framework === 'django' && family.bases.test(node.name)) return;
  const guards: Guard[] = [...(urls.guards.get(node.name) ?? []), ...everywhere];
  let opened: Route['opened'];
  let queryset: string | undefined;
  let querysetNode: Route['queryset'];
  /** It says itself which records it serves. */
  let isScoped = false;
  const methods: FunctionShape[] = [];
  for (const one of [node, ...bases.flatMap((base) => file.classes.get(base) ?? [])]) {
    for (const base of one.bases) {
      const name = lastName(base) ?? '';
      const level = guardLevelOf(name);
      if (level) guards.push({ name, level, node: base.node });
      else if (!family.bases.test(name) && !knownBase.test(name) && !file.classes.has(name))
        guards.push({ name, level: 'maybe', node: base.node });
    }
    for (const decorator of one.decorators)
      guards.push(...guardsOf(decorator, file).filter(({ level }) => level !== 'maybe'));
    for (const member of one.members) {
      if (member.kind === 'assign' && member.target.kind === 'bind') {
        const attribute = member.target.name;
        if (attribute === 'permission_classes') {
          const level = permissionLevel(member.value);
          if (level === 'open') opened ??= member.node;
          else guards.push({ ...level, node: member.node });
        } else if (/^(?:decorators|method_decorators)$/.test(attribute))
          guards.push(...guardsOf(member.value, file));
        else if (
          /^(?:permission_required|roles_required|required_\w+|permission\w*|login_required|auth_required|allowed_roles)$/.test(
            attribute,
          )
        )
          guards.push({ name: attribute, level: 'authorised', node: member.node });
        else if (
          attribute === 'authentication_classes' &&
          member.value.kind === 'list' &&
          member.value.items.length === 0
        )
          opened ??= member.node;
        else if (
          attribute === 'model' &&
          one === node &&
          family.framework === 'django' &&
          bases.some((base) => /^(?:Update|Delete|Detail|List)View$/.test(base))
        ) {
          const isList = bases.includes('ListView');
          queryset = `${member.value.node.text.slice(0, 60)}.objects.all()${isList ? ' of a list' : ''}`;
          querysetNode = member.node;
        } else if (attribute === 'queryset') {
          queryset = member.value.node.text.slice(0, 120);
          if (one === node) querysetNode = member.node;
        }
      }
      if (member.kind === 'function') {
        const name = member.fn.name ?? '';
        const [only, another] = member.fn.body;
        if (
          name === 'get_queryset' &&
          one === node &&
          only?.kind === 'return' &&
          !another &&
          /^[\w.]+\.objects\.all\(\)$/.test(only.value?.node.text ?? '')
        ) {
          queryset = only.value?.node.text.slice(0, 120);
          querysetNode = only.node;
        } else if (/^get_(?:queryset|object)$/.test(name)) isScoped = true;
        // A socket of Tornado that is closed as it opens hands on no message.
        const opensSocket = name === 'open' && family.framework === 'tornado';
        if (
          opensSocket ||
          /^(?:dispatch|prepare|initial|setup|get_permissions|check_permissions|test_func|has_permission|before_request)$/.test(
            name,
          )
        ) {
          // `@method_decorator(login_required)` above `dispatch`
          guards.push(
            ...member.fn.decorators.flatMap((one) =>
              guardsOf(one, file).filter(({ level }) => level !== 'maybe'),
            ),
          );
          const { guard } = factsOf(member.fn, file.helpers);
          if (guard) guards.push({ ...guard, name, node: member.node, inBody: false });
          else if (/permission|test_func/.test(name))
            guards.push({ name, level: 'authorised', node: member.node });
        } else if (
          one === node &&
          (verbs.has(name) ||
            (isFalcon && falconMethod.test(name)) ||
            (isExposed && isExposedMethod(member)) ||
            member.fn.decorators.some((decorator) => lastName(decorator) === 'action'))
        )
          methods.push(member.fn);
      }
    }
  }
  guards.push(...bases.flatMap((base) => scopeOf(base, node, file)));
  const path = urls.paths.get(node.name) ?? decoratedPath(node.decorators);
  const place: Place = family.place === 'app' || hasApp ? 'app' : family.place;
  const common = {
    framework: family.framework,
    path,
    place,
    opened,
    openedBelow: true,
    className: `${node.name} ${isScoped ? '' : (queryset ?? '')}`,
    queryset: querysetNode,
  };
  const own = methods.map((fn) => ({ fn, guards: fn.decorators.flatMap((one) => guardsOf(one, file)) }));
  // A view of its own methods is those methods; a generic one has more than can be seen.
  const isPlain = bases.every(
    (base) => /^(?:View|APIView|object)$|Mixin$/.test(base) || file.classes.has(base),
  );
  const perMethod =
    (family.framework !== 'django' && family.framework !== 'drf') || isPlain
      ? true
      : own.some((one) => one.guards.some(({ level }) => level !== 'maybe'));
  if (perMethod && methods.length > 0) {
    for (const { fn, guards: more } of own) {
      const verb = falconMethod.exec(fn.name ?? '')?.[1] ?? fn.name ?? '';
      const isMutating = isExposed
        ? factsOf(fn, file.helpers).changes ||
          /delete|remove|update|create|save|set|add|reset|purge|grant/.test(verb)
        : changing.test(verb) || !verbs.has(verb);
      file.routes.push({
        ...common,
        method: verb === 'connect' ? 'WS' : isExposed ? (isMutating ? 'POST' : 'GET') : verb.toUpperCase(),
        isMutating,
        name: `${node.name}.${verb}`,
        start: declarationStart(fn.decorators, fn.node),
        end: headerEnd(fn),
        guards: [...more, ...guards],
        fn,
      });
    }
    return;
  }
  const isReadOnly =
    bases.some((base) =>
      /ReadOnly|^(?:List|Retrieve)(?:Retrieve)?APIView$|^(?:ListView|DetailView|TemplateView|RedirectView)$/.test(
        base,
      ),
    ) ||
    (methods.length > 0 && methods.every((fn) => !changing.test(fn.name ?? '')));
  const isWriting =
    methods.some((fn) => changing.test(fn.name ?? '')) ||
    bases.some(
      (base) =>
        /ModelViewSet$|Create|Update|Destroy|DeleteView|FormView/.test(base) && !/ReadOnly/.test(base),
    );
  if (methods.length === 0 && !isReadOnly && !isWriting) return;
  const isMutating = isWriting;
  const destructive = bases.some((base) => /Destroy|DeleteView|ModelViewSet$/.test(base))
    ? 'DELETE'
    : isMutating
      ? 'POST'
      : 'GET';
  file.routes.push({
    ...common,
    method: destructive,
    isMutating,
    name: `${bases.some((base) => /DeleteView|DestroyAPIView$/.test(base)) ? 'delete ' : ''}${node.name}`,
    start: declarationStart(node.decorators, node.node),
    end: node.node.get('superclasses')?.end ?? node.node.get('name')?.end ?? node.node.start,
    guards,
    fn: merged(node, methods),
  });
  for (const fn of methods) readOpenedAction(fn, node.name, common, file);
}

/** `@action(detail=True, permission_classes=[AllowAny])` opens one route of a guarded view set. */
function readOpenedAction(
  fn: FunctionShape,
  owner: string,
  common: Pick<Route, 'framework' | 'place' | 'className'>,
  file: FileContext,
): void {
  const action = fn.decorators.find((one) => lastName(one) === 'action');
  if (action?.kind !== 'call') return;
  const classes = keyword(action, 'permission_classes');
  if (!classes || permissionLevel(classes) !== 'open') return;
  const isMutating = /post|put|patch|delete/i.test(keyword(action, 'methods')?.node.text ?? '');
  file.routes.push({
    ...common,
    method: isMutating ? 'POST' : 'GET',
    isMutating,
    path: undefined,
    name: `${fn.name ?? ''} ${owner.replace(/(?:View)?Set$|View$/, '')}`,
    start: declarationStart(fn.decorators, fn.node),
    end: headerEnd(fn),
    guards: [],
    opened: action.node,
    fn,
  });
}

function allBases(node: ClassStatement, file: FileContext, depth = 0): string[] {
  if (depth > 4) return [];
  return node.bases.flatMap((base) => {
    const name = lastName(base) ?? '';
    const local = file.classes.get(name);
    return [name, ...(local && local !== node ? allBases(local, file, depth + 1) : [])];
  });
}

function decoratedPath(decorators: readonly Expression[]): string | undefined {
  for (const one of decorators)
    if (one.kind === 'call' && lastName(one) === 'route') return textOf(one.args[0]?.value);
  return undefined;
}

/** All methods as one function, so that a check in any of them counts for the class. */
function merged(node: ClassStatement, methods: readonly FunctionShape[]): FunctionShape {
  // Whose a new record is says nothing of whose the others are.
  const helpers = node.members.flatMap((one) =>
    one.kind === 'function' && one.fn.name !== 'perform_create' ? [one.fn] : [],
  );
  return {
    node: node.node,
    ...(node.name !== undefined && { name: node.name }),
    parameters: methods.flatMap((fn) => fn.parameters),
    body: helpers.flatMap((fn) => fn.body),
    decorators: [],
    isPublic: true,
  };
}

/** What a base class of another file says of the records: those of who calls, or, where it cannot be read, perhaps. */
function scopeOf(base: string, { node }: Pick<ClassStatement, 'node'>, file: FileContext): Guard[] {
  const origin = file.imports.find(({ local }) => local === base)?.path;
  if (origin === undefined || /^(?:django|rest_framework|flask|guardian|rules)\b/.test(origin)) return [];
  const facts = ['get_queryset', 'dispatch', 'get_object']
    .map((method) => distantFacts(`${base}.${method}`, file.helpers))
    .find((one) => one?.usesCaller === true || one?.decides === true);
  if (facts) return [{ name: base, level: 'authorised', node }];
  return /Own|Tenant|User|Scoped|Mine|Querys?et|QuerySet|Permission|Access/.test(base)
    ? [{ name: base, level: 'maybe', node }]
    : [];
}
