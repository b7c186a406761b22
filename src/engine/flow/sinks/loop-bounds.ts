// Reports loops that a request makes as long as it likes: `i < body.length` where `body` need not be a list.
import type { SyntaxNode } from '../../syntax/tree.ts';
import { evaluate } from '../steps/expressions.ts';
import type { Expression } from '../ir.ts';
import { reach } from './sinks.ts';
import type { Frame, State } from '../state.ts';

const compares = /^[<>]=?$/;
const checks = /\bisArray\b|instanceof\s+Array\b/;

/** Where each function first asks whether something is a list, looked for once. */
const firstChecks = new WeakMap<SyntaxNode, number>();

/** Where `fn` first asks whether something is a list; infinity where it never does. */
function checkedFrom(fn: SyntaxNode | undefined): number {
  if (!fn) return Infinity;
  let at = firstChecks.get(fn);
  if (at === undefined) {
    const found = checks.exec(fn.text)?.index;
    firstChecks.set(fn, (at = found === undefined ? Infinity : fn.start + found));
  }
  return at;
}

/** Reports the bound in the test of a counting loop. */
export function loopBound(a: State, test: Expression, f: Frame): void {
  if (test.kind !== 'binary' || !compares.test(test.operator)) return;
  for (const side of [test.left, test.right]) {
    const isLength = side.kind === 'member' && side.property === 'length';
    const bound = isLength ? side.object : side;
    if (bound.kind !== 'name' && bound.kind !== 'member') continue;
    const value = evaluate(a, bound, f);
    if (!value.taints.some(({ source }) => source === 'request') || value.isList || value.pieces) continue;
    if (isLength && checkedFrom(f.fn?.node) < test.node.start) continue;
    // A text has a length of its own; only an object can claim one.
    const taints = isLength ? value.taints.filter(({ cleaned }) => !cleaned.has('nosql')) : value.taints;
    reach(a, { kind: 'loop-bound', strong: true, node: test.node, name: 'loop' }, { taints });
  }
}
