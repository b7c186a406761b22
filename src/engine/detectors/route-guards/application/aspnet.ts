// Reads what the start of an ASP.NET Core application demands of everybody who calls it.
import type { FileContext } from '../route.ts';
import { applicationFolder, below, isBelow, sampleOf, type ApplicationGuard } from './guard.ts';

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
      covers: (route) =>
        /^(?:aspnet|minimal-api)$/.test(route.framework) && isBelow(route.file, folder)
          ? 'authenticated'
          : undefined,
      samples: [sampleOf('aspnet', below(folder, 'Controllers/Controller.cs'))],
    });
  if (controllers.test(text))
    out.push({
      name: 'RequireAuthorization',
      covers: (route) =>
        route.framework === 'aspnet' && isBelow(route.file, folder) ? 'authenticated' : undefined,
      samples: [],
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
      covers(route) {
        if (route.framework !== 'minimal-api' || !isBelow(route.file, folder)) return undefined;
        return route.within !== undefined && guarded.has(route.within) ? 'authenticated' : undefined;
      },
      samples: [],
    });
  return out;
}
