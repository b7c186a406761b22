// Lowers Rust trees to the shapes of ir.ts. `::` and `.` are both members; what only borrows, unwraps or copies is gone.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Program } from '../../ir.ts';
import type { Scope } from './scope.ts';
import { statementsOf } from './statements.ts';
import { isNumber } from './types.ts';

/** Lowers a tree of the grammar rust. */
export function lowerRust(root: SyntaxNode): Program {
  const numbers = new Set<string>();
  const patterns = new Map<string, string>();
  const paths = new Set<string>();
  const declared: SyntaxNode[] = [];
  for (const node of root.walk()) {
    if (node.kind === 'enum_item' && node.get('body')?.items.every((one) => !one.get('body')))
      numbers.add(node.get('name')?.text ?? '');
    else if (node.kind === 'field_declaration') declared.push(node);
    else if (node.kind === 'let_declaration' || node.kind === 'static_item') {
      const source = /\bRegex::new\(\s*r?#*"([^"]*)"/.exec(node.get('value')?.text ?? '')?.[1];
      const name = node.get('pattern') ?? node.get('name');
      if (name && source !== undefined) patterns.set(name.text, source);
      if (name && /\bPathBuf\b|\bto_path_buf\(|\bPath::new\([^;]*\.join\(/.test(node.text))
        paths.add(name.text);
    }
  }
  const text = new Set<string>();
  const inert = new Set<string>();
  for (const field of declared)
    (isNumber(field.get('type'), numbers) ? inert : text).add(field.get('name')?.text ?? '');
  const scope: Scope = {
    className: undefined,
    numbers,
    fields: new Set([...inert].filter((one) => !text.has(one))),
    patterns,
    paths,
    commands: new Map(),
    chains: new Map(),
    isClap: /\bclap::(?:Command\b|\{[^}]*\bCommand\b)/.test(root.text),
    commandName: /\bprocess::(?:\{[^}]{0,200}\b)?Command as (\w{1,60})/.exec(root.text)?.[1],
  };
  const body = statementsOf(root.items, scope);
  // A crate is often named in full instead of imported.
  const named = new Set<string>();
  for (const [, crate = ''] of root.text.matchAll(/(?<![\w:$.])([a-z]\w{1,40})::(?=[A-Za-z])/g))
    if (!ownPath.test(crate)) named.add(crate);
  const bindings = [...named].map((crate) => ({ local: `import:${crate}`, path: crate }));
  if (bindings.length > 0) body.unshift({ kind: 'import', node: root, bindings });
  return { root, body };
}

/** Paths that begin within this crate, or in the standard library. */
const ownPath = /^(?:self|super|crate|std|core|alloc)$/;
