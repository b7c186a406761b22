// Expressions in JavaScript.
import type { SyntaxNode } from '../../../syntax/tree.ts';
import type { Expression } from '../../ir.ts';
import { unary } from '../unary.ts';
import { elementAt } from '../shapes.ts';
import { assignment, augmented } from './assignments.ts';
import { argumentsOf, call, genericTag } from './calls.ts';
import { classExpression } from './declarations.ts';
import { declareAs } from './declared-types.ts';
import { functionShape } from './functions.ts';
import { compiledImport } from './imports.ts';
import { jsx } from './jsx.ts';
import { binary } from './operators.ts';
import { sequence, silent } from './statements.ts';
import { stringText, templateParts } from './strings.ts';

/** What makes functions of text: `Object.getPrototypeOf(async function () {}).constructor`. */
const emptyFunction =
  /^(?:(?:Object|Reflect)\.getPrototypeOf)?\(\s{0,4}(?:async\s{0,4})?(?:function\s{0,4}\*?\s{0,4}\(\)|\(\)\s{0,4}=>)\s{0,4}\{\s{0,4}\}\s{0,4}\)$/;

/** An expression; whatever is not known becomes `other` with its parts. */
export function expression(node: SyntaxNode): Expression {
  switch (node.kind) {
    case 'identifier':
    case 'this':
    case 'import':
    case 'super':
    case 'shorthand_property_identifier':
    case 'property_identifier':
      return { kind: 'name', node, name: nameText(node) };
    case 'string':
    case 'jsx_text':
      return { kind: 'literal', node, value: node.kind === 'string' ? stringText(node) : node.text };
    case 'number':
      return { kind: 'literal', node, value: Number(node.text.replace(/_|n$/g, '')) };
    case 'true':
    case 'false':
      return { kind: 'literal', node, value: node.kind === 'true' };
    case 'null':
    case 'undefined':
      return { kind: 'literal', node, value: null };
    case 'regex':
      return { kind: 'regex', node, source: node.text };
    case 'template_string': {
      const tag = genericTag(node);
      const parts = templateParts(node);
      return tag ? { kind: 'tagged', node, tag, parts } : { kind: 'build', node, parts };
    }
    case 'member_expression': {
      const object = node.get('object');
      // `axios_1.default`, `_axios.default`: what compilers make of a default import.
      if (node.get('property')?.text === 'default' && object && compiledImport.test(object.text))
        return expression(object);
      if (node.get('property')?.text === 'constructor' && object && emptyFunction.test(object.text))
        return { kind: 'name', node, name: 'Function' };
      return {
        kind: 'member',
        node,
        object: child(node, 'object'),
        property: nameText(node.get('property')),
      };
    }
    case 'subscript_expression': {
      const key = child(node, 'index');
      const object = child(node, 'object');
      return elementAt(node, object, key);
    }
    case 'call_expression':
      return call(node);
    case 'new_expression':
      return {
        kind: 'call',
        node,
        callee: child(node, 'constructor'),
        args: argumentsOf(node.get('arguments')),
        isNew: true,
      };
    case 'binary_expression':
      return binary(node);
    case 'unary_expression':
      if (node.get('operator')?.text === '!') return { kind: 'not', node, operand: child(node, 'argument') };
      return node.get('operator')?.text === '+'
        ? {
            kind: 'call',
            node,
            callee: { kind: 'name', node, name: 'Number' },
            args: [{ value: child(node, 'argument') }],
          }
        : unary(node, node.get('operator')?.text ?? 'unary', child(node, 'argument'));
    case 'update_expression':
      return unary(node, '++', child(node, 'argument'));
    case 'assignment_expression':
      return assignment(node);
    case 'augmented_assignment_expression':
      return augmented(node);
    case 'ternary_expression':
      return {
        kind: 'choice',
        node,
        test: child(node, 'condition'),
        branches: [child(node, 'consequence'), child(node, 'alternative')],
      };
    case 'arrow_function':
    case 'function_expression':
    case 'generator_function':
    case 'function':
    case 'method_definition':
      return { kind: 'function', node, fn: functionShape(node) };
    case 'class':
    case 'class_declaration':
      return classExpression(node);
    case 'object':
      return { kind: 'object', node, entries: node.items.map(entry) };
    case 'array':
      return {
        kind: 'list',
        node,
        items: node.items.map((item) =>
          expression(item.kind === 'spread_element' ? (item.items[0] ?? item) : item),
        ),
      };
    case 'parenthesized_expression':
    case 'await_expression':
    case 'non_null_expression':
    case 'jsx_expression':
    case 'spread_element':
      return node.items[0] ? expression(node.items[0]) : { kind: 'literal', node, value: null };
    case 'as_expression':
    case 'satisfies_expression': {
      const [held, type] = node.items;
      if (!held) return { kind: 'literal', node, value: null };
      const value = expression(held);
      declareAs(value, type);
      return value;
    }
    case 'yield_expression':
      return {
        kind: 'yield',
        node,
        value: node.items[0] ? expression(node.items[0]) : { kind: 'literal', node, value: null },
        isEach: node.children[1]?.kind === '*',
      };
    case 'type_assertion': {
      const last = node.items.at(-1);
      return last ? expression(last) : { kind: 'other', node, parts: [] };
    }
    case 'sequence_expression': {
      // `(0, exports.run)(command)` only drops the receiver; other parts run for what they assign.
      const parts = sequence(node).filter((item, i, all) => i === all.length - 1 || item.kind !== 'number');
      const last = parts.pop();
      if (!last) return { kind: 'other', node, parts: [] };
      if (parts.length === 0) return expression(last);
      const test: Expression = { kind: 'list', node, items: parts.map(expression) };
      return { kind: 'choice', node, test, branches: [expression(last)] };
    }
    case 'jsx_element':
    case 'jsx_self_closing_element':
      return jsx(node);
    default:
      return {
        kind: 'other',
        node,
        parts: node.items.filter((item) => !silent.has(item.kind)).map(expression),
      };
  }
}

