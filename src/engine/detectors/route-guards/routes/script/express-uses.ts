// What `app.use` and its kin put in front of routes: guards by receiver and prefix, and where routers are mounted.
import type { Expression } from '../../../../flow/ir.ts';
import type { Guard } from '../../body/facts.ts';
import { guardsOf, type FileContext } from '../../route.ts';
import { dotted, textOf } from '../../shapes.ts';
import { guardLevelOf } from '../../words.ts';

type Call = Extract<Expression, { kind: 'call' }>;

/** Guards that a route takes over from its receivers. */
export const maxInherited = 20;

/** A middleware on a receiver, from a position on, for paths with a prefix. */
export interface Use {
  receiver: string;
  prefix: string;
  guards: Guard[];
  at: number;
  /** Routers that are mounted by the same call. */
  mounts: string[];
}

/** The middlewares of a file, by where they hold. */
export interface Uses {
  of: Map<string, Use[]>;
  mounting: Map<string, Use[]>;
}

/** What is used on each receiver, in order, and where each router is mounted. */
export function indexUses(uses: readonly Use[]): Uses {
  const of = new Map<string, Use[]>();
  const mounting = new Map<string, Use[]>();
  const put = (map: Map<string, Use[]>, key: string, use: Use): void => {
    const list = map.get(key);
    if (list) list.push(use);
    else map.set(key, [use]);
  };
  for (const use of uses.toSorted((a, b) => a.at - b.at)) {
    // What stands before a router in the same call guards only that router.
    if (use.mounts.length === 0 && use.guards.length > 0) put(of, use.receiver, use);
    for (const name of use.mounts) put(mounting, name, use);
  }
  return { of, mounting };
}

/** Guards of a receiver at an offset: its own middlewares before it, and those of the place where it is mounted. */
export function inheritedGuards(
  receiver: string,
  at: number,
  path: string | undefined,
  uses: Uses,
  seen: Set<string>,
): Guard[] {
  if (seen.has(receiver)) return [];
  seen.add(receiver);
  const out: Guard[] = [];
  for (const use of uses.of.get(receiver) ?? []) {
    if (out.length >= maxInherited || use.at >= at) break;
    if (fits(use.prefix, path)) out.push(...use.guards);
  }
  for (const use of uses.mounting.get(receiver) ?? []) {
    out.push(...use.guards);
    if (use.receiver !== receiver) out.push(...inheritedGuards(use.receiver, use.at, use.prefix, uses, seen));
  }
  return out;
}

/** A prefix of paths without the `*` and the slash at its end. */
export function withoutWildcard(prefix: string): string {
  return prefix.replace(/\/?\*.*$/, '').replace(/\/$/, '');
}

function fits(clean: string, path: string | undefined): boolean {
  return (
    clean === '' ||
    path === undefined ||
    path === clean ||
    path.startsWith(`${clean}/`) ||
    path.startsWith(`${clean}:`)
  );
}

/** Reads `use`, `addHook` and `register`. */
export function readUse(call: Call, verb: string, object: Expression, uses: Use[], file: FileContext): void {
  const receiver = dotted(object);
  if (receiver === undefined) return;
  const [first] = call.args;
  const prefix = textOf(first?.value);
  const rest = prefix === undefined ? call.args : call.args.slice(1);
  if (verb === 'addHook' && !/^(?:onRequest|preHandler|preValidation|preParsing)$/.test(prefix ?? '')) return;
  if (
    verb === 'register' &&
    !rest.some(({ value }) => guardsOf(value, file).some(({ level }) => level !== 'maybe'))
  )
    return;
  const mounts: string[] = [];
  const guards: Guard[] = [];
  for (const { value } of rest) {
    const name = dotted(
      value.kind === 'call' &&
        value.callee.kind === 'member' &&
        /^(?:routes|middleware|callback)$/.test(value.callee.property)
        ? value.callee.object
        : value,
    );
    if (
      name !== undefined &&
      file.values.get(name)?.kind === 'call' &&
      /Router|Hono/.test(file.values.get(name)?.node.text.slice(0, 60) ?? '')
    )
      mounts.push(name);
    // A plugin's routes are inside of it: its own hooks are read by themselves.
    else if (verb === 'register' && value.kind === 'function') continue;
    else
      guards.push(
        ...guardsOf(value, file).filter(
          ({ level, name: label }) =>
            level !== 'maybe' &&
            !/(?:Router|Routes|Controller|Handler)$/.test(label) &&
            // A plugin that only teaches the server to read tokens asks nobody for one.
            !(
              verb === 'register' &&
              /(?:fastify|hapi).{0,3}(?:jwt|auth|basic|bell|cookie|oauth|session)/i.test(
                file.imports.find(({ local }) => local === label)?.path ?? label,
              )
            ),
        ),
      );
  }
  const router = rest.at(-1)?.value;
  if (
    verb === 'use' &&
    prefix !== undefined &&
    prefix.length > 1 &&
    mounts.length === 0 &&
    /(?:^|\.)\w*(?:[rR]outer|[rR]outes?|[cC]ontroller|[aA]pi)$/.test(dotted(router ?? call) ?? '')
  )
    file.mounts.push({
      receiver,
      path: prefix,
      node: call.node,
      end: call.args[0]?.value.node.end ?? call.node.end,
      guards: rest.slice(0, -1).flatMap(({ value }) => guardsOf(value, file)),
    });
  uses.push({
    receiver,
    prefix: verb === 'addHook' ? '' : withoutWildcard(prefix ?? ''),
    guards,
    at: call.node.start,
    mounts,
  });
}

/** `.middleware('auth')` */
export function namedGuard(value: Expression): Guard[] {
  const name = textOf(value.kind === 'list' ? value.items[0] : value);
  const level = name === undefined ? undefined : guardLevelOf(name.replace(/:.*$/, ''));
  return name !== undefined && level ? [{ name, level, node: value.node }] : [];
}
