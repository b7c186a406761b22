// Constants and classes in C and C++.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import { bind } from './assignments.ts';
import type { Scope } from './scope.ts';
import { statement } from './statements.ts';

/** `#define ROOT "/srv"` */
export function constant(node: SyntaxNode): Statement[] {
  const name = node.get('name');
  const value = /^\s*(?:"((?:[^"\\\n]|\\.){0,400})"|(\d{1,12}))\s*$/.exec(
    node.get('value')?.text.slice(0, 420) ?? '',
  );
  if (!name || !value) return [];
  const literal = value[1] ?? Number(value[2]);
  return [{ kind: 'assign', node, target: bind(name), value: { kind: 'literal', node, value: literal } }];
}

/** A class with its members. */
export function classStatement(node: SyntaxNode, scope: Scope): Statement[] {
  const body = node.get('body');
  if (!body) return [];
  const name = node.get('name')?.text;
  const members = body.items.flatMap((item) => statement(item, { ...scope, className: name ?? '' }));
  return [{ kind: 'class', node, ...(name !== undefined && { name }), bases: [], decorators: [], members }];
}

/** A field, which may declare a class. */
export function field(node: SyntaxNode, scope: Scope): Statement[] {
  const type = node.get('type');
  if (type?.get('body')) return classStatement(type, scope);
  return [];
}
