// Lowers Java trees to the shapes of ir.ts. Types and packages go by their simple names: `java.io.File` is `File`.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import { patternOf } from './patterns.ts';
import type { FileFacts, Scope } from './scope.ts';
import { statement } from './statements.ts';

/** Lowers a tree of the grammar java. */
export function lowerJava(root: SyntaxNode): Program {
  const file: FileFacts = { enums: new Set(), patterns: new Map() };
  const enums = new Set<string>();
  const patterns = new Map<string, string>();
  for (const node of root.walk()) {
    if (node.kind === 'enum_declaration') enums.add(node.get('name')?.text ?? '');
    if (node.kind === 'variable_declarator') {
      const source = patternOf(node.get('value'));
      if (source !== undefined) patterns.set(node.get('name')?.text ?? '', source);
    }
  }
  Object.assign(file, { enums, patterns });
  const scope: Scope = {
    className: undefined,
    fields: new Set(),
    methods: new Set(),
    outer: undefined,
    locals: new Set(),
    file,
  };
  return { root, body: root.items.flatMap((node) => statement(node, scope)) };
}
