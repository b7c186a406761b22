// What C# types say of the values that have them.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';

/** A type as it is written, without blanks. */
export function typeText(node: SyntaxNode): string {
  return node.text
    .replace(/\s+/g, '')
    .replace(/\?$/, '')
    .replace(/^System\.(?=[A-Z]\w*$)/, '');
}

/** `Ns.List<string>` is `List`. */
export function simpleType(node: SyntaxNode): string {
  if (node.kind === 'generic_name') return node.items[0]?.text ?? '';
  if (node.kind === 'primary_constructor_base_type') return node.items[0] ? simpleType(node.items[0]) : '';
  if (node.kind === 'qualified_name') {
    const name = node.get('name');
    return name ? simpleType(name) : node.text;
  }
  return node.text.replace(/[<?[(][\s\S]*$/, '');
}

/** A value in a variable of a declared type; a number holds no text. */
export function typedAs(value: Expression, type: SyntaxNode | undefined): Expression {
  if (!type || type.kind === 'implicit_type') return value;
  const text = typeText(type);
  if (/^(?:string|object|dynamic|var|String|Object|IEnumerable.*|List.*|.*\[\])$/.test(text)) return value;
  if (
    /^(?:int|long|short|byte|bool|double|float|decimal|uint|ulong|Guid|DateTime\w*|TimeSpan|char)$/.test(text)
  )
    return {
      kind: 'call',
      node: value.node,
      callee: { kind: 'name', node: type, name: ':int' },
      args: [{ value }],
    };
  return value;
}
