// Finds the functions of other files of a change that a file calls, for what they return and prove.
import { type Change, type ChangedFile, filesAround } from '../../change.ts';
import type { DetectorInput } from '../../detector.ts';
import { functionNamed, pathNamed, schemaNamed } from '../../flow/steps/elsewhere.ts';
import { openFile, programOf } from '../../flow/index.ts';
import type { Elsewhere, State } from '../../flow/state.ts';
import { languageOf } from '../../languages.ts';
import type { Syntax } from '../../syntax/parse.ts';
import type { SyntaxTree } from '../../syntax/tree.ts';
import {
  type Called,
  type Callee,
  type Caller,
  calleesElsewhere,
  type Files,
  filesOf,
} from './callees-elsewhere.ts';

/** The files of a change and those around it, and those of them whose functions were called. */
interface Present {
  files: Files;
  byPath: ReadonlyMap<string, ChangedFile>;
  opened: Map<string, State | undefined>;
  /** Characters of those. */
  chars: number;
}

const present = new WeakMap<Change, Present>();

/** What a change brings and what stands around it, by path and by what names it. */
export function presentIn(change: Change): Present {
  let known = present.get(change);
  if (!known) {
    const changed = new Set(change.files.map(({ path }) => path));
    const all = [...change.files, ...filesAround(change).filter(({ path }) => !changed.has(path))];
    const byPath = new Map(all.map((file) => [file.path, file]));
    present.set(change, (known = { files: filesOf(all), byPath, opened: new Map(), chars: 0 }));
  }
  return known;
}

/** A call into a file, and from there into another. */
const maxHops = 2;
/** What is known of them is in memory together, some 300 bytes for a character; beyond this all are forgotten. */
const maxChars = 400_000;
/** Longer ones are seldom what a route calls. */
const maxFileChars = 200_000;

/** Finds what a file calls in the others; undefined where there is no other. */
export function elsewhereOf(
  input: DetectorInput,
  path: string,
  tree: SyntaxTree,
  hops = 0,
): Elsewhere | undefined {
  const around = presentIn(input.change);
  if (around.byPath.size < 2 || hops >= maxHops) return undefined;
  let caller: Caller | undefined;
  const only = (call: Called): { callee: Callee; state: State } | undefined => {
    caller ??= callerOf(path, tree);
    const [callee, ...others] = calleesElsewhere(call, caller, around.files);
    if (!callee || callee.isGuess || others.length > 0) return undefined;
    const state = stateOf(input, around, callee.path, hops);
    return state && { callee, state };
  };
  return {
    called(call) {
      const found = only(call);
      return found && functionNamed(found.state, found.callee.name, found.callee.className);
    },
    stands(call) {
      const found = only(call);
      return found && found.callee.className === undefined
        ? pathNamed(found.state, found.callee.name)
        : undefined;
    },
    schema(name) {
      const found = only({ path: name, written: name });
      return found && schemaNamed(found.state, found.callee.name);
    },
  };
}

function stateOf(input: DetectorInput, around: Present, path: string, hops: number): State | undefined {
  const key = `${hops} ${path}`;
  if (around.opened.has(key)) return around.opened.get(key);
  const file = around.byPath.get(path);
  const chars = file?.body?.length ?? 0;
  if (!file || chars > maxFileChars) return undefined;
  around.chars += chars;
  if (around.chars > maxChars) {
    around.opened.clear();
    around.chars = chars;
  }
  const tree = treeOf(file, input.syntax, true);
  const state = tree && openFile(tree, input.rules.models ?? [], elsewhereOf(input, path, tree, hops + 1));
  around.opened.set(key, state);
  return state;
}

/** The tree of a file; undefined where it has none. */
export function treeOf(file: ChangedFile, syntax: Syntax, aside = false): SyntaxTree | undefined {
  const grammar = file.class === 'text' ? languageOf(file.path, file.body)?.grammar : undefined;
  const tree = grammar === undefined ? undefined : syntax.parse(file.body ?? '', grammar, aside);
  return tree && !('reason' in tree) ? tree : undefined;
}

/** A file as one that calls: what it imports. */
export function callerOf(path: string, tree: SyntaxTree): Caller {
  const imports = (programOf(tree)?.body ?? []).flatMap((one) =>
    // The name of the module stands at the end. No node is kept, because the whole tree would be.
    one.kind === 'import' ? [{ text: one.node.text.slice(-400), bindings: one.bindings }] : [],
  );
  return { path, text: tree.source.text, imports };
}
