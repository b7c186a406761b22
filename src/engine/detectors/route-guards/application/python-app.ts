// Reads what a FastAPI, Flask or kindred application puts in front of the routers and blueprints of other files.
import { dirname } from 'node:path/posix';
import type { Guard } from '../body/facts.ts';
import { dependenciesOf } from '../routes/python/dependencies.ts';
import { readHook, readReceiver, type Receiver } from '../routes/python/receivers.ts';
import { readRegistration } from '../routes/python/registrations.ts';
import { visitFile, type FileContext } from '../route.ts';
import { dotted, lastName } from '../shapes.ts';
import { applicationFolder, below, isBelow, sampleOf, type ApplicationGuard } from './guard.ts';
import { isPythonModule } from '../../../text/module-paths.ts';
import { remembering } from './modules.ts';

const frameworks = /^(?:python|flask-class|falcon|async-class)$/;

/** The hooks, middlewares and dependencies of an application, and those of each router that it includes. */
export function readPythonApp(file: FileContext): ApplicationGuard[] {
  const receivers = new Map<string, Receiver>();
  const everywhere: Guard[] = [];
  // What reading would note of this file's own routes is not asked for.
  const own: FileContext = { ...file, routes: [] };
  for (const [name, value] of file.values)
    if (value.kind === 'call') readReceiver(name, value, receivers, own);
  const origins = new Map(file.imports.map(({ local, path }) => [local, path]));
  const included: { module: string; guards: Guard[] }[] = [];
  visitFile(
    file,
    (expression) => {
      if (expression.kind !== 'call') return;
      readRegistration(expression, own, receivers, everywhere, { paths: new Map(), guards: new Map() }, []);
      if (!/^(?:include_router|register_blueprint|mount)$/.test(lastName(expression.callee) ?? '')) return;
      const [head = '', ...rest] = (dotted(expression.args[0]?.value ?? expression) ?? '').split('.');
      const origin = origins.get(head);
      if (origin === undefined) return;
      const owner = receivers.get((dotted(expression.callee) ?? '').replace(/\.\w+$/, ''));
      const guards = [...dependenciesOf(expression, own), ...(owner?.guards ?? [])];
      included.push({ module: [origin, ...rest].join('.'), guards });
    },
    (statement) => {
      if (statement.kind === 'function') readHook(statement.fn, own, receivers, everywhere);
    },
  );
  const apps = [...receivers.values()].filter(({ place }) => place === 'app');
  const wide = apps.length === 0 ? [] : [...everywhere, ...apps.flatMap(({ guards }) => guards)];
  const folder = applicationFolder(file.path);
  return [...wide.slice(0, 20).map((guard) => around(guard, folder)), ...included.flatMap(beforeRouter)];
}

function around(guard: Guard, folder: string): ApplicationGuard {
  return {
    name: guard.name,
    covers: (route) =>
      frameworks.test(route.framework) && route.place !== 'global' && isBelow(route.file, folder)
        ? guard.level
        : undefined,
    samples: [sampleOf('python', below(folder, 'routes.py'))],
  };
}

function beforeRouter({ module, guards }: { module: string; guards: Guard[] }): ApplicationGuard[] {
  const guard = guards.find(({ level }) => level !== 'maybe') ?? guards[0];
  if (!guard) return [];
  const names = [module, dirname(module.replaceAll('.', '/')).replaceAll('/', '.')];
  const isThere = remembering((file) => names.some((name) => isPythonModule(file, name)));
  return [
    {
      name: guard.name,
      covers: (route) => (frameworks.test(route.framework) && isThere(route.file) ? guard.level : undefined),
      samples: [],
    },
  ];
}
