// Reads the routes of Flask, FastAPI, aiohttp, Starlette, Sanic, Quart and Bottle, and of Django's function views.
import type { Statement } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { readPythonClass } from './classes.ts';
import { readFunction } from './decorators.ts';
import { memberGuards } from './dependencies.ts';
import { readPythonLambda } from './lambda.ts';
import { appGuards, readHook, readReceiver, type Receiver } from './receivers.ts';
import { readRegistration } from './registrations.ts';
import { readUrl, type ClassUrls } from './urls.ts';
import { importsAny, visitFile, type FileContext } from '../../route.ts';
import { textOf } from '../../shapes.ts';

/** Reads every Python route of the file into `file.routes`. */
export function readPythonRoutes(file: FileContext): void {
  const receivers = new Map<string, Receiver>();
  const everywhere: Guard[] = [];
  const later: (() => void)[] = [];
  const urls: ClassUrls = { paths: new Map(), guards: new Map() };
  const isDjango =
    importsAny(file, /^(?:django|rest_framework)/) ||
    (/\.objects\.|render\(request/.test(file.text) &&
      !importsAny(file, /^(?:flask|fastapi|starlette|sanic|aiohttp|bottle|tornado)/));
  for (const [name, value] of file.values)
    if (value.kind === 'call') readReceiver(name, value, receivers, file);
  visitFile(
    file,
    (expression) => {
      // Tornado's `[(r"/admin", AdminHandler)]`
      if (
        expression.kind === 'list' &&
        expression.items.length >= 2 &&
        expression.items[1]?.kind === 'name' &&
        textOf(expression.items[0])?.startsWith('/')
      )
        readUrl(textOf(expression.items[0]) ?? '', expression.items[1], urls, file);
      if (expression.kind === 'call') readRegistration(expression, file, receivers, everywhere, urls, later);
    },
    (statement) => {
      if (statement.kind === 'function') readHook(statement.fn, file, receivers, everywhere);
    },
  );
  // Hooks and middlewares may stand below what they protect.
  everywhere.length = Math.min(everywhere.length, 20);
  for (const guard of everywhere) guard.isWide = true;
  for (const one of receivers.values())
    for (const guard of one.guards) {
      if (one.place === 'app') guard.isWide = true;
      guard.isShared = true;
    }
  const around = [...everywhere, ...appGuards(receivers, undefined)];
  for (const register of later) register();
  const hasApp = [...receivers.values()].some(({ place }) => place === 'app');
  const visitBody = (body: readonly Statement[], isTop: boolean): void => {
    for (const statement of body) {
      if (statement.kind === 'function') {
        readFunction(statement.fn, file, receivers, everywhere, urls, hasApp, isDjango && isTop);
        if (isTop) readPythonLambda(statement.fn, file);
        visitBody(statement.fn.body, false);
      } else if (statement.kind === 'class') {
        readPythonClass(statement, file, urls, around, hasApp);
        if (importsAny(file, /^(?:litestar|starlite|fastapi)/)) {
          const shared = [...everywhere, ...memberGuards(statement.members, file)];
          for (const { kind, fn } of statement.members.filter((one) => one.kind === 'function'))
            if (kind === 'function') readFunction(fn, file, receivers, shared, urls, hasApp, false);
        }
      } else if (statement.kind === 'if') {
        visitBody(statement.consequent, isTop);
        visitBody(statement.otherwise, isTop);
      } else if (statement.kind === 'try' || statement.kind === 'block') visitBody(statement.body, isTop);
    }
  };
  visitBody(file.program.body, true);
  for (const route of file.routes)
    if (/\bWebSocketResponse\s*\(/.test(route.fn?.node.text.slice(0, 2000) ?? '')) {
      route.method = 'WS';
      route.isMutating = true;
    }
}
