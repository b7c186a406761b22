// Imports and what classes declare in Python.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { isStrictPattern } from '../../proofs/guard-patterns.ts';
import type { Expression, Statement } from '../../ir.ts';
import { annotated, writtenType } from './annotated-names.ts';

/** An import by its full path, which tells the models that apply. */
export function importStatement(node: SyntaxNode): Statement {
  const module = node.get('module_name')?.text.replace(/^\.+/, '');
  const bindings: { local: string; path: string }[] = [];
  for (const item of node.all('name')) {
    const name = item.kind === 'aliased_import' ? item.get('name')?.text : item.text;
    if (name === undefined) continue;
    const alias = item.kind === 'aliased_import' ? item.get('alias')?.text : undefined;
    const path = module === undefined ? name : module === '' ? name : `${module}.${name}`;
    // `import a.b` binds `a`; `import a.b as c` binds `c` to `a.b`.
    if (module === undefined && alias === undefined) {
      const first = name.split('.')[0] as string;
      bindings.push({ local: first, path: first });
      // No name can hold a dot: this one only says which models apply.
      if (first !== name) bindings.push({ local: name, path: name });
    } else bindings.push({ local: alias ?? name, path });
  }
  return { kind: 'import', node, bindings };
}

/** A class whose annotated fields are all that a caller fills in: a schema or a data class. */
export function isRecord(node: SyntaxNode, decorators: readonly Expression[]): boolean {
  return (
    /\b(?:\w*Model|\w*Schema|Struct|TypedDict|NamedTuple)\b/.test(node.get('superclasses')?.text ?? '') ||
    decorators.some((one) => /dataclass|define|attrs/.test(one.node.text))
  );
}

/** The annotated fields of a class with their types. */
export function fieldsOf(node: SyntaxNode): { name: string; type: string; check?: string }[] {
  return (node.get('body')?.items ?? []).flatMap((statementNode) =>
    statementNode.items
      .filter((item) => item.kind === 'assignment')
      .flatMap((item) => {
        const name = item.get('left')?.text;
        const written = writtenType(item);
        const type = isConstrained(`${written ?? ''} ${item.get('right')?.text ?? ''}`)
          ? oneOfFew
          : annotated(written?.replace(/\s+/g, ''));
        const check = /\bAfterValidator\((\w{1,60})\)/.exec(written?.slice(0, 600) ?? '')?.[1];
        return name === undefined || type === undefined
          ? []
          : [{ name, type, ...(check !== undefined && { check }) }];
      }),
  );
}

/** The type of a text in which nothing of harm is left. */
export const oneOfFew = 'Literal[str]';

const constraint =
  /\b(?:Field|Query|Path|Header|Cookie|Form|Body|StringConstraints|constr)\([^()]{0,200}?\b(?:pattern|regex)\s{0,3}=\s{0,3}r?(['"])(\^[^\n]{1,120}?\$)\1/;

/** Whether an annotation or a default asks for a pattern of harmless characters: `Annotated[str, Query(pattern=r"^\w+$")]`. */
export function isConstrained(written: string): boolean {
  const head = written.slice(0, 600);
  // `Annotated[str, typer.Option(click_type=click.Choice(["bash", "zsh"]))]`
  if (/\bclick_type\s{0,3}=\s{0,3}(?:click\.)?(?:Choice|IntRange|UUID|INT|FLOAT|DateTime)\b/.test(head))
    return true;
  const pattern = constraint.exec(head)?.[2];
  return pattern !== undefined && isStrictPattern(pattern);
}
