// Reads what the start of an ASP.NET Core application demands of everybody who calls it.
import { functionAround } from '../../../syntax/enclosing.ts';
import type { FileContext } from '../route.ts';
import { applicationFolder, isBelow, type ApplicationGuard } from './guard.ts';

const everything = /\bFallbackPolicy\s*=|\bnew AuthorizeFilter\(|\.SetFallbackPolicy\(/;
const controllers =
  /\.Map(?:Default)?Controller(?:s|Route)\((?:[^()]|\([^()]{0,200}\)){0,400}\)\s*\.RequireAuthorization\(/;
/** `app.MapGroup("/api").RequireAuthorization().MapTodos()` and `app.MapTodos().RequireAuthorization()` */
const chained = /\.Map([A-Z]\w{1,60})\(/g;

/** The guards of `Program.cs` or `Startup.cs`. */
export function readAspNet(file: FileContext): ApplicationGuard[] {
  const { text } = file;
  const folder = applicationFolder(file.path);
  const out: ApplicationGuard[] = [];
  if (everything.test(text))
    out.push({
      name: 'FallbackPolicy',
      covers: (route, path) =>
        /^(?:aspnet|minimal-api)$/.test(route.framework) && isBelow(path, folder)
          ? 'authenticated'
          : undefined,
    });
  if (controllers.test(text))
    out.push({
      name: 'RequireAuthorization',
      covers: (route, path) =>
        route.framework === 'aspnet' && isBelow(path, folder) ? 'authenticated' : undefined,
    });
  const guarded = new Set(
    text
      .split(';')
      .filter((statement) => /\.RequireAuthorization\(/.test(statement))
      .flatMap((statement) => [...statement.matchAll(chained)].map(([, name = '']) => `Map${name}`)),
  );
  if (guarded.size > 0)
    out.push({
      name: 'RequireAuthorization',
      covers(route, path) {
        if (route.framework !== 'minimal-api' || !isBelow(path, folder)) return undefined;
        const name = functionAround(route.start)?.get('name')?.text;
        return name !== undefined && guarded.has(name) ? 'authenticated' : undefined;
      },
    });
  return out;
}
