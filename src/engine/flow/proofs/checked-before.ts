// What the steps before a handler prove of the request: a decorator that refuses, a middleware that goes on only then.
import type { CheckedFields } from './checked-fields.ts';
import type { Guard } from '../env.ts';
import { guardsOf } from './guards.ts';
import type { Expression, FunctionShape, Statement } from '../ir.ts';
import type { Known } from './proved.ts';
import type { Closure, Schema } from '../value.ts';

/**
 * The places of which something is proved wherever a step goes on, as `next(` or `view(` says that it does. What is asked
 * below a place where it may have gone on already proves nothing.
 */
function provenBy(body: readonly Statement[], goesOn: RegExp, known: Known): [string, Guard][] {
  const goes = (statements: readonly Statement[]): boolean =>
    statements.some(({ node }) => goesOn.test(node.text.slice(0, maxRead)));
  const proven = (one: Statement): [string, Guard][] => {
    if (one.kind === 'block') return provenBy(one.body, goesOn, known);
    if (one.kind === 'if') {
      if (!goes(one.consequent) && leaves(one.consequent)) return guardsOf(one.test, false, known);
      if (goes(one.consequent) && one === body.at(-1) && !goes(one.otherwise))
        return guardsOf(one.test, true, known);
    }
    const value = one.kind === 'return' || one.kind === 'expression' ? one.value : undefined;
    if (value?.kind === 'choice' && value.test && value.branches.length === 2) {
      const [yes, no] = value.branches.map(({ node }) => goesOn.test(node.text.slice(0, maxRead)));
      return yes === no ? [] : guardsOf(value.test, yes === true, known);
    }
    return [];
  };
  const first = body.findIndex((one) => goes([one]));
  return (first === -1 ? body : body.slice(0, first + 1)).flatMap(proven);
}

const maxRead = 2_000;

/** Whether the last of some statements leaves the function; `abort(400)` raises. */
function leaves(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  if (last?.kind === 'block') return leaves(last.body);
  if (last?.kind === 'return' || (last?.kind === 'exit' && !last.jump)) return true;
  return last?.kind === 'expression' && /^(?:flask\.)?abort\(/.test(last.node.text);
}

const proves = (guard: Guard): boolean => !guard.some((kind) => /^[~!^]$/.test(kind));

/** What middleware of Express lets through, by part of the request and field: `(req, res, next) => HOST.test(req.query.host) ? next() : …`. */
export function checkedByMiddleware(steps: readonly (Closure | undefined)[], known: Known): CheckedFields {
  const out = new Map<string, Map<string, Schema>>();
  for (const step of steps) {
    const [request, , next] = (step?.fn.parameters ?? []).map(({ target }) =>
      target.kind === 'bind' ? target.name : '',
    );
    if (!step || !request || !next || !/^\w+$/.test(next)) continue;
    for (const [key, guard] of provenBy(step.fn.body, new RegExp(`\\b${next}\\(\\s*\\)`), known)) {
      const [root, part = '', field, ...deeper] = key.split('.');
      if (root !== request || field === undefined || deeper.length > 0 || !proves(guard)) continue;
      const fields = out.get(part) ?? new Map<string, Schema>();
      out.set(part, fields.set(field, { cleans: guard }));
    }
  }
  return new Map([...out].map(([part, fields]) => [part, { cleans: [], fields }]));
}

/** What the decorators of a view prove of the request of the moment: `if not HOST.fullmatch(request.args["host"]): abort(400)`. */
export function provenByDecorators(
  decorators: readonly Expression[],
  closureOf: (name: string) => Closure | undefined,
  known: Known,
): [string, Guard][] {
  return decorators.flatMap((one) => {
    const callee = one.kind === 'call' ? one.callee : one;
    const closure = callee.kind === 'name' ? closureOf(callee.name) : undefined;
    return closure ? provenWithin(closure.fn, known, 0) : [];
  });
}

function provenWithin(fn: FunctionShape, known: Known, depth: number): [string, Guard][] {
  const view = fn.parameters[0]?.target;
  return fn.body.flatMap((one): [string, Guard][] => {
    if (one.kind !== 'function') return [];
    const deeper = depth < 1 ? provenWithin(one.fn, known, depth + 1) : [];
    if (view?.kind !== 'bind') return deeper;
    const own = new Set(one.fn.parameters.map(({ target }) => (target.kind === 'bind' ? target.name : '')));
    const proven = provenBy(one.fn.body, new RegExp(`\\b${view.name}\\(`), known);
    return [
      ...deeper,
      ...proven.filter(([key, guard]) => proves(guard) && !own.has(key.split('.')[0] ?? '')),
    ];
  });
}

/** A place by all the ways in which Python reads it: `request.args["host"]`, `request.args.get("host")`. */
export function readings(key: string): string[] {
  const asked = /^(.+)\.get\((\w+)\)$/.exec(key);
  if (asked) return [key, `${asked[1]}.${asked[2]}`];
  const taken = /^(.+\.\w+)\.(\w+)$/.exec(key);
  return taken ? [key, `${taken[1]}.get(${taken[2]})`] : [key];
}
