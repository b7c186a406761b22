// Reads the guards that Python frameworks take as arguments: dependencies, `auth=`, guarded parameters, class members.
import type { Expression, FunctionShape, Statement } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { factsOf } from '../../body/body.ts';
import { distantLevel, findsOwn, guardsOf, type FileContext } from '../../route.ts';
import { keyword, lastName } from '../../shapes.ts';
import { guardLevelOf, isHarmless } from '../../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** `dependencies=[Depends(x)]`; a dependency whose name tells nothing is a `maybe`. */
export function dependenciesOf(call: Call, file: FileContext): Guard[] {
  const given = keyword(call, 'dependencies');
  // Litestar's `guards=[admin_guard]`
  const guards = keyword(call, 'guards');
  return [
    ...(given ? dependencyGuards(given.node.text, given, file) : []),
    ...(guards ? guardsOf(guards, file) : []),
    ...keywordGuards(call),
  ];
}

/** Ninja's `auth=TokenAuth()`, Chalice's `authorizer=cognito`, Pyramid's `permission="edit"`, Azure's `auth_level=`. */
function keywordGuards(call: Call): Guard[] {
  const out: Guard[] = [];
  for (const { name, value } of call.args) {
    if (name === undefined || !/^(?:auth|authorizer|permissions?|auth_level)$/.test(name)) continue;
    const text = value.node.text.slice(0, 120);
    if (/ANONYMOUS|NO_PERMISSION_REQUIRED|\bNone\b/i.test(text)) continue;
    out.push({
      name: lastName(value) ?? name,
      level: name.startsWith('permission') || /admin/i.test(text) ? 'authorised' : 'authenticated',
      node: value.node,
    });
  }
  return out;
}

function dependencyGuards(text: string, at: Expression, file: FileContext): Guard[] {
  const out: Guard[] = [];
  for (const [, name = ''] of text.slice(0, 2000).matchAll(/(?:Depends|Security)\(\s*([\w.]+)/g))
    out.push(...dependencyGuard(name, at, file));
  return out;
}

function dependencyGuard(name: string, at: Pick<Expression, 'node'>, file: FileContext): Guard[] {
  const known = guardLevelOf(file.helpers.aliases.get(name) ?? name);
  const own = guardLevelOf(name);
  const helper = file.helpers.functions.get(name);
  const level =
    own ??
    known ??
    (helper
      ? factsOf(helper, file.helpers).guard?.level
      : (distantLevel(name, file) ?? (isHarmless(name) ? undefined : 'maybe')));
  if (!level) return [];
  const facts = helper && factsOf(helper, file.helpers);
  const isAdmin =
    level === 'authenticated' &&
    (facts?.guard?.level === 'authorised' ||
      (helper !== undefined && knowsOnlyKey(helper)) ||
      (facts !== undefined && findsOwn(facts)));
  return [{ name, level: isAdmin ? 'authorised' : level, node: at.node }];
}

/** A key that is compared with the one of the settings; who has it may do everything behind it. */
function knowsOnlyKey(helper: FunctionShape): boolean {
  const text = helper.node.text.slice(0, 3000);
  return (
    /compare_digest|[!=]=\s{0,3}(?:settings|config|os\.environ|[A-Z_]{4,})\b/.test(text) &&
    !/user|jwt|session|decode|claims|account|member/i.test(text)
  );
}

/** Litestar's `guards = [admin_guard]`; a class-based FastAPI view's `user: User = Depends(get_current_user)`. */
export function memberGuards(members: readonly Statement[], file: FileContext): Guard[] {
  return members.flatMap((one) => {
    if (one.kind !== 'assign' || one.target.kind !== 'bind') return [];
    if (one.target.name === 'guards') return guardsOf(one.value, file);
    return dependencyGuards(one.value.node.text, one.value, file).filter(({ level }) => level !== 'maybe');
  });
}

/** Guards that are parameters: `user: User = Depends(get_current_user)`, `user: CurrentUser`. */
export function parameterGuards(fn: FunctionShape, file: FileContext): Guard[] {
  return fn.parameters.flatMap(({ type = '', fallback, target }) => {
    const text = `${fallback?.node.text.slice(0, 300) ?? ''} ${type}`;
    const named = /(?:Depends|Security)\(\s*([\w.]+)/.exec(text)?.[1];
    const at = { node: target.node };
    if (named !== undefined) {
      const found = dependencyGuard(named, at, file);
      // `Security(get_current_user, scopes=["admin"])`, `Depends(require("admin"))`
      return /scopes\s*=|['"](?:admin|superuser|staff|owner|manager|\w+:\w+)['"]/.test(text)
        ? found.map((one) => (one.level === 'authenticated' ? { ...one, level: 'authorised' as const } : one))
        : found;
    }
    const alias = file.helpers.aliases.get(type);
    if (alias !== undefined) return dependencyGuard(alias, at, file);
    if (
      /^(?:Current\w*|Auth\w*|Admin\w*|\w*(?:User|Admin|Auth|Token|Principal)Dep|Active\w*|Verified\w*|Logged\w*|\w*Super[uU]ser\w*|Require\w*|SignedIn\w*)$/.test(
        type,
      ) &&
      fallback === undefined
    )
      return [
        {
          name: type,
          level: /admin|super_?user/i.test(type) ? ('authorised' as const) : ('authenticated' as const),
          node: target.node,
        },
      ];
    // `admin: StaffDep` of another file; a body is called by what it holds.
    const name = target.kind === 'bind' ? target.name : '';
    if (callerName.test(name) && fallback === undefined && /^[A-Z]\w{2,60}$/.test(type))
      return [{ name: type, level: name === 'admin' ? 'authorised' : 'authenticated', node: target.node }];
    return [];
  });
}

const callerName = /^_?(?:admin|superuser|current_user|principal|caller|viewer|identity|claims)$/;
