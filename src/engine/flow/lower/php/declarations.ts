// Imports, classes and their members in PHP.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import { isStrictPattern } from '../../proofs/guard-patterns.ts';
import type { Expression, Statement } from '../../ir.ts';
import { attributes } from './annotations.ts';
import { expression } from './expressions.ts';
import { bodyOf } from './statements.ts';

/** An import by its full path, which tells the models that apply. */
export function importStatement(node: SyntaxNode): Statement {
  const group = node.get('body');
  const prefix = group ? (node.items.find((item) => item.kind === 'namespace_name')?.text ?? '') : '';
  const clauses = (group?.items ?? node.items).filter((item) => item.kind === 'namespace_use_clause');
  return {
    kind: 'import',
    node,
    bindings: clauses.flatMap((clause) => {
      const written = clause.items[0]?.text ?? '';
      const path = dotted(prefix === '' ? written : `${prefix}\\${written}`);
      const local = clause.get('alias')?.text ?? path.slice(path.lastIndexOf('.') + 1);
      return local === '' ? [] : [{ local, path }];
    }),
  };
}

/** A name with dots between its parts. */
export function dotted(name: string): string {
  return name.replace(/^\\+/, '').replace(/\s/g, '').replace(/\\+/g, '.');
}

/** A class with its members. */
export function classStatement(node: SyntaxNode): Statement {
  const name = node.get('name')?.text;
  const clauses = node.items.filter((item) => /^(?:base_clause|class_interface_clause)$/.test(item.kind));
  return {
    kind: 'class',
    node,
    ...(name !== undefined && { name }),
    bases: [
      ...clauses.flatMap((clause) => clause.items.map(expression)),
      ...(node.kind === 'enum_declaration' ? [{ kind: 'name', node, name: ':Enum' } as const] : []),
    ],
    decorators: attributes(node),
    members: [
      ...(isLivewire(node, clauses) ? filledByBrowser(node.get('body')) : []),
      ...bodyOf(node.get('body'), name ?? `class@${node.start}`),
    ],
    numbers: numbersOf(node.get('body')),
  };
}

/** Whether a class is a component of Livewire. */
function isLivewire(node: SyntaxNode, clauses: readonly SyntaxNode[]): boolean {
  return (
    clauses.some((clause) => clause.kind === 'base_clause' && /\bComponent$/.test(clause.text.trim())) &&
    /\buse\s+Livewire\\/.test(node.source.text)
  );
}

/** Public properties of a component: a browser sends their values with each request, but for those that are locked. */
function filledByBrowser(body: SyntaxNode | undefined): Statement[] {
  return (body?.items ?? []).flatMap((member): Statement[] => {
    if (
      member.kind !== 'property_declaration' ||
      !/^(?:#\[[^\]]{0,200}\]\s{0,200})?public\b/.test(member.text)
    )
      return [];
    if (/\b(?:static|readonly)\b|#\[\s{0,9}Locked\b/.test(member.text.slice(0, 300))) return [];
    return member.items
      .filter((item) => item.kind === 'property_element')
      .flatMap((item): Statement[] => {
        const name = item.get('name') ?? item.items[0];
        if (!name) return [];
        const object: Expression = { kind: 'name', node: name, name: 'this' };
        const property = name.text.replace(/^\$/, '');
        return [
          {
            kind: 'assign',
            node: item,
            target: { kind: 'place', node: name, place: { kind: 'member', node: name, object, property } },
            value: {
              kind: 'call',
              node: name,
              callee: { kind: 'name', node: name, name: 'livewire.property' },
              args: [],
            },
          },
        ];
      });
  });
}

/** The properties that are declared as numbers or held to a few words, in the class or by the parameters of its constructor. */
function numbersOf(body: SyntaxNode | undefined): string[] {
  const isNumber = (one: SyntaxNode): boolean =>
    number.test(one.get('type')?.text ?? '') || (one.text.startsWith('#[') && isHeld(one));
  const nameOf = (one: SyntaxNode | undefined): string[] => (one ? [one.text.replace(/^\$/, '')] : []);
  return (body?.items ?? []).flatMap((member) => {
    if (member.kind === 'property_declaration' && isNumber(member))
      return member.items
        .filter((item) => item.kind === 'property_element')
        .flatMap((item) => nameOf(item.get('name') ?? item.items[0]));
    if (member.kind !== 'method_declaration' || member.get('name')?.text !== '__construct') return [];
    return (member.get('parameters')?.items ?? [])
      .filter((item) => item.kind === 'property_promotion_parameter' && isNumber(item))
      .flatMap((item) => nameOf(item.get('name')));
  });
}

/** `#[Assert\Choice(['name', 'price'])]`, `#[Assert\Regex('/^[a-z]+$/')]`: Symfony refuses all else before the handler is called. */
function isHeld(property: SyntaxNode): boolean {
  return attributes(property).some((one) => {
    if (one.kind !== 'call') return false;
    const name = /\w+$/.exec(one.callee.node.text)?.[0];
    if (name === 'Choice') return true;
    const pattern = one.args.find((arg) => arg.name === undefined || arg.name === 'pattern')?.value;
    if (name !== 'Regex' || pattern?.kind !== 'literal') return false;
    const whole = /^([/~#])(\^.{1,200}\$)\1[iDu]{0,3}$/.exec(String(pattern.value))?.[2];
    return whole !== undefined && isStrictPattern(whole);
  });
}

const number = /^\??(?:int|float|bool)(?:\|(?:int|float|bool|null))*$/;

/** A property with a default, a constant of a class or of the file. */
export function memberStatement(item: SyntaxNode, className: string | undefined): Statement[] {
  if (item.kind !== 'property_element' && item.kind !== 'const_element') return [];
  const name = item.get('name') ?? item.items[0];
  const value = item.kind === 'const_element' ? item.items[1] : (item.get('default_value') ?? item.items[1]);
  if (!name || !value) return [];
  const text = name.text.replace(/^\$/, '');
  return [
    {
      kind: 'assign',
      node: item,
      target:
        className === undefined
          ? { kind: 'bind', name: text, node: name }
          : {
              kind: 'place',
              node: name,
              place: {
                kind: 'member',
                node: name,
                object: { kind: 'name', node: name, name: 'this' },
                property: text,
              },
            },
      value: expression(value),
    },
  ];
}
