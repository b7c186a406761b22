// Reads the routes of Laravel and Symfony in files where some route has a guard of its own.
import type { Expression, FunctionShape, Statement } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { factsOf } from '../body/body.ts';
import { codeOf, visitFile, type FileContext, type Route } from '../route.ts';
import { entryOf, lastName, textOf } from '../shapes.ts';
import { guardLevelOf, phraseOf } from '../words.ts';

type ClassStatement = Extract<Statement, { kind: 'class' }>;
type Call = Extract<Expression, { kind: 'call' }>;

const actionVerbs: Record<string, string> = {
  store: 'POST',
  create: 'GET',
  update: 'PUT',
  destroy: 'DELETE',
  delete: 'DELETE',
};
const changes =
  /^ (?:store|update|destroy|delete|remove|save|set|add|toggle|approve|reject|ban|unban|promote|demote|cancel|archive|publish|import|assign|revoke|reset|move|transfer|pay|refund|upload|enable|disable|block|restore|purge) /;
/** What a method of a controller asks before it goes on. */
const asks =
  /->(?:authorize\w*|assertPermission|denyAccessUnlessGranted|isGranted|middleware)\(|\bGate::\w+\(|\babort_(?:if|unless)\(|->(?:can|cannot|hasRole|hasPermission\w*|isAdmin)\(|\bAuth::(?:check|guest)\(|\b(?:check|require|verify|ensure)_?(?:login|auth|admin|permission|user)\w*\(/i;
/** Methods that a framework calls before each action. */
const beforeActions =
  /^(?:init|_?initialize|preDispatch|beforeAction|beforeFilter|beforeExecuteRoute|before|boot|setUp)$/;
const namedAction = /^(?:action[A-Z]\w*|\w+Action)$/;
const signs = /^(?:IsGranted|Security|RequireLogin|Authenticated|Auth)$/;
/** Middlewares that let nobody pass unknown. */
const middlewareLevel = (name: string): Guard['level'] | undefined =>
  /^(?:guest|web|api|throttle|cors|signed|cache|locale|bindings|session)\b/.test(name)
    ? undefined
    : /^(?:auth|jwt|sanctum|passport|verified|password\.confirm|login)\b/.test(name)
      ? 'authenticated'
      : /^(?:can|role|permission|admin|ability|scope|is_?admin)\w*\b/.test(name)
        ? 'authorised'
        : (guardLevelOf(name.replace(/:.*$/, '')) ?? 'maybe');

/** Reads the routes of a file of Laravel routes and the actions of controllers. */
export function readPhpRoutes(file: FileContext): void {
  const found: Route[] = [];
  visitFile(
    file,
    () => undefined,
    (statement) => {
      if (statement.kind === 'class' && /^[A-Za-z\d]+Controller$/.test(statement.name ?? ''))
        found.push(...actionsOf(statement, file));
    },
  );
  for (const statement of file.program.body) declared(statement, [], found);
  const isGuarded = ({ guards, fn }: Route): boolean =>
    guards.some(({ level }) => level !== 'maybe') ||
    (fn !== undefined && factsOf(fn, file.helpers).guard !== undefined);
  if (found.some(isGuarded)) file.routes.push(...found);
}

function actionsOf(node: ClassStatement, file: FileContext): Route[] {
  const constructor = node.members.find((one) => one.kind === 'function' && one.fn.name === '__construct');
  const middlewares = constructor?.kind === 'function' ? middlewaresOf(constructor.fn, file) : [];
  const ofClass = node.decorators.filter((one) => signs.test(lastName(one) ?? ''));
  const before = node.members.flatMap((one) => askedBefore(one, file));
  // Where actions say that they are, no other method is one.
  const hasNamedActions = node.members.some(
    (one) => one.kind === 'function' && namedAction.test(one.fn.name ?? ''),
  );
  return node.members.flatMap((member): Route[] => {
    if (member.kind !== 'function' || !member.fn.isPublic) return [];
    const { fn } = member;
    const name = fn.name ?? '';
    if (name.startsWith('__') || beforeActions.test(name)) return [];
    const route = fn.decorators.find((one) =>
      /^(?:Route|Get|Post|Put|Patch|Delete)$/.test(lastName(one) ?? ''),
    );
    const isSymfony = node.members.some(
      (one) => one.kind === 'function' && one.fn.decorators.some((each) => lastName(each) === 'Route'),
    );
    if (isSymfony && !route) return [];
    if (hasNamedActions && !route && !namedAction.test(name)) return [];
    const method = route
      ? methodOf(route)
      : (actionVerbs[name] ?? (changes.test(phraseOf(name)) ? 'POST' : 'GET'));
    const marks = [...ofClass, ...fn.decorators.filter((one) => signs.test(lastName(one) ?? ''))];
    const asked = askedIn(fn, file);
    const guards: Guard[] = [
      ...marks
        .filter((one) => !/PUBLIC_ACCESS|IS_AUTHENTICATED_ANONYMOUSLY/.test(one.node.text))
        .map((one): Guard => ({ name: lastName(one) ?? '', level: 'authorised', node: one.node })),
      ...middlewares.filter(({ covers }) => covers(name)).flatMap(({ guards: some }) => some),
      ...before,
      // A page that the list of exceptions names is meant to be seen by all.
      ...(method === 'GET' ? middlewares.filter(({ excepts }) => excepts(name)) : []).flatMap(
        ({ guards: some }) => some.map((one): Guard => ({ ...one, level: 'maybe' })),
      ),
      ...(asked === undefined
        ? []
        : [{ name: asked, level: 'authorised' as const, node: fn.node, inBody: true }]),
    ];
    return [
      {
        framework: `${isSymfony ? 'symfony' : 'laravel'} ${node.name ?? ''}`,
        method,
        isMutating: method !== 'GET',
        path: route ? pathOf(route) : `/${phraseOf((node.name ?? '').replace(/Controller$/, '')).trim()}`,
        name,
        start: fn.node.get('name') ?? fn.node,
        end: fn.node.get('parameters')?.end ?? fn.node.end,
        guards,
        fn,
        place: 'global',
      },
    ];
  });
}

/** What Zend, Yii, CakePHP and Phalcon ask of each request before its action. */
function askedBefore(member: Statement, file: FileContext): Guard[] {
  if (member.kind !== 'function' || !beforeActions.test(member.fn.name ?? '')) return [];
  const asked = askedIn(member.fn, file);
  return asked === undefined ? [] : [{ name: asked, level: 'authorised', node: member.fn.node }];
}

/** The first check of a method. */
function askedIn(fn: FunctionShape, file: FileContext): string | undefined {
  return asks.exec(codeOf(fn, file))?.[0].replace(/^->|\($/g, '');
}

/** `$this->middleware('auth')->except('index')` of a constructor. */
function middlewaresOf(
  fn: FunctionShape,
  file: FileContext,
): { guards: Guard[]; covers: (action: string) => boolean; excepts: (action: string) => boolean }[] {
  void file;
  return fn.body.flatMap((statement) => {
    if (statement.kind !== 'expression' || statement.value.kind !== 'call') return [];
    const chain = chainOf(statement.value);
    const first = chain.find((one) => lastName(one.callee) === 'middleware');
    if (!first) return [];
    const limits = chain.filter((one) => /^(?:only|except)$/.test(lastName(one.callee) ?? ''));
    const options = first.args[1]?.value;
    const listed = (key: string): string[] | undefined => {
      const given =
        limits.find((one) => lastName(one.callee) === key)?.args.map(({ value }) => value) ??
        (entryOf(options, key) ? [entryOf(options, key) as Expression] : undefined);
      return given?.flatMap(textsOf);
    };
    const only = listed('only');
    const except = listed('except');
    return [
      {
        guards: first.args
          .slice(0, 1)
          .flatMap(({ value }) => textsOf(value))
          .flatMap((name) => named(name, first)),
        covers: (action: string) => (!only || only.includes(action)) && !except?.includes(action),
        excepts: (action: string) => except?.includes(action) === true,
      },
    ];
  });
}

function named(name: string, call: Call): Guard[] {
  const level = middlewareLevel(name);
  return level ? [{ name, level, node: call.node }] : [];
}

/** The calls of a chain, the last one first. */
function chainOf(call: Call): Call[] {
  const out: Call[] = [call];
  for (let one: Expression = call.callee; one.kind === 'member';) {
    if (one.object.kind !== 'call') break;
    out.push(one.object);
    one = one.object.callee;
  }
  return out;
}

function textsOf(value: Expression): string[] {
  const all = value.kind === 'list' ? value.items : [value];
  return all.flatMap((one) => {
    const text = textOf(one);
    if (text !== undefined) return [text];
    // `Authenticate::class`
    return one.kind === 'member' && one.property === 'class' ? [lastName(one.object) ?? ''] : [];
  });
}

/** `Route::post('/x', …)->middleware('auth')`, also inside of groups. */
function declared(statement: Statement, around: readonly Guard[], found: Route[]): void {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return;
  const chain = chainOf(statement.value);
  const root = chain.at(-1)?.callee;
  if (root?.kind !== 'member' || lastName(root.object) !== 'Route') return;
  const guards = [
    ...around,
    ...chain
      .filter((one) => lastName(one.callee) === 'middleware' || lastName(one.callee) === 'can')
      .flatMap((one) =>
        lastName(one.callee) === 'can'
          ? named('can', one)
          : one.args.flatMap(({ value }) => textsOf(value)).flatMap((name) => named(name, one)),
      ),
  ];
  const group = chain.find((one) => lastName(one.callee) === 'group');
  if (group) {
    const options = group.args.length > 1 ? entryOf(group.args[0]?.value, 'middleware') : undefined;
    const inner = [...guards, ...(options ? textsOf(options).flatMap((name) => named(name, group)) : [])];
    const fn = group.args.at(-1)?.value;
    if (fn?.kind === 'function') for (const one of fn.fn.body) declared(one, inner, found);
    return;
  }
  const route = chain.find((one) => /^(?:get|post|put|patch|delete|any)$/.test(lastName(one.callee) ?? ''));
  const path = textOf(route?.args[0]?.value);
  if (!route || path === undefined) return;
  const method = (lastName(route.callee) ?? '').toUpperCase();
  found.push({
    framework: 'laravel',
    method: method === 'ANY' ? 'POST' : method,
    isMutating: method !== 'GET',
    path: path.startsWith('/') ? path : `/${path}`,
    name: '',
    start: statement.node,
    end: statement.node.end,
    guards: chain.some((one) => lastName(one.callee) === 'withoutMiddleware')
      ? around.filter(({ level }) => level === 'maybe')
      : guards,
    fn: undefined,
    place: 'router',
  });
}

function methodOf(route: Expression): string {
  const name = (lastName(route) ?? '').toUpperCase();
  if (name !== 'ROUTE') return name;
  return (
    /['"](POST|PUT|PATCH|DELETE)['"]|METHOD_(POST|PUT|PATCH|DELETE)/
      .exec(route.node.text)
      ?.slice(1)
      .find(Boolean) ?? 'GET'
  );
}

function pathOf(route: Expression): string {
  if (route.kind !== 'call') return '';
  const given = route.args.find(({ name }) => name === undefined || name === 'path')?.value;
  return textOf(given) ?? '';
}
