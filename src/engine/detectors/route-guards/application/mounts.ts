// Reads what stands in front of routers that a file of Express, Fastify, Koa or Hono mounts and other files hold.
import type { Expression } from '../../../flow/ir.ts';
import type { Guard } from '../body/facts.ts';
import { indexUses, inheritedGuards, readUse, type Use } from '../routes/script/express-uses.ts';
import { guardsOf, visitFile, type FileContext, type Mount } from '../route.ts';
import { dotted, entryOf, textOf } from '../shapes.ts';
import type { ApplicationGuard } from './guard.ts';
import { isModule } from '../../../text/module-paths.ts';
import { remembering, writtenModules } from './modules.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** A router of another file, and what the file that mounts it puts in front. */
interface MountedModule {
  module: string;
  guards: Guard[];
  /** The address, where one is written. */
  prefix: string;
}

/** What builds a server; a router that mounts routers may be mounted behind a guard itself. */
const builds = /\b(?:express|[fF]astify)\(|\bnew (?:Koa|Hono|OpenAPIHono|Elysia)\b/;

/** Where routers stand, whatever they are called: `./routes/admin` is no guard. */
const holdsRoutes =
  /(?:^|[/.])(?:routes?|routers?|controllers?|endpoints|api)(?:[/.]|$)|(?:Routes?|Router)(?:\.\w+)?$/;

/** Frameworks whose routers are mounted by calls. */
const mounted = /^(?:express|http)$/;

/** The guards of the routers that a file mounts; a router that is mounted bare somewhere has none. */
export function readMounts(file: FileContext): ApplicationGuard[] {
  const modules = mountedModules(file);
  const isServer = builds.test(file.text);
  return modules.flatMap(({ module, prefix, guards: [guard] }): ApplicationGuard[] => {
    if (!guard) {
      if (modules.some((other) => other.module === module && other.guards.length > 0)) return [];
      return [isServer ? bareMount(module, prefix, file.path) : passedOn(module, file.path)];
    }
    const isThere = remembering((path) => isModule(path, module, file.path));
    const isBareToo = modules.some((other) => other.module === module && other.guards.length === 0);
    return [
      {
        name: guard.name,
        covers: (route) =>
          mounted.test(route.framework) && isThere(route.file)
            ? isBareToo
              ? 'maybe'
              : guard.level
            : undefined,
        samples: [],
      },
    ];
  });
}

/** A router that holds other routers, and is mounted somewhere itself. */
function passedOn(module: string, from: string): ApplicationGuard {
  const isThere = remembering((path) => isModule(path, module, from));
  return {
    name: from,
    covers: () => undefined,
    mounterOf: (file) => (file !== from && isThere(file) ? from : undefined),
    samples: [],
  };
}

function bareMount(module: string, prefix: string, from: string): ApplicationGuard {
  const isThere = remembering((path) => isModule(path, module, from));
  return {
    name: prefix,
    covers: () => undefined,
    mountsBare: (route) => (mounted.test(route.framework) && isThere(route.file) ? prefix : undefined),
    samples: [],
  };
}

function mountedModules(file: FileContext): MountedModule[] {
  const written = writtenModules(file);
  const uses: Use[] = [];
  const calls: { call: Call; receiver: string }[] = [];
  // Reading notes mounts that the file's own routes need no second time.
  const mounts: Mount[] = [];
  visitFile(file, (expression) => {
    if (expression.kind !== 'call' || expression.callee.kind !== 'member') return;
    const { property, object } = expression.callee;
    if (!/^(?:use|register|route|addHook)$/.test(property)) return;
    const receiver = dotted(object)?.replace(/\(.*$/s, '');
    if (receiver === undefined) return;
    if (property !== 'route') readUse(expression, property, object, uses, { ...file, mounts });
    if (property !== 'addHook') calls.push({ call: expression, receiver });
  });
  const indexed = indexUses(uses);
  return calls.flatMap(({ call, receiver }) => {
    const routers = call.args.flatMap(({ value }) => {
      const module = moduleIn(value, written);
      return module === undefined ? [] : [{ module, value }];
    });
    if (routers.length === 0) return [];
    const prefix = textOf(call.args[0]?.value);
    const inherited = inheritedGuards(receiver, call.node.start, prefix, indexed, new Set());
    return routers.flatMap(({ module, value }): MountedModule[] => {
      const own = call.args
        .filter((one) => one.value !== value && one.value.node.start < value.node.start)
        .flatMap((one) => guardsOf(one.value, file));
      // A middleware of another file is no router.
      if (!holdsRoutes.test(module) && guardsOf(value, file).some(({ level }) => level !== 'maybe'))
        return [];
      return [
        {
          module,
          prefix: prefix ?? prefixOption(call) ?? '',
          guards: [...own, ...inherited].filter(({ level }) => level !== 'maybe'),
        },
      ];
    });
  });
}

/** Fastify's `register(routes, { prefix: '/projects' })` */
function prefixOption(call: Call): string | undefined {
  const options = call.args.at(-1)?.value;
  return textOf(options && entryOf(options, 'prefix'));
}

/** The module of `projects`, `projects.router`, `projects.routes()` and `require('./projects')`. */
function moduleIn(value: Expression, written: ReadonlyMap<string, string>): string | undefined {
  if (value.kind === 'call') return moduleIn(value.callee, written);
  if (value.kind === 'member') return moduleIn(value.object, written);
  if (value.kind !== 'name') return undefined;
  // An inline `require` is lowered to a name with a colon in front.
  const module = value.name.startsWith(':') ? value.name.slice(1) : written.get(value.name);
  return module !== undefined && /^(?:\.|@\/|~\/|#)/.test(module) ? module : undefined;
}
