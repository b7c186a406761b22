// What the code around a Kotlin node declares: names of fields, methods, variables, and what holds in the whole file.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { ClassScope } from '../class-scope.ts';
import { modifiersOf } from './annotations.ts';

/** What the code around a node declares. */
export interface Scope extends ClassScope {
  /** The name under which the object of `apply`, `run` and `with` stands. */
  receiver: string | undefined;
  /** True when that object is the one a function extends. */
  isExtension?: boolean;
  file: FileFacts;
}

/** What holds in the whole file. */
export interface FileFacts {
  enums: ReadonlySet<string>;
  functions: ReadonlySet<string>;
  /** Functions that extend a type, by name. */
  extensions: ReadonlySet<string>;
  /** Values that hold a regular expression, by name. */
  patterns: ReadonlyMap<string, string>;
}

/** The name of the receiver in scope; no name that code can write. */
export const scopeReceiver = '::self';

/** The scope of a whole file. */
export function declarationScope(root: SyntaxNode): Scope {
  const enums = new Set<string>();
  const functions = new Set<string>();
  const extensions = new Set<string>();
  const patterns = new Map<string, string>();
  for (const node of root.walk()) {
    if (
      node.kind === 'class_declaration' &&
      /\benum\b/.test(modifiersOf(node)?.text ?? node.text.slice(0, 20))
    )
      enums.add(node.get('name')?.text ?? '');
    if (node.kind === 'property_declaration') {
      const match = /\b(\w+)\s*(?::[^=]+)?=\s*(?:Regex\(\s*)?"{1,3}((?:[^"\\]|\\.)*)"{1,3}(?:\.toRegex\(\)|\s*\))$/.exec(node.text.length < 400 ? node.text : ''); // prettier-ignore
      if (match) patterns.set(match[1] ?? '', (match[2] ?? '').replace(/\\\\/g, '\\'));
    }
  }
  for (const node of root.items)
    if (node.kind === 'function_declaration') {
      const name = node.get('name');
      (extendedType(node) ? extensions : functions).add(name?.text ?? '');
    }
  return {
    className: undefined,
    fields: new Set(),
    methods: new Set(),
    outer: undefined,
    locals: new Set(),
    receiver: undefined,
    file: { enums, functions, extensions, patterns },
  };
}

/** The type that a function extends. */
export function extendedType(node: SyntaxNode): SyntaxNode | undefined {
  const name = node.get('name');
  return name && node.items.find((item) => item.kind.endsWith('_type') && item.start < name.start);
}

/** The names that a function declares anywhere in it. */
export function localsOf(node: SyntaxNode): Set<string> {
  const names = new Set<string>();
  for (const one of node.walk()) {
    const declares =
      one.kind === 'parameter' || one.kind === 'variable_declaration' || one.kind === 'catch_block';
    if (
      !declares ||
      (one.parent?.kind === 'property_declaration' && one.parent.parent?.kind === 'class_body')
    )
      continue;
    const name = one.items.find((item) => item.kind === 'identifier')?.text;
    if (name !== undefined) names.add(name);
  }
  return names;
}
