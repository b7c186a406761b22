// Reads servers that a class keeps in a property, such as `this.app = express()`, and the order in which its methods run.
import type { Expression, FunctionShape, Statement, Target } from '../../../../flow/ir.ts';
import type { FileContext } from '../../route.ts';
import { dotted, visitAll } from '../../shapes.ts';

/** What the classes of a file give their properties, by `this.name`; without those that come from outside. */
export function classProperties(file: FileContext): ReadonlyMap<string, Expression> {
  const out = new Map<string, Expression>();
  const outside = new Set<string>();
  const keep = (target: Target, value: Expression): void => {
    const chain = target.kind === 'place' ? dotted(target.place) : undefined;
    if (chain === undefined || !/^this\.\w+$/.test(chain)) return;
    // `const app = express(); this.app = app;`
    const given = value.kind === 'name' ? file.values.get(value.name) : value;
    if (given) out.set(chain, given);
    else outside.add(chain);
  };
  for (const { members } of file.classes.values())
    visitAll(
      members,
      (expression) => {
        if (expression.kind === 'assign') keep(expression.target, expression.value);
      },
      (statement) => {
        if (statement.kind === 'assign') keep(statement.target, statement.value);
        // A class within a class is one of the file's own.
        return statement.kind !== 'class';
      },
    );
  for (const name of outside) out.delete(name);
  return out;
}

/** Part of a method that runs at a stretch, and where it would stand if methods were written where they are called. */
interface Stretch {
  start: number;
  end: number;
  runs: number;
}

/**
 * The place of an offset in the order in which code runs: methods of a class stand where its constructor, or the
 * method that starts the server, calls them. Offsets outside of classes stay.
 */
export function runningOrder(file: FileContext): (offset: number) => number {
  const stretches: Stretch[] = [];
  for (const { node, members } of file.classes.values()) layOut(node.start, members, stretches);
  stretches.sort((a, b) => a.start - b.start);
  return (offset) => {
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle] as Stretch).start <= offset) low = middle + 1;
      else high = middle;
    }
    const at = stretches[low - 1];
    return at && offset < at.end ? at.runs + (offset - at.start) : offset;
  };
}

/** Puts the methods of a class, which begins at an offset, one behind the other as they run. */
function layOut(begin: number, members: readonly Statement[], stretches: Stretch[]): void {
  const methods = new Map<string, FunctionShape>();
  for (const member of members)
    if (member.kind === 'function' && member.fn.name !== undefined) methods.set(member.fn.name, member.fn);
  const calls = new Map<FunctionShape, { at: number; name: string }[]>();
  const called = new Set<string>();
  for (const [name, fn] of methods) {
    const own: { at: number; name: string }[] = [];
    visitAll(fn.body, (expression) => {
      // What a handler calls runs when a request comes.
      if (expression.kind === 'function') return false;
      const callee = expression.kind === 'call' ? (dotted(expression.callee) ?? '') : '';
      const target = callee.startsWith('this.') ? callee.slice('this.'.length) : '';
      if (target === name || !methods.has(target)) return;
      own.push({ at: expression.node.end, name: target });
      called.add(target);
    });
    calls.set(
      fn,
      own.toSorted((a, b) => a.at - b.at),
    );
  }
  const seen = new Set<FunctionShape>();
  let runs = begin;
  const lay = (fn: FunctionShape): void => {
    seen.add(fn);
    let start = fn.node.start;
    for (const { at, name } of calls.get(fn) ?? []) {
      const next = methods.get(name);
      if (!next || seen.has(next)) continue;
      stretches.push({ start, end: at, runs });
      runs += at - start;
      start = at;
      lay(next);
    }
    stretches.push({ start, end: fn.node.end, runs });
    runs += fn.node.end - start;
  };
  const first = methods.get('constructor');
  if (first) lay(first);
  for (const [name, fn] of methods) if (!called.has(name) && !seen.has(fn)) lay(fn);
  for (const fn of methods.values()) if (!seen.has(fn)) lay(fn);
}
