// Lowers Go trees to the shapes of ir.ts. A package goes by the last part of its path, a receiver by `this`.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { publishUncalled } from '../shapes.ts';
import { fieldNames } from './declarations.ts';
import { patternOf } from './patterns.ts';
import type { Scope } from './scope.ts';
import { statement } from './statements.ts';
import { numeric } from './types.ts';

/** Lowers a tree of the grammar go. */
export function lowerGo(root: SyntaxNode): Program {
  const patterns = new Map<string, string>();
  const numbers = new Set<string>();
  const structs = new Map<string, readonly string[]>();
  for (const node of root.walk()) {
    if (node.kind === 'var_spec' || node.kind === 'short_var_declaration') {
      const name = node.get('name') ?? node.get('left')?.items[0];
      const source = patternOf(node.get('value')?.items[0] ?? node.get('right')?.items[0]);
      if (name && source !== undefined) patterns.set(name.text, source);
    }
    if (node.kind === 'type_spec' && numeric.test(node.get('type')?.text ?? ''))
      numbers.add(node.get('name')?.text ?? '');
    if (node.kind === 'type_spec' && node.get('type')?.kind === 'struct_type')
      structs.set(node.get('name')?.text ?? '', fieldNames(node.get('type') as SyntaxNode));
  }
  const scope: Scope = { self: undefined, results: [], lookups: new Map(), patterns, numbers, structs };
  const body = root.items.flatMap((node) => statement(node, scope));
  publishUncalled(
    body.flatMap((one) => (one.kind === 'function' ? one.fn : [])),
    root.text,
  );
  return { root, body };
}
