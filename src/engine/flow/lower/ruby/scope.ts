// What is known around a Ruby node: variables, methods, lists and here-documents.
import type { SyntaxNode } from '../../../syntax/tree.ts';

/** What is known around a piece of code. */
export interface Scope {
  className: string | undefined;
  methods: ReadonlySet<string>;
  /** What `attr_reader` and its like give methods: a bare name of them is the field. */
  fields: ReadonlySet<string>;
  /** Names assigned within the method at hand: a bare one of them is no call. */
  locals: ReadonlySet<string>;
  /** Variables that hold a list, to tell `list << x` from `text << x`. */
  lists: ReadonlySet<string>;
  heredocs: ReadonlyMap<SyntaxNode, SyntaxNode>;
}

/** Here-documents stand behind the line that begins them, in the same order. */
export function heredocsOf(root: SyntaxNode): ReadonlyMap<SyntaxNode, SyntaxNode> {
  const found = new Map<SyntaxNode, SyntaxNode>();
  const waiting: SyntaxNode[] = [];
  for (const node of root.walk()) {
    if (node.kind === 'heredoc_beginning') waiting.push(node);
    if (node.kind !== 'heredoc_body') continue;
    const begin = waiting.shift();
    if (begin) found.set(begin, node);
  }
  return found;
}

/** The names that a function declares anywhere in it. */
export function localsOf(node: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of node.walk()) {
    if (one.kind === 'assignment' || one.kind === 'operator_assignment' || one.kind === 'for') {
      const left = one.get(one.kind === 'for' ? 'pattern' : 'left');
      for (const inner of left ? [left, ...left.items] : [])
        if (inner.kind === 'identifier') names.add(inner.text);
    } else if (/_?parameters?$/.test(one.kind) || one.kind === 'exception_variable')
      for (const inner of one.items) {
        if (inner.kind === 'identifier') names.add(inner.text);
        const name = inner.get('name');
        if (name) names.add(name.text);
      }
  }
  return names;
}

/** Variables that hold a list. */
export function listsOf(node: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of node.walk())
    if (one.kind === 'assignment' && /^(?:\[|Array\b|%w)/.test(one.get('right')?.text ?? ''))
      names.add(one.get('left')?.text ?? '');
  return names;
}
