// Reads the one middleware of Next.js, SvelteKit and Nuxt that stands in front of every route of an application.
import type { Expression, FunctionShape } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { factsOf } from '../body/body.ts';
import { visitFile, type FileContext } from '../route.ts';
import { dotted, lastName } from '../shapes.ts';
import { addressesIn, isLeftToGuard } from './addresses.ts';
import { applicationFolder, below, isBelow, sampleOf, type ApplicationGuard } from './guard.ts';
import { matchedAddresses, matcherOf } from './matcher.ts';

const nextFile = /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/;
const svelteFile = /(?:^|\/)hooks\.server\.[cm]?[jt]s$/;
const nuxtFile = /(?:^|\/)server\/middleware\/[^/]+\.[cm]?[jt]s$/;

/** Whether a file is such a middleware, by where it stands. */
export function isMiddleware(path: string): boolean {
  return nextFile.test(path) || svelteFile.test(path) || nuxtFile.test(path);
}

/** The guard that such a file is; none where it turns nobody away. */
export function readMiddleware(file: FileContext): ApplicationGuard[] {
  const { path } = file;
  const guard = guardIn(file);
  if (!guard) return [];
  const isNuxt = nuxtFile.test(path);
  const folder = isNuxt ? path.slice(0, path.lastIndexOf('server/') + 6) : applicationFolder(path);
  const runsFor = nextFile.test(path) ? matcherOf(file) : () => true;
  const addresses = addressesIn(file, guard.node);
  const served = isNuxt
    ? /\/(?:api|routes)\//
    : svelteFile.test(path)
      ? /\/\+(?:page\.|layout\.)?server\.[jt]s$/
      : /(?:^|\/)(?:app|pages)\//;
  return [
    {
      name: guard.name,
      covers(route) {
        if (!isBelow(route.file, folder) || !served.test(route.file)) return undefined;
        // Server actions are reached through pages.
        if (route.path === undefined) return route.framework === 'action' ? undefined : 'maybe';
        const runs = runsFor(route.path);
        if (runs === false || !isLeftToGuard(addresses, route.path)) return undefined;
        return runs === undefined ? 'maybe' : guard.level;
      },
      samples: [...new Set(['/api/a', '/a', ...addresses.guarded, ...matchedAddresses(file)])].map(
        (address) => sampleOf('next', sampleFile(path, folder, address), { path: address, place: 'global' }),
      ),
    },
  ];
}

/** Where the framework of such a middleware keeps the route of an address. */
function sampleFile(path: string, folder: string, address: string): string {
  if (nuxtFile.test(path)) return below(folder, 'api/a.ts');
  return below(folder, svelteFile.test(path) ? `src/routes${address}/+server.ts` : `app${address}/route.ts`);
}

function guardIn(file: FileContext): Guard | undefined {
  const { text } = file;
  const node = file.program.root;
  const found = (name: string, level: Guard['level'] = 'authenticated'): Guard => ({ name, level, node });
  if (/['"]next-auth\/middleware['"]/.test(text)) return found('next-auth/middleware');
  if (/\bauthMiddleware\s*\(/.test(text)) return found('authMiddleware');
  if (/\bwithMiddlewareAuthRequired\s*\(/.test(text)) return found('withMiddlewareAuthRequired');
  if (/\bclerkMiddleware\s*\(/.test(text))
    return /\bprotect\s*\(|redirectToSignIn/.test(text) ? found('clerkMiddleware') : undefined;
  let best: Guard | undefined;
  for (const fn of functionsOf(file)) {
    const { guard } = factsOf(fn, file.helpers);
    // Who only looks at the session turns nobody away.
    if (guard && refusal.test(fn.node.text) && (!best || best.level === 'maybe'))
      best = { ...guard, name: wordFor(guard, fn) };
  }
  if (best) return best;
  // A session that another file looks at, such as Supabase's `updateSession`, or that a callback of its settings judges.
  if (
    /\bupdateSession\s*\(|\bauth as (?:middleware|proxy|default)\b|\bexport default (?:\w+\.)?auth\b|NextAuth\([^)]{0,200}\)\.auth/.test(
      text,
    )
  )
    return found('the session of the middleware', 'maybe');
  return /\b40[13]\b|redirect\([^;]{0,120}(?:log-?in|sign-?in|\/auth)/i.test(text) &&
    /session|token|user|cookies|jwt|auth/i.test(text)
    ? found('the middleware', 'maybe')
    : undefined;
}

const refusal =
  /\b40[13]\b|\bredirect|\bthrow\b|\berror\(|\brewrite\(|\bprotect|[uU]nauthori[sz]ed|[fF]orbidden|createError/;

function wordFor(guard: Guard, fn: FunctionShape): string {
  return guard.name.includes(' ') ? (fn.name ?? 'the middleware') : guard.name;
}

/** The exported function, those that are handed to what is exported, and those that it is a sequence of. */
function functionsOf(file: FileContext): FunctionShape[] {
  const out: FunctionShape[] = [];
  for (const name of ['middleware', 'proxy', 'handle', 'default', 'handler']) {
    const fn = file.helpers.functions.get(name);
    if (fn) out.push(fn);
  }
  const add = (given: Expression): void => {
    if (given.kind === 'function') out.push(given.fn);
    const named = given.kind === 'name' ? file.helpers.functions.get(dotted(given) ?? '') : undefined;
    if (named) out.push(named);
  };
  visitFile(file, (expression) => {
    if (
      expression.kind === 'call' &&
      /^(?:sequence|chain|stack|compose|auth|withAuth|defineMiddleware|defineEventHandler|eventHandler|createMiddleware)$/.test(
        lastName(expression.callee) ?? '',
      )
    )
      for (const { value } of expression.args)
        if (value.kind === 'list') value.items.forEach(add);
        else add(value);
  });
  for (const statement of file.program.body)
    if (
      statement.kind === 'function' &&
      /^export default\b/.test(statement.node.parent?.text.slice(0, 16) ?? '')
    )
      out.push(statement.fn);
  return out;
}
