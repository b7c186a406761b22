// What a route is, and the parts of a file that every framework's reader needs.
import type { Expression, FunctionShape, Program, Statement, Target } from '../../flow/ir.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { BodyFacts, Guard, Helpers } from './body/facts.ts';
import { distantFacts, factsOf } from './body/body.ts';
import { boundNames, dotted, lastName, visitAll, type Visitor } from './shapes.ts';
import { guardLevelOf, isHarmless } from './words.ts';

/**
 * Where a route lives decides how likely a guard stands elsewhere. `app`: the file builds the server, nothing can be
 * mounted around it. `view`: frameworks whose guards stand at each handler (Flask, Django, server actions, procedures).
 * `router`: mounted by another file, perhaps behind a guard. `global`: Next.js, NestJS and DRF, which have global guards.
 */
export type Place = 'app' | 'view' | 'router' | 'global';

/** One way into the program. */
export interface Route {
  framework: string;
  method: string;
  isMutating: boolean;
  path?: string | undefined;
  name: string;
  start: SyntaxNode;
  /** Offset at which the declaration ends and the body begins. */
  end: number;
  guards: Guard[];
  fn?: FunctionShape | undefined;
  place: Place;
  /** True when the file that builds the server mounts its router with nothing in front. */
  isMountedBare?: boolean;
  /** What explicitly lets everyone in. */
  opened?: SyntaxNode | undefined;
  /** The line that opens stands apart from the declaration and is the one to change. */
  openedBelow?: boolean;
  /** A guard that stands where it has no effect, above the decorator that registers the function. */
  above?: Guard | undefined;
  /** Names of base classes, models, and query attributes, for the owner rule. */
  className?: string | undefined;
  /** Where a class says which records it serves. */
  queryset?: SyntaxNode | undefined;
}

/** A file while its routes are read. */
export interface FileContext {
  path: string;
  /** Without what its comments say; every place stays. */
  text: string;
  program: Program;
  helpers: Helpers;
  classes: ReadonlyMap<string, Extract<Statement, { kind: 'class' }>>;
  /** The value that a name is given, when it is given one. */
  values: ReadonlyMap<string, Expression>;
  imports: readonly { local: string; path: string }[];
  routes: Route[];
  /** Routers of other files that are mounted here. */
  mounts: Mount[];
}

/** Whether a route of the file runs this very function. To be asked once all routes are read. */
export function isOfRoute(fn: FunctionShape, { routes }: Pick<FileContext, 'routes'>): boolean {
  let known = handlers.get(routes);
  if (!known) handlers.set(routes, (known = new Set(routes.map((route) => route.fn))));
  return known.has(fn);
}

const handlers = new WeakMap<readonly Route[], ReadonlySet<FunctionShape | undefined>>();

/** `app.use('/admin', requireAdmin, adminRouter)` */
export interface Mount {
  receiver: string;
  path: string;
  node: SyntaxNode;
  /** Offset at which the path ends. */
  end: number;
  guards: Guard[];
  /** A guard that the same app uses for everything, but further down. */
  later?: Guard | undefined;
}

