// Classes and their members in Ruby.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression, Statement } from '../../ir.ts';
import type { Scope } from './scope.ts';
import { bodyOf } from './statements.ts';

/** A class or a module with its members. */
export function classStatement(node: SyntaxNode, outer: Scope): Statement {
  const name = node.get('name')?.text.replace(/^.*::/, '');
  const body = node.get('body');
  const members = body?.items ?? [];
  const scope: Scope = {
    ...outer,
    className: node.kind === 'module' && name !== undefined ? name : (name ?? `class@${node.start}`),
    methods: new Set(
      members.flatMap((item) => {
        const inner = item.kind === 'call' ? item.get('arguments')?.items[0] : item;
        return inner?.kind === 'method' || inner?.kind === 'singleton_method'
          ? [inner.get('name')?.text ?? '']
          : [];
      }),
    ),
    fields: new Set(
      members.flatMap((item) =>
        /^attr_(?:reader|accessor)$/.test(item.get('method')?.text ?? '')
          ? (item.get('arguments')?.items ?? []).map((one) => one.text.slice(1))
          : [],
      ),
    ),
    locals: new Set(),
  };
  const base = node.get('superclass')?.items[0];
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases: base ? [{ kind: 'name', node: base, name: `:${base.text.replace(/::/g, '.')}` }] : [],
    decorators: [],
    members: beforeFirst(bodyOf(body, scope), members),
  };
}

/** What runs before each action fills the fields that the actions read. */
function beforeFirst(body: Statement[], members: readonly SyntaxNode[]): Statement[] {
  const names = new Set(['initialize']);
  for (const member of members)
    if (/^(?:prepend_)?before_(?:action|filter)$/.test(member.get('method')?.text ?? ''))
      for (const one of member.get('arguments')?.items ?? [])
        if (one.kind === 'simple_symbol') names.add(one.text.slice(1));
  const isEarly = (one: Statement): boolean => one.kind === 'function' && names.has(one.fn.name ?? '');
  return [
    ...body
      .filter(isEarly)
      .map((one) => (one.kind === 'function' ? { ...one, fn: { ...one.fn, isPublic: true } } : one)),
    ...body.filter((one) => !isEarly(one)),
  ];
}

/** A field of `this`. */
export function own(node: SyntaxNode): Expression {
  return {
    kind: 'member',
    node,
    object: { kind: 'name', node, name: 'this' },
    property: node.text,
  };
}
