// Imports and types in Go.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Statement } from '../../ir.ts';
import type { Scope } from './scope.ts';
import { typeName } from './types.ts';

/** The parts of a declaration, also in parentheses. */
export function specsOf(node: SyntaxNode): SyntaxNode[] {
  return node.items.flatMap((item) => (item.kind.endsWith('_list') ? item.items : [item]));
}

/** An import by its full path, which tells the models that apply. */
export function importStatement(node: SyntaxNode): Statement {
  const bindings = specsOf(node).flatMap((spec) => {
    const path = spec.get('path')?.text.slice(1, -1);
    if (path === undefined) return [];
    const alias = spec.get('name')?.text;
    const canonical = packageName(path);
    const local = alias ?? localName(path);
    // The full path tells which models apply.
    return [
      { local: `import:${path}`, path },
      ...(alias === '_' || alias === '.' ? [] : [{ local, path: canonical }]),
    ];
  });
  return { kind: 'import', node, bindings };
}

function localName(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path)
    .replace(/\.v\d+$/, '')
    .replace(/^go-|-go$/g, '')
    .replaceAll('-', '_');
}

/** Two packages called `template` or `rand` are told apart. */
function packageName(path: string): string {
  if (path === 'text/template' || path === 'crypto/rand') return path;
  if (path === 'io/ioutil') return 'ioutil';
  return localName(path);
}

/** The fields of a struct that a variable has without a name for it: `var in struct{ ID int64 }`. */
export function unnamedStruct(spec: SyntaxNode, scope: Scope): Statement[] {
  const type = spec.get('type');
  if (type?.kind !== 'struct_type') return [];
  const name = typeName(type, scope);
  return [{ kind: 'class', node: spec, name, bases: [], decorators: [], members: [], fields: fieldsOf(type, scope) }]; // prettier-ignore
}

/** The names of a struct's fields in order. */
export function fieldNames(type: SyntaxNode): string[] {
  return (type.items[0]?.items ?? []).flatMap((field) => field.all('name').map((one) => one.text));
}

function fieldsOf(type: SyntaxNode, scope: Scope): { name: string; type: string }[] {
  return (type.items[0]?.items ?? []).flatMap((field) =>
    field.all('name').map((one) => ({
      name: one.text,
      type: isBound.test(field.get('tag')?.text ?? '') ? 'int' : typeName(field.get('type'), scope),
    })),
  );
}

/** What Gin refuses unless it is one of a few texts, or without any sign: `binding:"oneof=id name"`. */
const isBound =
  /\bbinding:\\?"[^"]{0,100}\b(?:oneof=|uuid[345]?\b|numeric\b|number\b|alphanum\b|alpha\b|hexadecimal\b)/;

/** A struct or an interface as a class. */
export function typeStatement(spec: SyntaxNode, scope: Scope): Statement[] {
  const name = spec.get('name')?.text;
  const type = spec.get('type');
  if (name !== undefined && type?.kind === 'interface_type')
    return [{ kind: 'class', node: spec, name, bases: [], decorators: [], members: [] }];
  if (name === undefined || type?.kind !== 'struct_type') return [];
  const fields = fieldsOf(type, scope);
  return [{ kind: 'class', node: spec, name, bases: [], decorators: [], members: [], fields }];
}