/** Reads what all frameworks need: functions, classes, constants, imports. */
export function contextOf(path: string, text: string, program: Program): FileContext {
  const functions = new Map<string, FunctionShape>();
  const classes = new Map<string, Extract<Statement, { kind: 'class' }>>();
  const values = new Map<string, Expression>();
  const aliases = new Map<string, string>();
  const imports: { local: string; path: string }[] = [];
  const define = (target: Target, value: Expression): void => {
    if (target.kind === 'place') {
      const chain = dotted(target.place);
      if (chain !== undefined && value.kind === 'function')
        functions.set(chain.replace(/^(?:module\.)?exports\./, ''), value.fn);
      return;
    }
    if (target.kind === 'items') {
      // `viewer, admin = (Depends(role(name)) for name in ROLES)`
      const each = /^\(?\[?\s{0,20}(?:Depends|Security)\(([\w.]+)[^,]{0,80}\bfor\b/.exec(
        value.node.text.slice(0, 300),
      )?.[1];
      if (each !== undefined) for (const name of boundNames(target)) aliases.set(name, each);
      return;
    }
    if (target.kind !== 'bind') return;
    if (value.kind === 'function') functions.set(target.name, value.fn);
    // `const x = useCallback(() => …)`, `const h = asyncHandler(async (req, res) => …)`
    else if (value.kind === 'call') {
      const inner = value.args.findLast(({ value: one }) => one.kind === 'function')?.value;
      if (inner?.kind === 'function' && !functions.has(target.name)) functions.set(target.name, inner.fn);
    }
    // `const check = options.check ?? ((req, res) => …)`
    else if (value.kind === 'choice') {
      const own = value.branches.findLast(({ kind }) => kind === 'function');
      if (own?.kind === 'function' && !functions.has(target.name)) functions.set(target.name, own.fn);
    }
    values.set(target.name, value);
    const text = value.node.text.slice(0, 300);
    const dependency = /(?:Depends|Security)\(([\w.]+)/.exec(text)?.[1];
    const chain = dependency ?? (value.kind === 'call' ? dotted(value.callee) : dotted(value));
    if (chain !== undefined && value.kind !== 'function' && (guardLevelOf(chain) || dependency !== undefined))
      aliases.set(target.name, chain);
  };
  visitAll(
    program.body,
    (expression) => {
      if (expression.kind === 'assign') define(expression.target, expression.value);
    },
    (statement) => {
      if (
        statement.kind === 'function' &&
        statement.fn.name !== undefined &&
        !functions.has(statement.fn.name)
      )
        functions.set(statement.fn.name, statement.fn);
      if (statement.kind === 'class' && statement.name !== undefined) classes.set(statement.name, statement);
      if (statement.kind === 'assign') define(statement.target, statement.value);
      if (statement.kind === 'import')
        for (const binding of statement.bindings) {
          imports.push(binding);
          const last = binding.path.split('.').at(-1) ?? '';
          if (last !== binding.local && guardLevelOf(last)) aliases.set(binding.local, last);
        }
    },
  );
  return {
    path,
    text,
    program,
    helpers: { functions, facts: new Map(), aliases },
    classes,
    values,
    imports,
    routes: [],
    mounts: [],
  };
}

/** What a function of the file says without its comments: a check that is only promised there is none. */
export function codeOf({ node }: FunctionShape, { text }: Pick<FileContext, 'text'>): string {
  return text.slice(node.start, node.end);
}

/** The facts of a route's handler. */
export function routeFacts(route: Route, file: FileContext): BodyFacts | undefined {
  return route.fn && factsOf(route.fn, file.helpers);
}

/** The guards that a decorator, middleware, dependency or list of them is; names are resolved in the file. */
export function guardsOf(expression: Expression, file: FileContext, depth = 0): Guard[] {
  if (depth > 5) return [];
  switch (expression.kind) {
    case 'list':
      return expression.items.flatMap((one) => guardsOf(one, file, depth + 1));
    case 'function': {
      const facts = factsOf(expression.fn, file.helpers);
      const { guard } = facts;
      const level = findsOwn(facts) ? 'authorised' : guard?.level;
      return guard && level ? [{ ...guard, level, node: expression.node, inBody: false }] : [];
    }
    case 'choice':
      return expression.branches.flatMap((one) => guardsOf(one, file, depth + 1));
    case 'name':
    case 'member':
    case 'call':
      break;
    default:
      return [];
  }
  const callee = expression.kind === 'call' ? expression.callee : expression;
  // `this.requireAuth.bind(this)`
  if (expression.kind === 'call' && callee.kind === 'member' && callee.property === 'bind')
    return guardsOf(callee.object, file, depth + 1);
  const chain = dotted(callee)?.replace(/\(\)/g, '');
  if (chain === undefined) return [];
  const name = lastName(callee) ?? chain;
  const label =
    /^(?:use|required|authenticate|protect|verify|check|guard|middleware|default|handler)$/.test(name) &&
    chain.length < 50
      ? chain
      : name;
  const found = (level: Guard['level']): Guard[] => [{ name: label, level, node: expression.node }];
  if (
    /^(?:method_decorator|UseGuards|Depends|Security|compose|applyDecorators|some|every|chain|combineResolvers|and|or|not|composeResolvers|use|unless|wrap|preHandler|middleware)$/.test(
      name,
    ) &&
    expression.kind === 'call'
  ) {
    const inner = expression.args.flatMap(({ value }) => guardsOf(value, file, depth + 1));
    if (inner.length > 0) return inner;
    if (name === 'UseGuards') return found('authenticated');
    // `jwt({...}).unless({...})`
    return callee.kind === 'member' && callee.object.kind === 'call'
      ? guardsOf(callee.object, file, depth + 1)
      : [];
  }
  // Starlette's `@requires("authenticated")`, `@requires(["authenticated", "admin"])`, `@require("deals:write")`
  if (
    expression.kind === 'call' &&
    (name === 'requires' ||
      (/^(?:require|needs|allow|restrict)$/.test(name) &&
        /^[\w.]+\(\s*\[?\s*['"](?:admin|staff|user|member|manager|owner|editor|\w+[:.]\w+)/.test(
          expression.node.text.slice(0, 80),
        )))
  )
    return found(
      /^\w+\(\s*['"]authenticated['"]/.test(expression.node.text) ? 'authenticated' : 'authorised',
    );
  const listed = expression.kind === 'name' ? file.values.get(chain) : undefined;
  if (listed?.kind === 'list') return guardsOf(listed, file, depth + 1);
  const own = guardLevelOf(chain);
  const helper = file.helpers.functions.get(chain) ?? file.helpers.functions.get(name);
  if (helper) {
    const facts = factsOf(helper, file.helpers);
    const level = findsOwn(facts)
      ? 'authorised'
      : facts.guard && own !== 'authorised'
        ? facts.guard.level
        : own;
    return level ? found(level) : [];
  }
  if (own === undefined || onlyMembers.test(name)) {
    const distant = isHarmless(chain) ? undefined : distantLevel(chain, file);
    if (distant) return found(distant);
  }
  if (own)
    return found(
      own === 'authenticated' &&
        expression.kind === 'call' &&
        (/['"](?:admin|superuser|staff|owner|manager|editor|moderator|\w+:\w+)|\b\w*(?:Roles?|Permissions?|Scopes?|Privileges?)\.\w/i.test(
          expression.node.text.slice(0, 120),
        ) ||
          // `fastify.auth([fastify.verifyJwt, fastify.verifyOwner])`
          expression.args.some(
            ({ value }) =>
              value.kind === 'list' &&
              guardsOf(value, file, depth + 1).some(({ level }) => level === 'authorised'),
          ))
        ? 'authorised'
        : own,
    );
  const alias = file.helpers.aliases.get(chain);
  const aliased = alias === undefined ? undefined : guardLevelOf(alias);
  if (aliased) return found(aliased);
  const value = file.values.get(chain);
  if (value && value !== expression && /^(?:list|call|name|member|choice)$/.test(value.kind)) {
    const inner = guardsOf(value, file, depth + 1);
    if (inner.length > 0) return inner;
  }
  return isHarmless(chain) ? [] : found('maybe');
}

/** `ownAlbum` takes the record by id and by who calls. */
export function findsOwn({ usesCaller, records, own, decides }: BodyFacts): boolean {
  const filters = own?.filter(({ isFilter }) => isFilter) ?? [];
  return (
    usesCaller &&
    ((records.length > 0 && (decides || filters.length > 0)) ||
      // The caller's membership of something, and not their own account.
      filters.some(
        ({ thing }) => !/^(?:user|session|account|token|profile|key|apikey|customer)$/.test(thing),
      ))
  );
}

/** Guards of a site whose accounts are called so. */
const onlyMembers = /^(?:require_?)?(?:members?|managers?)(?:_?(?:required|only))?$/i;

/** What a function of another file asks who calls; undefined where it asks nothing, or is not found. */
export function distantLevel(chain: string, { helpers }: FileContext): Guard['level'] | undefined {
  const facts = distantFacts(chain, helpers);
  if (!facts?.guard) return undefined;
  const text = helpers.distant?.(chain)?.fn.node.text.slice(0, 3000) ?? '';
  return findsOwn(facts) || (facts.decides && asksForMore.test(text)) ? 'authorised' : facts.guard.level;
}

/** What is asked of somebody who is signed in. */
const asksForMore =
  /groups?\b|roles?\b|\bperm|permissions?\b|staff\b|admin|superuser|owner|scopes?\b|\bplan\b|\btier\b|department|member(?:s|ships?|_ids|Ids)\b|Permission\w*\.(?:query|find)/i;

/** What of an address stands before the first parameter, such as `/vehicles`; undefined where it has none. */
export function addressBefore(path: string | undefined): string | undefined {
  const at = path?.search(/\/[:<{[$]\w/) ?? -1;
  const base = path?.slice(0, Math.max(at, 0)) ?? '';
  return /\w$/.test(base) ? base : undefined;
}

/** Visits every expression of the file. */
export function visitFile(
  file: FileContext,
  visit: Visitor,
  each?: (statement: Statement) => boolean | void,
): void {
  visitAll(file.program.body, visit, each);
}

/** True when a module of one of these names is imported. */
export function importsAny(file: FileContext, expression: RegExp): boolean {
  return file.imports.some(({ path }) => expression.test(path));
}

/** Where a declaration starts: at its first decorator, with the `@`. */
export function declarationStart(decorators: readonly Expression[], node: SyntaxNode): SyntaxNode {
  const first = decorators[0]?.node;
  return first?.parent?.kind === 'decorator' ? first.parent : (first ?? node);
}

/** Where the head of a function ends: its parameters. */
export function headerEnd(fn: FunctionShape): number {
  return (
    fn.node.get('parameters')?.end ?? fn.node.get('name')?.end ?? Math.min(fn.node.end, fn.node.start + 80)
  );
}
