// The guards that stand in other files than the routes: middlewares, mounts, modules, settings and programs.
import type { Change } from '../../../change.ts';
import { flowGrammars, programOf } from '../../../flow/index.ts';
import type { Program } from '../../../flow/ir.ts';
import { languageOf } from '../../../languages.ts';
import { functionAround } from '../../../syntax/enclosing.ts';
import type { Syntax } from '../../../syntax/parse.ts';
import { isRouteFile } from '../beside.ts';
import { seeDistant } from '../distant.ts';
import { contextOf, type Route } from '../route.ts';
import { readAspNet } from './aspnet.ts';
import { readDjango } from './django.ts';
import { isApplicationFile } from './files.ts';
import { readGoProgram } from './go.ts';
import type { ApplicationGuard, DistantRoute, ReadApplication } from './guard.ts';
import { isMiddleware, readMiddleware } from './middleware.ts';
import { readMounts } from './mounts.ts';
import { readNest } from './nest.ts';
import { readPythonApp } from './python-app.ts';

/** Who reads the files of a language, and what a file must hold to be worth it. */
const readers: Readonly<Record<string, readonly { hint: RegExp; read: ReadApplication }[]>> = {
  javascript: [
    { hint: /\.(?:use|register|route)\s*\(/, read: readMounts },
    { hint: /\bAPP_GUARD\b|\buseGlobalGuards\b/, read: readNest },
  ],
  python: [
    {
      hint: /DEFAULT_PERMISSION_CLASSES|MIDDLEWARE|urlpatterns|\bget_response\b|\bprocess_(?:view|request)\b/,
      read: readDjango,
    },
    {
      hint: /\binclude_router\b|\bregister_blueprint\b|\bbefore_(?:app_)?request\b|\badd_middleware\b|\bmiddleware\b|\bdependencies\s*=/,
      read: readPythonApp,
    },
  ],
  csharp: [{ hint: /FallbackPolicy|AuthorizeFilter|RequireAuthorization/, read: readAspNet }],
  go: [{ hint: /\.(?:Group|Route|With|Use|Subrouter)\(/, read: readGoProgram }],
};

/** More than applications have; each is asked about each route. */
const maxGuards = 300;

/** Longer ones set no application up. */
const maxChars = 100_000;

const known = new WeakMap<Change, readonly ApplicationGuard[]>();

/** The guards of the applications that a change is a part of, read once from what changed and what stands around it. */
export function applicationGuards(change: Change, syntax: Syntax): readonly ApplicationGuard[] {
  let guards = known.get(change);
  if (!guards) {
    const changed = change.files.flatMap(({ path, body, status }) =>
      body !== undefined && status !== 'removed' && (isApplicationFile(path) || isMounter(path, body))
        ? [{ path, text: body }]
        : [],
    );
    const around = change.surroundings?.applications ?? [];
    guards = [...changed, ...around]
      .flatMap(({ path, text }) => readApplication(path, text, syntax, change))
      .slice(0, maxGuards);
    known.set(change, guards);
  }
  return guards;
}

/** Whether a file of routes mounts other routers: `copilot-routes.ts` those of its settings. */
function isMounter(path: string, text: string): boolean {
  return isRouteFile({ path, status: 'modified' }) && mountsOthers.test(text);
}

const mountsOthers = /\.(?:use|register)\(\s{0,20}['"`]\/[\w/:-]{0,60}['"`]\s{0,20},/;

/** The guards that one file gives to routes of others; none where it cannot be read. */
export function readApplication(
  path: string,
  text: string,
  syntax: Syntax,
  change?: Change,
): ApplicationGuard[] {
  if (text.length > maxChars) return [];
  const grammar = languageOf(path, text)?.grammar;
  const language = grammar === undefined ? undefined : flowGrammars.get(grammar)?.language;
  if (grammar === undefined || language === undefined) return [];
  const wanted = isMiddleware(path)
    ? [readMiddleware]
    : (readers[language] ?? []).filter(({ hint }) => hint.test(text)).map(({ read }) => read);
  if (wanted.length === 0) return [];
  try {
    const tree = syntax.parse(text, grammar);
    // Of a guard that cannot be read nobody is reminded.
    if ('reason' in tree) return [];
    const context = contextOf(path, text, programOf(tree) as Program);
    if (change) seeDistant(context, tree, change, syntax);
    return wanted.flatMap((read) => read(context));
  } catch (error) {
    // Nested too deeply: the detectors of that file tell.
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** An address of a mount that says for whom all below it is. */
const telling =
  /(?:^|\/)(?:admin\w{0,20}|internal|backoffice|back-office|auth|public|web-?hooks?|hooks)(?:\/|$)/;

/** Routers in routers in routers; deeper ones are seldom. */
const maxMounters = 4;

/** A file, and those that mount it and one another. */
function mountersOf(file: string, guards: readonly ApplicationGuard[]): string[] {
  const out = [file];
  for (const one of out) {
    for (const { mounterOf } of guards) {
      const from = mounterOf?.(one);
      if (from !== undefined && !out.includes(from) && out.length < maxMounters) out.push(from);
    }
  }
  return out;
}

/** Gives the routes of a file the guards of the application that stand in front of them. */
export function addApplicationGuards(
  routes: readonly Route[],
  file: string,
  guards: readonly ApplicationGuard[],
): void {
  if (guards.length === 0) return;
  const files = mountersOf(file, guards);
  for (const route of routes) {
    // A file that builds a server of its own is part of no other.
    if (route.place === 'app') continue;
    const within = /^(?:go|minimal-api)$/.test(route.framework)
      ? functionAround(route.start)?.get('name')?.text
      : undefined;
    for (const { name, covers, mountsBare } of guards) {
      const at = (one: string): DistantRoute => ({ ...route, file: one, within });
      const prefix = mountsBare && files.map((one) => mountsBare(at(one))).find((one) => one !== undefined);
      if (prefix !== undefined) {
        route.isMountedBare = true;
        if (telling.test(prefix)) route.path = `${prefix.replace(/\/$/, '')}${route.path ?? ''}`;
      }
      const level = files.map((one) => covers(at(one))).find((one) => one !== undefined);
      if (level)
        route.guards.push({
          name,
          level,
          node: route.start,
          isWide: true,
          isShared: true,
          isElsewhere: true,
        });
    }
  }
}