/** The expression in a field of a node. */
export function child(node: SyntaxNode, field: string): Expression {
  const found = node.get(field);
  return found ? expression(found) : { kind: 'other', node, parts: [] };
}

function entry(node: SyntaxNode): { key?: string; value: Expression; spread?: boolean } {
  if (node.kind === 'spread_element')
    return {
      value: node.items[0] ? expression(node.items[0]) : { kind: 'other', node, parts: [] },
      spread: true,
    };
  if (node.kind === 'pair') {
    const key = node.get('key');
    const name = key && propertyName(key);
    const value = child(node, 'value');
    // `{ [raw(text)]: value }` calls what it is named by.
    const computed = key?.kind === 'computed_property_name' ? key.items[0] : undefined;
    if (computed?.kind === 'call_expression')
      return { value: { kind: 'other', node, parts: [expression(computed), value] } };
    if (value.kind === 'function' && name !== undefined) value.fn.name ??= name;
    return { ...(name !== undefined && { key: name }), value };
  }
  const name = node.kind === 'method_definition' ? node.get('name')?.text : node.text;
  return { ...(name !== undefined && { key: name }), value: expression(node) };
}

/** The name of a property, where it is constant. */
export function propertyName(node: SyntaxNode): string | undefined {
  if (node.kind === 'string') return stringText(node);
  if (node.kind === 'computed_property_name') {
    const inner = node.items[0];
    if (inner?.kind === 'string') return stringText(inner);
    // What celebrate calls the parts of a request: `{ [Segments.QUERY]: … }`.
    return /^Segments\.([A-Z]{4,10})$/.exec(inner?.text.slice(0, 40) ?? '')?.[1]?.toLowerCase();
  }
  return node.text;
}

/** A name, with what escapes in it stand for: `\\u0065val` is `eval`. */
function nameText(node: SyntaxNode | undefined): string {
  const text = node?.text ?? '';
  if (!text.includes('\\u')) return text;
  return text.replace(
    /\\u(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{4}))/g,
    (whole, braced?: string, four?: string) => {
      const code = Number.parseInt(braced ?? four ?? '', 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );
}
