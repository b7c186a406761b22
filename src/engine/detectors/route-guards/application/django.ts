// Reads what the settings and addresses of a Django project ask of everybody who calls its views.
import { dirname } from 'node:path/posix';
import { visitFile, type FileContext } from '../route.ts';
import { lastName } from '../shapes.ts';
import { readUrl, type ClassUrls } from '../routes/python/urls.ts';
import { below, isBelow, sampleOf, type ApplicationGuard } from './guard.ts';

const settingsFile = /(?:^|\/)(?:settings\/\w+|\w*settings)\.py$/;
const urlsFile = /(?:^|\/)urls\.py$/;
const middlewareFile = /(?:^|\/)(?:middlewares?|middlewares?\/\w+)\.py$/;

/** `DEFAULT_PERMISSION_CLASSES` with its list, and the middlewares that demand a sign-in. */
const permissions = /['"]DEFAULT_PERMISSION_CLASSES['"]\s*:\s*[[(]([^\])]{0,1000})[\])]/;
const demandsLogin =
  /['"][\w.]*(?:Login|Auth\w*|Authentication)Required\w*['"]|['"][\w.]*RequireLogin\w*['"]/;

/** The guards of a settings file, or those that are put around views where they get their addresses. */
export function readDjango(file: FileContext): ApplicationGuard[] {
  if (settingsFile.test(file.path)) return readSettings(file);
  if (middlewareFile.test(file.path)) return readClasses(file);
  return urlsFile.test(file.path) ? readWrapped(file) : [];
}

function readSettings({ path, text }: FileContext): ApplicationGuard[] {
  // `shop/settings.py` speaks for the project that `shop` is a part of.
  const own = dirname(path.replace(/settings\/\w+\.py$/, 'settings.py'));
  const folder = own === '.' ? '' : dirname(own).replace(/^\.$/, '');
  const out: ApplicationGuard[] = [];
  const named = permissions.exec(text)?.[1];
  if (named !== undefined && /\w/.test(named) && !/AllowAny/.test(named)) {
    const isForWrites = /ReadOnly/.test(named);
    out.push({
      name: 'DEFAULT_PERMISSION_CLASSES',
      covers: (route) =>
        isBelow(route.file, folder) &&
        isRest(route.framework, route.place) &&
        (!isForWrites || route.isMutating)
          ? 'authenticated'
          : undefined,
      samples: [sampleOf('drf', below(folder, 'app/views.py'), { place: 'global' })],
    });
  }
  if (demandsLogin.test(text.replace(/^[ \t]*#.*$/gm, '')))
    out.push({
      name: 'the middleware that demands a sign-in',
      covers: (route) =>
        isBelow(route.file, folder) && /^(?:django|python)$/.test(route.framework)
          ? 'authenticated'
          : undefined,
      samples: [sampleOf('django', below(folder, 'app/views.py'))],
    });
  return out;
}

const isCalled = /\bdef (?:process_view|process_request|__call__)\(/;
const asks =
  /\bis_(?:authenticated|anonymous|staff|superuser|\w{0,20}admin)\b|\bhas_perms?\(|\buser\.groups\b/;
const refuses =
  /\braise PermissionDenied\b|\bHttpResponse(?:Forbidden|Redirect)\(|\b(?:redirect|redirect_to_login|login_required)\(|\bstatus=40[13]\b/;
const asksForPlace = /\brequest\.(?:path|path_info|get_full_path)\b/;

/** A middleware of the project's own that turns away who is not signed in; whether it is installed another file says. */
function readClasses({ path, text }: FileContext): ApplicationGuard[] {
  const own = dirname(path.replace(/middlewares?\/\w+\.py$/, 'middleware.py'));
  const folder = own === '.' ? '' : dirname(own).replace(/^\.$/, '');
  return text.split(/^class /m).flatMap((part, index): ApplicationGuard[] => {
    if (index === 0 || !isCalled.test(part) || !asks.test(part) || !refuses.test(part)) return [];
    const level = asksForPlace.test(part) ? 'maybe' : 'authenticated';
    return [
      {
        name: /^\w{0,60}/.exec(part)?.[0] ?? 'a middleware',
        covers: (route) =>
          isBelow(route.file, folder) && /^(?:django|python)$/.test(route.framework) ? level : undefined,
        samples: [sampleOf('django', below(folder, 'app/views.py'))],
      },
    ];
  });
}

/** Views of the REST framework: classes, and functions with `api_view`. */
function isRest(framework: string, place: string): boolean {
  return framework === 'drf' || (framework === 'python' && place === 'global');
}

/** `path('orders/', login_required(views.orders))` */
function readWrapped(file: FileContext): ApplicationGuard[] {
  const urls: ClassUrls = { paths: new Map(), guards: new Map() };
  visitFile(file, (expression) => {
    const [, handler] = expression.kind === 'call' ? expression.args : [];
    if (expression.kind !== 'call' || !handler) return;
    if (/^(?:path|re_path|url)$/.test(lastName(expression.callee) ?? '') && handler.value.kind === 'call')
      readUrl('', handler.value, urls, file);
  });
  const folder = dirname(file.path).replace(/^\.$/, '');
  return [...urls.guards].flatMap(([name, [guard]]): ApplicationGuard[] =>
    guard
      ? [
          {
            name: guard.name,
            covers: (route) =>
              isBelow(route.file, folder) &&
              /^(?:django|python|drf)$/.test(route.framework) &&
              (route.name === name || route.name.startsWith(`${name}.`))
                ? guard.level
                : undefined,
            samples: [],
          },
        ]
      : [],
  );
}
