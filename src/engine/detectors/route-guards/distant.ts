// Finds the functions of other files that a file names as guards or calls as helpers, so that what they ask is known.
import type { Change } from '../../change.ts';
import type { FunctionShape, Program } from '../../flow/ir.ts';
import { programOf } from '../../flow/index.ts';
import { withoutComments } from '../../syntax/comments.ts';
import type { Syntax } from '../../syntax/parse.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import { calleesElsewhere } from '../code/callees-elsewhere.ts';
import { callerOf, presentIn, treeOf } from '../code/elsewhere.ts';
import type { DistantFunction } from './body/facts.ts';
import { contextOf, type FileContext } from './route.ts';

/** From a route to its guard, and from there to what that calls. */
const maxHops = 2;
/** Longer files are seldom those of guards. */
const maxFileChars = 100_000;
/** What is known of the files is in memory together; beyond this all are forgotten. */
const maxChars = 400_000;

interface Opened {
  contexts: Map<string, FileContext | undefined>;
  chars: number;
}

const opened = new WeakMap<Change, Opened>();

/** Lets the functions of a file look into those of other files of the change. */
export function seeDistant(
  context: FileContext,
  tree: SyntaxTree,
  change: Change,
  syntax: Syntax,
  hops = 0,
): void {
  const { byPath, files } = presentIn(change);
  if (byPath.size < 2 || hops >= maxHops) return;
  const known = new Map<string, DistantFunction | undefined>();
  let caller: ReturnType<typeof callerOf> | undefined;
  const bindings = new Map(context.imports.map(({ local, path }) => [local, path]));
  context.helpers.distant = (written) => {
    const chain = written.replace(/\(\)/g, '');
    if (known.has(chain)) return known.get(chain);
    known.set(chain, undefined);
    const [head = '', ...rest] = chain.split('.');
    const bound = bindings.get(head);
    if (bound === undefined && head !== 'this' && !/^[A-Z]/.test(head)) return undefined;
    const path = bound === undefined ? chain : [bound, ...rest].join('.');
    caller ??= callerOf(context.path, tree);
    const [callee, ...others] = calleesElsewhere({ path, written: chain }, caller, files);
    if (!callee || callee.isGuess === true || others.length > 0) return undefined;
    const other = contextAt(callee.path, change, syntax, hops);
    const fn = other && functionOf(other, callee.name, callee.className);
    const found = fn && other ? { fn, helpers: other.helpers } : undefined;
    known.set(chain, found);
    return found;
  };
}

function contextAt(path: string, change: Change, syntax: Syntax, hops: number): FileContext | undefined {
  let all = opened.get(change);
  if (!all) opened.set(change, (all = { contexts: new Map(), chars: 0 }));
  const key = `${hops} ${path}`;
  if (all.contexts.has(key)) return all.contexts.get(key);
  const file = presentIn(change).byPath.get(path);
  const chars = file?.body?.length ?? 0;
  if (!file || chars > maxFileChars) return undefined;
  all.chars += chars;
  if (all.chars > maxChars) {
    all.contexts.clear();
    all.chars = chars;
  }
  const tree = treeOf(file, syntax, true);
  const program = tree && programOf(tree);
  const context = tree && program && contextOf(path, withoutComments(tree), program as Program);
  all.contexts.set(key, context);
  if (context && tree) seeDistant(context, tree, change, syntax, hops + 1);
  return context;
}

function functionOf(
  { helpers, classes }: FileContext,
  name: string,
  className: string | undefined,
): FunctionShape | undefined {
  if (className === undefined) return helpers.functions.get(name) ?? helpers.functions.get('module.exports');
  for (const member of classes.get(className)?.members ?? [])
    if (member.kind === 'function' && member.fn.name === name) return member.fn;
  return undefined;
}
