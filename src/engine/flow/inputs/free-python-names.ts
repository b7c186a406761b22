// Tells which names of a Python file nothing in it gives a value: only fragments have them, for what comes from elsewhere.
import type { SyntaxNode } from '../../syntax/tree.ts';
import type { State } from '../state.ts';

/** Names under which libraries, services and what a framework hands over are known, and the built-in ones. */
const known = new Set(
  'abs aiter all anext any app ascii bin bool breakpoint bytearray bytes c callable celery chr classmethod client cls compile complex conf config conn connection context cursor cur ctx database db delattr dict dir divmod e engine enumerate env eval exec exit filter float format frozenset g getattr globals hasattr hash help hex id input instance int isinstance issubclass iter len list locals log logger map max memoryview min model models next object oct open ord os parser pow print property quit range re redis repr request req resp response reversed round router self session set setattr settings slice sorted spark sql staticmethod str sum super sys task test time tuple type vars zip'.split(
    ' ',
  ),
);

const bindingParents = new Set([
  'parameters',
  'lambda_parameters',
  'typed_parameter',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'dotted_name',
  'aliased_import',
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'as_pattern_target',
  'global_statement',
  'nonlocal_statement',
  'delete_statement',
  'case_pattern',
  'splat_pattern',
  'type_parameter',
]);

const bound = new WeakMap<State, ReadonlySet<string> | undefined>();

/** True for a plain value in lower case that nothing in this file, if it is Python, defines or imports. */
export function isFreeInPython(a: State, name: string): boolean {
  if (a.program.root.source.language !== 'python') return false;
  if (!/^[a-z][A-Za-z0-9_]*$/.test(name) || known.has(name)) return false;
  if (!bound.has(a)) bound.set(a, namesOf(a.program.root));
  const names = bound.get(a);
  return names !== undefined && !names.has(name);
}

/** What is bound, called or looked into; undefined where another module may have brought any name. */
function namesOf(root: SyntaxNode): ReadonlySet<string> | undefined {
  if (/^[ \t]{0,20}from\s[^\n]{0,200}\simport\s{1,4}\*/m.test(root.source.text)) return undefined;
  const names = new Set<string>();
  for (const node of root.walk()) if (node.kind === 'identifier' && !isPlainUse(node)) names.add(node.text);
  return names;
}

function isPlainUse(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (!parent || bindingParents.has(parent.kind)) return false;
  if (node.field === 'left') return !/^(?:assignment|augmented_assignment|for_statement|for_in_clause)$/.test(parent.kind); // prettier-ignore
  if (node.field === 'name') return parent.kind === 'keyword_argument';
  return node.field !== 'function' && node.field !== 'object' && parent.kind !== 'decorator';
}
